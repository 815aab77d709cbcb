import { expect, test } from 'vitest';
import { createRecent, isSame } from '../../../src/evaluation/recent';

test('a copy is the same as its original, and no other value is', () => {
  const source = { name: 'a.csv', points: Float32Array.of(1, Number.NaN), classes: ['x', 'y'], units: null };
  expect(isSame(source, structuredClone(source))).toBe(true);
  const others: object[] = [
    { ...source, points: Float32Array.of(1, 2) },
    { ...source, points: Float32Array.of(1, Number.NaN, 3) },
    { ...source, points: new Uint8Array(2) },
    { ...source, classes: ['x', 'z'] },
    { ...source, units: { scale: 1 } },
    { ...source, labels: Int32Array.of(0) },
    {},
  ];
  for (const other of others) {
    expect(isSame(source, other)).toBe(false);
    expect(isSame(other, source)).toBe(false);
  }
});

test('the newest values stay, by when they were asked for', () => {
  const made: string[] = [];
  const recent = createRecent(2, ({ name }: { name: string }) => {
    made.push(name);
    return name;
  });
  for (const name of ['a', 'b', 'a', 'c', 'a']) expect(recent({ name })).toBe(name);
  expect(made).toEqual(['a', 'b', 'c']);
  recent({ name: 'b' });
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
