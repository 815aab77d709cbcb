/** Files as a person hands them over, each with the folders above it. */
import type { ChosenFile } from '../../interop/images/reader';

/** Of a file input, with `webkitdirectory` or not. */
export const filesOfInput = (files: Iterable<File>): ChosenFile[] =>
  Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }));

/** The folder that all files lie in, or the name of the only one; null where they have nothing in common. */
export function commonName(files: readonly ChosenFile[]): string | null {
  if (files.length === 1) return files[0].path;
  const [folder] = files[0].path.split('/');
  return files.every(({ path }) => path.startsWith(`${folder}/`)) ? folder : null;
}
