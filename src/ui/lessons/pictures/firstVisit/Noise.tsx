/** First visit, noise a digit: how much of it is left where the slider stands. */

import { useMemo } from 'preact/hooks';
import type { RunConfig } from '../../../../config/fields';
import { shareOf } from '../../../../diffusion/process';
import { createProcess } from '../../../../diffusion/processes';
import * as words from '../../../../words/lessons/pictures/firstVisit';
import { percent } from '../../../format';
import { useLab } from '../../../shell/lab';
import { lastTime, timeTextAt } from '../../../time/axis';
import { shownTime } from '../../../time/shownTime';
import { useThrottled } from '../../../widgets/useThrottled';
import { Finding } from '../controls';
import '../pictures.css';

/** "At t = 310 of 999 …". @param position on the time axis, 0 to 1 */
export function noiseSentence(config: RunConfig, position: number): string {
  const process = createProcess(config);
  const share = shareOf(process.level(shownTime(config, process, position)));
  return words.noised({
    time: timeTextAt(config, position),
    last: lastTime(config),
    signal: percent(share, 0),
    noise: percent(1 - Math.round(100 * share) / 100, 0),
    state: share > 0.9 ? 'clear' : share > 0.1 ? 'fades' : 'gone',
  });
}

export default function Noise() {
  const { clock, settings } = useLab();
  const read = useMemo(
    () => () => noiseSentence(settings.config.value, clock.position.value),
    [clock, settings],
  );
  return <Finding>{useThrottled(read)}</Finding>;
}
