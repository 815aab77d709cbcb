/**
 * CSV is a table as text. Reading takes what spreadsheets, pandas, R and NumPy write, and never trusts it; every way in which
 * a file can be wrong ends in a FileError that names the line, the column, what was found and what is expected.
 *
 * One file because every error needs the same place in the text: reading a line, a cell, a label and a number share it.
 */

import { createRng } from '../lib/rng';
import { nothing } from '../words/files/fault';
import * as fileWords from '../words/files/file';
import * as words from '../words/files/table';
import {
  declaredSeparator,
  decodeText,
  Lines,
  SEPARATORS,
  type Separator,
  separatorOf,
  split,
  unquote,
} from './csvText';
import { FileError, quote } from './fileError';
import {
  type ColumnChoice,
  columnNames,
  describeColumns,
  resolveColumn,
  type TableColumn,
  usualColumns,
} from './tableColumns';
import { type DecimalMark, decimalMarkOf, isMissing, isNumber, toNumber } from './tableNumbers';

export { MAX_BYTES } from './csvText';

/**
 * Of longer tables one row in k is used: at random, so that neither the end of a sorted table is lost nor every other row of an
 * alternating one; the same rows each time.
 */
export const MAX_ROWS = 1_000_000;
const MIN_ROWS = 10;

/** Choices of the user that the reader cannot derive from the file; each has a default. */
export interface TableChoice {
  readonly x?: ColumnChoice;
  readonly y?: ColumnChoice;
  /** Column of class names; absent: none. */
  readonly label?: ColumnChoice;
  /** Whether the first row names the columns. */
  readonly header?: boolean;
  readonly decimal?: DecimalMark;
}

/** The table before it is used, so that a dialog can offer other columns. */
interface TablePreview {
  readonly columns: readonly TableColumn[];
  /** The choice that was made, in full. */
  readonly x: number;
  readonly y: number;
  readonly label: number | null;
  readonly header: boolean;
  readonly decimal: DecimalMark;
  /** Cells of the first rows after the header. */
  readonly rows: readonly (readonly string[])[];
  /** Rows of numbers in the file. */
  readonly count: number;
}

interface Labels {
  readonly names: readonly string[];
  /** [n] index into `names` */
  readonly values: Int32Array;
}

export interface ParsedPoints {
  /** [n, 2] in the file's own units, less `offset` */
  readonly points: Float32Array;
  /** Subtracted from the points in float64; 0 but for columns whose centre is large beside their spread. */
  readonly offset: readonly [number, number];
  /** Names of the two columns, where the file has a header. */
  readonly names: readonly [string, string] | null;
  readonly labels: Labels | null;
  /** Blank lines and lines that begin with #. */
  readonly skipped: number;
  /** Sentences for the user: what is not used, what is assumed, and which columns are x and y. */
  readonly notices: readonly string[];
  readonly preview: TablePreview;
  /** Why these columns cannot be read, where others may be: there are no points then. */
  readonly problem?: string;
}

function cellError(line: number, column: number, cell: string, expected: string): FileError {
  return new FileError({
    field: words.cell(line, column + 1),
    ofColumn: true,
    found: cell.trim() === '' ? nothing : quote(unquote(cell)),
    expected,
    hint: words.twoColumns,
  });
}

const fewRows = (found: string): FileError =>
  new FileError({
    field: fileWords.file,
    found,
    expected: words.rowsOfTwo(MIN_ROWS),
    hint: words.moreRows,
  });

/** Rows from which separator, header, decimal mark and columns are recognised. */
const SAMPLE = 200;
const PREVIEW = 8;

interface SampleLine {
  readonly text: string;
  readonly number: number;
}

/** The first lines, without Excel's declaration of the separator. */
function firstLines(text: string): { lines: SampleLine[]; declared: Separator | null } {
  const lines = new Lines(text);
  const found: SampleLine[] = [];
  let declared: Separator | null = null;
  for (let line = lines.nextRow(); line !== null && found.length <= SAMPLE; line = lines.nextRow()) {
    const named = found.length === 0 ? declaredSeparator(line) : null;
    if (named) declared = named;
    else found.push({ text: line, number: lines.number });
  }
  return { lines: found, declared };
}

/** The separator that leaves at least two columns, and of those the one whose cells are most often numbers. */
function bestSeparator(lines: readonly SampleLine[]): Separator {
  let best: Separator | null = null;
  let most = 0;
  for (const separator of SEPARATORS) {
    const rows = lines.map(({ text }) => split(text, separator));
    const counts = new Map<number, number>();
    for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
    const [usual] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
    if (usual < 2) continue;
    const alike = rows.filter(({ length }) => length === usual);
    const numbers = alike.map((row) => row.filter((cell) => isNumber(cell, separator)).length);
    const twoOrMore = numbers.filter((n) => n >= 2).length;
    const share = numbers.reduce((sum, n) => sum + n, 0) / (usual * rows.length);
    const score = twoOrMore > 0 ? share : 0;
    if (score > most + 1e-9) [best, most] = [separator, score];
  }
  return best ?? separatorOf(lines[Math.min(1, lines.length - 1)].text);
}

/** 0, 1, 2, …: what pandas writes for columns without names, and maybe a point. */
const isRange = (cells: readonly string[]): boolean =>
  cells.length > 1 && cells.every((cell, i) => unquote(cell) === String(i));

/** 2019, 2020, …: whole numbers one after the other. */
const isCounting = (cells: readonly string[]): boolean =>
  cells.length > 1 &&
  /^\d+$/.test(unquote(cells[0])) &&
  cells.every((cell, i) => unquote(cell) === String(Number(unquote(cells[0])) + i));

const isQuoted = (cell: string): boolean => /^\s*"/.test(cell);

/** Whether names alone are quoted, as R and Python's csv.QUOTE_NONNUMERIC write them. */
const onlyNamesQuoted = (first: readonly string[], rows: readonly (readonly string[])[]): boolean =>
  first.every(isQuoted) && rows.length > 0 && rows.every((row) => !row.some(isQuoted));

/** Whether such a row differs from the rows below it: far outside their range, or whole above numbers with decimals. */
function standsApart(
  first: readonly string[],
  rows: readonly (readonly string[])[],
  separator: Separator,
): boolean {
  return first.some((cell, i) => {
    const cells = rows.map((row) => row[i] ?? '').filter((other) => isNumber(other, separator));
    if (cells.length >= 2 && cells.every((other) => /[.,]/.test(other))) return true;
    return isFarFrom(cell, cells, separator);
  });
}

/** Whether a number lies further from a column's than twice their range. */
function isFarFrom(cell: string, cells: readonly string[], separator: Separator): boolean {
  const mark = cells.some((other) => Number.isNaN(toNumber(other, '.', separator))) ? ',' : '.';
  const values = cells.map((other) => toNumber(other, mark, separator)).filter(Number.isFinite);
  if (values.length < 2) return false;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const value = Number(unquote(cell));
  return value < low - 2 * (high - low) || value > high + 2 * (high - low);
}

interface Layout {
  readonly separator: Separator;
  readonly decimal: DecimalMark;
  /** Lines of words before the table. */
  readonly preamble: number;
  readonly header: boolean;
  /** Rows of words between the names and the first row of numbers: units, remarks. */
  readonly remarks: number;
  /** Cells of a row. */
  readonly cells: number;
  readonly columns: readonly TableColumn[];
  readonly x: number;
  readonly y: number;
  readonly label: number | null;
  readonly rows: readonly (readonly string[])[];
  readonly notices: readonly string[];
}

interface HeaderFinding {
  readonly header: boolean;
  readonly notice: string | null;
}

function headerOf(
  rows: readonly (readonly string[])[],
  separator: Separator,
  chosen: boolean | undefined,
): HeaderFinding {
  const [first, ...others] = rows;
  if (chosen !== undefined) return { header: chosen, notice: null };
  const named = !first.some((cell) => isNumber(cell, separator) || (unquote(cell) !== '' && isMissing(cell)));
  if (named) return { header: true, notice: null };
  if (onlyNamesQuoted(first, others)) return { header: true, notice: null };
  const unnamedIndex = unquote(first[0]) === '' && isRange(first.slice(1));
  const quotation = quote(first.map(unquote).join(','));
  const years =
    isCounting(first) &&
    first.every((cell, i) =>
      isFarFrom(
        cell,
        others.map((row) => row[i] ?? '').filter((other) => isNumber(other, separator)),
        separator,
      ),
    );
  if (unnamedIndex || years || (isRange(first) && standsApart(first, others, separator)))
    return {
      header: true,
      notice: years ? words.readAsNames(quotation) : words.readAsNamesOfPandas(quotation),
    };
  if (!isRange(first)) return { header: false, notice: null };
  return {
    header: false,
    notice: words.readAsPoint(quotation),
  };
}

function decimalOf(
  rows: readonly (readonly string[])[],
  numbers: readonly number[],
  separator: Separator,
  chosen: DecimalMark | undefined,
): DecimalMark {
  if (chosen) return chosen;
  const { mark, at } = decimalMarkOf(rows, separator);
  if (mark) return mark;
  const [row, column] = at!;
  throw new FileError({
    field: words.cell(numbers[row], column + 1),
    ofColumn: true,
    found: words.readTwoWays(quote(unquote(rows[row][column]))),
    expected: words.oneDecimalMark,
    hint: words.writeDecimals,
  });
}

/** Lines of a title or a date that instruments write before the table: single cells of words above rows of several cells. */
const MOST_PREAMBLE = 20;

function preambleOf(rows: readonly (readonly string[])[], separator: Separator): number {
  const length = rows.findIndex((row) => row.length > 1 || isNumber(row[0], separator));
  return length > 0 && length <= MOST_PREAMBLE && rows[length].length > 1 ? length : 0;
}

/** Rows of units and remarks that instruments and Origin write below the names. */
const MOST_REMARKS = 3;

/**
 * How many rows after the first have no number, though a column in which they have a word goes on with numbers. A single word that
 * should have been a number is none: its row has numbers beside it.
 */
function remarksOf(rows: readonly (readonly string[])[], separator: Separator): number {
  const isRemark = (row: readonly string[]) =>
    row.length === rows[0].length && !row.some((cell) => isNumber(cell, separator));
  let count = 0;
  while (count < MOST_REMARKS && rows[1 + count] !== undefined && isRemark(rows[1 + count])) count++;
  const below = rows.slice(1 + count);
  const overNumbers = (row: readonly string[]) =>
    row.some((cell, i) => !isMissing(cell) && below.every((other) => isNumber(other[i] ?? '', separator)));
  return below.length > 1 && rows.slice(1, 1 + count).every(overNumbers) ? count : 0;
}

/** Names with the units below them: "height (m)". */
function withUnits(names: readonly string[], units: readonly string[] | undefined): readonly string[] {
  if (!units) return names;
  return names.map((name, i) => {
    const unit = unquote(units[i] ?? '').replace(/^[[(](.*)[\])]$/, '$1');
    return unit === '' || isMissing(unit) ? name : `${name} (${unit})`;
  });
}

function layoutOf(text: string, choice: TableChoice): Layout {
  const { lines, declared } = firstLines(text);
  if (lines.length === 0) throw fewRows(words.noRows);
  const separator = declared ?? bestSeparator(lines);
  const all = lines.map((line) => split(line.text, separator));
  const preamble = preambleOf(all, separator);
  const split1 = all.slice(preamble);
  const { header, notice } = headerOf(split1, separator, choice.header);
  const remarks = header ? remarksOf(split1, separator) : 0;
  const above = header ? 1 + remarks : 0;
  const body = split1.slice(above);
  const numbers = lines.map(({ number }) => number).slice(preamble + above);
  if (body.length === 0) throw fewRows(words.noRowsAfter(quote(lines[preamble].text)));
  const [row] = body;
  if (row.length < 2) {
    throw new FileError({
      field: words.line(numbers[0]),
      found: words.oneColumn(quote(unquote(row[0]))),
      expected: words.twoNumbers,
      hint: words.openTwoColumns,
    });
  }
  const alikeAt = body.flatMap(({ length }, i) => (length === row.length ? [i] : []));
  const alike = alikeAt.map((i) => body[i]);
  const named = header ? columnNames(row, split1[0]) : null;
  const names = named && withUnits(named, remarks > 0 ? split1[1] : undefined);
  const columns = describeColumns(alike, names, separator);
  const usual = usualColumns(columns);
  const chosen = [choice.x, choice.y].map((each) =>
    each !== undefined ? resolveColumn(columns, each) : undefined,
  );
  const free = usual.filter((column) => !chosen.includes(column));
  const [x, y] = chosen.map((column) => column ?? free.shift());
  if (x === undefined || y === undefined) {
    const column = columns.find(({ kind, index }) => kind !== 'number' && !usual.includes(index))?.index ?? 0;
    throw cellError(numbers[0], column, row[column], words.aNumber);
  }
  const label = choice.label === undefined ? null : resolveColumn(columns, choice.label);
  const decimal = decimalOf(
    alike.map((cells) => [cells[x], cells[y]]),
    alikeAt.map((i) => numbers[i]),
    separator,
    choice.decimal,
  );
  const rows = alike.slice(0, PREVIEW);
  return {
    separator,
    decimal,
    preamble,
    header,
    remarks,
    cells: row.length,
    columns,
    x,
    y,
    label,
    rows,
    notices: [
      ...(preamble > 0
        ? [words.beforeTable(lines.slice(0, preamble).map((line) => quote(line.text.trim())))]
        : []),
      ...(notice ? [notice] : []),
      ...split1
        .slice(1, 1 + remarks)
        .map((cells, i) =>
          i === 0
            ? words.readAsUnits(quote(cells.map(unquote).join(',')))
            : words.rowNotUsed(quote(cells.map(unquote).join(','))),
        ),
    ],
  };
}

function readCell(
  row: readonly string[],
  column: number,
  { separator, decimal }: Layout,
  line: number,
): number {
  const cell = row[column];
  const value = toNumber(cell, decimal, separator);
  if (Number.isFinite(Math.fround(value))) return value;
  if (!Number.isNaN(value) || (isMissing(cell) && unquote(cell) !== ''))
    throw cellError(line, column, cell, words.aFiniteNumber);
  throw cellError(
    line,
    column,
    cell,
    isNumber(cell, separator)
      ? decimal === ','
        ? words.withDecimalComma
        : words.withDecimalPoint
      : words.aNumber,
  );
}

/** A column whose centre is so large beside its spread that float32 would take digits from it. */
const CENTRE_RATIO = 16;

/** float64 to float32, from the centre where that is far away. @param values [n, 2] */
function centred(
  values: Float64Array,
  { x, y }: Layout,
): Pick<ParsedPoints, 'points' | 'offset' | 'notices'> {
  const n = values.length / 2;
  const offset: [number, number] = [0, 0];
  const notices: string[] = [];
  const points = new Float32Array(2 * n); // [n, 2]
  for (const axis of [0, 1] as const) {
    const own = values.filter((_, i) => (i & 1) === axis);
    const mean = own.reduce((sum, value) => sum + value / n, 0);
    const deviation = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2 / n, 0));
    if (Math.abs(mean) > CENTRE_RATIO * deviation) offset[axis] = mean;
    for (let i = 0; i < n; i++) points[2 * i + axis] = own[i] - offset[axis];
    const rounded = own.map((value) => Math.fround(value - offset[axis]));
    const before = distinct(own);
    const after = distinct(rounded);
    const column = axis === 0 ? x : y;
    if (after === 1) {
      throw new FileError({
        field: words.column(column + 1),
        ofColumn: true,
        found: words.sameInEveryRow(own[0]),
        expected: words.valuesThatDiffer,
        hint: words.columnsThatVary,
      });
    }
    if (after < before) notices.push(words.digitsLost(column + 1, before, after));
  }
  return { points, offset, notices };
}

function distinct(values: Float64Array): number {
  const sorted = values.slice().sort();
  let count = sorted.length > 0 ? 1 : 0;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) count++;
  return count;
}

/** Class numbers in the order in which the names appear. */
class LabelReader {
  private readonly numbers = new Map<string, number>();
  private readonly values: number[] = [];

  add(cell: string): void {
    const name = unquote(cell);
    const number = this.numbers.get(name) ?? this.numbers.size;
    this.numbers.set(name, number);
    this.values.push(number);
  }

  labels(): Labels {
    return { names: [...this.numbers.keys()], values: Int32Array.from(this.values) };
  }
}

interface Rows {
  /** [n, 2] */
  readonly values: Float64Array;
  readonly labels: Labels | null;
  /** Rows of the file, and how many of them one is used of. */
  readonly total: number;
  readonly stride: number;
  readonly skipped: number;
}

/** The lines of a table, the first row of numbers just read. */
function beginRows(text: string, layout: Layout): { readonly lines: Lines; readonly first: string | null } {
  const lines = new Lines(text);
  let first = lines.nextRow();
  if (first !== null && declaredSeparator(first)) first = lines.nextRow();
  for (let i = 0; i < layout.preamble + (layout.header ? 1 + layout.remarks : 0); i++)
    first = lines.nextRow();
  return { lines, first };
}

/** Rows of numbers, as far as blank lines and comments tell. */
function countRows(text: string, layout: Layout): number {
  const { lines, first } = beginRows(text, layout);
  let count = 0;
  for (let line = first; line !== null; line = lines.nextRow()) count++;
  return count;
}

function readRows(text: string, layout: Layout): Rows {
  const { lines, first } = beginRows(text, layout);
  let line = first;
  const total = lines.remaining() + 1;
  const stride = Math.ceil(total / MAX_ROWS);
  const values = new Float64Array(2 * Math.ceil(total / stride));
  const labels = layout.label === null ? null : new LabelReader();
  const choose = createRng({ seed: 0, stream: 'data', step: 0 });
  let chosen = 0; // which row of the present stride
  let rows = 0;
  while (line !== null) {
    const cells = split(line, layout.separator);
    if (cells.length !== layout.cells) {
      throw new FileError({
        field: words.line(lines.number),
        found: words.cells(cells.length, words.separators[layout.separator]),
        expected: words.asInFirstRow(layout.cells),
        hint: words.fixRow,
      });
    }
    values[2 * rows] = readCell(cells, layout.x, layout, lines.number);
    values[2 * rows + 1] = readCell(cells, layout.y, layout, lines.number);
    if (layout.label !== null) labels?.add(cells[layout.label]);
    rows++;
    const next = stride > 1 ? choose.integer(stride) : 0;
    for (let k = chosen + 1; k < stride + next; k++) lines.skip();
    chosen = next;
    line = lines.nextRow();
  }
  return {
    values: values.slice(0, 2 * rows),
    labels: labels?.labels() ?? null,
    total: stride === 1 ? rows : total, // blank lines and comments that are skipped unread count with the rows
    stride,
    skipped: lines.skipped,
  };
}

/**
 * Reads two columns of numbers. A header is optional; cells are separated by commas, semicolons, tabs, bars or spaces, may be quoted,
 * and may have decimal commas or thousands where they can be told apart from separators; UTF-8 or marked UTF-16; any line ending.
 * @param input the file's text or bytes
 * @throws FileError alone, whatever the input is
 */
export function readTable(input: string | Uint8Array, choice: TableChoice = {}): ParsedPoints {
  const text = decodeText(input);
  return pointsOf(text, layoutOf(text, choice));
}

/**
 * The same, for a preview: where the two columns cannot be read and the table has others, the preview says so and others can be chosen.
 * @throws FileError where no choice of columns helps
 */
export function previewTable(input: string | Uint8Array, choice: TableChoice = {}): ParsedPoints {
  const text = decodeText(input);
  const layout = layoutOf(text, choice);
  try {
    return pointsOf(text, layout);
  } catch (error) {
    const { columns, x, y, label, header, decimal, rows, notices } = layout;
    const numeric = columns.filter(({ kind }) => kind === 'number' || kind === 'index');
    const ofColumn = error instanceof FileError && error.ofColumn;
    if (!ofColumn || numeric.length < 3) throw error;
    return {
      points: new Float32Array(0),
      offset: [0, 0],
      names: null,
      labels: null,
      skipped: 0,
      notices,
      preview: { columns, x, y, label, header, decimal, rows, count: countRows(text, layout) },
      problem: words.orOtherColumns(error.message),
    };
  }
}

function pointsOf(text: string, layout: Layout): ParsedPoints {
  const { values, labels, total, stride, skipped } = readRows(text, layout);
  const rows = values.length / 2;
  if (rows < MIN_ROWS) throw fewRows(words.rows(rows));
  const { points, offset, notices: collapsed } = centred(values, layout);
  const { columns, x, y, label, header, decimal } = layout;
  const nameOf = (column: number) => columns[column].name;
  const names: [string, string] | null = nameOf(x) === null ? null : [nameOf(x) ?? '', nameOf(y) ?? ''];
  const notices = [...layout.notices, ...collapsed];
  if (layout.cells > 2) {
    const called = (column: number) => (names ? quote(nameOf(column) ?? '') : column + 1);
    const classes = label === null ? null : called(label);
    notices.push(words.columnsUsed(layout.cells, [called(x), called(y)], classes));
  }
  if (stride > 1) {
    notices.push(words.rowsUsed(total, stride, rows));
  }
  if (skipped > 0) notices.push(words.skipped(skipped));
  const preview = { columns, x, y, label, header, decimal, rows: layout.rows, count: total };
  return { points, offset, names, labels, skipped, notices, preview };
}

/** The shortest decimal that names a 32-bit number: nine significant digits always do. */
function shortest(value: number): string {
  let digits = 6;
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== value) digits++;
  return String(Number(value.toPrecision(digits)));
}

/**
 * @param points [n, 2]; float64 where an offset needs more digits than 32 bits have
 * @returns header `x,y` and a row a point, from which {@link readTable} reads the same numbers
 */
export function writePoints(points: Float32Array | Float64Array): string {
  const rows = ['x,y'];
  const write = points instanceof Float32Array ? shortest : String;
  for (let i = 0; i + 1 < points.length; i += 2) rows.push(`${write(points[i])},${write(points[i + 1])}`);
  return `${rows.join('\n')}\n`;
}

/** One training step's figures; any further ones become further columns. */
export interface MetricRow {
  readonly step: number;
  /** NaN where it is not held. */
  readonly loss: number;
  readonly [name: string]: number | string | undefined;
}

/** @returns header `step,loss` and the further columns in order of appearance; a row a step, cells without a figure empty */
export function writeMetrics(rows: readonly MetricRow[]): string {
  const names = [...new Set(['step', 'loss', ...rows.flatMap((row) => Object.keys(row))])];
  const cell = (value: MetricRow[string]) => (Number.isNaN(value) ? '' : (value ?? ''));
  const lines = rows.map((row) => names.map((name) => cell(row[name])).join(','));
  const header = names
    .map((name) => (/[",\n\r]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name))
    .join(',');
  return `${[header, ...lines].join('\n')}\n`;
}
