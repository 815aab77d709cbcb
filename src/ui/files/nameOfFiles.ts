/** A name of chosen files for sentences. Apart from their reading, which the first view has: words load with what says them. */
import type { ChosenFile } from '../../interop/images/reader';
import * as words from '../../words/opening';
import { commonName } from './chosenFiles';

/** "digits.zip", "8 files". */
export const nameOfFiles = (files: readonly ChosenFile[]): string =>
  commonName(files) ?? words.files(files.length);
