/** A backend runs the arithmetic; its report says which one it is, why, how fast and with how much memory. */

export type BackendId = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** Bytes that a device has; absent where it does not say. */
export interface MemoryLimits {
  /** For one tensor. */
  readonly buffer?: number;
  /** In all. */
  readonly total?: number;
}

/** The backend of the arithmetic, and the reason for its choice. */
export interface BackendReport {
  readonly backend: BackendId;
  /** The adapter or renderer as the browser names it; empty where it does not say. */
  readonly device: string;
  /** True where the "GPU" is a program on the processor. */
  readonly software: boolean;
  /** Empty for the requested backend; else a sentence: "this browser has no WebGPU adapter". */
  readonly reason: string;
  readonly memory?: MemoryLimits;
  /** Where backends were measured against each other. */
  readonly speeds?: Speeds;
}

/** GFLOP/s of backends at the products of a training step, on this machine. */
export type Speeds = Readonly<Partial<Record<BackendId, number>>>;

/** A question that only the page can answer. */
export type PageQuestion = () => Promise<boolean> | boolean;
