/**
 * What the page and the worker say to each other: types only. Commands go down as calls of TrainerApi, events come up through
 * one awaited callback. Arrays are transferred, not copied: who sends one has it no more.
 */
import type { RunConfig } from '../src/config/fields';
import type { UnetConfig } from '../src/interop/diffusersUnet';

export type BackendId = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** Bytes that a device has; absent where it does not say. */
export interface MemoryLimits {
  /** For one tensor. */
  readonly buffer?: number;
  /** In all. */
  readonly total?: number;
}

/** What runs the arithmetic, and why it is this one and not another. */
export interface BackendReport {
  readonly backend: BackendId;
  /** The adapter or renderer as the browser names it; empty where it does not say. */
  readonly device: string;
  /** True where the "GPU" is a program on the processor. */
  readonly software: boolean;
  /** Empty when it is what was asked; else a sentence: "this browser has no WebGPU adapter". */
  readonly reason: string;
  readonly memory?: MemoryLimits;
  /** Where backends were measured against each other. */
  readonly speeds?: Speeds;
}

/** GFLOP/s of backends at the products of a training step, on this machine. */
export type Speeds = Readonly<Partial<Record<BackendId, number>>>;

export type FailureCode =
  | 'no-gpu'
  | 'device-lost'
  | 'gpu-error'
  | 'out-of-memory'
  | 'non-finite-loss'
  | 'bad-config'
  | 'bad-file'
  | 'quota'
  | 'bug';

export type Phase = 'preparing' | 'compiling' | 'training' | 'paused' | 'done' | 'stopped' | 'failed';

/** Where a user-made data set comes from; the built-in ones need none. */
export type DataSource = PointsSource | ImagesSource;

export interface PointsSource {
  readonly kind: 'points';
  readonly points: Float32Array;
  readonly name: string;
}

export interface ImagesSource {
  readonly kind: 'images';
  /** [count, height, width, channels], 0 to 255 */
  readonly images: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** [count] class numbers, where there are any */
  readonly labels?: Uint8Array;
  readonly name: string;
}

/** One reverse trajectory of many samples at once. Frame 0 is noise, the last frame is the result. */
export interface Trajectory {
  /** Of one sample: [2] for a point, [height, width, channels] for an image. */
  readonly shape: readonly number[];
  /** [frames, count, ...shape] states x_t in data units; images are in [-1, 1], beyond it while noisy. */
  readonly states: Float32Array;
  /** [frames, count, ...shape] the network's guess x̂0 at each frame (the last repeats the result). */
  readonly guesses: Float32Array;
  /** [frames] native time of each frame; the last is the end of the walk and counts as data. */
  readonly times: Float32Array;
  /** [frames] signal and noise at each frame. */
  readonly alphas: Float32Array;
  readonly sigmas: Float32Array;
  readonly count: number;
  readonly frames: number;
  /** [count] the class that each sample was asked for, -1 for none; only where the model knows classes. */
  readonly labels?: Int32Array;
  /** Network evaluations each sample cost. */
  readonly nfe: number;
  readonly milliseconds: number;
}

/** Distances between samples and fresh data, and the same figures for data against data. Smaller is better. */
export interface Quality {
  readonly energyDistance: number;
  readonly energyFloor: number;
  /** Standard deviation of the floor's repeats. */
  readonly energyFloorSpread: number;
  readonly slicedWasserstein: number;
  readonly slicedFloor: number;
  /** Points on each side. */
  readonly count: number;
}

/** The bound of a trained model, means over the samples. Smaller is better. */
export interface BoundReport {
  /** Per dimension: nats of a density for points, bits of 8-bit pixels for images. */
  readonly unit: 'nats' | 'bits';
  /** [T] native time of each term. */
  readonly times: Float32Array;
  /** [T] L_t by t with the run's own variance; entry 0 is L_0. */
  readonly terms: Float32Array;
  /** L_T: how far from noise the chain ends; the network has no part in it. */
  readonly prior: number;
  /** L = L_T + Σ L_t with each variance that the model can be read with. */
  readonly totals: Readonly<Partial<Record<RunConfig['variance'], number>>>;
  /** Standard error of the run's own total over the points. */
  readonly error: number;
  /** -log p by the probability-flow ODE, the divergence exact for points, Hutchinson's estimate for images; null at zero terminal SNR. */
  readonly odeNegativeLogLikelihood: number | null;
  readonly points: number;
}

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
      readonly weights: 'ema' | 'raw';
    })
  /** [bins] mean squared error of eps by time, averaged over the steps since the last such event; NaN where no t fell. */
  | (OfRun & { readonly type: 'loss-by-t'; readonly step: number; readonly values: Float32Array })
  /** done in (0, 1]; the report comes with 1. 0 tells that it was cancelled. */
  | (OfRun & {
      readonly type: 'bound';
      readonly step: number;
      readonly done: number;
      readonly report: BoundReport | null;
    })
  /** A drawing under way: the network's guesses so far, [count, ...shape], and the share of the steps that is done, in (0, 1). */
  | (OfRun & { readonly type: 'drawing'; readonly done: number; readonly guesses: Float32Array })
  | (OfRun & { readonly type: 'parameters'; readonly count: number })
  | (OfRun & {
      readonly type: 'failed';
      readonly code: FailureCode;
      readonly message: string;
      readonly hint: string;
      /** Values of fields with which the run would begin. */
      readonly mend?: Partial<RunConfig>;
      readonly step: number;
    });

/** A question that only the page can answer. */
export type PageQuestion = () => Promise<boolean> | boolean;

export type EventHandler = (event: TrainerEvent) => Promise<void> | void;

export interface RunRequest {
  readonly runId: number;
  readonly config: RunConfig;
  readonly source?: DataSource;
  /** Begin paused, having drawn the untrained network's samples: for Step. */
  readonly paused?: boolean;
  /** Samples of a live picture, where fewer are wanted than the backend draws in time. */
  readonly pictureCount?: number;
  /** Go on from these weights: those of another run, or a checkpoint. */
  readonly resume?: TrainingState;
  /** Go on from the weights of a model file. */
  readonly weights?: FileWeights;
}

/** A run as a model file keeps it. */
export interface SavedModel {
  readonly weights: FileWeights;
  /** The U-Net's configuration; null for an MLP. */
  readonly unet: UnetConfig | null;
}

/** Weights as a model file names them. */
export interface FileWeights {
  /** The averaged weights, from which samples are drawn. */
  readonly ema: NamedWeights;
  /** What training needs to go on exactly; null where the file has the averages alone. */
  readonly training: {
    readonly step: number;
    readonly weights: NamedWeights;
    readonly m: NamedWeights;
    readonly v: NamedWeights;
  } | null;
}

/** The flat buffers of a run (same length, layout of the model) and where it stands. */
export interface TrainingState {
  readonly step: number;
  readonly parameters: Float32Array;
  readonly ema: Float32Array;
  readonly adamM?: Float32Array;
  readonly adamV?: Float32Array;
}

export interface DrawRequest {
  readonly runId: number;
  readonly count: number;
  readonly seed: number;
  readonly weights: 'ema' | 'raw';
  /** Sampler fields that replace the run's own. */
  readonly overrides?: Partial<RunConfig>;
}

export interface BoundRequest {
  readonly runId: number;
  /** Fresh points of the data: the standard error falls as 1/√points. */
  readonly points: number;
  readonly seed: number;
}

/** The network's noise prediction at a list of places, for arrows, error maps and streamlines. */
export interface FieldRequest {
  readonly runId: number;
  /** Native time of the process. */
  readonly time: number;
  /** [n, 2] in data units. */
  readonly places: Float32Array;
}

/** What a worker can be asked. Every promise is of the asking, not of the run: a run reports by events. */
export interface TrainerApi {
  /**
   * Sets the one callback. It is awaited: at most one event is in flight.
   * @param pageHasWebgl asked before WebGL is used: a browser told to do without 3-D refuses it to pages, but not to all workers
   */
  connect(onEvent: EventHandler, pageHasWebgl?: PageQuestion): Promise<void>;
  /** Starts runs in lockstep, in fair turns; whatever ran before is stopped, and its late events are dropped. */
  start(runs: readonly RunRequest[]): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One training step of each paused run, then paused again. */
  step(): Promise<void>;
  stop(): Promise<void>;
  /** Changes how a run samples from now on (sampler, samplingSteps, spacing, eta, clipDenoised, …), without touching its training. */
  setSampling(runId: number, overrides: Partial<RunConfig>): Promise<void>;
  /**
   * Draws samples with the run's present weights.
   * @returns [count, ...shape] samples in data units; fewer, or none, where it was cancelled
   */
  draw(request: DrawRequest): Promise<Float32Array>;
  /**
   * The same with all that lies between noise and samples; tells of it by 'drawing' events. Keep images to a hundred or so.
   * @returns null where it was cancelled
   */
  drawTrajectory(request: DrawRequest): Promise<Trajectory | null>;
  /** Ends what `draw` and `drawTrajectory` are doing, before the next network evaluation. */
  cancelDraw(runId: number): Promise<void>;
  /** @returns [n, 2] predicted eps from the EMA weights */
  field(request: FieldRequest): Promise<Float32Array>;
  /**
   * Evaluates the bound of the EMA weights on fresh points, beside the training; tells of it by 'bound' events.
   * @returns whether it came to its end: false where it was cancelled or the run ended
   */
  evaluateBound(request: BoundRequest): Promise<boolean>;
  cancelBound(runId: number): Promise<void>;
  /** The run's weights as flat buffers, with Adam's moments. */
  state(runId: number): Promise<TrainingState>;
  /** What a model file is made of: averaged weights, network, and what training needs to go on. */
  savedModel(runId: number): Promise<SavedModel>;
  /** The weights by their names and in the order of the file format (a U-Net's as in PyTorch). @returns name -> {shape, data} */
  namedWeights(runId: number, weights: 'ema' | 'raw'): Promise<NamedWeights>;
}

export type NamedWeights = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>
>;
