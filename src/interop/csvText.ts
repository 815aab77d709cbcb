/**
 * The text of a table: bytes to characters, characters to lines, lines to cells, without trusting any of them.
 */

import { FileError } from './fileError';

/** Larger files are refused before they are read. */
export const MAX_BYTES = 100 * 2 ** 20;
const MAX_LINE = 10_000;
const MAX_SKIPPED = 1_000_000;

const remedy = 'Save two columns of numbers as text, one row a line';

/** @throws FileError for a file that is too large or is not text */
export function decodeText(input: string | Uint8Array): string {
  if (input.length > MAX_BYTES) {
    throw new FileError({
      field: 'file',
      found: `${Math.ceil(input.length / 2 ** 20)} MB`,
      expected: `at most ${MAX_BYTES / 2 ** 20} MB`,
      remedy: 'Save a part of its rows: a million are plenty',
    });
  }
  const text = typeof input === 'string' ? input.replace(/^\ufeff/, '') : decodeBytes(input);
  if (text.slice(0, MAX_LINE).includes('\0')) {
    throw new FileError({
      field: 'file',
      found: 'zero bytes, as in a binary file',
      expected: 'text',
      remedy,
    });
  }
  return text;
}

/** UTF-8, or UTF-16 where its byte order mark says so. */
function decodeBytes(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes); // drops the mark
}

/** Walks the lines of a text without ever holding more than one of them. */
export class Lines {
  /** 1-based number of the line last read */
  number = 0;
  /** blank lines and comments so far */
  skipped = 0;
  private position = 0;
  private readonly end: '\n' | '\r';

  constructor(private readonly text: string) {
    this.end = text.includes('\n') ? '\n' : '\r';
  }

  /** @returns the next line, or null after the last */
  private next(): string | null {
    if (this.position >= this.text.length) return null;
    const found = this.text.indexOf(this.end, this.position);
    const stop = found < 0 ? this.text.length : found;
    this.number++;
    if (stop - this.position > MAX_LINE) {
      throw new FileError({
        field: `line ${this.number}`,
        found: `${stop - this.position} characters`,
        expected: `two numbers, in at most ${MAX_LINE}`,
        remedy,
      });
    }
    const line = this.text.slice(this.position, stop);
    this.position = stop + 1;
    return line;
  }

  /** @returns the next line that is neither blank, nor separators alone, nor a comment, which begins with # */
  nextRow(): string | null {
    let line = this.next();
    while (line !== null && (line.startsWith('#') || /^[\s,;]*$/.test(line))) {
      if (++this.skipped > MAX_SKIPPED) {
        throw new FileError({
          field: `line ${this.number}`,
          found: `more than ${MAX_SKIPPED} blank lines or comments`,
          expected: 'rows of two numbers',
          remedy,
        });
      }
      line = this.next();
    }
    return line;
  }

  /** Passes over one line unread. */
  skip(): void {
    if (this.position >= this.text.length) return;
    const found = this.text.indexOf(this.end, this.position);
    this.position = found < 0 ? this.text.length : found + 1;
    this.number++;
  }

  /** How many lines there are from here on. */
  left(): number {
    let lines = 0;
    let at = this.position;
    while (at < this.text.length) {
      const found = this.text.indexOf(this.end, at);
      at = found < 0 ? this.text.length : found + 1;
      lines++;
    }
    return lines;
  }
}

export type Separator = ';' | '\t' | ',' | ' ';

export const SEPARATOR_NAMES: Record<Separator, string> = {
  ';': 'semicolons',
  '\t': 'tabs',
  ',': 'commas',
  ' ': 'spaces',
};

/** A semicolon or tab before a comma: where a comma can be a decimal mark, they are what separates. */
export function separatorOf(line: string): Separator {
  const unquoted = line.replace(/"[^"]*"/g, '');
  for (const separator of [';', '\t', ','] as const) if (unquoted.includes(separator)) return separator;
  return ' ';
}

export function unquote(cell: string): string {
  const trimmed = cell.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"')
    ? trimmed.slice(1, -1).trim()
    : trimmed;
}

/** Cells of a line. Quoted cells may hold the separator. */
export function split(line: string, separator: Separator): string[] {
  const trimmed = separator === '\t' ? line.replace(/\r$/, '') : line.trim();
  if (!trimmed.includes('"')) return separator === ' ' ? trimmed.split(/\s+/) : trimmed.split(separator);
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of trimmed) {
    if (character === '"') quoted = !quoted;
    const ends = !quoted && (separator === ' ' ? /\s/.test(character) : character === separator);
    if (!ends) cell += character;
    else if (separator !== ' ' || cell !== '') {
      cells.push(cell);
      cell = '';
    }
  }
  cells.push(cell);
  return cells;
}
