/**
 * CSV is a table as text. Reading takes what spreadsheets, pandas, R and NumPy write, and never trusts it; every way in which
 * a file can be wrong ends in a FileError that names the line, the column, what was found and what is expected.
 */

import { createRng } from '../lib/rng';
import { decodeText, Lines, SEPARATOR_NAMES, type Separator, separatorOf, split, unquote } from './csvText';
import { FileError, shown } from './fileError';

export { MAX_BYTES } from './csvText';

/**
 * Of longer tables one row in k is kept: at random, so that neither the end of a sorted table is lost nor every other row of an
 * alternating one; the same rows each time.
 */
export const MAX_ROWS = 1_000_000;
export const MIN_ROWS = 10;

export interface ParsedPoints {
  /** [n, 2] in the file's own units */
  readonly points: Float32Array;
  /** Names of the two columns, where the file has a header. */
  readonly names: readonly [string, string] | null;
  /** Blank lines and lines that begin with #. */
  readonly skipped: number;
  /** Sentences for the user: what was left out, and which columns were taken. */
  readonly notices: readonly string[];
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity|n\/a|null|none|#[A-Z/0!]+)$/i;

/** The cell as a number is written in JavaScript: a single comma is a decimal mark where commas do not separate. */
function plain(cell: string, separator: Separator): string {
  const text = unquote(cell).replace('−', '-');
  return separator === ',' && !cell.includes('"') ? text : text.replace(',', '.');
}

/** A word that stands for a missing or infinite number is no column name. */
function isNumeric(cell: string, separator: Separator): boolean {
  return NUMBER.test(plain(cell, separator)) || NOT_FINITE.test(unquote(cell));
}

function cellError(line: number, column: number, cell: string, expected: string): FileError {
  return new FileError({
    field: `line ${line}, column ${column + 1}`,
    found: cell.trim() === '' ? 'nothing' : shown(unquote(cell)),
    expected,
    remedy: 'Two columns of numbers are needed: mend or remove this row',
  });
}

interface Layout {
  readonly separator: Separator;
  readonly cells: number;
  /** 0-based columns of x and y */
  readonly columns: readonly [number, number];
  /** A name a column; [] without a header */
  readonly names: readonly string[];
}

/** Names a column. R leaves the column of row names out of its header; pandas leaves it blank. */
function namesFor(row: readonly string[], header: readonly string[]): string[] {
  if (header.length === row.length) return header.map(unquote);
  return header.length === row.length - 1 && header.length > 1 ? ['', ...header.map(unquote)] : [];
}

/** Chooses two columns: those named x and y; else the first two that hold numbers, but no unnamed first one if others do. */
function chooseColumns(row: string[], header: string[], separator: Separator, line: number): Layout {
  if (row.length < 2) {
    throw new FileError({
      field: `line ${line}`,
      found: `one column, ${shown(unquote(row[0]))}`,
      expected: 'two numbers, separated by a comma, semicolon, tab or space',
      remedy: 'Open a file with two columns of numbers',
    });
  }
  const numeric = row.flatMap((cell, i) => (isNumeric(cell, separator) ? [i] : []));
  const names = namesFor(row, header);
  const lowerCase = names.map((name) => name.toLowerCase());
  const named = [lowerCase.indexOf('x'), lowerCase.indexOf('y')];
  const [x, y] = named.every((i) => numeric.includes(i))
    ? named
    : names[0] === '' && numeric.length > 2
      ? numeric.filter((i) => i !== 0)
      : numeric;
  if (y === undefined) {
    const column = row.findIndex((_, i) => !numeric.includes(i));
    throw cellError(line, column, row[column], 'a number such as 1.5');
  }
  return { separator, cells: row.length, columns: [x, y], names };
}

function readCell(row: string[], column: number, { separator }: Layout, line: number): number {
  const cell = row[column];
  const text = plain(cell, separator);
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(Math.fround(value))) return value;
  const finite = NOT_FINITE.test(unquote(cell)) || !Number.isNaN(value);
  throw cellError(
    line,
    column,
    cell,
    finite ? 'a finite number that 32 bits can hold' : 'a number such as 1.5',
  );
}

function checkSpread(points: Float32Array, { columns }: Layout): void {
  for (const axis of [0, 1]) {
    let varies = false;
    for (let i = axis + 2; i < points.length && !varies; i += 2) varies = points[i] !== points[axis];
    if (varies) continue;
    throw new FileError({
      field: `column ${columns[axis] + 1}`,
      found: `${points[axis]} in every row`,
      expected: 'values that differ, within the seven digits that 32-bit numbers keep',
      remedy: 'Choose columns that vary, or take off a large offset',
    });
  }
}

const fewRows = (found: string): FileError =>
  new FileError({
    field: 'file',
    found,
    expected: `at least ${MIN_ROWS} rows of two numbers`,
    remedy: 'Open a file with more rows: a few hundred show a shape',
  });

/**
 * Reads two columns of numbers. A header is optional; cells are separated by commas, semicolons, tabs or spaces, may be quoted,
 * and may have decimal commas where commas do not separate; UTF-8 or marked UTF-16; any line ending.
 * @param input the file's text or bytes
 * @throws FileError alone, whatever the input is
 */
export function parsePoints(input: string | Uint8Array): ParsedPoints {
  const lines = new Lines(decodeText(input));
  let line = lines.nextRow();
  if (line === null) throw fewRows('no rows');
  const headerLine = line;
  let separator = separatorOf(line);
  const hasHeader = !split(line, separator).some((cell) => isNumeric(cell, separator));
  if (hasHeader) {
    line = lines.nextRow();
    if (line === null) throw fewRows(`no rows after ${shown(headerLine)}`);
    separator = separatorOf(line);
  }
  const header = hasHeader ? split(headerLine, separator) : [];
  const layout = chooseColumns(split(line, separator), header, separator, lines.number);

  const left = lines.left() + 1;
  const stride = Math.ceil(left / MAX_ROWS);
  const points = new Float32Array(2 * Math.ceil(left / stride)); // [n, 2]
  const choose = createRng({ seed: 0, stream: 'data', step: 0 });
  let chosen = 0; // which row of the present stride
  let rows = 0;
  while (line !== null) {
    const cells = split(line, separator);
    if (cells.length !== layout.cells) {
      throw new FileError({
        field: `line ${lines.number}`,
        found: `${cells.length} ${cells.length === 1 ? 'column' : 'columns'} separated by ${SEPARATOR_NAMES[separator]}`,
        expected: `${layout.cells}, as in the first row`,
        remedy: 'Mend or remove this row',
      });
    }
    points[2 * rows] = readCell(cells, layout.columns[0], layout, lines.number);
    points[2 * rows + 1] = readCell(cells, layout.columns[1], layout, lines.number);
    rows++;
    const next = stride > 1 ? choose.integer(stride) : 0;
    for (let k = chosen + 1; k < stride + next; k++) lines.skip();
    chosen = next;
    line = lines.nextRow();
  }
  if (rows < MIN_ROWS) throw fewRows(`${rows} ${rows === 1 ? 'row' : 'rows'}`);
  const kept = points.slice(0, 2 * rows);
  checkSpread(kept, layout);

  const [x, y] = layout.columns;
  const names: [string, string] | null = layout.names.length > 0 ? [layout.names[x], layout.names[y]] : null;
  const notices: string[] = [];
  if (layout.cells > 2) {
    const used = names ? names.map(shown).join(' and ') : `${x + 1} and ${y + 1}`;
    notices.push(`The file has ${layout.cells} columns: ${used} are used.`);
  }
  if (stride > 1) {
    notices.push(
      `The file has ${left.toLocaleString('en')} rows: one in ${stride} is used, ${rows.toLocaleString('en')} in all.`,
    );
  }
  if (lines.skipped > 0) notices.push(`Blank lines and comments left out: ${lines.skipped}.`);
  return { points: kept, names, skipped: lines.skipped, notices };
}

/** The shortest decimal that names a 32-bit number: nine significant digits always do. */
function shortest(value: number): string {
  let digits = 6;
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== value) digits++;
  return String(Number(value.toPrecision(digits)));
}

/** @param points [n, 2]; @returns header `x,y` and a row a point, from which {@link parsePoints} reads the same bits */
export function writePoints(points: Float32Array): string {
  const rows = ['x,y'];
  for (let i = 0; i + 1 < points.length; i += 2)
    rows.push(`${shortest(points[i])},${shortest(points[i + 1])}`);
  return `${rows.join('\n')}\n`;
}

/** One training step's figures; any further ones become further columns. */
export interface MetricRow {
  readonly step: number;
  readonly loss: number;
  readonly [name: string]: number | string | undefined;
}

/** @returns header `step,loss` and the further columns in order of appearance; a row a step, cells without a figure empty */
export function writeMetrics(rows: readonly MetricRow[]): string {
  const names = [...new Set(['step', 'loss', ...rows.flatMap((row) => Object.keys(row))])];
  const lines = rows.map((row) => names.map((name) => row[name] ?? '').join(','));
  const header = names
    .map((name) => (/[",\n\r]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name))
    .join(',');
  return `${[header, ...lines].join('\n')}\n`;
}
