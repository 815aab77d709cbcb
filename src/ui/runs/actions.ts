/** The actions of a run's buttons. Their errors are for the user. */
import type { Side } from '../../state/compare/comparison';
import { firstValue } from '../../state/firstValue';
import type { ArchiveWork, ExportedFile, ImportReport, Library } from '../../state/library/library';
import * as words from '../../words/runs';
import { download } from '../files/download';
import type { Lab } from '../shell/lab';
import { bytesText } from './words';

/** Pauses what Train trains, and waits until it is saved: the run that takes its place then costs no step. */
async function setAside({ store, commands }: Lab, library: Library): Promise<void> {
  const run = store.run('train');
  await commands.pause();
  await firstValue(run, (state) => state?.phase !== 'training');
  await library.saveNow();
}

/**
 * Shows a run in Train, paused, or with its samples where it is finished: the one that Train has, or its newest checkpoint. The run that
 * Train had is in the library.
 * @param takeOver stops the training of the run in another tab, and goes on with it here
 */
export async function openInTrain(lab: Lab, library: Library, id: string, takeOver = false): Promise<void> {
  const present = lab.store.run('train').peek();
  const hasIt = present !== null && present.phase !== 'stopped' && library.idOf(present) === id;
  if (!takeOver && hasIt) {
    lab.settings.replace(present.config, present.source);
  } else {
    await setAside(lab, library);
    const checkpoint = await (takeOver ? library.takeOver(id) : library.open(id, present));
    await lab.commands.resumeFrom(checkpoint, { paused: !takeOver });
  }
  lab.view.value = 'train';
}

/** Makes a run with its present weights a side of Compare, where it is sampled and not trained. */
export async function useAsSide(lab: Lab, library: Library, id: string, side: Side): Promise<void> {
  await library.saveNow(); // of a run that trains, the newest weights
  const [{ name, config, source, weights }, { setRun }] = await Promise.all([
    library.model(id),
    import('../views/compare/pretrained'),
  ]);
  const label = words.nameAtStep(name, weights.step);
  const learned = weights.step;
  await setRun(lab, side, { label, config, weights, learned, ...(source && { source }) });
  lab.view.value = 'compare';
}

/** Saves runs as a ZIP. @param now milliseconds since 1970, for the name of the file */
export async function exportRuns(
  library: Library,
  ids: readonly string[],
  now: number,
  work: ArchiveWork,
): Promise<Omit<ExportedFile, 'zip'>> {
  await library.saveNow(); // of runs that train, the newest weights
  const { zip, ...report } = await library.exportRuns(ids, work);
  download(`ddpm-lab-runs-${new Date(now).toISOString().slice(0, 10)}.zip`, zip, 'application/zip');
  return report;
}

/** The largest file that is read: it lies in memory twice. */
const MOST_BYTES = 2 ** 30;

/** Adds the runs of a file to the library. */
export async function importRuns(library: Library, file: File, work: ArchiveWork): Promise<ImportReport> {
  if (file.size > MOST_BYTES) throw new Error(words.tooLarge(file.name, bytesText(file.size)));
  return library.importRuns(file, work);
}
