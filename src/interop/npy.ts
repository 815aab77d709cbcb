/**
 * A `.npy` file is one NumPy array: a magic number, a version, a Python dict of dtype, order and shape, and the values
 * (NEP 1; numpy.lib.format). Pickled objects can run code and are never read.
 */

import { sizeOf } from '../lib/shape';
import * as fileWords from '../words/files/file';
import * as hints from '../words/files/hints';
import * as words from '../words/files/numpy';
import { FileError, quote } from './fileError';
import { widenF16 } from './float16';
import { type NpyHeader, parseNpyHeader } from './npyHeader';

export type NpyData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array;

export interface NpyArray {
  shape: number[];
  /** Row-major (C order), native byte order. 64-bit integers come as float64, exact up to 2^53; bool as 0 and 1. */
  data: NpyData;
}

interface DtypeInfo {
  bytes: number;
  /** From the file's bytes in native order. */
  values(own: ArrayBuffer): NpyData;
}

/** By kind and size, as in NumPy's array interface. A little-endian machine is assumed, as every browser's is. */
const DTYPES: Record<string, DtypeInfo> = {
  f2: { bytes: 2, values: (own) => widenF16(new Uint16Array(own)) },
  f4: { bytes: 4, values: (own) => new Float32Array(own) },
  f8: { bytes: 8, values: (own) => new Float64Array(own) },
  i1: { bytes: 1, values: (own) => new Int8Array(own) },
  i2: { bytes: 2, values: (own) => new Int16Array(own) },
  i4: { bytes: 4, values: (own) => new Int32Array(own) },
  i8: { bytes: 8, values: (own) => exactFloat64(new BigInt64Array(own)) },
  u1: { bytes: 1, values: (own) => new Uint8Array(own) },
  u2: { bytes: 2, values: (own) => new Uint16Array(own) },
  u4: { bytes: 4, values: (own) => new Uint32Array(own) },
  u8: { bytes: 8, values: (own) => exactFloat64(new BigUint64Array(own)) },
  b1: { bytes: 1, values: (own) => new Uint8Array(own) },
};

/** @throws FileError for damage, pickled or structured dtypes, shapes that do not fit the data, integers beyond 2^53 */
export function readNpy(bytes: Uint8Array, where = 'npy'): NpyArray {
  const { descr, fortranOrder, shape, dataStart } = parseNpyHeader(bytes, where);
  const { dtype, bigEndian } = parseDescr(descr, where);
  checkSize(bytes.length - dataStart, shape, dtype, where);
  const own = new Uint8Array(bytes.subarray(dataStart)).buffer; // copied: aligned
  if (bigEndian) reverseEach(new Uint8Array(own), dtype.bytes);
  const stored = valuesOf(dtype, own, where);
  return { shape, data: fortranOrder && shape.length > 1 ? toRowMajor(stored, shape) : stored };
}

/**
 * A one-dimensional array of text, as NumPy stores class names: `<U4` (UTF-32) or `|S4` (bytes), zeros after the text.
 * @returns null for an array of another type
 * @throws FileError for damage
 */
export function readNpyText(bytes: Uint8Array, where = 'npy'): string[] | null {
  const { descr, shape, dataStart } = parseNpyHeader(bytes, where);
  const [, order, kind, digits] = /^([<>|=]?)([US])(\d{1,4})$/.exec(descr) ?? [];
  if (kind === undefined || shape.length !== 1) return null;
  const width = Number(digits) * (kind === 'U' ? 4 : 1);
  checkSize(bytes.length - dataStart, shape, { bytes: width }, where);
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataStart, bytes.length - dataStart);
  const characterAt = (at: number) => (kind === 'S' ? view.getUint8(at) : view.getUint32(at, order !== '>'));
  return Array.from({ length: shape[0] }, (_, row) => {
    let text = '';
    for (let at = row * width; at < (row + 1) * width; at += kind === 'U' ? 4 : 1) {
      const code = characterAt(at);
      if (code > 0x10ffff) throw damagedText(where, code);
      text += code === 0 ? '' : String.fromCodePoint(code);
    }
    return text;
  });
}

const damagedText = (where: string, code: number): FileError =>
  new FileError({
    field: fileWords.dataOf(where),
    found: words.character(code),
    expected: words.unicode,
    hint: hints.saveAgain,
  });

/** Version 1.0, little-endian, C order: what every NumPy reads. */
export function writeNpy(array: { shape: readonly number[]; data: NpyData }): Uint8Array {
  const { shape, data } = array;
  if (sizeOf(shape) !== data.length) {
    throw new RangeError(`${data.length} values do not fill the shape [${shape.join(', ')}]`);
  }
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dict = `{'descr': '${descrOf(data)}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const dataStart = Math.ceil((10 + dict.length + 1) / 64) * 64; // NumPy aligns the data to 64 bytes
  const file = new Uint8Array(dataStart + data.byteLength);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(file.buffer).setUint16(8, dataStart - 10, true);
  file.set(new TextEncoder().encode(`${dict.padEnd(dataStart - 11)}\n`), 10);
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dataStart);
  return file;
}

function parseDescr(descr: NpyHeader['descr'], where: string): { dtype: DtypeInfo; bigEndian: boolean } {
  const [, order, code] = /^([<>|=]?)([a-zA-Z]\d+)$/.exec(descr) ?? [];
  if (code !== undefined && Object.hasOwn(DTYPES, code))
    return { dtype: DTYPES[code], bigEndian: order === '>' };
  const pickled = /^[<>|=]?O\d*$/.test(descr);
  throw new FileError({
    field: `${fileWords.header(where)}, descr`,
    found: pickled ? words.pickled(quote(descr)) : quote(descr),
    expected: words.numberType(Object.keys(DTYPES)),
    hint: hints.numberType,
  });
}

function checkSize(found: number, shape: number[], dtype: Pick<DtypeInfo, 'bytes'>, where: string): void {
  const needed = sizeOf(shape) * dtype.bytes;
  if (found === needed) return;
  throw new FileError({
    field: fileWords.dataOf(where),
    found: fileWords.bytes(found),
    expected: words.bytesForShape(needed, quote(shape)),
    hint: hints.cutShort,
  });
}

function valuesOf(dtype: DtypeInfo, own: ArrayBuffer, where: string): NpyData {
  try {
    return dtype.values(own);
  } catch (error) {
    if (!(error instanceof InexactInteger)) throw error;
    throw new FileError({
      field: fileWords.dataOf(where),
      found: words.integer(error.message),
      expected: words.exactIntegers,
      hint: hints.doubleOrInt,
    });
  }
}

class InexactInteger extends Error {}

function exactFloat64(integers: BigInt64Array | BigUint64Array): Float64Array {
  const out = new Float64Array(integers.length);
  for (let i = 0; i < out.length; i++) {
    out[i] = Number(integers[i]);
    if (!Number.isSafeInteger(out[i])) throw new InexactInteger(String(integers[i]));
  }
  return out;
}

function reverseEach(bytes: Uint8Array, width: number): void {
  for (let at = 0; width > 1 && at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}

/** Fortran order varies the first index fastest. */
function toRowMajor(columnMajor: NpyData, shape: number[]): NpyData {
  const out = columnMajor.slice();
  const strides: number[] = [];
  for (let axis = 0, stride = 1; axis < shape.length; axis++) {
    strides.push(stride);
    stride *= shape[axis];
  }
  const index = shape.map(() => 0);
  for (let i = 0, source = 0; i < out.length; i++) {
    out[i] = columnMajor[source];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      source += strides[axis];
      if (++index[axis] < shape[axis]) break;
      source -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return out;
}

function descrOf(data: NpyData): string {
  if (data instanceof Float32Array) return '<f4';
  if (data instanceof Float64Array) return '<f8';
  if (data instanceof Int8Array) return '|i1';
  if (data instanceof Int16Array) return '<i2';
  if (data instanceof Int32Array) return '<i4';
  if (data instanceof Uint16Array) return '<u2';
  if (data instanceof Uint32Array) return '<u4';
  return '|u1';
}
