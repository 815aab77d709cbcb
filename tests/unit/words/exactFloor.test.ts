import { expect, test } from 'vitest';
import { exactFloor } from '../../../src/words/charts';

test('a floor is called exact where it is, of the density or of the rows of a table, and else an estimate', () => {
  const of = (points: number | null, draws: number | null) =>
    exactFloor(0.429, 'ε*', { points, draws }, false);
  expect(of(null, null)).toBe('floor 0.429: exact ε*');
  expect(of(600, null)).toBe('floor 0.429: exact ε* of 600 points');
  expect(of(null, 5000)).toBe('floor 0.429: ε* estimated, n = 5,000');
  expect(exactFloor(null, 'ε*', { points: null, draws: 5000 }, true)).toBe(
    'floor on fresh data: ε* estimated, n = 5,000',
  );
});
