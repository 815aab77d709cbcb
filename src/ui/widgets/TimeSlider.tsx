/** The slider of the denoising time. Its track shows the schedule: colour where there is signal, grey where there is noise. */

import type { ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { RunConfig } from '../../config/fields';
import { PROCESSES } from '../../diffusion/processes';
import type { Clock } from '../../state/run/clock';
import * as words from '../../words/controls';
import { timeAndSignal } from '../../words/findings';
import { css } from '../canvas/colour';
import { theme, tint } from '../canvas/theme';
import { lastTime, positionAfterKey, positionOf, signalAt, timeAt, timeStep, timeTextAt } from '../time/axis';
import { useThrottled } from './useThrottled';

interface Props {
  readonly clock: Clock;
  readonly config: Pick<RunConfig, 'process' | 'T'>;
  /** Share of the variance that is signal, evenly over the axis, data first. */
  readonly signal: ReadonlySignal<readonly number[] | null>;
  readonly label?: string;
  /** The colour of what is all signal. */
  readonly hue?: Hue;
  /** A second schedule on the same axis, and the text of both; reads signals, must not change between renders. */
  readonly second?: {
    readonly signal: ReadonlySignal<readonly number[] | null>;
    readonly hue: Hue;
    readonly say: () => string;
  };
}

type Hue = 'model' | 'data' | 'a' | 'b';

const STOPS = 11;
/** @param lie offset of the band across the track, and its height, in CSS */
function trackOf(signal: readonly number[] | null, hue: Hue, lie: { y: string; height: number }): string {
  const colours = theme.value;
  if (!colours) return 'none';
  const stops = Array.from({ length: STOPS }, (_, i) => {
    const left = signal ? signal[Math.round((i / (STOPS - 1)) * (signal.length - 1))] : 0;
    return css(tint(colours, colours.colours[hue], Math.sqrt(left)));
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
  label = words.denoisingTime,
  hue = 'model',
  second,
}: Props) {
  const end = lastTime(config);
  const { discrete } = PROCESSES[config.process];
  const { position, playing } = clock;
  const say = useMemo(
    () => () => {
      const at = position.value;
      return timeAndSignal(timeTextAt(config, at), end, signalAt(config, signal.value, at));
    },
    [config.process, config.T, signal],
  );
  const ofFirst = signal.value;
  const ofSecond = second?.signal.value;
  const colours = theme.value;
  // the thumb moves sixty times a second, the track does not change
  const background = useMemo(() => tracksOf(ofFirst, hue, second), [ofFirst, ofSecond, hue, second, colours]);
  const valueText = useThrottled(second?.say ?? say, playing.value ? 1000 : 60);
  return (
    <input
      type="range"
      class="time"
      min={0}
      max={end}
      step={timeStep(config)}
      value={discrete ? timeAt(config, position.value) : position.value * end}
      aria-label={label}
      aria-valuetext={valueText}
      style={{ background }}
      onPointerDown={() => clock.stop()}
      onInput={(event) => clock.seek(positionOf(config, event.currentTarget.valueAsNumber))}
      onKeyDown={(event) => {
        const next = positionAfterKey(config, position.peek(), event);
        if (next === null) return;
        event.preventDefault();
        clock.seek(next);
      }}
    />
  );
}
