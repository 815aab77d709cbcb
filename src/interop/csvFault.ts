/** What is wrong with a table, where it is the same in several places. */
import { nothing } from '../words/files/fault';
import * as fileWords from '../words/files/file';
import * as words from '../words/files/table';
import { unquote } from './csvText';
import { FileError, quote } from './fileError';

/** Fewer points than this are no data to learn. */
export const MIN_ROWS = 10;

export function cellError(line: number, column: number, cell: string, expected: string): FileError {
  return new FileError({
    field: words.cell(line, column + 1),
    ofColumn: true,
    found: cell.trim() === '' ? nothing : quote(unquote(cell)),
    expected,
    hint: words.twoColumns,
  });
}

export const fewRows = (found: string): FileError =>
  new FileError({
    field: fileWords.file,
    found,
    expected: words.rowsOfTwo(MIN_ROWS),
    hint: words.moreRows,
  });
