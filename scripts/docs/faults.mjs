/**
 * Writes docs/faults.md: what the app promises for each fault, the test that holds it, and what was measured. Run it after a change of the
 * table: `node scripts/docs/faults.mjs`. tests/unit/docs/faults.test.ts fails where a test that is named here is gone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FAULTS } from './faultTable.mjs';

/** What the tests measured: see tests/figures.ts. */
export const FIGURES = JSON.parse(readFileSync(new URL('../../docs/faults.json', import.meta.url), 'utf8'));

const count = (value) => value.toLocaleString('en').replaceAll(',', ' ');

/** One quantity in words: a number, or the median and the worst of several. */
function quantityText(name, quantity) {
  if (typeof quantity === 'number') return `${name}: ${count(quantity)}`;
  const { n, median, worst, unit } = quantity;
  const withUnit = (value) => `${count(value)}${unit && ` ${unit}`}`;
  if (n === 1) return `${name}: ${withUnit(worst)} (n = 1)`;
  return `${name}: median ${withUnit(median)}, worst ${withUnit(worst)} (n = ${n})`;
}

/** The figures of a row, of the numbers of `npm test` ("few") or of the larger ones ("many"). */
const figuresText = (ids, which) =>
  ids
    .flatMap((id) => Object.entries(FIGURES[id]?.[which] ?? {}))
    .map(([name, quantity]) => quantityText(name, quantity))
    .join('; ');

const table = (rows) =>
  [
    '| fault | promise | test | measured | larger number |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(({ fault, promise, test: [file], figures, many }) => {
      const cells = [
        fault,
        promise,
        `[${file.split('/').at(-1)}](../${file})`,
        figuresText(figures, 'few') || 'holds or fails',
        many ? [`\`${many}\``, figuresText(figures, 'many')].filter(Boolean).join('<br>') : '',
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ].join('\n');

export const faultsDocument = () => `# Faults

What the app promises when something fails, the test that holds it in \`npm test\`, and what was measured, in Chromium on two
processor cores without a GPU, where WebGPU and WebGL are programs on the processor. The machine did other work besides, over which
most tests had priority: times over the slowdown by other programs are near those of a machine at rest. With the machine to itself, a run goes
on 2.3 s after the loss of a WebGPU device, 3.1 s at most (n = 10). \`npm test\` causes fewer faults
of four kinds than were measured here: 4 losses of a WebGPU device, 2 of a WebGL context, 5 visits that end, 3 kills of the browser.

The tests write the figures: \`FIGURES=1 npx vitest run --project e2e tests/e2e/faults.test.ts\`, and the same before any command below, writes
those of its tests to docs/faults.json; \`node scripts/docs/faults.mjs\` then writes this page.

${FAULTS.map(({ subject, rows }) => `## ${subject}\n\n${table(rows)}\n`).join('\n')}`;

const path = fileURLToPath(new URL('../../docs/faults.md', import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(path, faultsDocument());
