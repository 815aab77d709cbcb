/** Runs of the library as one ZIP, and back. A worker runs it: weights of gigabytes take seconds. */
import type { RunConfig } from '../../config/fields';
import { parseRunConfig, problemSentence } from '../../config/parse';
import { type ArchivedRun, openRunArchive, writeRunArchive } from '../../interop/runArchive';
import { isJsonObject, type Json } from '../../interop/strictJson';
import { messageOf } from '../../lib/diagnostic';
import { flatten } from '../../model/trainState';
import type { LoadedRun, RunStorage } from '../../storage/runs';
import { SCHEMA_VERSION } from '../../storage/schema';
import * as words from '../../words/state/library';
import { restoredRun } from '../run/restoredRun';
import { curveOf } from './curve';
import { namedState, networkOf } from './namedState';

/** @param done runs that are dealt with, of `all` */
type Progress = (done: number, all: number) => void;

/** How a long piece of work is followed and ended. */
export interface ArchiveWork {
  readonly onProgress: Progress;
  /** Aborted, the work rejects at once. What an import has added stays. */
  readonly signal: AbortSignal;
}

/** Reads and writes archives off the page's thread. */
export interface Archiver {
  /** @throws an error whose message is for the user, where all runs are too many for one file */
  exportRuns(ids: readonly string[], work: ArchiveWork): Promise<ExportedFile>;
  /** @throws an error whose message is for the user, where the file is no archive of runs */
  importRuns(file: Blob, work: ArchiveWork): Promise<ImportReport>;
}

export interface ExportedRuns {
  readonly zip: Uint8Array;
  /** Runs in it. */
  readonly count: number;
  /** Sentences for the user, one for each run that cannot be read. */
  readonly refused: readonly string[];
}

/** The same as a file: the page copies none of its bytes. */
export interface ExportedFile extends Omit<ExportedRuns, 'zip'> {
  readonly zip: Blob;
}

export interface ImportReport {
  readonly added: number;
  /** Runs that the library has already, with this very checkpoint. */
  readonly present: number;
  /** Sentences for the user, one for each folder that cannot be used. */
  readonly refused: readonly string[];
}

function archived(loaded: LoadedRun): ArchivedRun {
  const { record, checkpoint } = loaded;
  const { id, name, createdAt, origin, base, trainedFor, backend, quality, thumbnail, appVersion } = record;
  const { config, source, losses, savedAt } = checkpoint;
  return {
    id,
    name,
    createdAt,
    savedAt,
    origin,
    base,
    trainedFor,
    backend,
    quality,
    appVersion,
    config,
    source,
    weights: namedState(loaded),
    losses,
    thumbnail,
  };
}

/** @throws an error whose message is for the user, where no run can be read or all are too many */
export async function exportRuns(
  storage: Pick<RunStorage, 'load'>,
  ids: readonly string[],
  onProgress: Progress = () => {},
): Promise<ExportedRuns> {
  let count = 0;
  const refused: string[] = [];
  const read = async (id: string) => {
    try {
      const loaded = await storage.load(id);
      const run = { run: archived(loaded), networks: networkOf(loaded.checkpoint) };
      refused.push(...loaded.faults.map((fault) => words.runFault(loaded.record.name, fault)));
      return run;
    } catch (error) {
      refused.push(words.runLeftOut(messageOf(error)));
      return null;
    }
  };
  /** One after the other, so that no more of them are in memory than fit in the archive. */
  async function* readable() {
    for (const [done, id] of ids.entries()) {
      onProgress(done, ids.length);
      const run = await read(id);
      if (!run) continue;
      count++;
      yield run;
    }
  }
  const zip = await writeRunArchive(readable());
  if (count === 0) throw new Error(refused.join(' ') || words.nothingToExport);
  return { zip, count, refused };
}

/** @throws Error that names the field which is not accepted */
function configOf(run: Json): RunConfig {
  const { config, problems } = parseRunConfig(isJsonObject(run) ? run : {});
  if (problems.length > 0) throw new Error(`run.json: ${problemSentence(problems[0])}`);
  return config;
}

/** @throws RefusedError where the weights are not of the network that the configuration describes */
function loadedRun({ config, source, weights, losses, thumbnail, ...known }: ArchivedRun): LoadedRun {
  const state = flatten(networkOf({ config, source }), weights);
  const { step } = state;
  const { id, savedAt, ...rest } = known;
  const checkpoint = { recordId: id, config, source, state, losses, savedAt };
  const record = {
    ...rest,
    id,
    config,
    updatedAt: savedAt,
    data: null, // storage writes it with the data
    step,
    finished: step >= config.trainingSteps,
    curve: curveOf(restoredRun(checkpoint)),
    thumbnail,
    pinned: false,
    current: false,
    removedAt: null,
    writer: '',
    saves: 1,
    schema: SCHEMA_VERSION,
  };
  return { record, checkpoint, faults: [] };
}

/** @throws FileError where the file is no archive of runs */
export async function importRuns(
  storage: Pick<RunStorage, 'add'>,
  zip: Uint8Array,
  onProgress: Progress = () => {},
): Promise<ImportReport> {
  let [added, present] = [0, 0];
  const refused: string[] = [];
  const archive = openRunArchive(zip, configOf);
  for (const [done, folder] of archive.folders.entries()) {
    onProgress(done, archive.folders.length);
    const read = await archive.read(folder);
    if ('reason' in read) {
      refused.push(`“${read.folder}”: ${read.reason}`);
      continue;
    }
    try {
      if (await storage.add(loadedRun(read))) added++;
      else present++;
    } catch (error) {
      refused.push(`“${read.name}”: ${messageOf(error)}`);
    }
  }
  return { added, present, refused };
}
