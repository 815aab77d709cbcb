/** Opens the model of an address that is none of the gallery: a run that this browser has saved; of a file it says that it is not here. */
import { firstValue } from '../../../../state/firstValue';
import type { SampleSession } from '../../../../state/sample/session';
import * as words from '../../../../words/sample';
import type { Lab } from '../../../shell/lab';

/** @param extra the entries of the address beside the configuration */
export function openUnlisted(
  lab: Pick<Lab, 'fragment' | 'library'>,
  session: Pick<SampleSession, 'open'>,
  { run, file }: Readonly<Record<string, string>>,
): void {
  if (lab.fragment.peek()) return; // the link holds the model itself
  if (run)
    void session.open(async () => {
      const [library, { savedModel }] = await Promise.all([
        firstValue(lab.library, (opened) => opened !== null),
        import('../../../files/savedModel'),
      ]);
      return savedModel(library!, run);
    }, words.runNotShown);
  else if (file)
    void session.open(async () => {
      throw new Error(words.openFileAgain);
    }, words.fileNotShown(file));
}
