/** A model as a person chose its files: of each the size is looked at before a byte is read, and only what belongs to the model is. */
import type { RunConfig } from '../config/fields';
import * as fileWords from '../words/files/file';
import * as hints from '../words/files/hints';
import { FileError, quote } from './fileError';
import type { ChosenFile } from './images/reader';
import { type ModelFile, unpackModelSource } from './modelFile';
import { type OpenedModel, openedModel } from './openedModel';
import type { FileSource } from './zip';

/** The weights of the largest network that a tab can hold, in float32. */
const MOST_MODEL_BYTES = 2 ** 30;

const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);

function sourceOfChosen(files: readonly ChosenFile[]): FileSource {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  return {
    names: [...byPath.keys()],
    async read(name) {
      const file = byPath.get(name);
      if (!file) throw new RangeError(`no file ${name} was chosen`);
      if (file.size > MOST_MODEL_BYTES) throw tooLarge(name, file.size);
      return new Uint8Array(await file.arrayBuffer());
    },
  };
}

const tooLarge = (name: string, size: number) =>
  new FileError({
    field: quote(name),
    found: `${mebibytes(size)} MiB`,
    expected: fileWords.atMost(`${mebibytes(MOST_MODEL_BYTES)} MiB`),
    hint: hints.modelTooLarge,
  });

export interface ChosenModel extends OpenedModel {
  /** Its source, to save it again. */
  readonly file: ModelFile;
}

/**
 * @param files a ZIP alone, or the files of a model's folder
 * @param base  what stands where a file of points says nothing
 * @throws FileError when a file is too large or damaged, or the model cannot be read here
 */
export async function openChosenModel(files: readonly ChosenFile[], base?: RunConfig): Promise<ChosenModel> {
  const file = await unpackModelSource(sourceOfChosen(files));
  return { file, ...openedModel(file, undefined, base) };
}
