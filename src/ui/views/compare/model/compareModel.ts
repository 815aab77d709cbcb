/** The Compare view's model: both sides and what they share, derived from the lab by signals. No DOM. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RunConfig } from '../../../../config/fields';
import type { LayerId } from '../../../../config/pageParameters';
import { PROCESSES } from '../../../../diffusion/processes';
import { SIDES, type Side } from '../../../../state/compare/comparison';
import * as losses from '../../../../words/compare/losses';
import { type ChosenProcess, chosenProcess } from '../../../chosenProcess';
import { followOwnAxes } from '../../../families/ownUnits';
import type { LossChartData } from '../../../islands/lossChart';
import { WORLD } from '../../../islands/place';
import type { Lab } from '../../../shell/lab';
import { lastTime } from '../../../time/axis';
import { compareOf } from '../lab';
import { type ClockAxis, positionAtNoise, type SnrRange, snrRangeOf } from './clockAxis';
import { playFirstSamples, showResult, stopAtResult } from './firstSamples';
import { followRealSamples } from './realSamples';
import { createSideRun, lossSeriesOf, type SideModel, sideLosses, sidePictures } from './sideModel';

export interface CompareModel {
  readonly a: SideModel;
  readonly b: SideModel;
  readonly layers: Signal<ReadonlySet<LayerId>>;
  /** Whether frames of the forward process are shown above those of the reverse process. */
  readonly showsForward: Signal<boolean>;
  readonly symbol: Signal<string | null>;
  /** The quantity that is equal on both sides at one position of the clock. */
  readonly clockAxis: Signal<ClockAxis>;
  /** The log SNRs of the clock's ends; null where a side has no process. */
  readonly snrRange: ReadonlySignal<SnrRange | null>;
  /** The slider's axis: native time where both sides have the same axis and the clock runs in time, else a share from 0 to 1. */
  readonly axis: ReadonlySignal<Pick<RunConfig, 'process' | 'T'>>;
  /** The signal of each side evenly over the clock, data first. */
  readonly track: Readonly<Record<Side, ReadonlySignal<readonly number[] | null>>>;
  readonly losses: ReadonlySignal<LossChartData>;
  /** True once both runs have ended. */
  readonly over: ReadonlySignal<boolean>;
  dispose(): void;
}

/** A time axis from 0 to 1, whichever continuous process it belongs to. */
const CONTINUOUS_TIME = { process: 'vp-sde' } as const;

/** Both losses in one chart. */
function bothLosses(a: LossChartData, b: LossChartData): LossChartData {
  return {
    ...a,
    series: [...a.series, ...b.series],
    trainingSteps: Math.max(a.trainingSteps, b.trainingSteps),
    revision: a.revision + b.revision,
    unit: a.unit === b.unit ? a.unit : losses.ownUnits,
  };
}

/** Where a process stands on its own time axis at a position of the clock. */
const positionOn = (chosen: ChosenProcess, range: SnrRange | null, clock: number): number =>
  range && 'facts' in chosen ? positionAtNoise(chosen.facts.process, range, clock) : clock;

/** The signal of a process evenly over the clock. */
function trackOf(chosen: ChosenProcess, range: SnrRange | null): readonly number[] | null {
  if (!('facts' in chosen)) return null;
  const { signal } = chosen.facts;
  const end = signal.length - 1;
  return signal.map((_, i) => signal[Math.round(end * positionOn(chosen, range, i / end))]);
}

export function createCompareModel(lab: Lab): CompareModel {
  const { clock } = lab;
  const compare = compareOf(lab);
  const layers = signal<ReadonlySet<LayerId>>(new Set(['samples', 'paths']));
  const clockAxis = signal<ClockAxis>('time');
  const configOf = (side: Side) =>
    computed(() => compare.runs[side].value?.config ?? compare.sides[side].config.value);
  const configs = { a: configOf('a'), b: configOf('b') };
  const processOf = (side: Side) => computed(() => chosenProcess(configs[side].value));
  const processes = { a: processOf('a'), b: processOf('b') };
  const snrRange = computed(() => snrRangeOf(processes.a.value, processes.b.value));
  /** Null where the clock runs in time. */
  const equalNoise = computed(() => (clockAxis.value === 'snr' ? snrRange.value : null));
  const real = followRealSamples(lab, configs);
  const ownAxes = (side: Side) =>
    followOwnAxes(
      configs[side],
      computed(() => {
        const run = compare.runs[side].value;
        return run ? run.source : lab.settings.source.value;
      }),
    );
  const own = { a: ownAxes('a'), b: ownAxes('b') };
  const world = computed(() => Math.max(...SIDES.map((side) => real.samples[side].value?.world ?? WORLD)));
  const sharedSteps = () => compare.shared.config.value.trainingSteps;

  const sideRun = (side: Side) =>
    createSideRun({
      compare,
      side,
      config: configs[side],
      process: processes[side],
      real: real.samples[side],
      position: computed(() => positionOn(processes[side].value, equalNoise.value, clock.position.value)),
    });
  const runs = { a: sideRun('a'), b: sideRun('b') };
  const series = { a: lossSeriesOf(runs.a), b: lossSeriesOf(runs.b) };
  const sideModel = (side: Side, other: Side): SideModel => ({
    ...runs[side],
    ...sidePictures(runs[side], { real: real.samples[side], layers, world, axes: own[side].axes }),
    ...sideLosses(runs[side], {
      own: series[side],
      other: series[other],
      otherSide: runs[other],
      sharedSteps,
    }),
  });
  const a = sideModel('a', 'b');
  const b = sideModel('b', 'a');
  const over = computed(() => SIDES.every((side) => compare.runs[side].value?.phase === 'done'));
  const stops = [
    playFirstSamples(clock, [a, b]),
    stopAtResult(clock, over),
    showResult(clock, over, [a, b]),
    () => real.dispose(),
    own.a.dispose,
    own.b.dispose,
  ];

  return {
    a,
    b,
    layers,
    showsForward: signal(false),
    symbol: signal<string | null>(null),
    clockAxis,
    snrRange,
    axis: computed(() => {
      const p = configs.a.value;
      const q = configs.b.value;
      const sameAxis =
        PROCESSES[p.process].discrete === PROCESSES[q.process].discrete && lastTime(p) === lastTime(q);
      return sameAxis && !equalNoise.value ? p : { ...CONTINUOUS_TIME, T: p.T };
    }),
    track: {
      a: computed(() => trackOf(processes.a.value, equalNoise.value)),
      b: computed(() => trackOf(processes.b.value, equalNoise.value)),
    },
    losses: computed(() => bothLosses(a.loss.value, b.loss.value)),
    over,
    dispose() {
      for (const stop of stops) stop();
    },
  };
}
