/** First visit, linear against cosine: what is left of the data under both at the time of the slider. */

import { useMemo } from 'preact/hooks';
import type { RunConfig } from '../../../../config/fields';
import { shareOf } from '../../../../diffusion/process';
import { createProcess } from '../../../../diffusion/processes';
import * as words from '../../../../words/lessons/pictures/firstVisit';
import { useLab } from '../../../shell/lab';
import { timeTextAt } from '../../../time/axis';
import { shownTime } from '../../../time/shownTime';
import { useThrottled } from '../../../widgets/useThrottled';
import { Finding } from '../controls';
import '../pictures.css';

/** @param position on the time axis, 0 to 1 */
export function schedulesSentence(config: RunConfig, position: number): string {
  const [linear, cosine] = (['linear', 'cosine'] as const).map((schedule) => {
    const process = createProcess({ ...config, schedule });
    return Math.round(100 * shareOf(process.level(shownTime(config, process, position))));
  });
  return words.schedules({ time: timeTextAt(config, position), linear, cosine });
}

export default function Schedules() {
  const { clock, settings } = useLab();
  const read = useMemo(
    () => () => schedulesSentence(settings.config.value, clock.position.value),
    [clock, settings],
  );
  return <Finding>{useThrottled(read)}</Finding>;
}
