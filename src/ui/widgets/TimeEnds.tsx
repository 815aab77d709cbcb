/** Below a time slider: what lies at its ends, and between them the button that plays it. */
import type { RunConfig } from '../../config/fields';
import type { Clock } from '../../state/clock';
import { lastTime } from '../trajectory';

interface Props {
  readonly clock: Clock;
  readonly config: Pick<RunConfig, 'process' | 'T'>;
}

export function TimeEnds({ clock, config }: Props) {
  const playing = clock.playing.value;
  return (
    <div class="ends">
      <span>
        data <i>t = 0</i>
      </span>
      <button
        type="button"
        class="play"
        aria-label={playing ? 'Stop the denoising' : 'Play the denoising'}
        onClick={() => (playing ? clock.stop() : clock.play())}
      >
        {playing ? 'Stop' : 'Play'}
      </button>
      <span>
        <i>t = {lastTime(config)}</i> noise
      </span>
    </div>
  );
}
