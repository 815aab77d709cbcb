/**
 * Numbers as people write them: 1025.5, 1,025.5, 1.025,5, 1 025,5, 1'025.5. A comma or a point alone can mark decimals or thousands;
 * which, the cells of a table say together, or it stays ambiguous.
 */
import { type Separator, unquote } from './csvText';

export type DecimalMark = '.' | ',';

const POINT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const COMMA = /^[+-]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?$/;
const GROUPED_BY_COMMAS = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const GROUPED_BY_POINTS = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/;
/** Switzerland's apostrophe and France's narrow spaces; an ordinary space only where it does not separate cells. */
const GROUPED_BY_MARKS = /^[+-]?\d{1,3}(?:['’\u00a0\u202f]\d{3})+(?:[.,]\d*)?$/;
const GROUPED_BY_SPACES = /^[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d*)?$/;

const MISSING = /^(?:nan|inf|infinity|[+-]inf(?:inity)?|n\/a|<na>|na|null|none|-|\?|#[A-Z/0!]+)$/i;

/** Empty, or a word that stands for a number which is missing or infinite. */
export const isMissing = (cell: string): boolean => {
  const text = unquote(cell);
  return text === '' || MISSING.test(text);
};

function textOf(cell: string, separator: Separator): string {
  const text = unquote(cell)
    .replace('−', '-')
    .replace(/([\d.])[dD]([+-]\d+)$/, '$1e$2'); // Fortran's double precision
  const grouped =
    GROUPED_BY_MARKS.test(text) || (separator !== ' ' && separator !== ',' && GROUPED_BY_SPACES.test(text));
  return grouped ? text.replace(/['’\u00a0\u202f ]/g, '') : text;
}

/** @returns NaN where the cell is no number in this notation */
export function toNumber(cell: string, decimal: DecimalMark, separator: Separator): number {
  if (decimal === '.' && POINT.test(cell)) return Number(cell); // nearly every cell, before anything slower
  const text = textOf(cell, separator);
  if (decimal === '.') {
    if (POINT.test(text)) return Number(text);
    return GROUPED_BY_COMMAS.test(text) ? Number(text.replaceAll(',', '')) : Number.NaN;
  }
  if (COMMA.test(text)) return Number(text.replace(',', '.'));
  return GROUPED_BY_POINTS.test(text) ? Number(text.replaceAll('.', '').replace(',', '.')) : Number.NaN;
}

/** A number in one notation or the other. */
export const isNumber = (cell: string, separator: Separator): boolean =>
  !Number.isNaN(toNumber(cell, '.', separator)) || !Number.isNaN(toNumber(cell, ',', separator));

/** The evidence of a cell for the decimal mark; `ambiguous` is 1,025, which is a thousand or just above one. */
type Evidence = DecimalMark | 'ambiguous' | 'small integer' | 'large integer' | null;

function evidenceOf(text: string): Evidence {
  if (/^[+-]?\d+$/.test(text)) return text.replace(/\D/g, '').length > 3 ? 'large integer' : 'small integer';
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) return 'ambiguous';
  if (GROUPED_BY_COMMAS.test(text) && !text.startsWith('0')) return '.';
  if (text.includes(',') && COMMA.test(text)) return ',';
  if (GROUPED_BY_POINTS.test(text) && !POINT.test(text)) return ',';
  return text.includes('.') && POINT.test(text) && !GROUPED_BY_POINTS.test(text) ? '.' : null;
}

export interface DecimalFinding {
  /** Null where the cells do not decide. */
  readonly mark: DecimalMark | null;
  /** The cell that is ambiguous or contradicts the others: its row and column. */
  readonly at: readonly [row: number, column: number] | null;
}

/**
 * The decimal mark of a table's first rows. Thousands are written with commas where numbers below a thousand have none; a table whose
 * every comma stands before three digits, without such numbers, is ambiguous, save between semicolons: Excel writes those where the
 * comma is the decimal mark.
 * @param rows cells of rows; cells that are no numbers do not count
 */
export function decimalMarkOf(rows: readonly (readonly string[])[], separator: Separator): DecimalFinding {
  const first = new Map<Evidence, readonly [number, number]>();
  for (const [i, row] of rows.entries()) {
    for (const [column, cell] of row.entries()) {
      if (!isNumber(cell, separator)) continue;
      const evidence = evidenceOf(textOf(cell, separator));
      if (!first.has(evidence)) first.set(evidence, [i, column]);
    }
  }
  const comma = first.get(',');
  const point = first.get('.');
  if (comma && point) return { mark: null, at: comma[0] > point[0] ? comma : point };
  if (comma) return { mark: ',', at: null };
  const ambiguous = first.get('ambiguous');
  if (point || !ambiguous) return { mark: '.', at: null };
  if (first.has('small integer') && !first.has('large integer') && separator !== ';')
    return { mark: '.', at: null };
  if (separator === ';' && !first.has('small integer') && !first.has('large integer'))
    return { mark: ',', at: null };
  return { mark: null, at: ambiguous };
}
