/**
 * A checkpoint is a run as it can be gone on with: its configuration, its flat buffers and its loss curve, in IndexedDB, so that a
 * closed tab, a lost GPU or a crashed browser costs seconds of training. One is kept per name; saving replaces it.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { DataSource, TrainingState } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';

export interface Checkpoint {
  /** What it belongs to: "train", "compare.a", "compare.b". */
  readonly name: string;
  /** As it was; parse it again when it is read, since a later version may know other fields. */
  readonly config: RunConfig;
  readonly source?: DataSource;
  readonly state: TrainingState;
  /** [step] the loss of every step so far. */
  readonly losses: Float32Array;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

/** Storage refused: it is full, switched off, or private browsing forbids it. Training goes on; it is only not saved. */
export class StorageError extends Error {
  readonly code = 'quota';
  override readonly name = 'StorageError';
}

interface Schema extends DBSchema {
  checkpoints: { key: string; value: Checkpoint };
}

export interface CheckpointStore {
  /** @throws StorageError where the browser has no room or allows no storage; what was saved before stays */
  save(checkpoint: Checkpoint): Promise<void>;
  /** @returns the checkpoint, or null where there is none or it cannot be read */
  load(name: string): Promise<Checkpoint | null>;
  remove(name: string): Promise<void>;
}

const hasShape = (value: Checkpoint | undefined): value is Checkpoint =>
  value !== undefined &&
  value.state?.parameters instanceof Float32Array &&
  value.state.ema instanceof Float32Array &&
  value.state.ema.length === value.state.parameters.length &&
  Number.isInteger(value.state.step) &&
  value.losses instanceof Float32Array;

/** @param databaseName one database holds all checkpoints of this origin; tests use their own */
export function openCheckpoints(databaseName = 'ddpm-lab'): CheckpointStore {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const database = () => {
    opened ??= openDB<Schema>(databaseName, 1, {
      upgrade: (db) => void db.createObjectStore('checkpoints', { keyPath: 'name' }),
      // another tab wants a newer version: step aside, and open again when needed
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        opened = null;
      },
      terminated: () => {
        opened = null;
      },
    }).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  const guarded = async <T>(action: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> => {
    try {
      return await action(await database());
    } catch (error) {
      const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      throw new StorageError(`This browser could not keep the run (${why}). Download the model to be safe.`);
    }
  };
  return {
    save: (checkpoint) =>
      guarded(async (db) => {
        await db.put('checkpoints', checkpoint);
      }),
    async load(name) {
      const value = await guarded((db) => db.get('checkpoints', name)).catch(() => undefined);
      return hasShape(value) ? value : null;
    },
    remove: (name) => guarded((db) => db.delete('checkpoints', name)),
  };
}
