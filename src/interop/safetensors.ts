/**
 * A safetensors file is a length (u64), a JSON header of that length (name -> dtype, shape, data_offsets) and the
 * tensors' bytes, end to end: https://github.com/huggingface/safetensors#format. Reading trusts none of it.
 */

import { FileError, shown } from './fileError';
import { LARGEST_F16, narrowF16, widenBF16, widenF16 } from './float16';
import { isJsonObject, type Json, parseStrictJsonObject } from './strictJson';

export interface StoredTensor {
  /** As the file has it; `data` is float32 whatever it says. */
  dtype: Dtype;
  shape: number[];
  /** Row-major, product(shape) values. */
  data: Float32Array;
}

/** A tensor to be written: row-major float32. */
export interface NamedTensor {
  shape: readonly number[];
  data: Float32Array;
}

export interface SafetensorsFile {
  tensors: Map<string, StoredTensor>;
  metadata: Record<string, string>;
}

interface DtypeInfo {
  bytes: number;
  widen(own: ArrayBuffer): Float32Array;
}

/**
 * What can be read, and how it becomes float32. 64-bit integers beyond 2^24 and float64 lose digits: weights have none
 * there, and counters (`num_batches_tracked`) are not used. A little-endian machine is assumed, as every browser's is.
 */
const DTYPES = {
  F32: { bytes: 4, widen: (own) => new Float32Array(own) },
  F16: { bytes: 2, widen: (own) => widenF16(new Uint16Array(own)) },
  BF16: { bytes: 2, widen: (own) => widenBF16(new Uint16Array(own)) },
  F64: { bytes: 8, widen: (own) => new Float32Array(new Float64Array(own)) },
  I64: { bytes: 8, widen: (own) => Float32Array.from(new BigInt64Array(own), Number) },
  U64: { bytes: 8, widen: (own) => Float32Array.from(new BigUint64Array(own), Number) },
  I32: { bytes: 4, widen: (own) => new Float32Array(new Int32Array(own)) },
  U32: { bytes: 4, widen: (own) => new Float32Array(new Uint32Array(own)) },
  I16: { bytes: 2, widen: (own) => new Float32Array(new Int16Array(own)) },
  U16: { bytes: 2, widen: (own) => new Float32Array(new Uint16Array(own)) },
  I8: { bytes: 1, widen: (own) => new Float32Array(new Int8Array(own)) },
  U8: { bytes: 1, widen: (own) => new Float32Array(new Uint8Array(own)) },
  BOOL: { bytes: 1, widen: (own) => new Float32Array(new Uint8Array(own)) },
} satisfies Record<string, DtypeInfo>;

export type Dtype = keyof typeof DTYPES;

/** The format allows 100 MB; a tab that must answer within a second reads headers of some 100 000 tensors, no more. */
const LARGEST_HEADER = 16 * 2 ** 20;
const LENGTH_BYTES = 8;
const MOST_DIMENSIONS = 16;
/** 1 GiB as float32: beyond that a tab runs out of memory before it can say so. */
const MOST_VALUES = 2 ** 28;

/** @throws FileError that names the header's field or the tensor that is wrong */
export function readSafetensors(bytes: Uint8Array, where = 'safetensors'): Map<string, StoredTensor> {
  return readSafetensorsFile(bytes, where).tensors;
}

/** As `readSafetensors`, with the file's `__metadata__`. */
export function readSafetensorsFile(bytes: Uint8Array, where = 'safetensors'): SafetensorsFile {
  const dataStart = endOfHeader(bytes, where);
  const header = parseStrictJsonObject(bytes.subarray(LENGTH_BYTES, dataStart), `${where} header`);
  const { __metadata__: rawMetadata, ...rest } = header;
  const metadata = parseMetadata(rawMetadata, where);
  const entries = Object.entries(rest).map(([name, entry]) => parseEntry(name, entry, where));
  checkLayout(entries, bytes.length - dataStart, where);
  checkTotal(entries, where);
  const tensors = new Map<string, StoredTensor>();
  for (const { name, dtype, shape, begin, end } of entries) {
    const own = bytes.slice(dataStart + begin, dataStart + end).buffer; // a copy, so that it is aligned
    tensors.set(name, { dtype, shape, data: DTYPES[dtype].widen(own) });
  }
  return { tensors, metadata };
}

/**
 * Lays tensors out as Python's safetensors does: names in order, header padded with spaces to 8 bytes.
 * @param options.dtype  F32, or F16 rounded to nearest
 * @throws RangeError when a shape does not fit its data, or a value does not fit F16
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, NamedTensor>,
  metadata: Record<string, string> = { format: 'pt' },
  options: { dtype: 'F32' | 'F16' } = { dtype: 'F32' },
): Uint8Array {
  const names = [...tensors.keys()].sort(byCodePoint);
  const entries: string[] = [`"__metadata__":${JSON.stringify(metadata)}`];
  let end = 0;
  for (const name of names) {
    const { shape, data } = tensors.get(name)!;
    checkWritable(name, shape, data);
    const begin = end;
    end += data.length * DTYPES[options.dtype].bytes;
    // Text, not an object: JavaScript would move a name like "0" to the front.
    entries.push(
      `${JSON.stringify(name)}:${JSON.stringify({ dtype: options.dtype, shape, data_offsets: [begin, end] })}`,
    );
  }
  const header = paddedTo8(new TextEncoder().encode(`{${entries.join(',')}}`));
  const file = new Uint8Array(LENGTH_BYTES + header.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, LENGTH_BYTES);
  let at = LENGTH_BYTES + header.length;
  for (const name of names) {
    const stored = storedBytes(name, tensors.get(name)!.data, options.dtype);
    file.set(stored, at);
    at += stored.length;
  }
  return file;
}

function endOfHeader(bytes: Uint8Array, where: string): number {
  const field = `${where} header length`;
  const remedy = 'The file is cut short or no safetensors file: download or export it again';
  if (bytes.length < LENGTH_BYTES) {
    throw new FileError({
      field,
      found: `a file of ${bytes.length} bytes`,
      expected: 'at least 8 bytes',
      remedy,
    });
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (length > BigInt(bytes.length - LENGTH_BYTES)) {
    const expected = `at most the ${bytes.length - LENGTH_BYTES} bytes that follow it`;
    throw new FileError({ field, found: `${length} bytes`, expected, remedy });
  }
  if (length > LARGEST_HEADER) {
    throw new FileError({ field, found: `${length} bytes`, expected: `at most ${LARGEST_HEADER}`, remedy });
  }
  if (bytes[LENGTH_BYTES] !== 0x7b || length === 0n) {
    throw new FileError({
      field: `${where} header`,
      found: 'no opening brace',
      expected: 'JSON from its first byte on',
      remedy,
    });
  }
  return LENGTH_BYTES + Number(length);
}

function parseMetadata(raw: Json | undefined, where: string): Record<string, string> {
  if (raw === undefined) return {};
  const wrong = !isJsonObject(raw) || Object.values(raw).some((value) => typeof value !== 'string');
  if (wrong) {
    throw new FileError({
      field: `${where} __metadata__`,
      found: isJsonObject(raw) ? 'a value that is no string' : shown(raw),
      expected: 'an object of strings',
      remedy: 'Write the file again with string values in its metadata',
    });
  }
  return raw as Record<string, string>;
}

interface Entry {
  name: string;
  dtype: Dtype;
  shape: number[];
  begin: number;
  end: number;
}

const ENTRY_KEYS = ['dtype', 'shape', 'data_offsets'];

function parseEntry(name: string, entry: Json, where: string): Entry {
  const refuse = (part: string, found: string, expected: string, remedy = DAMAGED) =>
    new FileError({ field: `${where} tensor ${shown(name)}${part}`, found, expected, remedy });
  if (!isJsonObject(entry)) throw refuse('', shown(entry), 'an object with dtype, shape and data_offsets');
  const unknown = Object.keys(entry).find((key) => !ENTRY_KEYS.includes(key));
  if (unknown !== undefined)
    throw refuse(`, ${shown(unknown)}`, 'an unknown key', `only ${ENTRY_KEYS.join(', ')}`);
  const dtype = entry.dtype;
  if (typeof dtype !== 'string' || !Object.hasOwn(DTYPES, dtype)) {
    const remedy = 'Convert the weights to F32, F16 or BF16 and save them again';
    throw refuse(', dtype', shown(dtype), `one of ${Object.keys(DTYPES).join(', ')}`, remedy);
  }
  const shape = entry.shape;
  if (!isSizes(shape) || shape.length > MOST_DIMENSIONS) {
    throw refuse(
      ', shape',
      shown(shape),
      `a list of at most ${MOST_DIMENSIONS} whole numbers, none negative`,
    );
  }
  const offsets = entry.data_offsets;
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    throw refuse(', data_offsets', shown(offsets), '[begin, end] with begin <= end');
  }
  const [begin, end] = offsets;
  const needed = sizeOf(shape) * DTYPES[dtype as Dtype].bytes;
  if (needed !== end - begin) {
    throw refuse(', data_offsets', `${end - begin} bytes`, `${needed} bytes for ${dtype} ${shown(shape)}`);
  }
  return { name, dtype: dtype as Dtype, shape, begin, end };
}

const DAMAGED = 'The file is damaged: download or export it again';

/** Sorted by offset the tensors must follow each other without overlap or hole, and fill the data. */
function checkLayout(entries: Entry[], dataLength: number, where: string): void {
  let filled = 0;
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    const field = `${where} tensor ${shown(name)}, data_offsets`;
    if (end > dataLength) {
      const found = `[${begin}, ${end}]`;
      throw new FileError({
        field,
        found,
        expected: `an end within the ${dataLength} bytes of data`,
        remedy: DAMAGED,
      });
    }
    if (begin !== filled) {
      const found = `${begin < filled ? 'an overlap' : 'a hole'}: it begins at ${begin}`;
      throw new FileError({
        field,
        found,
        expected: `a begin of ${filled}, where the one before it ends`,
        remedy: DAMAGED,
      });
    }
    filled = end;
  }
  if (filled !== dataLength) {
    const found = `${dataLength - filled} bytes after the last tensor`;
    throw new FileError({ field: `${where} data`, found, expected: 'none', remedy: DAMAGED });
  }
}

function checkTotal(entries: Entry[], where: string): void {
  const total = entries.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  if (total <= MOST_VALUES) return;
  const remedy = 'The model is too large for a browser tab: choose a smaller one';
  throw new FileError({
    field: `${where} data`,
    found: `${total} values`,
    expected: `at most ${MOST_VALUES}`,
    remedy,
  });
}

function isSizes(value: Json | undefined): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && (n as number) >= 0);
}

/** May be inexact or infinite beyond 2^53, which then equals no size a file can have. */
function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

function checkWritable(name: string, shape: readonly number[], data: Float32Array): void {
  if (name === '__metadata__') throw new RangeError('__metadata__ is no name for a tensor');
  if (sizeOf(shape) !== data.length) {
    throw new RangeError(`tensor ${name}: ${data.length} values do not fill the shape [${shape.join(', ')}]`);
  }
}

function storedBytes(name: string, data: Float32Array, dtype: 'F32' | 'F16'): Uint8Array {
  if (dtype === 'F32') return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const bits = narrowF16(data);
  const overflow = bits.findIndex((half, i) => (half & 0x7fff) === 0x7c00 && Number.isFinite(data[i]));
  if (overflow >= 0) {
    throw new RangeError(`tensor ${name}: ${data[overflow]} is beyond F16's ${LARGEST_F16}: write F32`);
  }
  return new Uint8Array(bits.buffer);
}

function paddedTo8(header: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil(header.length / 8) * 8).fill(0x20);
  padded.set(header);
  return padded;
}

/** Rust's order of strings, which is that of their UTF-8 bytes. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i].codePointAt(0)! - right[i].codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
