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
  readonly hue?: Hue;
  /** A second schedule on the same axis, and what to say of the two; reads signals, must not change between renders. */
  readonly second?: {
    readonly signal: ReadonlySignal<readonly number[] | null>;
    readonly hue: Hue;
    readonly say: () => string;
  };
}

type Hue = 'model' | 'data' | 'a' | 'b';

const STOPS = 11;
/** Steps of a continuous time. */
const FINE = 1000;

/** @param lie where the band lies across the track, and its height, in CSS */
function trackOf(signal: readonly number[] | null, hue: Hue, lie: { y: string; height: number }): string {
  const colours = theme.value;
  if (!colours) return 'none';
  const stops = Array.from({ length: STOPS }, (_, i) => {
    const left = signal ? signal[Math.round((i / (STOPS - 1)) * (signal.length - 1))] : 0;
    return css(tint(colours, colours.colours[hue], left));
  });
  return `linear-gradient(90deg, ${stops.join(',')}) 9px ${lie.y} / calc(100% - 18px) ${lie.height}px no-repeat`;
}

/** One band, or two with a hairline between. */
function tracksOf(signal: readonly number[] | null, hue: Hue, second: Props['second']): string {
  if (!second) return trackOf(signal, hue, { y: '50%', height: 8 });
  const upper = trackOf(signal, hue, { y: 'calc(50% - 3px)', height: 4 });
  return `${upper}, ${trackOf(second.signal.value, second.hue, { y: 'calc(50% + 3px)', height: 4 })}`;
}

export function TimeSlider({
  clock,
  config,
  signal,
  label = 'Denoising time',
  hue = 'model',
  second,
}: Props) {
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
  const kept = signal.value;
  const keptOfSecond = second?.signal.value;
  const colours = theme.value;
  // sixty times a second the thumb moves, and the track does not change
  const background = useMemo(() => tracksOf(kept, hue, second), [kept, keptOfSecond, hue, second, colours]);
  const valueText = useThrottled(second?.say ?? say, playing.value ? 1000 : 60);
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
      style={{ background }}
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
