/**
 * IDX is the format of the MNIST files: two zeros, a type, the number of dimensions, their sizes as big-endian u32, and
 * the values, big-endian (http://yann.lecun.com/exdb/mnist). It is often gzipped.
 */

import { sizeOf } from '../lib/shape';
import * as fileWords from '../words/files/file';
import * as hints from '../words/files/hints';
import * as words from '../words/files/numpy';
import { FileError } from './fileError';
import { inflate, mostInflated } from './inflate';

export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

export interface IdxArray {
  shape: number[];
  /** Row-major, native byte order. */
  data: IdxData;
}

interface TypeInfo {
  bytes: number;
  values(view: DataView, count: number): IdxData;
}

const TYPES: Record<number, TypeInfo> = {
  8: { bytes: 1, values: (view, count) => Uint8Array.from({ length: count }, (_, i) => view.getUint8(i)) },
  9: { bytes: 1, values: (view, count) => Int8Array.from({ length: count }, (_, i) => view.getInt8(i)) },
  11: {
    bytes: 2,
    values: (view, count) => Int16Array.from({ length: count }, (_, i) => view.getInt16(2 * i)),
  },
  12: {
    bytes: 4,
    values: (view, count) => Int32Array.from({ length: count }, (_, i) => view.getInt32(4 * i)),
  },
  13: {
    bytes: 4,
    values: (view, count) => Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 * i)),
  },
  14: {
    bytes: 8,
    values: (view, count) => Float64Array.from({ length: count }, (_, i) => view.getFloat64(8 * i)),
  },
};

/** Twice the 60 000 colour images of 32×32 that a tab can use. */
const MOST_BYTES = 384 * 2 ** 20;
const MOST_DIMENSIONS = 8;

/** Begins as gzip does. */
export function looksGzipped(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** @throws FileError for damage, an unknown type, sizes that do not fit the data, more than 384 MiB or 40-fold uncompressed */
export async function readIdx(bytes: Uint8Array, where = words.idxFile): Promise<IdxArray> {
  if (!looksGzipped(bytes)) return parseIdx(bytes, where);
  const limit = Math.min(MOST_BYTES, mostInflated(bytes.length));
  return parseIdx(await inflate(bytes, { format: 'gzip', limit, where }), where);
}

function parseIdx(bytes: Uint8Array, where: string): IdxArray {
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0) {
    throw refused(words.magicNumber(where), words.otherMagic, words.idxMagic);
  }
  const type = TYPES[bytes[2]];
  if (!type) throw refused(words.typeOf(where), String(bytes[2]), fileWords.oneOf(Object.keys(TYPES)));
  const rank = bytes[3];
  const dataStart = 4 + 4 * rank;
  if (rank < 1 || rank > MOST_DIMENSIONS || bytes.length < dataStart) {
    throw refused(words.dimensionsOf(where), String(rank), words.dimensions(MOST_DIMENSIONS));
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = sizeOf(shape);
  if (count * type.bytes !== bytes.length - dataStart) {
    const found = words.valuesOf(shape.join(' × '), type.bytes);
    throw refused(words.sizesOf(where), found, words.asManyAs(bytes.length - dataStart));
  }
  const values = new DataView(bytes.buffer, bytes.byteOffset + dataStart, bytes.length - dataStart);
  return {
    shape,
    data: bytes[2] === 8 ? new Uint8Array(bytes.subarray(dataStart)) : type.values(values, count),
  };
}

function refused(field: string, found: string, expected: string): FileError {
  const hint = hints.noIdxFile;
  return new FileError({ field, found, expected, hint });
}
