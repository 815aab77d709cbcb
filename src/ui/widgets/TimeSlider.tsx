/** The slider is the one denoising time, and its track is the schedule: colour where there is signal, grey where there is noise. */
import type { ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { RunConfig } from '../../config/fields';
import type { Clock } from '../../state/clock';
import { css } from '../canvas/colour';
import { theme, tint } from '../canvas/theme';
import { lastTime, positionOf, timeAt } from '../trajectory';
import { useThrottled } from '../useThrottled';

interface Props {
  readonly clock: Clock;
  readonly config: Pick<RunConfig, 'process' | 'T'>;
  /** √ᾱ evenly over the axis, data first. */
  readonly signal: ReadonlySignal<readonly number[] | null>;
  readonly label?: string;
  /** The colour of what is all signal. */
  readonly hue?: 'model' | 'data';
}

const STOPS = 11;
/** Steps of a continuous time. */
const FINE = 1000;

function trackOf(signal: readonly number[] | null, hue: 'model' | 'data'): string {
  const colours = theme.value;
  if (!colours) return 'none';
  const stops = Array.from({ length: STOPS }, (_, i) => {
    const left = signal ? signal[Math.round((i / (STOPS - 1)) * (signal.length - 1))] : 0;
    return css(tint(colours, colours.colours[hue], left));
  });
  return `linear-gradient(90deg, ${stops.join(',')}) 9px 50% / calc(100% - 18px) 8px no-repeat`;
}

export function TimeSlider({ clock, config, signal, label = 'Denoising time', hue = 'model' }: Props) {
  const end = lastTime(config);
  const step = config.process === 'ddpm' ? 1 : end / FINE;
  const { position, playing } = clock;
  const say = useMemo(
    () => () => {
      const at = position.value;
      const kept = signal.value;
      const share = kept ? kept[Math.round(at * (kept.length - 1))] : null;
      const time = timeAt(config, at);
      const shown = config.process === 'ddpm' ? time : time.toFixed(2);
      return `t = ${shown} of ${end}${share === null ? '' : `, ${Math.round(100 * share)}% signal`}`;
    },
    [config.process, config.T, signal],
  );
  const valueText = useThrottled(say, playing.value ? 1000 : 60);
  return (
    <input
      type="range"
      class="time"
      min={0}
      max={end}
      step={step}
      value={config.process === 'ddpm' ? timeAt(config, position.value) : position.value * end}
      aria-label={label}
      aria-valuetext={valueText}
      style={{ background: trackOf(signal.value, hue) }}
      onPointerDown={() => clock.stop()}
      onInput={(event) => clock.seek(positionOf(config, event.currentTarget.valueAsNumber))}
      onKeyDown={(event) => {
        const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (direction === 0 || !event.shiftKey) return;
        event.preventDefault();
        clock.seek(position.value + direction / 10);
      }}
    />
  );
}
