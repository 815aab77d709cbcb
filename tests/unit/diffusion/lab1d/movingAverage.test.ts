/** The moving average of a noisy weight: its closed forms beside simulation. */
import { describe, expect, test } from 'vitest';
import {
  averageOf,
  halfLifeOf,
  noisyWeight,
  SHAKING,
  START,
  shakingLeft,
} from '../../../../src/diffusion/lab1d/movingAverage';
import { emaDecayAt } from '../../../../src/training/learningRate';
import { averageSentence } from '../../../../src/ui/lessons/pictures/ema/Picture';

const deviationOf = (values: Float64Array) => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
};

describe('a noisy weight', () => {
  const weights = noisyWeight(400_000, 1);

  test('shakes with the deviation of an autoregressive series', () => {
    expect(weights[0]).toBe(START);
    // some 400 000/19 independent values: half a per cent
    expect(deviationOf(weights.subarray(1000)) / SHAKING).toBeCloseTo(1, 1);
  });

  test.each([0.9, 0.99, 0.999])('averaged with decay %f shakes as the closed form says', (decay) => {
    const averages = averageOf(weights, () => decay).subarray(20_000);
    const ratio = deviationOf(averages) / SHAKING;
    // the average of 0.999 has some 200 independent values: 5 %, three times over
    expect(Math.abs(ratio / shakingLeft(decay) - 1)).toBeLessThan(0.15);
  });

  test('is its own average with decay 0', () => {
    expect(averageOf(weights.subarray(0, 50), () => 0)).toEqual(weights.slice(0, 50));
    expect(shakingLeft(0)).toBe(1);
  });
});

describe('the average', () => {
  test('is made half of the steps of its half-life', () => {
    for (const decay of [0.9, 0.99, 0.999, 0.9999]) {
      expect(decay ** halfLifeOf(decay)).toBeLessThanOrEqual(0.5);
      expect(decay ** (halfLifeOf(decay) - 1)).toBeGreaterThan(0.5);
    }
  });

  test('has the warm-up of training, and a sentence that says what it does', () => {
    expect(averageSentence(0.99, true)).toContain(
      'half of the average is of the last 69 steps; with warm-up',
    );
    expect(averageSentence(0.999, false)).toContain('55% of the average is still the start');
    expect((0.999 ** 600).toFixed(2)).toBe('0.55');
    for (const n of [1, 10, 5000])
      expect(emaDecayAt(n, { emaDecay: 0.999, emaWarmup: true })).toBe(Math.min(0.999, (1 + n) / (10 + n)));
  });
});
