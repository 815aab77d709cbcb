/**
 * What the page does once its first picture is there, for the first run and for later visits: it prepares training, saves runs, works without
 * a network, opens files from outside, and prints what was run.
 */
import type { RunConfig } from '../../config/fields';
import type { Archiver } from '../../state/library/archive';
import type { Saving } from '../../state/library/saving';
import { openLaunched } from '../files/launched';
import { offerLinkedModels } from '../files/linkedModel';
import type { Lab } from './lab';
import { openLibrary } from './openLibrary';
import { footOnPaper } from './paperFoot';
import { prepareWhenIdle } from './prepareWhenIdle';
import { followUpdates } from './serviceWorker';

/**
 * @param nameOf what a run is called: its settings in a line
 * @returns what saves the runs of the page
 */
export function afterFirstPicture(
  lab: Lab,
  nameOf: (config: RunConfig) => string,
  archiver: Archiver,
): Saving {
  openLaunched(lab);
  offerLinkedModels(lab);
  prepareWhenIdle(lab);
  footOnPaper(lab);
  // Built pages alone have one. A browser may refuse it, as in a private window: the page then needs its network.
  if (import.meta.env.PROD) void followUpdates(lab).catch(() => {});
  return openLibrary(lab, nameOf, archiver);
}
