/**
 * Points in NumPy arrays: a `.npy` of [N, 2] to [N, 15], or an `.npz` of such an array or of columns [N] of one length, as the text of
 * a table, so that the choice of columns, their preview and the errors are those of every table. Rows of 16 and more numbers are images.
 */

import * as words from '../words/files/file';
import { MAX_BYTES } from './csvText';
import { FileError, quote } from './fileError';
import { looksGzipped } from './idx';
import { inflate } from './inflate';
import { type NpyArray, readNpy, readNpyText } from './npy';
import { parseNpyHeader } from './npyHeader';
import { openZip } from './zip';

/** A row of 16 numbers is an image of 4 × 4 pixels. */
const MOST_COLUMNS = 15;
/** Of more rows the text would not fit: a million are used at most. */
const MOST_ROWS = 3_000_000;

export interface ArrayTable {
  readonly text: string;
  /** Whether the first row names the columns. */
  readonly header: boolean;
}

const isColumn = ({ shape }: Pick<NpyArray, 'shape'>): boolean => shape.length === 1;
const isPoints = ({ shape }: Pick<NpyArray, 'shape'>): boolean =>
  shape.length === 2 && shape[1] >= 2 && shape[1] <= MOST_COLUMNS;

/** The arrays of a file by name: those of an `.npz`, or the one of a `.npy`, which has no name. */
async function bytesOfArrays(bytes: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  if (bytes[0] !== 0x50) return new Map([['', bytes]]);
  const zip = openZip(bytes);
  const names = zip.names.filter((name) => name.endsWith('.npy'));
  const arrays = names.map(async (name) => [name.slice(0, -'.npy'.length), await zip.read(name)] as const);
  return new Map(await Promise.all(arrays));
}

/** The arrays that are the columns of a table; null where some of them can only be images. */
function tableArrays(shapes: ReadonlyMap<string, Pick<NpyArray, 'shape'>>): readonly string[] | null {
  const all = [...shapes];
  if (all.some(([, array]) => !isColumn(array) && !isPoints(array))) return null;
  const points = all.find(([, array]) => isPoints(array));
  const rows = points?.[1].shape[0] ?? all[0]?.[1].shape[0];
  const columns = all.filter(([, array]) => isColumn(array) && array.shape[0] === rows);
  const used = [...(points ? [points] : []), ...columns].map(([name]) => name);
  return points || columns.length >= 2 ? used : null;
}

const shapesOf = (files: ReadonlyMap<string, Uint8Array>) =>
  new Map([...files].map(([name, bytes]) => [name, parseNpyHeader(bytes, quote(name || 'npy'))]));

/** Whether a file is an array, or several, of points and not of images. False for what is no array at all. @param bytes of a whole file */
export async function isArrayTable(bytes: Uint8Array): Promise<boolean> {
  try {
    return tableArrays(shapesOf(await bytesOfArrays(await unpacked(bytes)))) !== null;
  } catch (error) {
    if (error instanceof FileError) return false;
    throw error;
  }
}

const unpacked = async (bytes: Uint8Array): Promise<Uint8Array> =>
  looksGzipped(bytes) ? inflate(bytes, { format: 'gzip', limit: MAX_BYTES, where: 'npy' }) : bytes;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Cells of a column: numbers as JavaScript writes them, which read as the same numbers; text in quotes. */
type Column = (row: number) => string;

function columnsOf(
  name: string,
  bytes: Uint8Array,
): { readonly names: string[]; readonly columns: Column[] } {
  const text = readNpyText(bytes, quote(name || 'npy'));
  if (text) return { names: [name], columns: [(row) => quoted(text[row])] };
  const { shape, data } = readNpy(bytes, quote(name || 'npy'));
  const width = shape[1] ?? 1;
  return {
    names: Array.from({ length: width }, (_, i) => (width === 1 ? name : `${name || 'column'} ${i + 1}`)),
    columns: Array.from({ length: width }, (_, i) => (row: number) => String(data[row * width + i])),
  };
}

/** @param bytes of a file for which {@link isArrayTable} is true @throws FileError */
export async function arrayTable(bytes: Uint8Array): Promise<ArrayTable> {
  const files = await bytesOfArrays(await unpacked(bytes));
  const shapes = shapesOf(files);
  const used = tableArrays(shapes) ?? [];
  const rows = shapes.get(used[0])?.shape[0] ?? 0;
  if (rows > MOST_ROWS)
    throw new FileError({
      field: words.file,
      found: words.rowCount(rows),
      expected: words.atMostCount(MOST_ROWS),
      hint: words.saveFewerRows,
    });
  const parts = used.map((name) => columnsOf(name, files.get(name)!));
  const columns = parts.flatMap((part) => part.columns);
  const header = used.length > 1;
  const lines = header ? [parts.flatMap(({ names }) => names.map(quoted)).join(',')] : [];
  for (let row = 0; row < rows; row++) lines.push(columns.map((cell) => cell(row)).join(','));
  return { text: lines.join('\n'), header };
}
