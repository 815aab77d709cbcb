/** The messages to the worker that reads models: a file of hundreds of megabytes takes seconds, for which the page must not block. */
import type { ChosenModel } from '../src/interop/chosenModel';
import type { ChosenFile } from '../src/interop/images/reader';

export interface ModelApi {
  /** @throws an error whose message says what is wrong with the files, for the user */
  open(files: readonly ChosenFile[]): Promise<ChosenModel>;
}
