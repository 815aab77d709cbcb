/** The columns of a table: what each holds, and which two become x and y where nobody chose. */

import * as tableWords from '../words/files/table';
import { type Separator, unquote } from './csvText';
import { FileError, quote } from './fileError';
import { isMissing, isNumber, toNumber } from './tableNumbers';

/** `index` counts the rows, as pandas and R write it. */
type ColumnKind = 'number' | 'text' | 'index' | 'empty';

export interface TableColumn {
  /** 0-based */
  readonly index: number;
  /** Null without a header; '' where the header leaves it out. */
  readonly name: string | null;
  readonly kind: ColumnKind;
  /** Among the first rows. */
  readonly missing: number;
  /** Different values among the first rows: few of them can be classes. */
  readonly distinct: number;
  readonly examples: readonly string[];
}

const EXAMPLES = 5;

/** Names of columns that number the rows, where their values do. */
const INDEX_NAMES = /^(?:index|id|row|row[ _]?(?:id|names?|number)|nr\.?|no\.?|#|level_0)$/i;
/** The name that pandas gives to a column without one: the index of the table that was saved. */
const UNNAMED = /^Unnamed: \d+(?:_level_\d+)?$/;

/** Names a column. R leaves the column of row names out of its header; pandas leaves it blank. */
export function columnNames(row: readonly string[], header: readonly string[]): string[] | null {
  if (header.length === row.length) return header.map(unquote);
  return header.length === row.length - 1 && header.length > 1 ? ['', ...header.map(unquote)] : null;
}

function countsRows(values: readonly string[], separator: Separator): boolean {
  const numbers = values.map((cell) => toNumber(cell, '.', separator));
  return numbers.every((n, i) => Number.isInteger(n) && (i === 0 || n === numbers[i - 1] + 1));
}

/** @param rows the first rows, all of `count` cells */
export function describeColumns(
  rows: readonly (readonly string[])[],
  names: readonly string[] | null,
  separator: Separator,
): TableColumn[] {
  return rows[0].map((_, index) => {
    const cells = rows.map((row) => row[index]);
    const present = cells.filter((cell) => !isMissing(cell));
    const numbers = present.filter((cell) => isNumber(cell, separator)).length;
    const name = names?.[index] ?? null;
    const numeric = numbers > 0 && 2 * numbers >= present.length;
    const isIndex =
      numeric &&
      name !== null &&
      ((name === '' && index === 0) ||
        UNNAMED.test(name) ||
        (INDEX_NAMES.test(name) && countsRows(cells, separator)));
    // Words for a missing number are no text, and a column of nothing but them may be numbers further down.
    const words = present.length > 0 || cells.some((cell) => unquote(cell) !== '');
    return {
      index,
      name,
      kind: isIndex ? 'index' : numeric ? 'number' : present.length > 0 ? 'text' : words ? 'number' : 'empty',
      missing: cells.length - present.length,
      distinct: new Set(present.map(unquote)).size,
      examples: cells.slice(0, EXAMPLES).map(unquote),
    };
  });
}

/** A column by its number (0-based) or its name. */
export type ColumnChoice = number | string;

/** @throws FileError where the table has no such column */
export function resolveColumn(columns: readonly TableColumn[], choice: ColumnChoice): number {
  const byName = (same: (name: string) => boolean) =>
    columns.find(({ name }) => name !== null && same(name))?.index;
  const found =
    typeof choice === 'number'
      ? columns[choice]?.index
      : (byName((name) => name === choice) ?? byName((name) => name.toLowerCase() === choice.toLowerCase()));
  if (found !== undefined) return found;
  const named = columns.flatMap(({ name }) => (name ? [quote(name)] : []));
  throw new FileError({
    field: tableWords.column(quote(choice)),
    found: tableWords.noSuchColumn,
    expected:
      named.length > 0 ? tableWords.oneOf(named.slice(0, 8)) : tableWords.numbersTo(columns.length - 1),
    hint: tableWords.otherColumn,
  });
}

/**
 * The columns named x and y; else the first two of numbers that vary. A column that counts rows, or has one value throughout the first
 * rows, is passed over where there are two others.
 */
export function usualColumns(columns: readonly TableColumn[]): readonly number[] {
  const numeric = columns.filter(({ kind }) => kind === 'number');
  const varying = numeric.filter(({ distinct }) => distinct !== 1);
  const choices = [varying, numeric, columns.filter(({ kind }) => kind === 'number' || kind === 'index')];
  const usable = choices.find(({ length }) => length >= 2) ?? choices[2];
  const named = ['x', 'y'].map((letter) => usable.find(({ name }) => name?.toLowerCase() === letter));
  const [x, y] = named.every((column) => column !== undefined) ? named : usable;
  return [x, y].flatMap((column) => (column ? [column.index] : []));
}
