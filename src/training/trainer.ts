/**
 * A trainer is one run: a learner, its data, its pictures, and the events that tell of them. What else is asked of its weights is answered
 * by its `questions`.
 *
 * It works in turns, one training step (or one picture) each, so that several runs can go in lockstep and a command takes effect
 * between two steps. `run` is the same as one generator of events.
 */
import type { ReadBytes } from '../../datasets/images';
import type {
  BackendReport,
  BoundRequest,
  DrawRequest,
  FieldRequest,
  NamedWeights,
  Phase,
  RunRequest,
  SavedModel,
  TrainerEvent,
  TrainingState,
  Trajectory,
} from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { openPlan } from '../config/openPlan';
import { openProcess } from '../config/openProcess';
import { LossByTime } from '../diffusion/timeBins';
import { refuseOversize } from '../model/memory';
import { createModel } from '../model/model';
import { deviceDone } from '../runtime/deviceDone';
import { createPace } from '../runtime/pace';
import { yieldMacrotask } from '../runtime/yield';
import { guidanceOf } from '../sampling/guidance';
import { type Batcher, createBatcher } from './batch';
import { openTrainingData } from './data';
import { fileWeightsOf, stateOf } from './fileWeights';
import { GoodWeights } from './goodWeights';
import { createLearner } from './learner';
import { createLossWindow, type WindowReading, windowLength } from './lossWindow';
import { createQuestions } from './questions';
import { SampleClock } from './sampleClock';

/** Omits over each member of a union. */
type Unaddressed<E> = E extends unknown ? Omit<E, 'runId'> : never;
type NewEvent = Unaddressed<TrainerEvent>;

export interface Trainer {
  readonly runId: number;
  /** True where a turn would do nothing: paused, done, stopped or failed, and the last weights drawn from. */
  readonly idle: boolean;
  /** The step whose weights were drawn from last, -1 before the first picture. */
  readonly picturedStep: number;
  /** Does one thing: a step, a picture, a change of phase. @returns what there is to tell */
  turn(): Promise<readonly TrainerEvent[]>;
  /** Turns until the run is idle. */
  run(): AsyncGenerator<TrainerEvent>;
  pause(): void;
  resume(): void;
  /** Time in which others had the device, and which says nothing of this run's speed. */
  excuse(milliseconds: number): void;
  /** One training step, then paused again. */
  step(): void;
  stop(): void;
  /** Ends the run from outside, with its reason. @returns what there is to tell */
  fail(failure: Pick<Extract<TrainerEvent, { type: 'failed' }>, 'code' | 'message' | 'hint'>): TrainerEvent[];
  setSampling(overrides: Partial<RunConfig>): void;
  draw(request: DrawRequest): Promise<Float32Array>;
  /** @param tell hears of the progress, one event at a time; what comes while it is busy is left out */
  drawTrajectory(
    request: DrawRequest,
    tell?: (event: TrainerEvent) => Promise<void> | void,
  ): Promise<Trajectory | null>;
  cancelDraw(): void;
  field(request: FieldRequest): Promise<Float32Array>;
  /** Shares of the work that is done, then a report; stops where `cancelBound` was called or the run has ended. */
  bound(request: BoundRequest): AsyncGenerator<TrainerEvent>;
  cancelBound(): void;
  state(): Promise<TrainingState>;
  namedWeights(weights: 'ema' | 'raw'): Promise<NamedWeights>;
  savedModel(): Promise<SavedModel>;
  /** Frees what the run holds on the device. */
  dispose(): void;
}

interface PictureLimits {
  readonly count: number;
  readonly mostSteps: number;
}

/** What a live picture may cost, by what draws it: a second or so. Draws that are asked for have no such limit. */
function pictureLimits({ backend, software }: BackendReport, ofImages: boolean): PictureLimits {
  const onGpu = !software && (backend === 'webgpu' || backend === 'webgl');
  if (ofImages) return { count: onGpu ? 36 : 16, mostSteps: onGpu ? 100 : 25 };
  if (backend === 'cpu' || software) return { count: 256, mostSteps: 20 };
  return { count: backend === 'wasm' ? 1024 : 2048, mostSteps: Number.POSITIVE_INFINITY };
}

/** Milliseconds between two copies of the weights on the processor, which outlive a GPU device. */
const BACKUP_EVERY = 5000;

/** Milliseconds between two 'loss-by-t' events. */
const LOSS_BY_TIME_EVERY = 1000;

const ENDED: ReadonlySet<Phase> = new Set<Phase>(['done', 'stopped', 'failed']);

/**
 * @param report the backend that runs now
 * @param read   where the images that ship come from: `fetch` if absent
 * @param leader the first run of a group in lockstep: this one draws when that one has drawn, from weights of the same age
 * @throws RefusedError, ScheduleError or DataSourceError where the configuration cannot be run; the message is for the user
 */
export function createTrainer(
  request: RunRequest,
  report: BackendReport,
  leader: Pick<Trainer, 'idle' | 'picturedStep'> | null = null,
  read?: ReadBytes,
): Trainer {
  const { config, runId } = request;
  const data = openTrainingData(config, request.source, read);
  const process = openProcess(config);
  const model = createModel(config, data);
  refuseOversize(config, data, report.memory ?? {});
  let sampling = config;
  const picture = pictureLimits(report, model.shape.length > 1);
  const picturePlan = (wished: RunConfig) =>
    openPlan({ ...wished, samplingSteps: Math.min(wished.samplingSteps, picture.mostSteps) }, process);
  openPlan(sampling, process); // refused here, if it is, and not at the first draw
  let plan = picturePlan(sampling);
  guidanceOf(sampling, model.classes, 0, 0);
  /** Made before the first step: a model that only draws samples needs no data. */
  let batcher: Batcher | null = null;
  const batches: Batcher = {
    get given() {
      return batcher!.given;
    },
    get parts() {
      return batcher!.parts;
    },
    get size() {
      return batcher!.size;
    },
    next: (step, adam) => batcher!.next(step, adam),
  };
  const resume = request.weights ? stateOf(model, request.weights) : request.resume;
  const learner = createLearner(config, model, batches, resume);
  const good = new GoodWeights(learner);
  const lossWindow = createLossWindow();
  const byTime = new LossByTime(process);
  const clock = new SampleClock();
  const pace = createPace(deviceDone);

  let phase: Phase = 'preparing';
  /** Steps that may be done before the run pauses. */
  let permitted = request.paused ? 0 : Number.POSITIVE_INFINITY;
  let events: TrainerEvent[] = [];
  let reading: Promise<WindowReading> | null = null;
  /** When training began on the present window, moved on by the time of pictures and pauses. */
  let trainingSince = performance.now();
  let millisecondsPerStep = 50;
  let lossByTimeAt = 0;
  const onGpu = report.backend === 'webgpu' || report.backend === 'webgl';
  let backup: TrainingState | null = null;
  let backupAt = performance.now();
  /** True when what the device says can no longer be trusted, or it says nothing. */
  let deviceGone = false;
  const over = () => phase === 'stopped' || phase === 'failed';
  const questions = createQuestions({ runId, config, model, process, data, learner, over });

  const emit = (event: NewEvent) => void events.push({ ...event, runId } as TrainerEvent);
  const enter = (next: Phase) => {
    phase = next;
    emit({ type: 'phase', phase, step: learner.step });
  };
  enter('preparing');

  async function takePicture(): Promise<void> {
    const began = performance.now();
    const { step } = learner;
    const resting = permitted === 0;
    const count = Math.min(picture.count, request.pictureCount ?? picture.count);
    const trajectory = await questions.trajectory(plan, sampling, {
      seed: config.seed,
      count,
      weights: 'ema',
      // A command does not wait for a picture: it can be taken again.
      cancelled: () => over() || resting !== (permitted === 0),
    });
    trainingSince += performance.now() - began;
    if (!trajectory) return;
    emit({ type: 'samples', step, trajectory, weights: 'ema' });
    clock.done(performance.now(), step, trajectory);
  }

  function hear({ firstStep, losses, batch, errors }: WindowReading, stepsPerSecond: number): void {
    const now = performance.now();
    const badStep = good.judge(firstStep, losses);
    const sound = badStep === null ? losses : losses.subarray(0, badStep - firstStep);
    if (sound.length > 0) emit({ type: 'losses', firstStep, losses: sound.slice(), stepsPerSecond });
    if (badStep !== null) {
      failNonFinite(badStep);
      return;
    }
    for (let i = 0; i < errors.length; i++) byTime.add(batch.times[i], errors[i] * batch.epsErrorScale[i]);
    if (now - lossByTimeAt >= LOSS_BY_TIME_EVERY) {
      lossByTimeAt = now;
      emit({ type: 'loss-by-t', step: firstStep + losses.length - 1, values: byTime.take() });
    }
  }

  /** Copies the weights off the GPU from time to time; nothing waits for it. */
  function backUp(): void {
    const now = performance.now();
    if (!onGpu || now - backupAt < BACKUP_EVERY) return;
    backupAt = now;
    learner.read().then(
      (state) => {
        backup = state;
      },
      () => {}, // the device is going: its loss is reported by the device itself
    );
  }

  /** The weights: the device's own, or what was last copied from one that is gone. */
  async function readState(): Promise<TrainingState> {
    if (!deviceGone) return learner.read();
    if (backup) return backup;
    throw new Error('the GPU device was lost before the weights were first copied from it');
  }

  function failNonFinite(step: number): void {
    const kept = good.restore();
    lossWindow.dispose();
    enter('failed');
    emit({
      type: 'failed',
      code: 'non-finite-loss',
      message: `The loss left the finite numbers at step ${step}. The weights of step ${kept} are kept.`,
      hint: `Go on from there with a lower learning rate than ${config.learningRate}; for Adam, 1e-4 to 1e-2 is usual.`,
      step,
    });
  }

  /** Waits for the read in flight, if there is one. */
  async function hearReading(): Promise<void> {
    const pending = reading;
    const stepsPerSecond = 1000 / millisecondsPerStep;
    reading = null;
    if (pending) hear(await pending, stepsPerSecond);
  }

  /** Sends the window off; the read before it is heard first, so that at most one is in flight. */
  async function sendWindow(): Promise<void> {
    await hearReading();
    if (phase === 'failed' || lossWindow.length === 0) return;
    good.remember();
    backUp();
    const now = performance.now();
    millisecondsPerStep = Math.max(now - trainingSince, 1e-3) / lossWindow.length;
    trainingSince = now;
    reading = lossWindow.read(learner.step);
  }

  /** Everything the device still has to say, said. */
  async function settle(): Promise<void> {
    await sendWindow();
    await hearReading();
  }

  async function trainOnce(): Promise<void> {
    if (!batcher) {
      const pool = await data.pool();
      if (ENDED.has(phase)) return;
      batcher = createBatcher({ config, process, model, pool });
      trainingSince = performance.now();
    }
    lossWindow.add(learner.learn(pace.submissions));
    permitted -= 1;
    await pace.stepped();
    if (phase === 'compiling') {
      await settle();
      if (phase === 'compiling') enter('training');
    } else if (lossWindow.length >= windowLength(millisecondsPerStep)) await sendWindow();
  }

  /** In lockstep the leader's clock says when, as long as it goes. */
  const due = () =>
    leader && !leader.idle ? leader.picturedStep === learner.step : clock.due(performance.now());

  const finished = () => learner.step >= config.trainingSteps;

  /** A picture of these weights is missing: the first, the last, one of a run at rest, or simply the next. */
  const pictureWanted = () =>
    !clock.isFresh(learner.step) &&
    (phase === 'compiling' || phase === 'paused' || phase === 'done' || finished() || due());

  const atRest = () => (phase === 'paused' && permitted === 0) || phase === 'done';

  /** What to do next, by what has been done. */
  async function work(): Promise<void> {
    if (phase === 'preparing') {
      emit({ type: 'backend', report });
      emit({ type: 'parameters', count: model.layout.size });
      enter('compiling');
    } else if (pictureWanted()) {
      await takePicture();
    } else if (finished()) {
      await settle();
      if (phase === 'failed') return;
      emit({ type: 'loss-by-t', step: learner.step, values: byTime.take() });
      enter('done');
    } else if (permitted === 0) {
      await settle();
      if (phase !== 'failed') enter('paused');
    } else {
      if (phase === 'paused') {
        trainingSince = performance.now();
        enter('training');
      }
      await trainOnce();
    }
  }

  const trainer: Trainer = {
    runId,
    get idle() {
      return over() || (atRest() && clock.isFresh(learner.step));
    },
    get picturedStep() {
      return clock.sampledStep;
    },
    async turn() {
      if (!trainer.idle) await work();
      const told = events;
      events = [];
      return told;
    },
    async *run() {
      do {
        yield* await trainer.turn();
        await yieldMacrotask();
      } while (!trainer.idle);
    },
    pause() {
      permitted = 0;
    },
    resume() {
      permitted = Number.POSITIVE_INFINITY;
    },
    excuse(milliseconds) {
      trainingSince += milliseconds;
    },
    step() {
      if (permitted === 0) permitted = 1;
    },
    stop() {
      if (!ENDED.has(phase)) enter('stopped');
    },
    fail(failure) {
      if (failure.code === 'device-lost' || failure.code === 'gpu-error') deviceGone = true;
      if (ENDED.has(phase)) return [];
      enter('failed');
      emit({ type: 'failed', ...failure, step: learner.step });
      const told = events;
      events = [];
      return told;
    },
    setSampling(overrides) {
      const wished = { ...sampling, ...overrides };
      openPlan(wished, process);
      guidanceOf(wished, model.classes, 0, 0);
      plan = picturePlan(wished);
      sampling = wished;
      clock.forget();
    },
    draw: (request) => questions.draw(request, { ...sampling, ...request.overrides }),
    drawTrajectory: (request, tell) =>
      questions.drawTrajectory(request, { ...sampling, ...request.overrides }, tell),
    cancelDraw: questions.cancelDraw,
    field: questions.field,
    bound: (request) => questions.bound(request, sampling),
    cancelBound: questions.cancelBound,
    state: readState,
    async namedWeights(weights) {
      const { parameters, ema } = await readState();
      const flat = weights === 'ema' ? ema : parameters;
      return model.named(flat);
    },
    async savedModel() {
      return { weights: fileWeightsOf(model, await readState()), unet: model.unet };
    },
    dispose() {
      if (deviceGone) return; // its memory went with it
      lossWindow.dispose();
      good.dispose();
      learner.dispose();
    },
  };
  return trainer;
}
