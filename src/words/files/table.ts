/** What the readers of tables say: of a cell, a row, the columns, and what is assumed. */
import { count, plural } from '../../lib/numbers';

export const line = (number: number) => `line ${number}`;
export const column = (name: number | string) => `column ${name}`;
export const cell = (row: number, number: number) => `line ${row}, column ${number}`;

export const twoColumns = 'Two columns of numbers are needed: fix or remove this row';
export const rowsOfTwo = (least: number) => `at least ${count(least)} rows of two numbers`;
export const moreRows = 'Open a file with more rows: a few hundred show a shape';
export const readTwoWays = (text: string) => `${text}, which can be read in two ways`;
export const oneDecimalMark =
  'one mark for decimals throughout the table, and thousands written without a mark';
export const writeDecimals =
  'Write thousands without a mark, and decimals with a point, and open the table again';
export const noRows = 'no rows';
export const noRowsAfter = (text: string) => `no rows after ${text}`;
export const rows = (n: number) => plural(n, { one: `${count(n)} row`, other: `${count(n)} rows` });
export const oneColumn = (text: string) => `one column, ${text}`;
export const twoNumbers = 'two numbers, separated by a comma, semicolon, tab or space';
export const openTwoColumns = 'Open a file with two columns of numbers';
export const aNumber = 'a number such as 1.5';
export const aFiniteNumber = 'a finite number that 32 bits can hold';
export const withDecimalComma = 'a number with a decimal comma, as in the first rows';
export const withDecimalPoint = 'a number with a decimal point, as in the first rows';
export const sameInEveryRow = (value: number) => `${value} in every row`;
export const valuesThatDiffer = 'values that differ, within the seven digits that 32-bit numbers keep';
export const columnsThatVary = 'Choose columns that vary';
export const separators = {
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  ',': 'commas',
  ' ': 'spaces',
};
export const cells = (n: number, separator: string) =>
  `${plural(n, { one: `${n} column`, other: `${n} columns` })} separated by ${separator}`;
export const asInFirstRow = (n: number) => `${n}, as in the first row`;
export const fixRow = 'Fix or remove this row';
export const orOtherColumns = (problem: string) => `${problem} Or choose other columns.`;
export const noSuchColumn = 'no such column';
export const oneOf = (names: readonly string[]) => `one of ${names.join(', ')}`;
export const numbersTo = (last: number) => `0 to ${last}`;
export const otherColumn = 'Choose another column';

export const readAsNames = (row: string) => `The first row, ${row}, is read as the names of the columns.`;
export const readAsNamesOfPandas = (row: string) =>
  `The first row, ${row}, is read as the names of the columns, as pandas writes them.`;
export const readAsPoint = (row: string) =>
  `The first row, ${row}, is read as a point; where it names the columns, remove it or choose so.`;
export const beforeTable = (lines: readonly string[]) => `Before the table: ${lines.join(', ')}.`;
export const readAsUnits = (row: string) => `The row below the names, ${row}, is read as units.`;
export const rowNotUsed = (row: string) => `The row ${row} is not used.`;
export const digitsLost = (number: number, before: number, after: number) =>
  `Column ${number} has ${count(before)} different values; 32-bit numbers keep ${count(after)} of them apart.`;
/** @param label the column of classes, null where there is none */
export const columnsUsed = (
  of: number,
  [x, y]: readonly [string | number, string | number],
  label: string | number | null,
) =>
  `The file has ${of} columns: ${x} and ${y} are used${label === null ? '' : `, and ${label} as the class`}.`;
export const rowsUsed = (of: number, stride: number, used: number) =>
  `The file has ${count(of)} rows: one in ${stride} is used, ${count(used)} in all.`;
export const skipped = (lines: number) => `Blank lines and comments: ${count(lines)}.`;

export const saveAsText = 'Save two columns of numbers as text, one row a line';
export const megabytes = (n: number) => `${n} MB`;
export const zeroBytes = 'zero bytes, as in a binary file';
export const text = 'text';
export const rowsOfTwoNumbers = 'rows of two numbers';
export const characters = (n: number) => `${count(n)} characters`;
export const twoNumbersWithin = (most: number) => `two numbers, in at most ${count(most)}`;
export const moreComments = (most: number) => `more than ${count(most)} blank lines or comments`;
