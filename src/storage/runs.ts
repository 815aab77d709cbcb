/** The library of runs in IndexedDB: every run its own record under its own id; no run is ever replaced by another one. */

import * as words from '../words/errors/storage';
import {
  equalCheckpoint,
  type LoadedRun,
  loadNewest,
  manifestsOf,
  type PreparedCheckpoint,
  prepareCheckpoint,
  removeOldest,
  removeRun,
  removeUnusedData,
  writeCheckpoint,
} from './checkpoints';
import { connect } from './database';
import { DamagedRunError, isFull, TakenOverError } from './errors';
import {
  type Checkpoint,
  type RunQuality,
  type RunRecord,
  type RunsDatabase,
  SCHEMA_VERSION,
} from './schema';
import { inTransaction, reading, type Writing } from './transaction';

export type { LoadedRun } from './checkpoints';

/** The parts of a run that are saved beside its checkpoint. */
export interface RunFacts
  extends Pick<
    RunRecord,
    'origin' | 'base' | 'trainedFor' | 'backend' | 'curve' | 'quality' | 'thumbnail' | 'current'
  > {
  /** Of a run that is new; a run that was renamed keeps its name. */
  readonly name: string;
}

/** The parts of a run that change without a checkpoint. */
type RunChanges = Partial<Pick<RunRecord, 'name' | 'origin' | 'current' | 'removedAt'>>;

export interface RunStorage {
  /**
   * Saves a checkpoint, and makes room for it where there is none.
   * @returns how many older checkpoints went for it
   * @throws StorageError where the browser has no room or allows no storage: what was saved before stays
   * @throws TakenOverError where another tab claimed the run
   */
  save(checkpoint: Checkpoint, facts: RunFacts): Promise<{ readonly madeRoom: number }>;
  /**
   * The newest checkpoint that is whole.
   * @throws DamagedRunError where there is none
   */
  load(id: string): Promise<LoadedRun>;
  /** All runs but deleted ones, the newest first. */
  list(): Promise<readonly RunRecord[]>;
  /** The bytes of all checkpoints of each run, without its data: runs share them. */
  sizes(): Promise<ReadonlyMap<string, number>>;
  /**
   * Makes this tab the only one that may save a run.
   * @param savedAt when the run was last saved, as far as this tab knows
   * @returns false where the run is gone, or has a newer checkpoint: to save what follows would lose that one
   */
  claim(id: string, savedAt: number): Promise<boolean>;
  /** Does nothing where there is no such run. */
  change(id: string, changes: RunChanges): Promise<void>;
  /** Makes one run the baseline; null for none. */
  pin(id: string | null): Promise<void>;
  /** Records a measurement that came after the checkpoint of its step. */
  measured(id: string, quality: RunQuality): Promise<void>;
  /** A second run that goes on from the newest checkpoint of the first. @returns its id */
  duplicate(id: string, name: string): Promise<string>;
  /**
   * Adds a run of a file as it is, under its own id, or under a new one where that is in use.
   * @returns false where this very run is here with this checkpoint already, under whichever id; a deleted one comes back
   */
  add(run: Pick<LoadedRun, 'record' | 'checkpoint'>): Promise<boolean>;
  /** Removes deleted runs for good. @param before milliseconds since 1970: those that were deleted since then stay */
  purge(before: number): Promise<void>;
  close(): Promise<void>;
}

interface Options {
  /** The id of this tab as a writer. */
  readonly writer: string;
  readonly appVersion?: string;
  readonly newId: () => string;
  readonly now?: () => number;
  readonly databaseName?: string;
}

const dataOf = ({ data }: PreparedCheckpoint): RunRecord['data'] =>
  data && { id: data.id, kind: data.source.kind, name: data.source.name };

/** Writes a checkpoint, and frees room as long as that helps. */
async function saveMakingRoom(
  database: RunsDatabase,
  write: (transaction: Writing) => Promise<void>,
): Promise<{ madeRoom: number }> {
  for (let madeRoom = 0; ; ) {
    try {
      await inTransaction(database, write);
      return { madeRoom };
    } catch (error) {
      if (!isFull(error)) throw error;
      const freed = await removeOldest(database);
      if (!freed) throw error;
      if (freed === 'checkpoint') madeRoom++;
    }
  }
}

/** The record of a run with a newer checkpoint. @throws TakenOverError where another tab claimed it */
function recordWith(
  before: RunRecord | undefined,
  { recordId: id, config, state, savedAt }: Checkpoint,
  { name, quality, thumbnail, ...facts }: RunFacts,
  stamp: Pick<RunRecord, 'writer' | 'appVersion' | 'data'>,
): RunRecord {
  if (before && before.writer !== stamp.writer) throw new TakenOverError(words.takenOver);
  return {
    id,
    name: before?.name ?? name,
    createdAt: before?.createdAt ?? savedAt,
    pinned: before?.pinned ?? false,
    ...facts,
    ...stamp,
    updatedAt: savedAt,
    config,
    step: state.step,
    finished: state.step >= config.trainingSteps,
    quality: quality ?? before?.quality ?? null,
    thumbnail: thumbnail ?? before?.thumbnail ?? null,
    removedAt: null,
    saves: (before?.saves ?? 0) + 1,
    schema: SCHEMA_VERSION,
  };
}

/** The record of a run as of a checkpoint, which is an earlier one where the newest is damaged. */
function upTo(record: RunRecord, { config, state: { step } }: Checkpoint): RunRecord {
  const { quality, curve } = record;
  const count = curve.steps.filter((each) => each <= step).length;
  return {
    ...record,
    config,
    step,
    finished: step >= config.trainingSteps,
    quality: quality && quality.step <= step ? quality : null,
    curve: { steps: curve.steps.slice(0, count), values: curve.values.slice(0, count) },
  };
}

const recordOf = (database: RunsDatabase, id: string): Promise<RunRecord | undefined> =>
  reading(database, (transaction) => transaction.objectStore('runs').get(id));

/** @returns whether there is such a run, and `changed` changed it */
const changeRecord = (
  database: RunsDatabase,
  id: string,
  changed: (record: RunRecord) => RunRecord | null,
): Promise<boolean> =>
  inTransaction(database, async (transaction) => {
    const runs = transaction.objectStore('runs');
    const record = await runs.get(id);
    const next = record ? changed(record) : null;
    if (next) await runs.put(next);
    return next !== null;
  });

const pinOnly = (database: RunsDatabase, id: string | null): Promise<void> =>
  inTransaction(database, async (transaction) => {
    const runs = transaction.objectStore('runs');
    for (const record of await runs.getAll()) {
      const pinned = record.id === id;
      if (record.pinned !== pinned) await runs.put({ ...record, pinned });
    }
  });

const recordMeasurement = (
  database: RunsDatabase,
  id: string,
  quality: RunQuality,
  writer: string,
): Promise<void> =>
  inTransaction(database, async (transaction) => {
    const runs = transaction.objectStore('runs');
    const record = await runs.get(id);
    if (record?.writer !== writer) return;
    await runs.put({ ...record, quality });
    const manifests = transaction.objectStore('manifests');
    const manifest = await manifests.get([id, quality.step]);
    if (manifest) await manifests.put({ ...manifest, score: quality.score });
  });

const purgeRemoved = (database: RunsDatabase, before: number): Promise<void> =>
  inTransaction(database, async (transaction) => {
    const records = await transaction.objectStore('runs').getAll();
    const removed = records.filter(({ removedAt }) => removedAt !== null && removedAt < before);
    for (const { id } of removed) await removeRun(transaction, id);
    if (removed.length > 0) await removeUnusedData(transaction);
  });

/** Reads no checkpoint: manifests have the lengths. */
async function sizesOf(database: RunsDatabase): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const { runId, arrays } of await database.getAll('manifests')) {
    const numbers = Object.values(arrays).reduce((sum, { length }) => sum + length, 0);
    sizes.set(runId, (sizes.get(runId) ?? 0) + numbers * Float32Array.BYTES_PER_ELEMENT);
  }
  return sizes;
}

export function openRuns({
  writer,
  appVersion = '',
  newId,
  now = Date.now,
  databaseName,
}: Options): RunStorage {
  const { use, close } = connect(databaseName);
  const storage: RunStorage = {
    save: (checkpoint, facts) =>
      use('write', async (database) => {
        const prepared = await prepareCheckpoint(checkpoint);
        const stamp = { writer, appVersion, data: dataOf(prepared) };
        return saveMakingRoom(database, async (transaction) => {
          const before = await transaction.objectStore('runs').get(checkpoint.recordId);
          await writeCheckpoint(transaction, prepared, recordWith(before, checkpoint, facts, stamp));
        });
      }),
    load: (id) =>
      use('read', async (database) => {
        const record = await recordOf(database, id);
        if (!record) throw new DamagedRunError(words.notInLibrary);
        return loadNewest(database, record);
      }),
    list: () =>
      use('read', async (database) =>
        (await reading(database, (transaction) => transaction.objectStore('runs').getAll()))
          .filter(({ removedAt }) => removedAt === null)
          .sort((a, b) => b.updatedAt - a.updatedAt),
      ),
    sizes: () => use('read', sizesOf),
    claim: (id, savedAt) =>
      use('write', (database) =>
        changeRecord(database, id, (record) => (record.updatedAt === savedAt ? { ...record, writer } : null)),
      ),
    change: (id, changes) =>
      use('write', async (database) => {
        await changeRecord(database, id, (record) => ({ ...record, ...changes }));
      }),
    pin: (id) => use('write', (database) => pinOnly(database, id)),
    measured: (id, quality) => use('write', (database) => recordMeasurement(database, id, quality, writer)),
    async duplicate(id, name) {
      const copy = newId();
      const { record, checkpoint } = await storage.load(id);
      const time = now();
      await storage.add({
        record: {
          ...upTo(record, checkpoint),
          id: copy,
          name,
          createdAt: time,
          updatedAt: time,
          pinned: false,
          current: false,
        },
        checkpoint: { ...checkpoint, recordId: copy, savedAt: time },
      });
      return copy;
    },
    add: ({ record, checkpoint }) =>
      use('write', async (database) => {
        const comeBack = (id: string) =>
          changeRecord(database, id, ({ removedAt, ...rest }) =>
            removedAt === null ? null : { ...rest, removedAt: null },
          );
        const { step } = checkpoint.state;
        const own = await manifestsOf(database, record.id);
        if (own.some((other) => other.step === step && other.savedAt === checkpoint.savedAt))
          return comeBack(record.id);
        const isNew = (await recordOf(database, record.id)) === undefined;
        const id = isNew ? record.id : newId();
        const prepared = await prepareCheckpoint({ ...checkpoint, recordId: id });
        const earlier = isNew ? undefined : await equalCheckpoint(database, prepared.manifest);
        if (earlier) return comeBack(earlier.runId);
        const added = { ...record, id, data: dataOf(prepared), saves: 1, writer, removedAt: null };
        await saveMakingRoom(database, (transaction) => writeCheckpoint(transaction, prepared, added));
        return true;
      }),
    purge: (before) => use('write', (database) => purgeRemoved(database, before)),
    close,
  };
  return storage;
}
