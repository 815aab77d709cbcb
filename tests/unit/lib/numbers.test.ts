import { expect, test } from 'vitest';
import { count, joined, plural } from '../../../src/lib/numbers';

test('numbers, plurals and lists are English in the English dictionary', () => {
  expect(count(14_000.4)).toBe('14,000');
  const images = (n: number) => plural(n, { one: 'image', other: 'images' });
  expect([0, 1, 2].map(images)).toEqual(['images', 'image', 'images']);
  expect(joined(['A', 'B', 'C'])).toBe('A, B and C');
});
