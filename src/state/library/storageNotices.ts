/** The page's sentences about storage, by one notice at a time and each thing once: a failure until storage works again, and that room is little. */
import { messageOf } from '../../lib/diagnostic';
import { StorageError } from '../../storage/errors';
import * as words from '../../words/state/library';
import type { Notices } from '../notices';

/** The subject of what is said of storage: one notice at a time. */
const STORAGE = 'storage';

export function createStorageNotices(notices: Pick<Notices, 'problem' | 'important' | 'clear'>) {
  let failed = false;
  let saidRoom = false;
  return {
    /** Says that runs are not saved, why, and what to do. */
    failed(error: unknown) {
      if (failed) return;
      failed = true;
      const details = error instanceof StorageError ? error.details : undefined;
      notices.problem(words.notSaved, messageOf(error), STORAGE, details);
    },
    /** @param madeRoom how many older checkpoints went for it */
    saved(madeRoom: number) {
      if (failed) notices.clear(STORAGE);
      failed = false;
      if (madeRoom === 0 || saidRoom) return;
      saidRoom = true; // every save makes room from now on
      notices.important(words.littleRoom, words.madeRoom, STORAGE);
    },
  };
}
