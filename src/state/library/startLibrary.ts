/** Puts the library together: storage, locks, copies, and what the page says of them. Loaded after the first picture. */
import type { RunConfig } from '../../config/fields';
import { newId } from '../../lib/newId';
import { requestPersistence } from '../../storage/room';
import { openRuns } from '../../storage/runs';
import * as words from '../../words/state/library';
import type { Notices } from '../notices';
import type { RunState } from '../run/run';
import type { Slot } from '../run/store';
import type { Archiver } from './archive';
import { createLibrary, type Library } from './library';
import { createRunLocks } from './locks';
import { createOwnership } from './ownership';
import { type SavedSlot, type Saving, startSaving } from './saving';
import { createStorageNotices } from './storageNotices';
import { answerWatchers, openWatchChannel } from './watchers';

interface Parts {
  readonly slots: readonly SavedSlot[];
  readonly notices: Notices;
  readonly appVersion: string;
  readonly archiver: Archiver;
  readonly nameOf: (config: RunConfig) => string;
  readonly thumbnail: (run: RunState) => Promise<Uint8Array | null>;
  /** Pauses what a slot trains. */
  readonly pause: (slot: Slot) => Promise<void>;
}

/** Milliseconds for which a deleted run can come back, in a tab that stays open meanwhile. */
const UNDO_LASTS = 60 * 60 * 1000;

export interface StartedLibrary {
  readonly library: Library;
  readonly saving: Saving;
  /** Says once that storage fails. */
  readonly reportFailure: (error: unknown) => void;
}

export function startLibrary(parts: Parts): StartedLibrary {
  const { slots, notices, appVersion, archiver, nameOf, thumbnail, pause } = parts;
  const storage = openRuns({ writer: newId(), newId, appVersion });
  const locks = createRunLocks();
  const slotsOf = (recordId: string) => slots.filter(({ run }) => run.peek()?.recordId === recordId);
  const ownership = createOwnership({
    storage,
    locks,
    newId,
    onLost(recordId) {
      for (const { slot } of slotsOf(recordId)) void pause(slot).catch(() => {});
      notices.important(words.takenOver, words.takenOverMeans, 'taken-over');
    },
    onFork: () => notices.important(words.sharedRun, words.sharedRunMeans, 'taken-over'),
  });
  const library = createLibrary({
    storage,
    ownership,
    locks,
    notices,
    newId,
    archiver,
    watchChannel: openWatchChannel,
    present: () => slots.map(({ run }) => run.peek()),
    saveNow: () => saving.saveNow(),
  });
  const storageNotices = createStorageNotices(notices);
  let isFirst = true;
  const saving = startSaving({
    slots,
    storage,
    ownership,
    nameOf,
    thumbnail,
    onSaved(madeRoom) {
      if (isFirst) void requestPersistence();
      isFirst = false;
      storageNotices.saved(madeRoom);
      library.changed();
    },
    onProblem: storageNotices.failed,
  });
  answerWatchers({ runs: slots.map(({ run }) => run), savedAs: ownership.ownId, open: openWatchChannel });
  void storage.purge(Date.now() - UNDO_LASTS).catch(() => {}); // an unreadable library is reported by who reads it
  return { library, saving, reportFailure: storageNotices.failed };
}
