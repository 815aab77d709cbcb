/** Below a time slider: the names of its ends, and between them the button that plays it. */

import type { RunConfig } from '../../config/fields';
import type { Clock } from '../../state/run/clock';
import * as words from '../../words/controls';
import { data, noise } from '../../words/findings';
import { lastTime } from '../time/axis';

interface Props {
  readonly clock: Clock;
  readonly config: Pick<RunConfig, 'process' | 'T'>;
  /** The values at the two ends, where the axis is not that of t. */
  readonly ends?: readonly [data: string, noise: string];
}

export function TimeEnds({ clock, config, ends = ['t = 0', `t = ${lastTime(config)}`] }: Props) {
  const playing = clock.playing.value;
  // not "Pause animation": whoever looks for the button Pause of the training would find this one too
  return (
    <div class="ends">
      <span>
        {data} <i>{ends[0]}</i>
      </span>
      <button type="button" class="play" onClick={() => (playing ? clock.stop() : clock.play())}>
        {playing ? words.stopAnimation : words.playAnimation}
      </button>
      <span>
        <i>{ends[1]}</i> {noise}
      </span>
    </div>
  );
}
