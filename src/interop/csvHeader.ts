/** What stands above the numbers of a table: a preamble, the names of its columns, their units. */
import * as words from '../words/files/table';
import { type Separator, unquote } from './csvText';
import { quote } from './fileError';
import { isMissing, isNumber, toNumber } from './tableNumbers';

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

interface HeaderFinding {
  readonly header: boolean;
  readonly notice: string | null;
}

export function headerOf(
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

/** Lines of a title or a date that instruments write before the table: single cells of words above rows of several cells. */
const MOST_PREAMBLE = 20;

export function preambleOf(rows: readonly (readonly string[])[], separator: Separator): number {
  const length = rows.findIndex((row) => row.length > 1 || isNumber(row[0], separator));
  return length > 0 && length <= MOST_PREAMBLE && rows[length].length > 1 ? length : 0;
}

/** Rows of units and remarks that instruments and Origin write below the names. */
const MOST_REMARKS = 3;

/**
 * How many rows after the first have no number, though a column in which they have a word goes on with numbers. A single word that
 * should have been a number is none: its row has numbers beside it.
 */
export function remarksOf(rows: readonly (readonly string[])[], separator: Separator): number {
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
export function withUnits(names: readonly string[], units: readonly string[] | undefined): readonly string[] {
  if (!units) return names;
  return names.map((name, i) => {
    const unit = unquote(units[i] ?? '').replace(/^[[(](.*)[\])]$/, '$1');
    return unit === '' || isMissing(unit) ? name : `${name} (${unit})`;
  });
}
