/** The names in a ZIP, from its last bytes alone: enough to see what it is, without reading it. */
import { CENTRAL_SIGNATURE, CENTRAL_SIZE, END_SIGNATURE, END_SIZE, LONGEST_COMMENT } from './zipDirectory';

/** The directory of 70 000 entries with names of usual length. */
const LARGEST_DIRECTORY = 16 * 2 ** 20;

const bytesOf = async (file: Blob, begin: number, end: number) =>
  new Uint8Array(await file.slice(begin, end).arrayBuffer());

/** @returns the names as far as they can be read: none where the file is no ZIP or damaged */
export async function namesInZip(file: Blob): Promise<string[]> {
  const tailStart = Math.max(0, file.size - END_SIZE - LONGEST_COMMENT);
  const tail = new DataView((await bytesOf(file, tailStart, file.size)).buffer);
  let end = tail.byteLength - END_SIZE;
  while (end >= 0 && tail.getUint32(end, true) !== END_SIGNATURE) end--;
  if (end < 0) return [];
  const [size, start] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (size > LARGEST_DIRECTORY) return [];
  const directory = await bytesOf(file, start, start + size);
  const view = new DataView(directory.buffer);
  const names: string[] = [];
  for (let at = 0; at + CENTRAL_SIZE <= view.byteLength; ) {
    if (view.getUint32(at, true) !== CENTRAL_SIGNATURE) break;
    const nameEnd = at + CENTRAL_SIZE + view.getUint16(at + 28, true);
    names.push(new TextDecoder().decode(directory.subarray(at + CENTRAL_SIZE, nameEnd)));
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}
