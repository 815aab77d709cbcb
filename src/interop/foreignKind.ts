/**
 * Kinds of files that people have their data in and that are not read here: a refusal that names the kind, and how to save it otherwise,
 * helps more than what the file is not.
 */

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** HEIF's brands, behind the size and the type of its first box. */
const AVIF = /^avi[fs]$/;
const HEIC = /^(hei[cxms]|hev[cx]|mif1|msf1)$/;

const IMAGES = 'save the images as PNG, JPEG or WebP.';
const TABLE = 'save it as CSV.';

/** By the first bytes: [what they begin with, the sentence]. */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ['PAR1', `It is a Parquet file: ${TABLE}`],
  ['\x89HDF', 'It is an HDF5 file (or MATLAB 7.3): save its arrays with numpy.savez.'],
  ['MATLAB', 'It is a MATLAB file: save its arrays with numpy.savez.'],
  ['\xd0\xcf\x11\xe0', `It is an old Excel workbook: ${TABLE}`],
  ['GIF8', `It is a GIF: ${IMAGES}`],
  ['II*\0', `It is a TIFF image: ${IMAGES}`],
  ['MM\0*', `It is a TIFF image: ${IMAGES}`],
  ['7z\xbc\xaf', 'It is a 7z archive: unpack it, or pack it as a ZIP.'],
  ['Rar!', 'It is a RAR archive: unpack it, or pack it as a ZIP.'],
  ['%PDF', 'It is a PDF: save its images as PNG, JPEG or WebP, or its table as CSV.'],
];

/** By the first characters of a text. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<svg\b/is, `It is an SVG drawing: ${IMAGES}`],
  [/^(<!doctype html|<html|<table)/i, `It is a web page, whatever its name says: ${TABLE}`],
  [/^(\[\s*[[{]|\{\s*")/, `It is JSON: ${TABLE}`],
  [/^@relation\b/im, `It is an ARFF file: ${TABLE}`],
];

/** @returns the same of a text; null for one that may be a table */
export function foreignText(text: string): string | null {
  const beginning = text.slice(0, 1000).trimStart();
  return TEXTS.find(([pattern]) => pattern.test(beginning))?.[1] ?? null;
}

/** @returns a sentence that names the kind and the way out; null for a kind that is not known */
export function foreignKind(bytes: Uint8Array, path: string): string | null {
  if (bytes.length === 0) return 'The file is empty.';
  const beginning = BEGINNINGS.find(([signature]) => ascii(bytes, 0, signature.length) === signature);
  if (beginning) return beginning[1];
  if (/^BM.{4}\0{4}/s.test(ascii(bytes, 0, 10))) return `It is a BMP image: ${IMAGES}`;
  if (ascii(bytes, 4, 4) === 'ftyp') {
    const brand = ascii(bytes, 8, 4);
    if (AVIF.test(brand)) return `It is an AVIF image: ${IMAGES}`;
    if (HEIC.test(brand)) return `It is an HEIC image: ${IMAGES}`;
  }
  const kind = foreignText(ascii(bytes, 0, 1000).replace(/^\xef\xbb\xbf/, ''));
  if (kind) return kind;
  return /\.(csv|tsv)$/i.test(path) ? 'It is a table: open it alone, not beside other files.' : null;
}

/** A workbook is a ZIP of XML files. @returns a sentence where the names are those of one */
export function workbookKind(names: readonly string[]): string | null {
  if (names.includes('xl/workbook.xml') || names.includes('xl/workbook.bin'))
    return `It is an Excel workbook: ${TABLE}`;
  if (names.includes('mimetype') && names.includes('content.xml'))
    return `It is a workbook of LibreOffice: ${TABLE}`;
  return null;
}
