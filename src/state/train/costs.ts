/**
 * Costs are the durations that runs would have on this device: known from an earlier run of this visit with the same network and batch, else
 * from a measurement of some steps. A measurement waits until the settings have not changed for a moment, and never runs beside a training.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { SpeedReport, TrainerApi } from '../../../workers/protocol';
import { concerns, familyOf } from '../../config/family';
import { fieldsOf, type RunConfig } from '../../config/fields';
import { previewLimits } from '../../config/previews';
import type { BackendReport } from '../../types/backend';
import type { DataSource } from '../../types/dataSource';
import type { RunState } from '../run/run';
import type { Form } from '../settings';
import { type RunTime, runTime, type Speed, stepTime } from './runTime';

/** A run that a press would start. */
export interface PlannedRun {
  readonly config: RunConfig;
  readonly source: DataSource | undefined;
  /** Steps that it has to do. */
  readonly steps: number;
}

/** Where costs are shown: each place has one request at a time, and takes none from another. */
type Place = 'form' | 'gallery';

type Meter = Pick<TrainerApi, 'estimate'>;

export interface Costs {
  /** The time of runs in lockstep, with their previews; null while it is not known. Reads a signal. */
  of(runs: readonly PlannedRun[]): RunTime | null;
  /** Whether a measurement is under way. */
  readonly measuring: ReadonlySignal<boolean>;
  /**
   * Measures what is not known of these runs, once they have not changed for a moment. A later request of the same place replaces it.
   * @param meter the trainer that would train them
   */
  ask(runs: readonly PlannedRun[], meter: Meter, place?: Place): void;
}

interface Parts {
  /** Its end tells the speed of runs like it. */
  readonly run: ReadonlySignal<RunState | null>;
  /** Milliseconds for which settings must not change before they are measured. */
  readonly settleTime?: number;
}

/** Longer runs of images are offered with a cheaper network beside them. */
const LONG = 5 * 60_000;

/** A shorter stretch of training tells less than a measurement. */
const SHORTEST_RUN = 1000;

/** All that the time of a step and of a network evaluation depends on. */
function speedKey({ config, source }: Pick<PlannedRun, 'config' | 'source'>): string {
  const names = [
    ...fieldsOf('network'),
    'dataset',
    'classes',
    'variance',
    'guidance',
    'batchSize',
    'optimizer',
    'backend',
  ] as const;
  const size = source?.kind === 'images' && [source.height, source.width, source.channels];
  return JSON.stringify([
    ...names.map((name) => (concerns(name, config) ? config[name] : null)),
    config.dataset === 'images' && size,
  ]);
}

/** The network that takes the least time for images. */
const SMALLEST_NETWORK = { model: 'unet', unet: 'grey-28-tiny' } as const;

export function chooseSmallestNetwork(form: Pick<Form, 'set'>): void {
  form.set('model', SMALLEST_NETWORK.model);
  form.set('unet', SMALLEST_NETWORK.unet);
}

/** The same run with the smallest U-Net; null where there is none smaller. */
export const smallerNetwork = (config: RunConfig): RunConfig | null =>
  familyOf(config.dataset) === 'images' && (config.model !== 'unet' || config.unet !== 'grey-28-tiny')
    ? { ...config, ...SMALLEST_NETWORK }
    : null;

/** The same runs, each with the smallest U-Net; null where none is smaller. */
export function smallerNetworks(runs: readonly PlannedRun[]): readonly PlannedRun[] | null {
  const smaller = runs.map((run) => ({ ...run, config: smallerNetwork(run.config) ?? run.config }));
  return smaller.some(({ config }, i) => config !== runs[i].config) ? smaller : null;
}

export const isLong = (time: RunTime | null): boolean => time !== null && time.likely > LONG;

const limitsOf = (config: RunConfig, backend: Pick<BackendReport, 'backend' | 'software'>) =>
  previewLimits(backend, familyOf(config.dataset) === 'images');

const measuredSpeed = (config: RunConfig, report: SpeedReport): Speed => ({
  step: report.step.median,
  quartiles: report.step.quartiles,
  evaluation: report.millisecondsPerEvaluation,
  limits: limitsOf(config, report.backend),
});

/** The mean speed of a run that was trained from its start; null where it is too short, or is not known. */
function speedOfRun(run: RunState): Speed | null {
  const { config, backend, samples, losses, trainedFor, continues, phase } = run;
  const steps = losses.last - losses.first; // the first one compiles, before the training is timed
  const isOver = phase === 'done' || phase === 'paused';
  if (!isOver || continues !== null || !backend || !samples || steps < 1 || trainedFor < SHORTEST_RUN)
    return null;
  const { milliseconds, nfe } = samples.trajectory;
  const step = stepTime(trainedFor, steps, milliseconds);
  return {
    step,
    quartiles: [step, step],
    evaluation: milliseconds / Math.max(nfe, 1),
    limits: limitsOf(config, backend),
  };
}

export function createCosts({ run, settleTime = 400 }: Parts): Costs {
  const known = signal<ReadonlyMap<string, Speed>>(new Map());
  const measuring = signal(false);
  const requests = new Map<Place, { readonly key: string; readonly timer: ReturnType<typeof setTimeout> }>();
  let queue = Promise.resolve(); // one measurement at a time

  const learn = (key: string, speed: Speed) => {
    known.value = new Map([...known.peek(), [key, speed]]);
  };
  run.subscribe((state) => {
    const speed = state && speedOfRun(state);
    if (speed) learn(speedKey(state), speed);
  });

  const of = (runs: readonly PlannedRun[]): RunTime | null => {
    const timed = runs.flatMap((planned) => {
      const speed = known.value.get(speedKey(planned));
      return speed ? [{ ...planned, speed }] : [];
    });
    return timed.length === runs.length ? runTime(timed) : null;
  };

  /** @returns whether the speed is known now */
  async function measure({ config, source }: PlannedRun, meter: Meter): Promise<boolean> {
    const key = speedKey({ config, source });
    if (known.peek().has(key)) return true;
    const report = await meter.estimate(config, source).catch(() => null);
    if (report) learn(key, measuredSpeed(config, report));
    return report !== null;
  }

  async function measureAll(
    runs: readonly PlannedRun[],
    meter: Meter,
    isCurrent: () => boolean,
  ): Promise<void> {
    let isKnown = true;
    for (const planned of runs) isKnown = isCurrent() && (await measure(planned, meter)) && isKnown;
    const smaller = smallerNetworks(runs);
    if (isKnown && smaller && isLong(of(runs)))
      for (const planned of smaller) if (isCurrent()) await measure(planned, meter);
  }

  return {
    of,
    measuring,
    ask(runs, meter, place = 'form') {
      const key = runs.map(speedKey).join();
      const smaller = smallerNetworks(runs);
      const isWhole = !smaller || !isLong(of(runs)) || of(smaller) !== null;
      const present = requests.get(place);
      if (key === present?.key || (of(runs) !== null && isWhole)) return;
      clearTimeout(present?.timer);
      const isCurrent = () => requests.get(place) === request; // else a later request has replaced it
      const begin = async () => {
        if (!isCurrent()) return;
        measuring.value = true;
        await measureAll(runs, meter, isCurrent);
        measuring.value = false;
        if (isCurrent()) requests.delete(place);
      };
      const request = { key, timer: setTimeout(() => (queue = queue.then(begin)), settleTime) };
      requests.set(place, request);
    },
  };
}
