import { expect, test } from 'vitest';
import { measuringText, roughRange } from '../../../src/ui/format';

test('an estimate is a range where the speed varies, and says a unit once', () => {
  const minute = 60_000;
  const range = (least: number, most: number) =>
    roughRange({ likely: (least + most) / 2, range: [least, most] });
  expect(range(4 * minute, 5 * minute)).toBe('About 5 min');
  expect(range(4 * minute, 9 * minute)).toBe('4 to 9 min');
  expect(range(40_000, 2 * minute)).toBe('40 s to 2 min');
  expect(range(30 * minute, 70 * minute)).toBe('30 min to 1 h 10 min');
});

test('a measurement whose samples are drawn has no time left to draw: it is measuring', () => {
  expect(measuringText({ done: 0, total: 1024, left: null }, 'images')).toBe('0 of 1,024 images drawn');
  expect(measuringText({ done: 256, total: 1024, left: 42_000 }, 'images')).toBe(
    '256 of 1,024 images drawn, about 40 s left',
  );
  expect(measuringText({ done: 1024, total: 1024, left: 0 }, 'images')).toBe(
    '1,024 images are drawn and being measured',
  );
});
