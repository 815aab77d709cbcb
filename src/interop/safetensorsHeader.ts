/**
 * The header of a safetensors file says where each tensor lies. All of it is checked before a byte of data is touched:
 * length, JSON, dtypes, shapes, and that the tensors fill the data end to end, without overlap or hole.
 */

import { sizeOf } from '../lib/shape';
import * as fileWords from '../words/files/file';
import * as hints from '../words/files/hints';
import * as words from '../words/files/weights';
import { FileError, quote } from './fileError';
import { widenBF16, widenF16 } from './float16';
import { isJsonObject, type Json, parseStrictJsonObject } from './strictJson';

interface DtypeInfo {
  bytes: number;
  widen(own: ArrayBuffer): Float32Array;
}

/**
 * The types that can be read, and how each becomes float32. 64-bit integers beyond 2^24 and float64 lose digits: weights have none
 * there, and counters (`num_batches_tracked`) are not used. A little-endian machine is assumed, as every browser's is.
 */
export const DTYPES = {
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

interface TensorEntry {
  name: string;
  dtype: Dtype;
  shape: number[];
  /** In bytes, from the start of the data. */
  begin: number;
  end: number;
}

/** The largest networks that a tab can hold have some 2 000 tensors. */
const MOST_TENSORS = 10_000;
/** The format allows 100 MB; 10 000 tensors with long names and a model's description take some 2. */
const LARGEST_HEADER = 4 * 2 ** 20;
const LENGTH_BYTES = 8;
const MOST_DIMENSIONS = 16;
/** 1 GiB as float32: beyond that a tab runs out of memory before it can say so. */
const MOST_VALUES = 2 ** 28;

export interface SafetensorsHeader {
  entries: TensorEntry[];
  metadata: Record<string, string>;
  /** Where the data begin, in bytes. */
  dataStart: number;
}

/** @throws FileError that names the header's field or the tensor that is wrong */
export function parseHeader(bytes: Uint8Array, where: string): SafetensorsHeader {
  const dataStart = endOfHeader(bytes, where);
  checkCount(bytes.subarray(LENGTH_BYTES, dataStart), where);
  const header = parseStrictJsonObject(bytes.subarray(LENGTH_BYTES, dataStart), fileWords.header(where));
  const { __metadata__: rawMetadata, ...tensors } = header;
  const metadata = parseMetadata(rawMetadata, where);
  const count = Object.keys(tensors).length; // again: the JSON may have escaped what was counted
  if (count > MOST_TENSORS) throw tooMany(count, where);
  const entries = Object.entries(tensors).map(([name, entry]) => parseEntry(name, entry, where));
  checkLayout(entries, bytes.length - dataStart, where);
  checkTotal(entries, where);
  return { entries, metadata, dataStart };
}

function endOfHeader(bytes: Uint8Array, where: string): number {
  const field = fileWords.headerLength(where);
  const hint = hints.noSafetensorsFile;
  if (bytes.length < LENGTH_BYTES) {
    const found = words.fileOf(bytes.length);
    throw new FileError({ field, found, expected: fileWords.atLeast(fileWords.bytes(LENGTH_BYTES)), hint });
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (length > BigInt(bytes.length - LENGTH_BYTES)) {
    const expected = words.bytesThatFollow(bytes.length - LENGTH_BYTES);
    throw new FileError({ field, found: words.length(length), expected, hint });
  }
  if (length > LARGEST_HEADER) {
    const expected = fileWords.atMost(LARGEST_HEADER);
    throw new FileError({ field, found: words.length(length), expected, hint });
  }
  if (bytes[LENGTH_BYTES] !== 0x7b || length === 0n) {
    throw new FileError({
      field: fileWords.header(where),
      found: words.noBrace,
      expected: words.jsonFromFirstByte,
      hint,
    });
  }
  return LENGTH_BYTES + Number(length);
}

const OFFSETS = '"data_offsets"';

/** Counts the tensors before the JSON is parsed, which takes a hundred times as long. */
function checkCount(header: Uint8Array, where: string): void {
  const text = new TextDecoder('latin1').decode(header);
  let count = 0;
  for (let at = text.indexOf(OFFSETS); at >= 0; at = text.indexOf(OFFSETS, at + OFFSETS.length)) count++;
  if (count > MOST_TENSORS) throw tooMany(count, where);
}

function tooMany(count: number, where: string): FileError {
  return new FileError({
    field: fileWords.header(where),
    found: words.tensors(count),
    expected: fileWords.atMost(MOST_TENSORS),
    hint: hints.noModelForTab,
  });
}

function parseMetadata(raw: Json | undefined, where: string): Record<string, string> {
  if (raw === undefined || raw === null) return {}; // null: some writers have no metadata to give
  const wrong = !isJsonObject(raw) || Object.values(raw).some((value) => typeof value !== 'string');
  if (wrong) {
    throw new FileError({
      field: `${where} __metadata__`,
      found: isJsonObject(raw) ? words.noString : quote(raw),
      expected: words.objectOfStrings,
      hint: hints.stringMetadata,
    });
  }
  return raw as Record<string, string>;
}

const ENTRY_KEYS = ['dtype', 'shape', 'data_offsets'];

function parseEntry(name: string, entry: Json, where: string): TensorEntry {
  const refuse = (part: string, found: string, expected: string, hint = DAMAGED) =>
    new FileError({ field: words.tensorIn(where, quote(name)) + part, found, expected, hint });
  if (!isJsonObject(entry)) throw refuse('', quote(entry), words.tensorObject);
  const unknown = Object.keys(entry).find((key) => !ENTRY_KEYS.includes(key));
  if (unknown !== undefined)
    throw refuse(`, ${quote(unknown)}`, words.unknownKey, fileWords.only(ENTRY_KEYS.join(', ')));
  const dtype = entry.dtype;
  if (typeof dtype !== 'string' || !Object.hasOwn(DTYPES, dtype)) {
    const hint = hints.convertWeights;
    throw refuse(', dtype', quote(dtype), fileWords.oneOf(Object.keys(DTYPES)), hint);
  }
  const shape = entry.shape;
  if (!isSizes(shape) || shape.length > MOST_DIMENSIONS) {
    throw refuse(', shape', quote(shape), words.listOfSizes(MOST_DIMENSIONS));
  }
  const offsets = entry.data_offsets;
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    throw refuse(', data_offsets', quote(offsets), words.beginAndEnd);
  }
  const [begin, end] = offsets;
  const needed = sizeOf(shape) * DTYPES[dtype as Dtype].bytes;
  if (needed !== end - begin) {
    const expected = words.bytesFor(needed, dtype, quote(shape));
    throw refuse(', data_offsets', fileWords.bytes(end - begin), expected);
  }
  return { name, dtype: dtype as Dtype, shape, begin, end };
}

const DAMAGED = hints.fileDamaged;

/** Sorted by offset the tensors must follow each other without overlap or hole, and fill the data. */
function checkLayout(entries: TensorEntry[], dataLength: number, where: string): void {
  let filled = 0;
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    const field = `${words.tensorIn(where, quote(name))}, data_offsets`;
    if (end > dataLength) {
      const found = `[${begin}, ${end}]`;
      throw new FileError({
        field,
        found,
        expected: words.endWithin(dataLength),
        hint: DAMAGED,
      });
    }
    if (begin !== filled) {
      const found = (begin < filled ? words.overlap : words.hole)(begin);
      throw new FileError({
        field,
        found,
        expected: words.beginAfter(filled),
        hint: DAMAGED,
      });
    }
    filled = end;
  }
  if (filled !== dataLength) {
    const found = words.bytesAfterLast(dataLength - filled);
    throw new FileError({ field: fileWords.dataOf(where), found, expected: words.noBytes, hint: DAMAGED });
  }
}

function checkTotal(entries: TensorEntry[], where: string): void {
  const total = entries.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  if (total <= MOST_VALUES) return;
  throw new FileError({
    field: fileWords.dataOf(where),
    found: fileWords.values(total),
    expected: fileWords.atMost(MOST_VALUES),
    hint: hints.modelTooLarge,
  });
}

function isSizes(value: Json | undefined): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && (n as number) >= 0);
}
