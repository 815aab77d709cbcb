/** Loads a part of the page whose code is not part of the first load. */
import type { Notices } from '../../state/notices';
import * as words from '../../words/shell';

/** @returns the module, or null where it could not be loaded: a notice then says so */
export async function loadPart<M>(
  notices: Pick<Notices, 'problem'>,
  load: () => Promise<M>,
): Promise<M | null> {
  try {
    return await load();
  } catch {
    notices.problem(words.partNotLoaded, words.checkConnection);
    return null;
  }
}
