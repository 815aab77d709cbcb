/** docs/faults.md is what its generator writes, and every test that it names exists. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FAULTS, faultsDocument } from '../../../scripts/docs/faults.mjs';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('docs/faults.md is up to date: node scripts/docs/faults.mjs', () => {
  expect(read('docs/faults.md')).toBe(faultsDocument());
});

test.each(FAULTS.flatMap(({ rows }) => rows.map(({ fault, test: [file, name] }) => [fault, file, name])))(
  '%s is held by a test of %s',
  (_, file, name) => expect(read(file)).toContain(name),
);
