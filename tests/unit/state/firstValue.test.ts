import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { firstValue } from '../../../src/state/firstValue';

test('the present value counts', async () => {
  expect(await firstValue(signal(3), (value) => value === 3)).toBe(3);
});

test('only the first value that passes is taken, and nothing is watched after it', async () => {
  const source = signal(0);
  let tests = 0;
  const promise = firstValue(source, (value) => {
    tests++;
    return value >= 2;
  });
  for (const value of [1, 2, 5]) source.value = value;
  expect(await promise).toBe(2);
  const before = tests;
  source.value = 6;
  expect(tests).toBe(before);
});
