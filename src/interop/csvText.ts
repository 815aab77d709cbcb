/**
 * The text of a table: bytes to characters, characters to lines, lines to cells, without trusting any of them.
 */

import * as fileWords from '../words/files/file';
import * as words from '../words/files/table';
import { FileError } from './fileError';
import { foreignText } from './foreignKind';

/** Larger files are refused before they are read. */
export const MAX_BYTES = 100 * 2 ** 20;
const MAX_LINE = 10_000;
const MAX_SKIPPED = 1_000_000;

const hint = words.saveAsText;

/** @throws FileError for a file that is too large or is not text */
export function decodeText(input: string | Uint8Array): string {
  if (input.length > MAX_BYTES) {
    throw new FileError({
      field: fileWords.file,
      found: words.megabytes(Math.ceil(input.length / 2 ** 20)),
      expected: fileWords.atMost(words.megabytes(MAX_BYTES / 2 ** 20)),
      hint: fileWords.saveFewerRows,
    });
  }
  const text = typeof input === 'string' ? input.replace(/^\ufeff/, '') : decodeBytes(input);
  if (text.slice(0, MAX_LINE).includes('\0')) {
    throw new FileError({
      field: fileWords.file,
      found: words.zeroBytes,
      expected: words.text,
      hint,
    });
  }
  const foreign = foreignText(text);
  if (foreign)
    throw new FileError({
      field: fileWords.file,
      found: foreign,
      expected: words.rowsOfTwoNumbers,
      hint,
    });
  return text;
}

/**
 * UTF-8; UTF-16 where its byte order mark or the zero bytes of its first two characters say so; else what spreadsheets on Windows
 * write, which reads any bytes.
 */
function decodeBytes(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes;
  const little = (a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== 0 && d === 0);
  const big = (a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0 && d !== 0);
  if (little || big) return new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(bytes); // drops the mark
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Lines of a quoted header that goes over several, at most. */
const MOST_HEADER_LINES = 20;

const isOpenQuote = (text: string): boolean => (text.split('"').length - 1) % 2 === 1;

/** Of Python, R and gnuplot, of MATLAB, of C; a cell of Excel's that holds an error is none. */
const COMMENT = /^(?:#(?!(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!))|%|\/\/)/;

/** Walks the lines of a text without ever holding more than one of them. */
export class Lines {
  /** 1-based number of the line last read */
  number = 0;
  /** blank lines and comments so far */
  skipped = 0;
  private position = 0;
  private hasRow = false;
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
        field: words.line(this.number),
        found: words.characters(stop - this.position),
        expected: words.twoNumbersWithin(MAX_LINE),
        hint,
      });
    }
    const line = this.text.slice(this.position, stop);
    this.position = stop + 1;
    return line;
  }

  /** @returns the next line that is neither blank, nor separators alone, nor a comment */
  nextRow(): string | null {
    let line = this.next();
    while (line !== null && (COMMENT.test(line) || /^[\s,;|]*$/.test(line))) {
      if (++this.skipped > MAX_SKIPPED) {
        throw new FileError({
          field: words.line(this.number),
          found: words.moreComments(MAX_SKIPPED),
          expected: words.rowsOfTwoNumbers,
          hint,
        });
      }
      line = this.next();
    }
    if (line === null || this.hasRow) return line;
    this.hasRow = true;
    return this.header(line);
  }

  /** The first row whole, where quoted names go over several lines; of later rows a quote that stays open is a mark of inches. */
  private header(line: string): string {
    const { position, number } = this;
    let whole = line;
    for (let i = 0; isOpenQuote(whole) && i < MOST_HEADER_LINES; i++) {
      const more = this.next();
      if (more === null) break;
      whole += ` ${more}`;
    }
    if (!isOpenQuote(whole)) return whole;
    this.position = position;
    this.number = number;
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
  remaining(): number {
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

export type Separator = ';' | '\t' | '|' | ',' | ' ';

/** Where two separate equally well, the first: a comma can be a decimal mark, and a space can follow any other. */
export const SEPARATORS: readonly Separator[] = [';', '\t', '|', ',', ' '];

/** Excel's own line before the table: `sep=;`. @returns the separator that it names, or null */
export function declaredSeparator(line: string): Separator | null {
  const named = /^"?sep=(.)"?[,;\s]*$/i.exec(line)?.[1];
  return SEPARATORS.find((separator) => separator === named) ?? null;
}

/** Of a line without numbers that would tell: a semicolon or tab before a comma. */
export function separatorOf(line: string): Separator {
  const unquoted = line.replace(/"[^"]*"/g, '');
  return SEPARATORS.find((separator) => unquoted.includes(separator)) ?? ' ';
}

export function unquote(cell: string): string {
  const trimmed = cell.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"')
    ? trimmed.slice(1, -1).replaceAll('""', '"').trim()
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
