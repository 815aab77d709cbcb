/**
 * The checkpoints of a run: the newest two and the one with the best samples. The newest one that is whole is the one that is read, so
 * a damaged checkpoint costs the steps since the one before it.
 */

import * as words from '../words/errors/storage';
import { DamagedRunError } from './errors';
import { digestsOf, faultOf, manifestOf } from './integrity';
import {
  ARRAYS,
  type Checkpoint,
  type CheckpointArrays,
  keysOf,
  type Manifest,
  type RunRecord,
  type RunsDatabase,
  SCHEMA_VERSION,
  type StoredCheckpoint,
  type StoredData,
} from './schema';
import { dataIdOf } from './sources';
import { inTransaction, reading, type Writing } from './transaction';

/** The newest checkpoints that stay. */
const NEWEST = 2;

/** A checkpoint with its digests, ready to be written in one transaction. */
export interface PreparedCheckpoint {
  readonly arrays: StoredCheckpoint;
  readonly manifest: Manifest;
  readonly data: StoredData | null;
}

export async function prepareCheckpoint({
  recordId: runId,
  config,
  source,
  state,
  losses,
  savedAt,
}: Checkpoint): Promise<PreparedCheckpoint> {
  const { step, params, ema, m, v, lossMoments } = state;
  const arrays: CheckpointArrays = { params, ema, m, v, losses, ...(lossMoments && { lossMoments }) };
  const [digests, dataId] = await Promise.all([digestsOf(arrays), source ? dataIdOf(source) : null]);
  const covered = { runId, step, schema: SCHEMA_VERSION, savedAt, config, dataId, arrays: digests };
  return {
    arrays: { runId, step, ...arrays },
    manifest: await manifestOf(covered),
    data: source && dataId ? { id: dataId, source } : null,
  };
}

const newestFirst = (manifests: readonly Manifest[]): Manifest[] =>
  manifests.toSorted((a, b) => b.sequence - a.sequence);

/** The checkpoint with the best samples by the measure that the newest measured one has; undefined where none is measured. */
function bestOf(sorted: readonly Manifest[]): Manifest | undefined {
  const kind = sorted.find(({ score }) => score)?.score?.kind;
  const measured = sorted.filter(({ score }) => score?.kind === kind && score !== null);
  return measured.toSorted((a, b) => a.score!.value - b.score!.value)[0];
}

async function removeCheckpoint(transaction: Writing, { runId, step }: Manifest): Promise<void> {
  await transaction.objectStore('checkpoints').delete([runId, step]);
  await transaction.objectStore('manifests').delete([runId, step]);
}

/** Removes all checkpoints of a run but the newest two and the best. */
async function rotate(transaction: Writing, manifests: readonly Manifest[]): Promise<void> {
  const sorted = newestFirst(manifests);
  const best = bestOf(sorted);
  for (const manifest of sorted.slice(NEWEST))
    if (manifest !== best) await removeCheckpoint(transaction, manifest);
}

/** The run's newest measurement, where it is of this checkpoint's step or of one since the checkpoint before. */
function scoreSince(
  before: readonly Manifest[],
  { step }: Manifest,
  { quality }: RunRecord,
): Manifest['score'] {
  const [last] = newestFirst(before);
  const first = last && last.step < step ? last.step + 1 : step;
  return quality && quality.step >= first && quality.step <= step ? quality.score : null;
}

/** Writes a checkpoint and its run's record: data and arrays first, the manifest last. */
export async function writeCheckpoint(
  transaction: Writing,
  { arrays, manifest, data }: PreparedCheckpoint,
  record: RunRecord,
): Promise<void> {
  if (data && (await transaction.objectStore('data').getKey(data.id)) === undefined)
    await transaction.objectStore('data').put(data);
  await transaction.objectStore('checkpoints').put(arrays);
  await transaction.objectStore('runs').put(record);
  const before = await transaction.objectStore('manifests').getAll(keysOf(manifest.runId));
  const written = { ...manifest, sequence: record.saves, score: scoreSince(before, manifest, record) };
  await transaction.objectStore('manifests').put(written);
  await rotate(transaction, [...before.filter(({ step }) => step !== manifest.step), written]);
}

/** Removes a run with all of its checkpoints. */
export async function removeRun(transaction: Writing, runId: string): Promise<void> {
  await transaction.objectStore('checkpoints').delete(keysOf(runId));
  await transaction.objectStore('manifests').delete(keysOf(runId));
  await transaction.objectStore('runs').delete(runId);
}

/** Removes data of the user's that no checkpoint learns from any more. */
export async function removeUnusedData(transaction: Writing): Promise<void> {
  const used = new Set((await transaction.objectStore('manifests').getAll()).map(({ dataId }) => dataId));
  const stored = transaction.objectStore('data');
  for (const id of await stored.getAllKeys()) if (!used.has(id)) await stored.delete(id);
}

/** A checkpoint as it was read, and what could not be read. */
export interface LoadedRun {
  readonly record: RunRecord;
  readonly checkpoint: Checkpoint;
  /** Sentences for the user: which newer checkpoint is damaged, and whether the data are. Empty where all is whole. */
  readonly faults: readonly string[];
}

async function readSource(
  database: RunsDatabase,
  { dataId }: Manifest,
): Promise<{ source?: Checkpoint['source']; fault?: string }> {
  if (dataId === null) return {};
  const stored = await reading(database, (transaction) => transaction.objectStore('data').get(dataId));
  const source = stored?.source;
  const isWhole = source !== undefined && (await dataIdOf(source)) === dataId;
  return isWhole ? { source } : { fault: words.dataDamaged };
}

/** A checkpoint with its manifest, of one moment; undefined where another tab has replaced it since it was listed. */
const readOne = (database: RunsDatabase, { runId, step, sequence }: Manifest) =>
  reading(database, async (transaction) => {
    const manifest = await transaction.objectStore('manifests').get([runId, step]);
    const stored = await transaction.objectStore('checkpoints').get([runId, step]);
    return manifest?.sequence === sequence ? { manifest, stored } : undefined;
  });

export const manifestsOf = (database: RunsDatabase, runId: string): Promise<Manifest[]> =>
  reading(database, (transaction) => transaction.objectStore('manifests').getAll(keysOf(runId)));

/** A checkpoint of the same step, moment and arrays, of whichever run; undefined where there is none. */
export const equalCheckpoint = async (
  database: RunsDatabase,
  { step, savedAt, arrays }: Manifest,
): Promise<Manifest | undefined> =>
  (await database.getAll('manifests')).find(
    (other) =>
      other.step === step &&
      other.savedAt === savedAt &&
      ARRAYS.every((name) => other.arrays[name].sha256 === arrays[name].sha256),
  );

/**
 * The newest checkpoint of a run that is whole.
 * @throws DamagedRunError where none is
 */
export async function loadNewest(database: RunsDatabase, record: RunRecord): Promise<LoadedRun> {
  const listed = newestFirst(await manifestsOf(database, record.id));
  const faults: string[] = [];
  let replaced = false;
  for (const entry of listed) {
    const read = await readOne(database, entry);
    if (!read) {
      replaced = true;
      continue;
    }
    const { manifest, stored } = read;
    const { runId: recordId, step, config, savedAt } = manifest;
    const fault = await faultOf(stored, manifest);
    if (fault || !stored) {
      faults.push(words.checkpointDamaged(step, String(fault)));
      continue;
    }
    const { params, ema, m, v, losses, lossMoments } = stored;
    const { source, fault: dataFault } = await readSource(database, manifest);
    if (dataFault) faults.push(dataFault);
    const state = { step, params, ema, m, v, ...(lossMoments && { lossMoments }) };
    return { record, checkpoint: { recordId, config, source, state, losses, savedAt }, faults };
  }
  if (replaced) return loadNewest(database, record); // a tab that trains it has written newer ones
  throw new DamagedRunError(words.deleteOrImport(faults.join(' ') || words.noCheckpoint));
}

/**
 * Removes the oldest checkpoint that is not its run's newest; of deleted runs all go at once.
 * @returns what went, or null where nothing can go
 */
export async function removeOldest(database: RunsDatabase): Promise<'deleted runs' | 'checkpoint' | null> {
  return inTransaction(database, async (transaction) => {
    const records = await transaction.objectStore('runs').getAll();
    const removed = records.filter(({ removedAt }) => removedAt !== null);
    if (removed.length > 0) {
      for (const { id } of removed) await removeRun(transaction, id);
      await removeUnusedData(transaction);
      return 'deleted runs';
    }
    const manifests = newestFirst(await transaction.objectStore('manifests').getAll());
    const seen = new Set<string>();
    const spare = manifests.filter(({ runId }) => seen.has(runId) || !seen.add(runId));
    if (spare.length === 0) return null;
    await removeCheckpoint(
      transaction,
      spare.reduce((oldest, manifest) => (manifest.savedAt < oldest.savedAt ? manifest : oldest)),
    );
    return 'checkpoint';
  });
}
