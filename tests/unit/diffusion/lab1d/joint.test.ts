/** The lesson on joint, conditional and marginal: every number of its outcome, computed anew. */
import { describe, expect, test } from 'vitest';
import { lessonOf } from '../../../../src/config/lessons';
import { exactMixture } from '../../../../src/diffusion/exact/mixture';
import {
  CELLS,
  cellPlace,
  forwardGiven,
  jointHistogram,
  posteriorGiven,
} from '../../../../src/diffusion/lab1d/jointHistogram';
import { TWO_PEAKS } from '../../../../src/diffusion/lab1d/liveDensity';
import { variancePreservingLevel } from '../../../../src/diffusion/process';
import { jointSentence } from '../../../../src/ui/lessons/pictures/joint/Picture';

const { outcome } = lessonOf('joint');
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
const even = variancePreservingLevel(0);

describe('the joint histogram', () => {
  const histogram = jointHistogram(even);

  test('adds up to 1, as do both marginals and every conditional', () => {
    expect(outcome).toContain(`all ${CELLS * CELLS} add up to 1`);
    for (const masses of [histogram.joint, histogram.data, histogram.noised])
      expect(sum(masses)).toBeCloseTo(1, 12);
    for (let k = 0; k < CELLS; k++) {
      expect(sum(forwardGiven(histogram, k))).toBeCloseTo(1, 12);
      expect(sum(posteriorGiven(histogram, k))).toBeCloseTo(1, 12);
    }
  });

  test('has the posterior mean of the exact mixture, within the width of a cell', () => {
    const exact = exactMixture(TWO_PEAKS);
    for (const j of [6, 11, 12, 17]) {
      const mean = sum(posteriorGiven(histogram, j).map((p, i) => p * cellPlace(i)));
      const [expected] = exact.posteriorMean([cellPlace(j)], even, new Float64Array(1));
      expect(Math.abs(mean - expected)).toBeLessThan(0.02);
    }
  });

  test('has two peaks in the row that the lesson names', () => {
    const j = 12;
    expect(outcome).toContain(`the row x_t = ${cellPlace(j)}`);
    const row = posteriorGiven(histogram, j);
    const left = sum(row.slice(0, CELLS / 2));
    expect(outcome).toContain(`${left.toFixed(2)} of its mass on the left`);
    const peaks = row.filter((p, i) => i > 0 && i < CELLS - 1 && p > row[i - 1] && p > row[i + 1]);
    expect(peaks).toHaveLength(2);
  });

  test('with almost no signal left has the marginal of x₀ in every row that has mass', () => {
    const noise = jointHistogram(variancePreservingLevel(-5));
    let distance = 0;
    for (let j = 0; j < CELLS; j++) {
      const row = posteriorGiven(noise, j);
      distance += noise.noised[j] * 0.5 * sum(row.map((p, i) => Math.abs(p - noise.data[i])));
    }
    expect(outcome).toContain(`within a total variation of ${distance.toFixed(2)}`);
  });

  test('gives the same cell by both products', () => {
    const [, forth, back] = /= ([\d.e-]+), and .* = ([\d.e-]+): the same/.exec(
      jointSentence(histogram, 8, 9),
    )!;
    expect(forth).toBe(back);
  });
});
