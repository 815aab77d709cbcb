/** A number goes as far as two digits of its deviation do. */
import { expect, test } from 'vitest';
import { plusMinus } from '../../../src/lib/plusMinus';

test.each([
  [1.7583, 0.1277, '1.76 ± 0.13'],
  [9.97, 0.0996, '9.97 ± 0.10'], // rounded up it has two digits, not three
  [-0.00123, 0.00095, '−0.00123 ± 0.00095'],
  [1234.5, 99.7, '1235 ± 100'],
])('%d with a deviation of %d reads %s', (value, deviation, text) =>
  expect(plusMinus(value, deviation)).toBe(text),
);

test("the point is the language's, or that of the file", () => {
  expect(plusMinus(1.7583, 0.1277, (text) => text.replace('.', ','))).toBe('1,76 ± 0,13');
});
