/**
 * CSV is a table as text. Reading takes what spreadsheets, pandas, R and NumPy write, and never trusts it; every way in which
 * a file can be wrong ends in a FileError that names the line, the column, what was found and what is expected.
 */

import * as words from '../words/files/table';
import { fewRows, MIN_ROWS } from './csvFault';
import { type Layout, layoutOf, type TableChoice } from './csvLayout';
import { countRows, type Labels, readRows } from './csvRows';
import { decodeText } from './csvText';
import { FileError, quote } from './fileError';
import type { TableColumn } from './tableColumns';
import type { DecimalMark } from './tableNumbers';

export type { TableChoice } from './csvLayout';
export { MAX_ROWS } from './csvRows';
export { MAX_BYTES } from './csvText';

/** The table before it is used, so that a dialog can offer other columns. */
interface TablePreview {
  readonly columns: readonly TableColumn[];
  /** The choice that was made, in full. */
  readonly x: number;
  readonly y: number;
  readonly label: number | null;
  readonly header: boolean;
  /** True for arrays, which have no row of names: `header` is then no choice. */
  readonly ofArrays?: boolean;
  readonly decimal: DecimalMark;
  /** Cells of the first rows after the header. */
  readonly rows: readonly (readonly string[])[];
  /** Rows of numbers in the file. */
  readonly count: number;
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
