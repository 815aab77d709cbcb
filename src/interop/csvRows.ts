/** The rows of a table whose layout is known: two numbers of each, and its class. */
import { createRng } from '../lib/rng';
import * as words from '../words/files/table';
import { cellError } from './csvFault';
import type { Layout } from './csvLayout';
import { declaredSeparator, Lines, split, unquote } from './csvText';
import { FileError } from './fileError';
import { isMissing, isNumber, toNumber } from './tableNumbers';

/**
 * Of longer tables one row in k is used: at random, so that neither the end of a sorted table is lost nor every other row of an
 * alternating one; the same rows each time.
 */
export const MAX_ROWS = 1_000_000;

export interface Labels {
  readonly names: readonly string[];
  /** [n] index into `names` */
  readonly values: Int32Array;
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
export function countRows(text: string, layout: Layout): number {
  const { lines, first } = beginRows(text, layout);
  let count = 0;
  for (let line = first; line !== null; line = lines.nextRow()) count++;
  return count;
}

export function readRows(text: string, layout: Layout): Rows {
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
