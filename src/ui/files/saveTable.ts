/** Saves the numbers of a curve as CSV (RFC 4180): a line of names, then a line a row. */
import { type Download, download } from './download';

export interface NumberTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Cells with a comma, a quote or a line break are quoted. */
const cell = (value: string | number): string => {
  const text = typeof value === 'number' && Number.isNaN(value) ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const tableText = ({ columns, rows }: NumberTable): string =>
  [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');

export const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

export function saveTable(table: NumberTable, save: Download = download): void {
  save(`${fileName(table.name)}.csv`, tableText(table), 'text/csv');
}
