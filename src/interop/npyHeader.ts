/**
 * The header of a `.npy` file: eight bytes of magic and version, a length, and a Python dict literal of exactly three
 * keys. Only that literal is understood; nothing is evaluated.
 */

import { sizeOf } from '../lib/shape';
import * as fileWords from '../words/files/file';
import * as hints from '../words/files/hints';
import * as words from '../words/files/numpy';
import { FileError, quote } from './fileError';

export interface NpyHeader {
  /** NumPy's type string, e.g. `<f4`. */
  descr: string;
  fortranOrder: boolean;
  shape: number[];
  /** Where the values begin, in bytes. */
  dataStart: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY
/** NumPy itself refuses headers beyond 10 000 characters. */
const LONGEST_HEADER = 10_000;
const MOST_DIMENSIONS = 32;
/** 1 GiB as float32: beyond that a tab runs out of memory before it can say so. */
const MOST_VALUES = 2 ** 28;

/** @throws FileError that names the part that is wrong */
export function parseNpyHeader(bytes: Uint8Array, where: string): NpyHeader {
  const { textStart, dataStart } = extent(bytes, where);
  const text = new TextDecoder().decode(bytes.subarray(textStart, dataStart));
  const fields = parseDict(text, where);
  const shape = parseShape(fields.shape, where);
  return {
    descr: fields.descr.slice(1, -1),
    fortranOrder: fields.fortran_order === 'True',
    shape,
    dataStart,
  };
}

function extent(bytes: Uint8Array, where: string): { textStart: number; dataStart: number } {
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw refused(words.magicNumber(where), words.otherMagic, '\\x93NUMPY', hints.savedByNumpy);
  }
  const version = bytes[6];
  if (version < 1 || version > 3) throw refused(words.versionOf(where), String(version), words.versions);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textStart = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const most = Math.min(LONGEST_HEADER, bytes.length - textStart);
  if (length > most)
    throw refused(fileWords.headerLength(where), fileWords.bytes(length), fileWords.atMost(most));
  return { textStart, dataStart: textStart + length };
}

const VALUES = {
  descr: /^(?:'[^'\\]*'|"[^"\\]*")/,
  fortran_order: /^(?:True|False)/,
  shape: /^\([\dL, ]*\)/, // Python 2 wrote 3L
} as const;

type Key = keyof typeof VALUES;

/** `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }`, its keys in any order. */
function parseDict(text: string, where: string): Record<Key, string> {
  const refuse = (part: string, remaining: string, expected: string) =>
    refused(fileWords.header(where) + part, quote(remaining), expected);
  const fields: Partial<Record<Key, string>> = {};
  let remaining = text.trim();
  if (!remaining.startsWith('{')) throw refuse('', remaining, words.aDict);
  remaining = remaining.slice(1).trimStart();
  while (!remaining.startsWith('}')) {
    const key = /^['"](descr|fortran_order|shape)['"]\s*:\s*/.exec(remaining);
    if (!key) throw refuse('', remaining, words.oneKey(Object.keys(VALUES)));
    const name = key[1] as Key;
    if (fields[name] !== undefined) throw refuse(`, ${name}`, remaining, fileWords.everyKeyOnce);
    remaining = remaining.slice(key[0].length);
    const value = VALUES[name].exec(remaining);
    if (!value) throw refuse(`, ${name}`, remaining, EXPECTED[name]);
    fields[name] = value[0];
    const after = remaining.slice(value[0].length).trimStart();
    if (!after.startsWith(',') && !after.startsWith('}')) throw refuse(`, ${name}`, after, words.commaOrEnd);
    remaining = after.startsWith(',') ? after.slice(1).trimStart() : after;
  }
  if (remaining !== '}') throw refuse('', remaining, words.nothingAfter);
  const { descr, fortran_order, shape } = fields;
  if (descr === undefined || fortran_order === undefined || shape === undefined) {
    throw refuse('', text, words.allKeys(Object.keys(VALUES)));
  }
  return { descr, fortran_order, shape };
}

const EXPECTED: Record<Key, string> = {
  descr: words.oneNumberType,
  fortran_order: words.trueOrFalse,
  shape: words.tupleOfSizes,
};

function parseShape(tuple: string, where: string): number[] {
  const inner = tuple.slice(1, -1).trim().replace(/,$/, '');
  const parts = inner === '' ? [] : inner.split(',').map((part) => part.trim());
  const sizes = parts.map((part) => (/^\d{1,15}L?$/.test(part) ? Number.parseInt(part, 10) : Number.NaN));
  const total = sizeOf(sizes);
  const largest = Math.max(0, ...sizes);
  if (sizes.length > MOST_DIMENSIONS || !(total <= MOST_VALUES) || !(largest <= MOST_VALUES)) {
    const expected = words.fewSizes(MOST_DIMENSIONS, MOST_VALUES);
    throw refused(`${fileWords.header(where)}, shape`, quote(tuple), expected, hints.smallerArray);
  }
  return sizes;
}

const DAMAGED = hints.saveWithNumpy;

function refused(field: string, found: string, expected: string, hint = DAMAGED): FileError {
  return new FileError({ field, found, expected, hint });
}
