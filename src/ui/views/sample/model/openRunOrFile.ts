/** Opens the run that an address names, where this browser has saved it; of a file that it names it says that it is not here. */
import { firstValue } from '../../../../state/firstValue';
import type { SampleSession } from '../../../../state/sample/session';
import * as words from '../../../../words/sample';
import { checkConnection } from '../../../../words/shell';
import type { Lab } from '../../../shell/lab';

/** @param extra the entries of the address beside the configuration */
export function openRunOrFile(
  lab: Pick<Lab, 'fragment' | 'library'>,
  session: Pick<SampleSession, 'open'>,
  { run, file }: Readonly<Record<string, string>>,
): void {
  if (lab.fragment.peek()) return; // the link holds the model itself
  if (run)
    void session.open(async () => {
      const [library, { savedModel }] = await Promise.all([
        firstValue(lab.library, (opened) => opened !== undefined),
        import('../../../files/savedModel'),
      ]);
      if (!library) throw new Error(checkConnection);
      return savedModel(library, run);
    }, words.runNotShown);
  else if (file)
    void session.open(async () => {
      throw new Error(words.openFileAgain);
    }, words.fileNotShown(file));
}
