/** docs/faults.md is what its generator writes, every test that it names exists, and every figure was measured. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FIGURES, faultsDocument } from '../../../scripts/docs/faults.mjs';
import { FAULTS } from '../../../scripts/docs/faultTable.mjs';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('docs/faults.md is up to date: node scripts/docs/faults.mjs', () => {
  expect(read('docs/faults.md')).toBe(faultsDocument());
});

describe.each(FAULTS.flatMap(({ rows }) => rows.map((row) => [row.fault, row] as const)))(
  '%s',
  (_, { test: [file, name], figures, many }) => {
    test('is held by a test', () => expect(read(file)).toContain(name));

    test('has figures of its test, and of the larger number where a command is named', () => {
      const which = many ? (['few', 'many'] as const) : (['few'] as const);
      // the page on WebGPU is measured with the larger number alone
      const missing = which.filter(
        (each) => figures.length > 0 && !figures.some((id) => FIGURES[id]?.[each]),
      );
      expect(missing).toEqual([]);
    });
  },
);
