/**
 * The messages between the page and the training worker: types only. Commands go down as calls of TrainerApi, events come up through
 * one awaited callback. Arrays are transferred, not copied: the sender loses them.
 */

import type { RunConfig } from '../src/config/fields';
import type { FieldQuantity } from '../src/diffusion/prediction';
import type { BackendReport, PageQuestion } from '../src/types/backend';
import type { DataSource } from '../src/types/dataSource';
import type { Edit } from '../src/types/edit';
import type { CopyingCurve, MemorisationReport } from '../src/types/memorisation';
import type { BoundReport } from '../src/types/quality';
import type { Failure, Phase, ShaderCount, WorkStage } from '../src/types/run';
import type { StraightenReport, StraightenSettings } from '../src/types/straighten';
import type { Trajectory } from '../src/types/trajectory';
import type { FileWeights, SavedModel, TrainState, WeightKind } from '../src/types/weights';

interface OfRun {
  readonly runId: number;
}

export type TrainerEvent =
  | (OfRun & { readonly type: 'phase'; readonly phase: Phase; readonly step: number })
  | (OfRun & { readonly type: 'backend'; readonly report: BackendReport })
  /** losses[i] belongs to step firstStep + i (1-based: the loss of the first step has number 1). */
  | (OfRun & {
      readonly type: 'losses';
      readonly firstStep: number;
      readonly losses: Float32Array;
      readonly stepsPerSecond: number;
    })
  | (OfRun & {
      readonly type: 'samples';
      readonly step: number;
      readonly trajectory: Trajectory;
      readonly weights: WeightKind;
    })
  /** [bins] mean squared error of eps by time, averaged over the steps since the last such event, (from, step]; NaN where no t fell. */
  | (OfRun & {
      readonly type: 'loss-by-t';
      readonly from: number;
      readonly step: number;
      readonly values: Float32Array;
    })
  /** done in (0, 1]; the report comes with 1. 0 means that the evaluation was cancelled. */
  | (OfRun & {
      readonly type: 'bound';
      readonly step: number;
      readonly done: number;
      readonly report: BoundReport | null;
    })
  /** Progress of `drawTrajectory`: the network's present guesses x̂0, [count, ...shape], and the share of the steps that is done, in (0, 1). */
  | (OfRun & { readonly type: 'drawing'; readonly done: number; readonly guesses: Float32Array })
  /** Progress of a `draw` that edits a sample, and of `classify`: the share of its steps that is done, in (0, 1). */
  | (OfRun & { readonly type: 'editing'; readonly done: number })
  /** Progress of the preview that a run draws now: the share of its steps that is done, in (0, 1). */
  | (OfRun & { readonly type: 'preview'; readonly done: number })
  /** Progress before the first step, on WebGPU. */
  | (OfRun & ShaderCount & { readonly type: 'shaders' })
  /** Progress of `straighten` and of `trainToCopying`: the stage, and the share of it that is done, in [0, 1]. */
  | (OfRun & { readonly type: 'work'; readonly stage: WorkStage; readonly done: number })
  | (OfRun & { readonly type: 'parameters'; readonly count: number })
  | (OfRun & Failure & { readonly type: 'failed'; readonly step: number });

export type EventHandler = (event: TrainerEvent) => Promise<void> | void;

/** The GPU of the runs is lost, in the driver's words: nothing more comes of them, and the page starts them again elsewhere. */
export type DeviceLossHandler = (message: string) => Promise<void> | void;

/** A message that the training worker sends by itself each second. */
export interface Beat {
  /** Milliseconds within which the next one comes, unless the worker hangs. */
  readonly nextBeatWithin: number;
}

export interface RunRequest {
  readonly runId: number;
  readonly config: RunConfig;
  readonly source?: DataSource;
  /** Start paused, after a preview of the untrained network: for Step. */
  readonly paused?: boolean;
  /** It went on elsewhere until a fault: it draws its first preview seconds later than other runs, whose comes behind the first step. */
  readonly trainsFirst?: boolean;
  /** Samples of a preview, where fewer suffice than the backend draws in time. */
  readonly previewCount?: number;
  /** Resume from this state: of another run, or of a checkpoint. */
  readonly resume?: TrainState<Float32Array>;
  /** Start from the weights of a model file. */
  readonly weights?: FileWeights;
  /** Steps that this run trains before the others of its group go on: it was copied earlier than they were. */
  readonly headStart?: number;
}

export interface DrawRequest {
  readonly runId: number;
  /** By which `cancelDraw` ends it: no two draws of a page have the same. Without it nothing does. */
  readonly id?: number;
  readonly count: number;
  readonly seed: number;
  readonly weights: WeightKind;
  /** Sampler fields that replace the run's own. */
  readonly overrides?: Partial<RunConfig>;
  /** Share of the reverse steps that `draw` leaves out where it starts, in [0, 1); 0 if absent. */
  readonly skip?: number;
  /** What `draw` begins with in place of noise alone; `skip` is then not read. */
  readonly edit?: Edit;
}

export interface ClassifyRequest {
  readonly runId: number;
  /** As of a draw. */
  readonly id?: number;
  /** [n, ...shape] in data units. */
  readonly samples: Float32Array;
  /** Pairs of a time and noise at which the noise is guessed, the same for every class. */
  readonly pairs: number;
  readonly seed: number;
}

export interface MemorisationRequest {
  readonly runId: number;
  /** [n, ...shape] samples of the averaged weights. */
  readonly samples: Float32Array;
  /** Training steps of these weights. */
  readonly step: number;
}

export interface CopyingRequest {
  readonly runId: number;
  /** Training examples, n. */
  readonly examples: number;
  /** Of the examples, the first weights and the batches. */
  readonly seed: number;
  /** Most training steps. */
  readonly steps: number;
}

export interface BoundRequest {
  readonly runId: number;
  /** Fresh points of the data, or held-out images where there are any: the standard error falls as 1/√points. */
  readonly points: number;
  readonly seed: number;
}

/** The network's guess of the noise or of the velocity at a list of places, for arrows, error maps and streamlines. */
export interface FieldRequest {
  readonly runId: number;
  /** eps if absent. */
  readonly quantity?: FieldQuantity;
  /** Native time of the process. */
  readonly time: number;
  /** [n, 2] in data units. */
  readonly places: Float32Array;
  /** The class and the scale of the guidance, for a model with classes; no class if absent, or for the label -1. */
  readonly condition?: Pick<RunConfig, 'label' | 'guidance'>;
}

/** How fast a configuration trains and draws its previews on this device. */
export interface SpeedReport {
  readonly backend: Pick<BackendReport, 'backend' | 'software'>;
  /** Milliseconds of a training step: the median of blocks of steps, and the quartiles, which tell how much the speed varies now. */
  readonly step: { readonly median: number; readonly quartiles: readonly [number, number] };
  /** Milliseconds of a network evaluation of all samples of a preview. */
  readonly millisecondsPerEvaluation: number;
}

/** The calls that the training worker answers. A promise settles with its call, not with the run, which reports by events. */
export interface TrainerApi {
  /**
   * Sets the one callback. It is awaited: at most one event is in flight.
   * @param pageHasWebgl called before WebGL is used: a browser with 3-D switched off refuses it to pages, but not to all workers
   * @param onDeviceLoss called in place of the failure of every run
   */
  connect(
    onEvent: EventHandler,
    pageHasWebgl?: PageQuestion,
    onDeviceLoss?: DeviceLossHandler,
  ): Promise<void>;
  /** Starts runs in lockstep, one step each in turn. The runs before are stopped, and their late events dropped. */
  start(runs: readonly RunRequest[]): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One training step of each paused run, then paused again. */
  step(): Promise<void>;
  stop(): Promise<void>;
  /**
   * Starts the backend of a configuration and, on WebGPU, compiles what its first step needs, unless a run trains; a later call, a start
   * or a step of a run ends it. Reports nothing: a start that follows says what does not work.
   */
  prepare(config: RunConfig, source?: DataSource): Promise<void>;
  /**
   * Measures how fast a configuration trains here, by real steps and network evaluations that are thrown away: at least 300 ms of each,
   * or a few where they are longer. A later call, a start or a step of a run ends it.
   * @returns null where something trains, where the measurement was ended, or where the configuration cannot be trained
   */
  estimate(config: RunConfig, source?: DataSource): Promise<SpeedReport | null>;
  /** Changes how a run samples from now on (sampler, samplingSteps, spacing, eta, clipDenoised, …), without touching its training. */
  setSampling(runId: number, overrides: Partial<RunConfig>): Promise<void>;
  /**
   * Draws samples with the run's present weights; where they are edits, reports progress by 'editing' events.
   * @returns [count, ...shape] samples in data units; null where it was cancelled
   */
  draw(request: DrawRequest): Promise<Float32Array | null>;
  /**
   * The same with the states between noise and samples; reports progress by 'drawing' events. At most a hundred images or so.
   * @returns null where it was cancelled
   */
  drawTrajectory(request: DrawRequest): Promise<Trajectory | null>;
  /** Ends the `draw`, `drawTrajectory` or `classify` of this id, before its next network evaluation. */
  cancelDraw(runId: number, id: number): Promise<void>;
  /**
   * How well the EMA weights guess the noise of samples under each class; reports progress by 'editing' events, and ends as `cancelDraw` says.
   * @returns [n, classes] mean squared errors of eps; null where it was cancelled
   */
  classify(request: ClassifyRequest): Promise<Float32Array | null>;
  /** @returns [n, 2] predicted eps or velocity from the EMA weights */
  field(request: FieldRequest): Promise<Float32Array>;
  /**
   * Evaluates the bound of the EMA weights on fresh points, beside the training; reports progress by 'bound' events.
   * @returns whether it is complete: false where it was cancelled or the run ended
   */
  evaluateBound(request: BoundRequest): Promise<boolean>;
  cancelBound(runId: number): Promise<void>;
  /**
   * Straightens the run's flow: draws pairs by its ODE, trains a copy on them, and measures both; reports progress by 'work'
   * events. The run stays as it is.
   * @returns null where it was cancelled
   */
  straighten(request: OfRun & StraightenSettings): Promise<StraightenReport | null>;
  cancelStraighten(runId: number): Promise<void>;
  /**
   * The share of samples that copy a training example, and the loss on training examples beside that on held-out ones, beside the training.
   * @returns null where nothing is held out from the training, or the run has ended
   */
  memorisation(request: MemorisationRequest): Promise<MemorisationReport | null>;
  /**
   * Trains a new network with the run's settings on so many examples until its samples begin to copy them; reports progress by 'work'
   * events. The run stays as it is.
   * @returns null where it was cancelled
   */
  trainToCopying(request: CopyingRequest): Promise<CopyingCurve | null>;
  cancelCopying(runId: number): Promise<void>;
  /** The run's weights as flat buffers, with Adam's moments. Rejects with a LostAnswerError where the device is lost meanwhile. */
  state(runId: number): Promise<TrainState<Float32Array>>;
  /** The last copy of that state off the GPU, which outlives the device; null where there is none. */
  lastCopy(runId: number): Promise<TrainState<Float32Array> | null>;
  /** The contents of a model file: network and training state. */
  savedModel(runId: number): Promise<SavedModel>;
}

/** A fault that ends a training worker, or makes it useless. */
export type TrainerFault =
  /** An exception reached its top, or it could not be loaded. */
  | { readonly kind: 'crashed'; readonly message: string }
  /** No beat came in time. */
  | { readonly kind: 'silent'; readonly milliseconds: number }
  /** The worker answers, its GPU does not. The message is the driver's. */
  | { readonly kind: 'gpu'; readonly message: string };

export interface TrainerClient {
  /** Calls reject with a LostAnswerError once the worker has ended. */
  readonly api: TrainerApi;
  /** Ends the worker at once, whatever it is doing; no event comes from then on. */
  terminate(): void;
}

export interface TrainerHandlers {
  /** Receives every event of every run, in order; the next comes when its promise is settled. */
  readonly onEvent: EventHandler;
  /** May be called more than once. */
  readonly onFault: (fault: TrainerFault) => void;
}
