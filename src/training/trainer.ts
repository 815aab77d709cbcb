/**
 * A trainer is one run: a learner, its data, its previews, and the events that report them. The page's questions about its weights are
 * answered by its `inference`.
 *
 * Its `phases` say what comes next; its commands take effect between two steps.
 */

import type { ReadBytes } from '../../datasets/images';
import type { EventHandler, RunRequest, TrainerEvent } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { previewLimits, previewPlan } from '../config/previews';
import { createProcess } from '../diffusion/processes';
import { longestOperation } from '../model/longestOperation';
import { type CountedRun, refuseOversize } from '../model/memory';
import { createModel } from '../model/model';
import { flatten, unflatten } from '../model/trainState';
import { deviceDone } from '../runtime/deviceDone';
import { createQueueDepth } from '../runtime/queueDepth';
import { yieldMacrotask } from '../runtime/yield';
import type { BackendReport } from '../types/backend';
import type { Failure, ShaderCount } from '../types/run';
import type { SavedModel, TrainState } from '../types/weights';
import { type Collator, createCollator } from './data/batch';
import { openTrainingData } from './data/openTrainingData';
import { checkSampling, createInference, IMAGE_CHUNK, type Inference } from './inference';
import type { JointMember } from './jointSteps';
import { createLearner } from './learner';
import { createPhases, type Leader } from './phases';
import { createPreview } from './preview';
import { progressReporter } from './progressReporter';
import { createWeightBackup } from './weightBackup';

/** Steps in which a run meets all its operations for the first time. */
const FIRST_STEPS = 3;
/** Milliseconds that a driver of WebGL may take to compile a shader, which holds the thread. */
const SHADER = 20_000;

export interface Trainer extends Leader, CountedRun {
  readonly runId: number;
  readonly inference: Inference;
  /** True while it does steps, or will without a command. */
  readonly trains: boolean;
  /** True once it is done, stopped or failed: it does no step any more. */
  readonly hasEnded: boolean;
  /**
   * Milliseconds for which one operation may hold the thread.
   * @param samples that go through the network together; those of a step or a preview if absent
   */
  longestOperation(samples?: number): number;
  /** Steps since the point at which all runs of its group are of the same age; negative until it has caught up with them. */
  readonly ahead: number;
  /** Does one thing: a training step, a preview, a change of phase. @returns the events of it */
  advance(): Promise<readonly TrainerEvent[]>;
  /** How many training steps may come next, without anything else between them; 0 where `advance` would do no step, or the first one. */
  readonly stepsNext: number;
  /** Does training steps, at most `stepsNext`. @returns the events of them */
  train(steps: number): Promise<readonly TrainerEvent[]>;
  /** Advances until the run is idle. */
  run(): AsyncGenerator<TrainerEvent>;
  /** @param after steps that it does before */
  pause(after?: number): void;
  resume(): void;
  /** One training step, then paused again. */
  step(): void;
  stop(): void;
  /** Leaves out of the run's speed the preview of another run, and draws its own next one later. */
  countOtherPreview(milliseconds: number): void;
  /** Ends the run from outside, with its reason. @returns the events of it */
  fail(failure: Failure): readonly TrainerEvent[];
  /** Changes how the run samples from now on. @throws RefusedError where there is no such sampling, and changes nothing */
  setSampling(overrides: Partial<RunConfig>): void;
  /**
   * @throws LostAnswerError where the device is lost and the run goes on elsewhere
   * @throws Error where the device has failed and no copy of its weights exists
   */
  state(): Promise<TrainState<Float32Array>>;
  /** As `state`, by the names of model files. */
  savedModel(): Promise<SavedModel>;
  /** The last copy of the state off the GPU; null where there is none. */
  readonly lastCopy: TrainState<Float32Array> | null;
  /** Frees what the run holds on the device. */
  dispose(): void;
}

export interface TrainerContext {
  /** The backend that runs now. */
  readonly report: BackendReport;
  /** The first run of a group in lockstep: this one draws its preview when that one has drawn, from weights of the same age. */
  readonly leader?: Leader;
  /** Its place among the runs whose steps are done together. */
  readonly joint?: JointMember;
  /** Where the images that ship come from: `fetch` if absent. */
  readonly read?: ReadBytes;
  /** Receives the progress of a preview while `advance` draws it. */
  readonly onProgress?: EventHandler;
  /** Aborted when the device's memory can no longer be trusted, or gives no answer. */
  readonly deviceLost?: AbortSignal;
}

/**
 * The parts of a run, none of which knows its phase.
 * @param ended aborted when the run is stopped or has failed
 */
function openParts(
  request: RunRequest,
  { report, joint, read, onProgress }: TrainerContext,
  ended: AbortSignal,
) {
  const { config, runId } = request;
  const data = openTrainingData(config, request.source, read);
  const process = createProcess(config);
  const model = createModel(config, data);
  refuseOversize(config, data, report.memory ?? {});
  checkSampling(config, process, model);
  const limits = previewLimits(report, model.shape.length > 1);
  previewPlan(config, process, limits); // refused, if it is, before anything is on the device
  /** Made before the first step, because a model that only draws samples needs no data. */
  let collator: Collator | null = null;
  const learner = createLearner(
    config,
    model,
    () => collator!,
    request.weights ? flatten(model, request.weights) : request.resume,
    joint,
  );
  const inference = createInference({
    runId,
    config,
    model,
    process,
    data,
    source: request.source,
    learner,
    ended,
  });
  return {
    data,
    model,
    process,
    learner,
    inference,
    limits,
    longest: longestOperation(config, data, report.backend),
    queueDepth: createQueueDepth(deviceDone),
    preview: createPreview({
      config,
      process,
      inference,
      limits,
      count: request.previewCount,
      onProgress: onProgress && ((done) => onProgress({ type: 'preview', runId, done })),
    }),
    compile() {
      const report =
        onProgress &&
        progressReporter<ShaderCount>((count) => onProgress({ type: 'shaders', runId, ...count }), {
          atOnce: true,
        });
      return learner.compile(report);
    },
    async loadData() {
      if (collator) return false;
      collator = createCollator({ config, process, model, samples: await data.samples() });
      return true;
    },
  };
}

/**
 * @throws RefusedError, ScheduleError or DataSourceError where the configuration cannot be run; the message is for the user
 */
export function createTrainer(request: RunRequest, context: TrainerContext): Trainer {
  const { report, leader, deviceLost = new AbortController().signal } = context;
  const end = new AbortController();
  const parts = openParts(request, context, end.signal);
  const { model, process, learner, inference, preview, limits, longest } = parts;
  const backup = createWeightBackup(learner, onGpu(report), deviceLost);
  const phases = createPhases({ request, report, leader, backup, end, ...parts });

  const caughtUp = learner.step + (request.headStart ?? 0);

  const trainer: Trainer = {
    runId: request.runId,
    config: request.config,
    kind: parts.data,
    inference,
    get trains() {
      return phases.trains;
    },
    get hasEnded() {
      return phases.hasEnded;
    },
    get idle() {
      return phases.idle;
    },
    longestOperation(samples = limits.count) {
      const together = model.shape.length > 1 ? Math.min(samples, IMAGE_CHUNK) : samples;
      const compiles = report.backend === 'webgl' && phases.trainedSteps < FIRST_STEPS;
      return longest.withSamples(Math.max(request.config.batchSize, together)) + (compiles ? SHADER : 0);
    },
    get ahead() {
      return learner.step - caughtUp;
    },
    get previewStep() {
      return preview.step;
    },
    advance: () => phases.advance(),
    get stepsNext() {
      return phases.stepsNext;
    },
    train: (steps) => phases.train(steps),
    async *run() {
      do {
        yield* await phases.advance();
        await yieldMacrotask();
      } while (!phases.idle);
    },
    pause: (after = 0) => phases.permit(after),
    resume: () => phases.permit(Number.POSITIVE_INFINITY),
    step: () => phases.permitStep(),
    stop: () => phases.stop(),
    countOtherPreview(milliseconds) {
      phases.excludeTime(milliseconds);
      preview.countOther(milliseconds);
    },
    fail: (failure) => phases.fail(failure),
    setSampling(overrides) {
      const sampling = { ...inference.sampling, ...overrides };
      checkSampling(sampling, process, model);
      preview.setSampling(sampling);
      inference.setSampling(sampling);
    },
    state: () => backup.read(),
    get lastCopy() {
      return backup.last;
    },
    savedModel: async () => ({
      weights: unflatten(model, await backup.read()),
      unet: model.unet,
      dit: model.dit,
    }),
    dispose() {
      if (deviceLost.aborted) return; // its memory went with it
      phases.dispose();
      learner.dispose();
    },
  };
  return trainer;
}

const onGpu = ({ backend }: BackendReport): boolean => backend === 'webgpu' || backend === 'webgl';
