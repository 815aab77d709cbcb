import { describe, expect, test } from 'vitest';
import { ERROR_CELLS, errorPlaces, onScale, squaredErrors } from '../../../src/ui/islands/errorMap';
import { errorSentence } from '../../../src/ui/views/train/findings';

describe('the error by place', () => {
  test('is evaluated at the middles of cells that fill the square, from the top left', () => {
    const places = errorPlaces(2);
    const cell = 4 / ERROR_CELLS;
    expect(places).toHaveLength(2 * ERROR_CELLS ** 2);
    expect([...places.slice(0, 2)]).toEqual([-2 + cell / 2, 2 - cell / 2].map(Math.fround));
    expect([...places.slice(-2)]).toEqual([2 - cell / 2, -2 + cell / 2].map(Math.fround));
  });

  test('is the squared distance per dimension', () => {
    expect([...squaredErrors(Float32Array.of(1, 2, 0, 0), Float32Array.of(0, 0, 3, 4))]).toEqual([2.5, 12.5]);
  });

  test('stands on a scale of equal ratios, clipped at both ends', () => {
    expect(onScale(1e-3)).toBe(0);
    expect(onScale(1)).toBe(1);
    expect(onScale(10 ** -1.5)).toBeCloseTo(0.5, 12);
    expect([onScale(0), onScale(50)]).toEqual([0, 1]);
  });

  test('has a text alternative with its median and its maximum', () => {
    expect(errorSentence([0.5, 0.01, 2])).toBe('squared error of ε over the stage: median 0.5, maximum 2');
  });
});
