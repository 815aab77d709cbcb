/** The tables of docs/performance.md are what its generator writes from measurements, and none is typed by hand. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { performanceDocument, withTables } from '../../../scripts/docs/performance.mjs';
import { rooflines } from '../../bench/roofline';

const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

test('docs/performance.md is up to date: node scripts/docs/performance.mjs', () => {
  expect(read('performance.md')).toBe(performanceDocument());
});

test('every table stands where the generator writes it, and every part that is measured has one', () => {
  const text = read('performance.md');
  const byHand = text.replace(/<!-- bench: \S+ -->[\s\S]*?<!-- end -->/g, '');
  expect(byHand).not.toMatch(/^\|/m);
  const written = Array.from(text.matchAll(/<!-- bench: (\S+) -->/g), ([, id]) => id);
  expect(written.sort()).toEqual(Object.keys(JSON.parse(read('performance.json'))).sort());
});

test('the counted work is that of the networks of today', () => {
  expect(JSON.parse(read('performance.json')).roofline.rows).toEqual(rooflines());
});

test('a table has n, spread, device and day; a part that is not measured is named', () => {
  const spread = (median: number) => ({ median, least: median / 2, most: 2 * median });
  const row = (name: string, ratio: number) => ({
    name,
    rounds: 5,
    clock: { milliseconds: spread(8 / ratio), ratio: spread(ratio) },
    processor: null,
    javascript: null,
    dispatches: 7,
    submits: null,
    kernels: null,
    tensorBytes: null,
    gpuBytes: 1.5e6,
  });
  const part = {
    date: '2026-11-30',
    runtime: 'Chromium 1',
    processor: '',
    cores: 2,
    title: 'MLP',
    unit: 'training step',
    device: 'SwiftShader',
    software: true,
    rows: [row('ours', 4), row('stock', 1)],
  };
  const text = 'before\n<!-- bench: mlp -->\nold\n<!-- end -->\nafter';
  expect(withTables(text, { mlp: part })).toBe(`before
<!-- bench: mlp -->

**MLP**, a training step; median (least to most) of n = 5 rounds. Chromium 1, SwiftShader (a program on the processor), 2 processor cores, 30 November 2026.

|  | ms on the clock | speed against stock, on the clock | dispatches | GPU buffers |
| --- | --- | --- | --- | --- |
| ours | 2 (1 to 4) | 4 × (2 to 8) | 7 | 1.5 MB |
| stock | 8 (4 to 16) | 1 × (0.5 to 2) | 7 | 1.5 MB |

<!-- end -->
after`);
  expect(() => withTables('<!-- bench: unet --><!-- end -->', {})).not.toThrow(); // the mark stands on a line of its own
  expect(() => withTables('<!-- bench: unet -->\n<!-- end -->', {})).toThrow('no part "unet"');
});
