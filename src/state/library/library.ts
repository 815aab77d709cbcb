/** The library of runs as the page sees it: what the Runs panel shows, and what it can do. Every run that was saved stays until it is deleted. */
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { RunConfig } from '../../config/fields';
import { parseRunConfig } from '../../config/parse';
import { DamagedRunError } from '../../storage/errors';
import { measureRoom, type Room } from '../../storage/room';
import type { RunStorage } from '../../storage/runs';
import type { Checkpoint, RunRecord } from '../../storage/schema';
import type { DataSource } from '../../types/dataSource';
import type { NetworkConfigs, StateDict, TrainState } from '../../types/weights';
import type { Notices } from '../notices';
import { isLive, type RunState } from '../run/run';
import type { Archiver, ArchiveWork, ExportedFile, ImportReport } from './archive';
import type { RunLocks } from './locks';
import type { Ownership } from './ownership';
import { type Watch, watchRun } from './watch';
import type { WatchChannel } from './watchers';

export type { StorageError } from '../../storage/errors';
export type { Room } from '../../storage/room';
export type { RunQuality, RunRecord } from '../../storage/schema';
export type { ArchiveWork, ExportedFile, ImportReport } from './archive';
export type { WatchedRun } from './watch';

import * as words from '../../words/state/library';

export interface Library {
  /** The newest first; null until they are read. Read it while `follow` is in effect. */
  readonly runs: ReadonlySignal<readonly RunRecord[] | null>;
  readonly room: ReadonlySignal<Room | null>;
  /** Bytes of the checkpoints of each run. */
  readonly sizes: ReadonlySignal<ReadonlyMap<string, number>>;
  /** The runs that train in other tabs now. */
  readonly elsewhere: ReadonlySignal<ReadonlySet<string>>;
  /** Reads the library now and after every change and save. @returns ends it */
  follow(): () => void;
  refresh(): Promise<void>;
  /** Saves what the page trains now. */
  saveNow(): Promise<void>;
  /** The id of the record that a run of this page is, or is to be; null for one that another tab has taken over: it is here as it was then. */
  idOf(run: RunState): string | null;
  /**
   * The newest checkpoint of a run that is whole, for `commands.resumeFrom`. A damaged newer one is reported. A run that trains in another
   * tab may be watched: what is trained from it here is saved as a run of its own.
   * @param replaced the run of this page whose place it takes; null for none
   * @throws an error whose message is for the user, where no checkpoint can be used
   */
  open(id: string, replaced?: RunState | null): Promise<Checkpoint>;
  /** The same of a run that trains in another tab: that tab stops, and this one goes on. */
  takeOver(id: string): Promise<Checkpoint>;
  /** Follows a run that trains in another tab, and changes nothing of it. */
  watch(id: string): Watch;
  rename(id: string, name: string): Promise<void>;
  /** @returns the id of the copy */
  duplicate(id: string): Promise<string>;
  /**
   * Deletes a run; for good with the next visit.
   * @returns undoes it
   * @throws an error whose message is for the user, where the run trains now
   */
  remove(id: string): Promise<() => Promise<void>>;
  /**
   * The newest checkpoint of a run with its weights by name, for a side of Compare and for Sample.
   * @throws an error whose message is for the user, where no checkpoint can be used
   */
  model(id: string): Promise<RunModel>;
  /** Runs as a ZIP with a folder a run. @throws an error whose message is for the user */
  exportRuns(ids: readonly string[], work: ArchiveWork): Promise<ExportedFile>;
  /** Adds the runs of such a ZIP; none takes the place of another. @throws an error whose message is for the user */
  importRuns(file: Blob, work: ArchiveWork): Promise<ImportReport>;
  /** Makes one run the baseline that others are compared with; null for none. */
  pin(id: string | null): Promise<void>;
}

/** The parts of a saved run that a side of Compare takes. */
interface RunModel {
  readonly name: string;
  readonly config: RunConfig;
  readonly source: DataSource | undefined;
  readonly weights: TrainState<StateDict>;
  readonly networks: NetworkConfigs;
  /** What its training began from. */
  readonly base: RunRecord['base'];
}

interface Parts {
  readonly storage: RunStorage;
  readonly ownership: Ownership;
  readonly locks: RunLocks;
  readonly notices: Notices;
  /** The runs that the page holds now. */
  readonly present: () => readonly (RunState | null)[];
  readonly newId: () => string;
  readonly archiver: Archiver;
  readonly watchChannel: () => WatchChannel;
  /** Saves what the page trains now. */
  readonly saveNow: () => Promise<void>;
}

/** Attempts to read a run whose tab may still be writing. */
const ATTEMPTS = 5;

export function createLibrary(parts: Parts): Library & { changed(): void } {
  const { storage, ownership, locks, notices, present, newId, archiver, watchChannel, saveNow } = parts;
  const runs = signal<readonly RunRecord[] | null>(null);
  const room = signal<Room | null>(null);
  const elsewhere = signal<ReadonlySet<string>>(new Set());
  const sizes = signal<ReadonlyMap<string, number>>(new Map());
  let followers = 0;

  async function refresh(): Promise<void> {
    const [listed, stored, measured, training] = await Promise.all([
      storage.list(),
      storage.sizes(),
      measureRoom(),
      locks.elsewhere(),
    ]);
    batch(() => {
      [runs.value, sizes.value, room.value, elsewhere.value] = [listed, stored, measured, training];
    });
  }
  const changed = () => {
    if (followers > 0) refresh().catch(() => {}); // who follows reads again, and says why it cannot
  };
  const after = async <T>(action: Promise<T>): Promise<T> => {
    const result = await action;
    changed();
    return result;
  };

  const idOf = ({ recordId }: RunState) => ownership.shownAs(recordId);
  const trains = (id: string) => present().some((run) => run?.phase === 'training' && idOf(run) === id);

  async function read(
    id: string,
  ): Promise<{ checkpoint: Checkpoint } & Pick<RunRecord, 'name' | 'updatedAt' | 'base'>> {
    const { record, checkpoint, faults } = await storage.load(id);
    const { config, problems } = parseRunConfig(checkpoint.config);
    if (problems.length > 0)
      throw new DamagedRunError(words.otherVersion(problems[0].field, String(problems[0].value)));
    if (faults.length > 0)
      notices.problem(words.olderStep(record.name, checkpoint.state.step), faults.join(' '), 'damaged');
    const { name, updatedAt, base, trainedFor, quality } = record;
    return {
      checkpoint: { ...checkpoint, config, before: { base, trainedFor, quality } },
      name,
      updatedAt,
      base,
    };
  }

  async function open(id: string, replaced: RunState | null = null): Promise<Checkpoint> {
    const { checkpoint, updatedAt } = await read(id);
    const others = present().filter((run) => run !== null && run.runId !== replaced?.runId && isLive(run));
    // a run that this tab has already, or had: its second branch is a run of its own
    if (others.some((run) => run!.recordId === id || idOf(run!) === id))
      return { ...checkpoint, recordId: newId() };
    ownership.opened(id, updatedAt, checkpoint.state.step);
    return checkpoint;
  }

  return {
    runs,
    room,
    elsewhere,
    sizes,
    refresh,
    saveNow,
    changed,
    idOf,
    follow() {
      followers++;
      changed();
      return () => {
        followers--;
      };
    },
    open,
    async takeOver(id) {
      await ownership.takeOver(id);
      for (let attempt = 1; ; attempt++) {
        const { checkpoint, updatedAt } = await read(id);
        // the other tab may have saved once more before it knew
        if (!(await storage.claim(id, updatedAt)) && attempt < ATTEMPTS) continue;
        ownership.opened(id, updatedAt, checkpoint.state.step);
        return checkpoint;
      }
    },
    watch: (id) =>
      watchRun({ id, watcher: newId(), channel: watchChannel(), storage, elsewhere: locks.elsewhere }),
    rename: (id, name) => after(storage.change(id, { name })),
    async duplicate(id) {
      const record = runs.value?.find((run) => run.id === id);
      return after(storage.duplicate(id, words.copyOf(record?.name)));
    },
    async remove(id) {
      if (trains(id) || (await locks.elsewhere()).has(id)) throw new DamagedRunError(words.trainsNow);
      await after(storage.change(id, { removedAt: Date.now() }));
      return () => after(storage.change(id, { removedAt: null }));
    },
    async model(id) {
      const [{ checkpoint, name, base }, { namedState, networkOf }] = await Promise.all([
        read(id),
        import('./namedState'),
      ]);
      const { config, source } = checkpoint;
      const { unet, dit } = networkOf(checkpoint);
      return {
        name,
        config,
        source,
        weights: namedState({ checkpoint }),
        networks: { unet, dit },
        base,
      };
    },
    exportRuns: archiver.exportRuns,
    // cancelled, it has added some
    importRuns: (file, work) => archiver.importRuns(file, work).finally(changed),
    pin: (id) => after(storage.pin(id)),
  };
}
