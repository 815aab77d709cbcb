/** Files as a person hands them over, by button, drop or paste, each with the folders above it. */
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

/** Of a drop or a paste; dropped folders are walked to their last file. */
export async function filesOfTransfer(transfer: DataTransfer): Promise<ChosenFile[]> {
  // Entries are taken at once: a transfer is empty as soon as its event is over.
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.some((entry) => entry?.isDirectory)) {
    const found = await Promise.all(entries.map((entry) => (entry ? walk(entry) : [])));
    return found.flat();
  }
  return filesOfInput(transfer.files);
}

async function walk(entry: FileSystemEntry): Promise<ChosenFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: ChosenFile[] = [];
  for (;;) {
    // A reader gives at most a hundred entries a call, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return files;
    for (const inner of some) files.push(...(await walk(inner)));
  }
}
