/** Files of a drop or a paste; folders are walked to their last file. Loaded with the first one. */
import type { ChosenFile } from '../../interop/images/reader';
import { filesOfInput } from './chosenFiles';

/** What is taken of a transfer while its event lasts: it is empty afterwards. */
export interface Dropped {
  readonly entries: readonly (FileSystemEntry | null)[];
  readonly files: readonly File[];
}

export async function filesOfDrop({ entries, files }: Dropped): Promise<ChosenFile[]> {
  if (!entries.some((entry) => entry?.isDirectory)) return filesOfInput(files);
  const found = await Promise.all(entries.map((entry) => (entry ? walk(entry) : [])));
  return found.flat();
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
