/**
 * The database of runs. A run is one record, its checkpoints are arrays of their own, and the user's data are stored once, however many
 * runs and checkpoints use them. A manifest is written after the arrays that it vouches for, in the same transaction.
 */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { RunConfig } from '../config/fields';
import type { BackendId } from '../types/backend';
import type { DataSource } from '../types/dataSource';
import type { Score, StepMeasurement } from '../types/score';
import type { TrainState } from '../types/weights';

/** Of the database, its records and manifests. What a later version wrote is refused, not guessed. */
export const SCHEMA_VERSION = 2;

/** Where a run was trained. */
type RunOrigin = 'train' | 'compare-a' | 'compare-b';

/** Figures of the samples at one step, each with its floor and the number of samples. Smaller is better for `score`. */
export type RunQuality = Pick<StepMeasurement, 'step' | 'score' | 'second'>;

/** The smoothed loss at up to a hundred or so steps, for a small picture of the curve. */
export interface LossCurve {
  readonly steps: Float32Array;
  readonly values: Float32Array;
}

/** The facts of a run that the library has without its weights. */
export interface RunRecord {
  readonly id: string;
  /** For people; need not be unique. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** When its newest checkpoint was saved. */
  readonly updatedAt: number;
  /** Of the newest checkpoint. */
  readonly config: RunConfig;
  readonly origin: RunOrigin;
  /** The first weights of training: new ones, or those of a model that was opened. */
  readonly base: 'new' | 'model';
  /** The user's own data; null where the data set ships. */
  readonly data: { readonly id: string; readonly kind: DataSource['kind']; readonly name: string } | null;
  readonly step: number;
  /** True where the newest checkpoint is of the last training step. */
  readonly finished: boolean;
  /** Milliseconds of training, without pauses. */
  readonly trainedFor: number;
  /** The backend that it trained on last; null where none is known. */
  readonly backend: BackendId | null;
  readonly curve: LossCurve;
  /** The newest measurement of its samples; null before the first. */
  readonly quality: RunQuality | null;
  /** A small PNG of its samples; null before the first. */
  readonly thumbnail: Uint8Array | null;
  /** The one run that others are compared with. */
  readonly pinned: boolean;
  /** True while it is the run of its view: it is offered on the next visit. Reset, and a new run in its place, make it false. */
  readonly current: boolean;
  /** When it was deleted; null while it is not. Deletion can be undone until the next visit. */
  readonly removedAt: number | null;
  /** The tab that may write its checkpoints. */
  readonly writer: string;
  /** Checkpoints written so far: their order, since a run may go back to an earlier step. */
  readonly saves: number;
  readonly schema: number;
  /** Of the app that wrote it last. */
  readonly appVersion: string;
}

/** All that a run continues from. */
export interface Checkpoint {
  /** The run that it belongs to. */
  readonly recordId: string;
  /** Parse it again after reading, because a later version may have other fields. */
  readonly config: RunConfig;
  readonly source?: DataSource | undefined;
  readonly state: TrainState<Float32Array>;
  /** The losses of the last steps up to `state.step`; of all steps, unless the run began with a model. */
  readonly losses: Float32Array;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** The library's facts of a run that was read: what continues it says the same. It is no part of what is stored. */
  readonly before?: Pick<RunRecord, 'base' | 'trainedFor'> & Partial<Pick<RunRecord, 'quality'>>;
}

/** The arrays of a checkpoint. */
export const ARRAYS = ['params', 'ema', 'm', 'v', 'losses'] as const;
export type ArrayName = (typeof ARRAYS)[number];

/** The array that only some checkpoints have: the moments of the loss by time, where times are drawn by them. */
export const OPTIONAL_ARRAY = 'lossMoments';

type With<T> = Readonly<Record<ArrayName, T>> & { readonly [K in typeof OPTIONAL_ARRAY]?: T };

export type CheckpointArrays = With<Float32Array>;

export interface StoredCheckpoint extends CheckpointArrays {
  readonly runId: string;
  readonly step: number;
}

/** The check of a checkpoint that is read again. */
export interface Manifest {
  readonly runId: string;
  readonly step: number;
  readonly schema: number;
  readonly savedAt: number;
  readonly config: RunConfig;
  readonly dataId: string | null;
  readonly arrays: With<{ readonly length: number; readonly sha256: string }>;
  /** Of all fields above, as JSON. */
  readonly sha256: string;
  /** The checkpoints of a run in the order in which they were written, from 1. */
  readonly sequence: number;
  /**
   * The figure of samples of this step, or of a step since the checkpoint before; null where none were measured. It may come later than
   * the checkpoint.
   */
  readonly score: Score | null;
}

/** The user's own data under the digest of their content. */
export interface StoredData {
  readonly id: string;
  readonly source: DataSource;
}

export interface RunsSchema extends DBSchema {
  runs: { key: string; value: RunRecord };
  data: { key: string; value: StoredData };
  checkpoints: { key: [string, number]; value: StoredCheckpoint };
  manifests: { key: [string, number]; value: Manifest };
  /** The content of version 1 of the database, until it is a run of the library. */
  version1: { key: string; value: unknown };
}

export type RunsDatabase = IDBPDatabase<RunsSchema>;

export const STORES = ['runs', 'data', 'checkpoints', 'manifests'] as const;

/** The keys of all checkpoints of a run. */
export const keysOf = (runId: string): IDBKeyRange =>
  IDBKeyRange.bound([runId, Number.NEGATIVE_INFINITY], [runId, Number.POSITIVE_INFINITY]);
