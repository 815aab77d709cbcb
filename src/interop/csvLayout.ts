/** The layout of a table: its separator, its header, its decimal mark and its columns, from its first rows and the choices of the user. */
import * as words from '../words/files/table';
import { cellError, fewRows } from './csvFault';
import { headerOf, preambleOf, remarksOf, withUnits } from './csvHeader';
import { declaredSeparator, Lines, SEPARATORS, type Separator, separatorOf, split, unquote } from './csvText';
import { FileError, quote } from './fileError';
import {
  type ColumnChoice,
  columnNames,
  describeColumns,
  resolveColumn,
  type TableColumn,
  usualColumns,
} from './tableColumns';
import { type DecimalMark, decimalMarkOf, isNumber } from './tableNumbers';

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

export interface Layout {
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

/** The header of a file of points with classes that this page wrote: it opens with its classes, until the columns are chosen. */
const POINTS_WITH_CLASSES = 'x,y,class';

export function layoutOf(text: string, choice: TableChoice): Layout {
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
  const isOwn = choice.x === undefined && names?.join() === POINTS_WITH_CLASSES;
  const label = choice.label === undefined ? (isOwn ? 2 : null) : resolveColumn(columns, choice.label);
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
