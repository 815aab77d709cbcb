/** Weights that come from another worker or a copy are finite, or are refused by the name of the parameter. */
import { describe, expect, test } from 'vitest';
import { layoutOf } from '../../../src/model/layout';
import { checkFiniteState } from '../../../src/model/trainState';

const layout = layoutOf([
  { name: 'in.weight', shape: [2, 3], initial: 'zeros' },
  { name: 'in.bias', shape: [3], initial: 'zeros' },
]);
const state = () => ({
  params: new Float32Array(9),
  ema: new Float32Array(9),
  m: new Float32Array(9),
  v: new Float32Array(9),
});

describe('a training state', () => {
  test('of finite numbers passes', () => {
    expect(() => checkFiniteState(state(), layout)).not.toThrow();
  });

  test.each([
    ['params', 5, Number.NaN, 'A number in the weights of "in.weight" is not finite (NaN).'],
    ['ema', 6, Number.POSITIVE_INFINITY, 'A number in the averaged weights of "in.bias" is not finite'],
    ['m', 0, Number.NaN, 'the optimizer\'s m of "in.weight"'],
    ['v', 8, Number.NEGATIVE_INFINITY, 'the optimizer\'s v of "in.bias"'],
  ] as const)('with a bad value in %s is refused by name', (part, at, value, message) => {
    const bad = state();
    bad[part][at] = value;
    expect(() => checkFiniteState(bad, layout)).toThrow(message);
  });
});
