/**
 * Version 1 of the database held one checkpoint a name, with the user's data in it. Its checkpoints become runs of the library, each in
 * one transaction that also removes the old one: a visit that ends meanwhile leaves one or the other.
 */
import type { RunConfig } from '../config/fields';
import type { DataSource } from '../types/dataSource';
import * as words from '../words/errors/storage';
import { prepareCheckpoint, writeCheckpoint } from './checkpoints';
import { type Checkpoint, type RunRecord, type RunsDatabase, SCHEMA_VERSION, STORES } from './schema';
import { inTransaction, reading } from './transaction';

/** The arrays under the names of version 1; an early checkpoint may lack the moments. */
interface Version1 {
  readonly name: string;
  readonly config: RunConfig;
  readonly source?: DataSource;
  readonly state: {
    readonly step: number;
    readonly parameters: Float32Array;
    readonly ema: Float32Array;
    readonly adamM?: Float32Array;
    readonly adamV?: Float32Array;
  };
  readonly losses: Float32Array;
  readonly savedAt: number;
}

function isVersion1(value: unknown): value is Version1 {
  const { config, state, losses } = (value ?? {}) as Partial<Version1>;
  return (
    typeof config === 'object' &&
    state?.parameters instanceof Float32Array &&
    state.ema instanceof Float32Array &&
    state.ema.length === state.parameters.length &&
    Number.isInteger(state.step) &&
    losses instanceof Float32Array
  );
}

function checkpointOf({ name, config, source, state, losses, savedAt }: Version1): Checkpoint {
  const { step, parameters: params, ema, adamM, adamV } = state;
  const zeros = () => new Float32Array(params.length);
  return {
    recordId: `version-1-${name}`,
    config,
    source,
    state: { step, params, ema, m: adamM ?? zeros(), v: adamV ?? zeros() },
    losses,
    savedAt: Number.isFinite(savedAt) ? savedAt : 0,
  };
}

function recordOf({ recordId, config, state, savedAt }: Checkpoint, data: RunRecord['data']): RunRecord {
  return {
    id: recordId,
    name: words.earlierVersionsRun,
    createdAt: savedAt,
    updatedAt: savedAt,
    config,
    origin: 'train',
    base: 'new',
    data,
    step: state.step,
    finished: state.step >= config.trainingSteps,
    trainedFor: 0,
    backend: null,
    curve: { steps: new Float32Array(0), values: new Float32Array(0) },
    quality: null,
    thumbnail: null,
    pinned: false,
    current: true,
    removedAt: null,
    writer: '',
    saves: 1,
    schema: SCHEMA_VERSION,
    appVersion: '',
  };
}

export async function adoptVersion1(database: RunsDatabase): Promise<void> {
  if (!database.objectStoreNames.contains('version1')) return;
  const names = await reading(database, (transaction) => transaction.objectStore('version1').getAllKeys(), [
    'version1',
  ]);
  for (const name of names) {
    const value = await reading(database, (transaction) => transaction.objectStore('version1').get(name), [
      'version1',
    ]);
    if (!isVersion1(value)) continue; // it was never offered either
    const checkpoint = checkpointOf(value);
    const prepared = await prepareCheckpoint(checkpoint);
    const { data } = prepared;
    const record = recordOf(
      checkpoint,
      data && { id: data.id, kind: data.source.kind, name: data.source.name },
    );
    await inTransaction(
      database,
      async (transaction) => {
        if ((await transaction.objectStore('version1').getKey(name)) === undefined) return; // another tab did it
        await writeCheckpoint(transaction, prepared, record);
        await transaction.objectStore('version1').delete(name);
      },
      [...STORES, 'version1'],
    );
  }
}
