/**
 * Kinds of files that people have their data in and that are not read here: a refusal that names the kind, and how to save it otherwise,
 * helps more than what the file is not.
 */

import * as words from '../words/files/foreign';

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** HEIF's brands, behind the size and the type of its first box. */
const AVIF = /^avi[fs]$/;
const HEIC = /^(hei[cxms]|hev[cx]|mif1|msf1)$/;

/** By the first bytes: [what they begin with, the kind]. */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ['PAR1', words.parquet],
  ['\x89HDF', words.hdf5],
  ['MATLAB', words.matlab],
  ['\xd0\xcf\x11\xe0', words.oldExcel],
  ['GIF8', words.gif],
  ['II*\0', words.tiff],
  ['MM\0*', words.tiff],
  ['7z\xbc\xaf', words.sevenZip],
  ['Rar!', words.rar],
  ['%PDF', words.pdf],
];

/** By the first characters of a text. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<svg\b/is, words.svg],
  [/^(<!doctype html|<html|<table)/i, words.webPage],
  [/^(\[\s*[[{]|\{\s*")/, words.json],
  [/^@relation\b/im, words.arff],
];

/** @returns the kind of a text, with the way out; null for one that may be a table */
export function foreignText(text: string): string | null {
  const beginning = text.slice(0, 1000).trimStart();
  return TEXTS.find(([pattern]) => pattern.test(beginning))?.[1] ?? null;
}

/** @returns a sentence that names the kind and the way out; null for a kind that is not known */
export function foreignKind(bytes: Uint8Array, path: string): string | null {
  if (bytes.length === 0) return words.empty;
  const beginning = BEGINNINGS.find(([signature]) => ascii(bytes, 0, signature.length) === signature);
  if (beginning) return words.isKind(beginning[1]);
  if (/^BM.{4}\0{4}/s.test(ascii(bytes, 0, 10))) return words.isKind(words.bmp);
  if (ascii(bytes, 4, 4) === 'ftyp') {
    const brand = ascii(bytes, 8, 4);
    if (AVIF.test(brand)) return words.isKind(words.avif);
    if (HEIC.test(brand)) return words.isKind(words.heic);
  }
  const kind = foreignText(ascii(bytes, 0, 1000).replace(/^\xef\xbb\xbf/, ''));
  if (kind) return words.isKind(kind);
  return /\.(csv|tsv)$/i.test(path) ? words.isKind(words.aTable) : null;
}

/** A workbook is a ZIP of XML files. @returns a sentence where the names are those of one */
export function workbookKind(names: readonly string[]): string | null {
  if (names.includes('xl/workbook.xml') || names.includes('xl/workbook.bin'))
    return words.isKind(words.excel);
  if (names.includes('mimetype') && names.includes('content.xml')) return words.isKind(words.libreOffice);
  return null;
}
