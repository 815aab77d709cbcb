/** The Process view's model: the process of the form and everything that is drawn of it, by signals. No DOM. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { PathKind } from '../../../../config/pageParameters';
import { fokkerPlanckError } from '../../../../diffusion/lab1d/fokkerPlanck';
import type { Clock } from '../../../../state/run/clock';
import type { Lab } from '../../../shell/lab';
import { positionOf, timeAt } from '../../../time/axis';
import { rateAt } from '../../../time/curves';
import type { Now } from '../findings';
import {
  type Against,
  type ProcessAddress,
  readProcessAddress,
  withoutProcessAddress,
  writeProcessAddress,
} from './address';
import {
  currentField,
  type DrawnPaths,
  densityField,
  MIXTURE,
  pathsThrough,
  type SpaceTimeGrid,
} from './example1d';
import { slowResult } from './slowResult';
import { followStripSamples, type StripSamples } from './stripSamples';
import {
  type ComparedSchedules,
  comparedSchedules,
  followValidProcess,
  type ValidProcess,
} from './validProcess';

export interface ProcessModel
  extends Omit<ValidProcess, 'dispose'>,
    ComparedSchedules,
    Omit<StripSamples, 'dispose'> {
  /** The schedule to compare with, all others, or none. */
  readonly against: Signal<Against>;
  /** Whether the strip's frames are evenly spaced in time or in log SNR. */
  readonly spacing: Signal<'time' | 'snr'>;
  readonly paths: Signal<ReadonlySet<PathKind>>;
  readonly symbol: Signal<string | null>;
  readonly now: ReadonlySignal<Now>;
  /** The cursor's position on the time axis: on a whole step of a chain. */
  readonly position: ReadonlySignal<number>;
  readonly density: ReadonlySignal<SpaceTimeGrid | null>;
  readonly lines: ReadonlySignal<DrawnPaths | null>;
  /** The probability current; null until `wantsCurrent` is true. */
  readonly current: ReadonlySignal<SpaceTimeGrid | null>;
  readonly wantsCurrent: Signal<boolean>;
  /** Largest total variation between the integrated Fokker–Planck equation and the closed form; null until `wantsCurrent` is true. */
  readonly fokkerPlanckError: ReadonlySignal<number | null>;
  /** √ of the signal's share evenly over the axis, for the slider's track. */
  readonly track: ReadonlySignal<readonly number[]>;
  dispose(): void;
}

/** The cursor's first position: data and noise both show there. */
const FIRST_POSITION = 0.31;

/** The view's state when it was last left: the address of another view does not hold it. */
const lastState = new WeakMap<Lab, ProcessAddress>();

/** Moves the clock to the position of a link, or away from the end that another view left it at. */
function seekFirst(clock: Clock, at: number | null): void {
  if (at !== null) clock.seek(at);
  else if (!clock.playing.peek() && clock.position.peek() === 1) clock.seek(FIRST_POSITION);
}

/** The signals that the address holds, written to it on every change. */
function followAddress(lab: Lab) {
  const { clock } = lab;
  const state = lastState.get(lab) ?? readProcessAddress(lab.extra.peek());
  seekFirst(clock, state.at);
  const against = signal(state.against);
  const spacing = signal(state.spacing);
  const paths = signal(state.paths);
  const wantsCurrent = signal(state.current);
  const stateAt = (at: number | null): ProcessAddress => ({
    against: against.value,
    spacing: spacing.value,
    paths: paths.value,
    current: wantsCurrent.value,
    at,
  });
  const stop = effect(() => {
    // A link holds no position while the clock plays, nor the first one.
    const at = clock.playing.value || clock.position.value === FIRST_POSITION ? null : clock.position.value;
    lab.extra.value = writeProcessAddress(lab.extra.peek(), stateAt(at));
  });
  return {
    against,
    spacing,
    paths,
    wantsCurrent,
    dispose() {
      stop();
      lastState.set(lab, stateAt(null)); // all views share the clock, which keeps its position
      lab.extra.value = withoutProcessAddress(lab.extra.peek());
    },
  };
}

export function createProcessModel(lab: Lab): ProcessModel {
  const { settings, clock } = lab;
  const address = followAddress(lab);
  const { against, spacing, paths, wantsCurrent } = address;
  const process = followValidProcess(settings.config);
  const { facts } = process;
  const samples = followStripSamples(settings);
  const density = slowResult(() => facts.value, densityField);
  const lines = slowResult(() => facts.value, pathsThrough);
  const current = slowResult(() => (wantsCurrent.value ? facts.value : null), currentField);
  const agreement = slowResult(
    () => (wantsCurrent.value ? facts.value : null),
    (chosen) => fokkerPlanckError(MIXTURE, chosen),
  );
  return {
    ...process,
    ...comparedSchedules(facts, against),
    ...samples,
    against,
    spacing,
    paths,
    symbol: signal<string | null>(null),
    position: computed(() =>
      positionOf(facts.value.config, timeAt(facts.value.config, clock.position.value)),
    ),
    now: computed(() => {
      const { process, config } = facts.value;
      const time = Math.max(process.timeMin, timeAt(config, clock.position.value));
      return { process, time, level: process.level(time), rate: rateAt(process, time) };
    }),
    density: density.result,
    lines: lines.result,
    current: current.result,
    wantsCurrent,
    fokkerPlanckError: agreement.result,
    track: computed(() => facts.value.signal),
    dispose() {
      for (const part of [address, process, samples, density, lines, current, agreement]) part.dispose();
    },
  };
}
