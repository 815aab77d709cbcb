/** An `.npz` file is a ZIP of `.npy` files, one per named array (numpy.savez). */

import * as fileWords from '../words/files/file';
import * as hints from '../words/files/hints';
import * as words from '../words/files/numpy';
import { FileError, quote } from './fileError';
import { type NpyArray, type NpyData, readNpy, writeNpy } from './npy';
import { openZip, writeZip } from './zip';

/**
 * @returns the arrays by name, without the `.npy`; other files in the archive are ignored
 * @throws FileError when the archive or an array is damaged, hostile, or there is none
 */
export async function readNpz(bytes: Uint8Array): Promise<Map<string, NpyArray>> {
  const archive = openZip(bytes);
  const arrays = new Map<string, NpyArray>();
  for (const name of archive.names.filter((entry) => entry.endsWith('.npy'))) {
    arrays.set(name.slice(0, -'.npy'.length), readNpy(await archive.read(name), quote(name)));
  }
  if (arrays.size > 0) return arrays;
  throw new FileError({
    field: 'npz',
    found:
      archive.names.length === 0
        ? words.emptyArchive
        : fileWords.only(archive.names.slice(0, 4).map(quote).join(', ')),
    expected: words.oneArray,
    hint: hints.savedBySavez,
  });
}

export function writeNpz(
  arrays: ReadonlyMap<string, { shape: readonly number[]; data: NpyData }>,
  options: { compress: boolean } = { compress: true },
): Uint8Array {
  return writeZip(new Map([...arrays].map(([name, array]) => [`${name}.npy`, writeNpy(array)])), options);
}
