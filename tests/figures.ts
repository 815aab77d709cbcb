/**
 * The figures that tests of faults measure: each is logged, and with `FIGURES=1` written to docs/faults.json, of which
 * `node scripts/docs/faults.mjs` makes docs/faults.md. Such runs go one after the other, since each rewrites the file.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** One number, or several of which the median and the worst are shown. */
type Quantity = number | { readonly values: readonly number[]; readonly unit: string };

export type Figures = Readonly<Record<string, Quantity>>;

const file = new URL('../docs/faults.json', import.meta.url);

/** @returns the value in the middle of the sorted ones, the lower one of two */
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

const rounded = (value: number): number => Number(value.toPrecision(3));

const recorded = (quantity: Quantity) =>
  typeof quantity === 'number'
    ? quantity
    : {
        n: quantity.values.length,
        median: rounded(median(quantity.values)),
        worst: rounded(Math.max(...quantity.values)),
        unit: quantity.unit,
      };

/**
 * @param id   names a row of docs/faults.md
 * @param many whether these are the larger numbers of the test
 */
export function recordFigures(id: string, many: boolean, figures: Figures): void {
  const entries = Object.entries(figures).map(([name, quantity]) => [name, recorded(quantity)] as const);
  const own = Object.fromEntries(entries);
  console.log(`${id}: ${JSON.stringify(own)}`);
  if (!process.env.FIGURES) return;
  const all = JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>;
  all[id] = { ...all[id], [many ? 'many' : 'few']: own };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => a.localeCompare(b)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
}
