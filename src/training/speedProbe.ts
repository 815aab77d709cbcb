/**
 * A speed probe measures how long a training step of a configuration takes on this device, and a network evaluation of its previews. It
 * also prepares a first step, so that the press of Train does not wait for it. The steps are real ones, of a learner that is disposed
 * afterwards. Its data are noise of the right shape, so that nothing is fetched: the arithmetic of a step does not depend on the values.
 * It takes the median of blocks of steps, because one step on a busy device may take several times as long.
 */
import type { SpeedReport } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { previewLimits, previewPlan } from '../config/previews';
import { createProcess } from '../diffusion/processes';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import { createRng } from '../lib/rng';
import { sizeOf } from '../lib/shape';
import { unlessAborted } from '../lib/unlessAborted';
import { longestOperation } from '../model/longestOperation';
import { refuseOversize } from '../model/memory';
import { createModel } from '../model/model';
import { deviceDone } from '../runtime/deviceDone';
import { createQueueDepth } from '../runtime/queueDepth';
import { yieldMacrotask } from '../runtime/yield';
import type { BackendReport } from '../types/backend';
import type { DataSource } from '../types/dataSource';
import { createCollator } from './data/batch';
import { openTrainingData } from './data/openTrainingData';
import { imageSet, pointSet, type SampleSet } from './data/sampleSet';
import { createInference, type Inference } from './inference';
import { createLearner, type Learner } from './learner';
import { NO_PULSE, type Pulse } from './pulse';

/** Work that is not counted: the first step compiles or allocates, the second may record what later ones replay. */
const WARM_UP_STEPS = 2;
/** Milliseconds of warm-up: WebAssembly and scripts run slower until the browser has optimised them. A longer step is enough. */
const WARM_UP = 150;

/** A block is some steps that are timed together: one, or as many as take this many milliseconds. */
const BLOCK = 40;
/** A measurement is complete after as many blocks and milliseconds … */
const BLOCKS = 5;
const MILLISECONDS = 300;
/** … or, of long steps, after as many milliseconds and two blocks. */
const LONG = 4000;

const SAMPLES = 64;

/** @param shape of one sample */
function noiseSet(shape: readonly number[], classes: number): SampleSet {
  const rng = createRng({ seed: 0, stream: 'data', step: 0 });
  const labels = classes > 0 ? Int32Array.from({ length: SAMPLES }, (_, i) => i % classes) : undefined;
  if (shape.length === 1)
    return pointSet(
      Float32Array.from({ length: 2 * SAMPLES }, () => rng.normal()),
      labels,
    );
  const [height, width, channels] = shape;
  const images = Uint8Array.from({ length: SAMPLES * sizeOf(shape) }, () => rng.integer(256));
  const bytes = labels && Uint8Array.from(labels);
  return imageSet(
    { images, ...(bytes && { labels: bytes }), count: SAMPLES, height, width, channels },
    false,
  );
}

/** The durations of blocks of steps: milliseconds of a step in each. */
class Blocks {
  readonly each: number[] = [];
  private total = 0;
  private steps = 0;
  private began = performance.now();

  /** Starts the clock anew: what came before is not counted. */
  restart(): void {
    this.steps = 0;
    this.began = performance.now();
  }

  /** Counts a step that has just ended. @returns whether the measurement is complete */
  stepped(): boolean {
    this.steps++;
    const took = performance.now() - this.began;
    if (took < BLOCK) return false;
    this.each.push(took / this.steps);
    this.total += took;
    this.restart();
    const { length } = this.each;
    return (length >= BLOCKS && this.total >= MILLISECONDS) || (length >= 2 && this.total >= LONG);
  }
}

/** @param share 0.5 for the median */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((p, q) => p - q);
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** @returns milliseconds of a step in each block; null where it was cancelled */
async function timeSteps(learner: Learner, signal: AbortSignal): Promise<readonly number[] | null> {
  const queueDepth = createQueueDepth(deviceDone);
  const step = async () => {
    await queueDepth.send((submissions) => learner.learn(submissions));
    await yieldMacrotask();
  };
  const began = performance.now();
  for (let warm = 1; warm <= WARM_UP_STEPS || performance.now() - began < WARM_UP; warm++) {
    await step();
    if (warm <= WARM_UP_STEPS) await deviceDone();
    if (signal.aborted) return null;
  }
  const blocks = new Blocks();
  do {
    await step();
    if (signal.aborted) return null;
  } while (!blocks.stepped());
  return blocks.each;
}

/** @returns milliseconds of a network evaluation of a preview; null where it was cancelled */
async function timeEvaluations(
  inference: Inference,
  config: RunConfig,
  plan: SamplingPlan,
  { count, signal }: { readonly count: number; readonly signal: AbortSignal },
): Promise<number | null> {
  const blocks = new Blocks();
  const enough = new AbortController();
  let evaluations = 0;
  const trajectory = await inference.trajectory(plan, config, {
    seed: config.seed,
    count,
    weights: 'ema',
    signal: enough.signal,
    onStep() {
      evaluations++;
      if (evaluations === 1) blocks.restart();
      else if (blocks.stepped() || signal.aborted) enough.abort();
    },
  });
  if (signal.aborted) return null;
  if (trajectory) return trajectory.milliseconds / trajectory.nfe; // few enough to draw them all
  return quantile(blocks.each, 0.5);
}

/**
 * What is measured: a learner of the configuration, whose data are noise.
 * @throws RefusedError or DataSourceError where the configuration cannot be trained
 */
function openSubject(config: RunConfig, source: DataSource | undefined, backend: BackendReport) {
  const data = openTrainingData(config, source);
  const process = createProcess(config);
  const model = createModel(config, data);
  refuseOversize(config, data, backend.memory ?? {});
  const limits = previewLimits(backend, model.shape.length > 1);
  const plan = previewPlan(config, process, limits);
  const samples = noiseSet(model.shape, data.classes);
  const collator = createCollator({ config, process, model, samples });
  const learner = createLearner(config, model, () => collator);
  return { data, process, model, limits, plan, learner };
}

/**
 * Has the backend in use compile the shaders of a first step.
 * @param signal aborting it ends the wait: the device goes on compiling, and a run with the same shaders waits for those that are not ready
 * @throws as `openSubject`
 */
async function prepareStep(
  config: RunConfig,
  source: DataSource | undefined,
  backend: BackendReport,
  signal: AbortSignal,
): Promise<void> {
  const { learner } = openSubject(config, source, backend);
  try {
    await unlessAborted(signal, learner.compile());
  } finally {
    learner.dispose();
  }
}

/**
 * Measures on the backend in use.
 * @param signal aborting it ends the measurement after the step under way
 * @returns null where it was cancelled
 * @throws RefusedError or DataSourceError where the configuration cannot be trained
 */
async function probeSpeed(
  config: RunConfig,
  source: DataSource | undefined,
  backend: BackendReport,
  signal: AbortSignal,
): Promise<SpeedReport | null> {
  const { data, process, model, limits, plan, learner } = openSubject(config, source, backend);
  const inference = createInference({ runId: 0, config, model, process, data, learner, ended: signal });
  try {
    await unlessAborted(signal, learner.compile());
    if (signal.aborted) return null;
    const blocks = await timeSteps(learner, signal);
    if (!blocks) return null;
    const evaluation = await timeEvaluations(inference, config, plan, { count: limits.count, signal });
    if (evaluation === null) return null;
    return {
      backend: { backend: backend.backend, software: backend.software },
      step: {
        median: quantile(blocks, 0.5),
        quartiles: [quantile(blocks, 0.25), quantile(blocks, 0.75)],
      },
      millisecondsPerEvaluation: evaluation,
    };
  } finally {
    await deviceDone(); // a step that was sent still reads the buffers
    learner.dispose();
  }
}

/** What is done with a configuration on the backend in use, until `signal` aborts. */
type Work<T> = (
  config: RunConfig,
  source: DataSource | undefined,
  backend: BackendReport,
  signal: AbortSignal,
) => Promise<T>;

export interface SpeedMeter {
  /** Ends a measurement under way: its result is null. */
  end(): void;
  /**
   * Starts the backend and compiles what a first step needs, once `ready` has settled. As with `measure`, one after the other.
   * It settles with what there is where it is ended, or where the configuration cannot be trained.
   */
  prepare(config: RunConfig, source: DataSource | undefined, ready: Promise<void>): Promise<void>;
  /**
   * Ends the measurement before it, and begins once `ready` has settled.
   * @returns null where it was ended, where there is no backend for it, or where the configuration cannot be trained
   */
  measure(
    config: RunConfig,
    source: DataSource | undefined,
    ready: Promise<void>,
  ): Promise<SpeedReport | null>;
}

/** @param openBackend starts the backend of a configuration; null where nothing can be measured now */
export function createSpeedMeter(
  openBackend: (config: RunConfig) => Promise<BackendReport | null>,
  pulse: Pulse = NO_PULSE,
): SpeedMeter {
  let present = new AbortController();

  async function run<T>(
    work: Work<T>,
    config: RunConfig,
    source: DataSource | undefined,
    signal: AbortSignal,
  ) {
    if (signal.aborted) return null;
    const report = await openBackend(config);
    if (!report || signal.aborted) return null;
    const longest = longestOperation(config, openTrainingData(config, source), report.backend);
    const milliseconds = Math.max(longest.newWeights, longest.withSamples(config.batchSize));
    return pulse.declare(milliseconds, () => work(config, source, report, signal));
  }

  const begin =
    <T>(work: Work<T>) =>
    (config: RunConfig, source: DataSource | undefined, ready: Promise<void>): Promise<T | null> => {
      present.abort();
      present = new AbortController();
      const { signal } = present;
      return ready
        .catch(() => {})
        .then(() => run(work, config, source, signal))
        .catch(() => null); // Train reports why, when it is pressed
    };
  const prepare = begin(prepareStep);

  return {
    end: () => present.abort(),
    prepare: async (...subject) => void (await prepare(...subject)),
    measure: begin(probeSpeed),
  };
}
