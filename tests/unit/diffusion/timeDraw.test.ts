/** How training times are drawn: the quantiles of each density, and the weights that make the mean loss unbiased. */
import { describe, expect, test } from 'vitest';
import {
  createLossMoments,
  drawTimes,
  isUnbiased,
  type LossMoments,
  logitNormalDensity,
  MOMENT_PARTS,
  partsDraw,
  type TimeDrawer,
  type TimeSamplingOptions,
  timeDrawer,
  timeWeighting,
} from '../../../src/diffusion/timeDraw';
import { TIME_SAMPLINGS, type TimeSamplingId } from '../../../src/diffusion/timeSampling';
import { normalQuantile } from '../../../src/lib/normalQuantile';
import { fillUniform } from '../../../src/lib/rng';

const WAYS = Object.keys(TIME_SAMPLINGS) as TimeSamplingId[];

const optionsOf = (timeSampling: TimeSamplingId, changes: Partial<TimeSamplingOptions> = {}) => ({
  timeSampling,
  logitMean: -0.5,
  logitScale: 0.6,
  importanceWeights: true,
  ...changes,
});

/** A loss with a peak at small times, as that of ε has. */
const loss = (u: number) => 0.05 + 1 / (1 + (20 * u) ** 2);

function followed(count = 20_000): LossMoments {
  const moments = createLossMoments();
  for (let i = 0; i < count; i++) moments.add((i + 0.5) / count, loss((i + 0.5) / count));
  return moments;
}

/** The mean of f over draws at q evenly spaced, which have no sampling error. */
function meanOf(drawer: TimeDrawer, f: (u: number, weight: number) => number, count = 200_000): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const { u, weight } = drawer((i + 0.5) / count);
    sum += f(u, weight);
  }
  return sum / count;
}

test('the quantiles of the normal distribution are those of SciPy to 1e-14', () => {
  // scipy.stats.norm.ppf, 1.17
  const published: [number, number][] = [
    [1e-12, -7.034483825301131],
    [1e-6, -4.753424308822899],
    [0.01, -2.3263478740408408],
    [0.07, -1.4757910281791706],
    [0.075, -1.4395314709384563],
    [0.3, -0.5244005127080409],
    [0.5, 0],
    [0.9, 1.2815515655446004],
    [0.999, 3.090232306167813],
  ];
  for (const [p, z] of published)
    expect(Math.abs(normalQuantile(p) - z), String(p)).toBeLessThan(1e-14 * (1 + Math.abs(z)));
});

describe('logit-normal times', () => {
  // scipy.special.expit(m + s * scipy.stats.norm.ppf(q)) at q = 0.1, 0.25, 0.5, 0.75, 0.9
  const QUANTILES: [number, number, number[]][] = [
    [0, 1, [0.21728622854064458, 0.3374922407484907, 0.5, 0.6625077592515092, 0.7827137714593555]],
    [
      -0.5,
      0.6,
      [0.2194403125704763, 0.28808686565718117, 0.3775406687981454, 0.4761914813865299, 0.56683043332761],
    ],
    [
      1,
      2,
      [0.17320181875440097, 0.4136299114341788, 0.7310585786300049, 0.9128530786290009, 0.9724308917543423],
    ],
  ];

  test.each(QUANTILES)(
    'without weights have the quantiles of SciPy, m = %d, s = %d',
    (logitMean, logitScale, expected) => {
      const drawer = timeDrawer(
        optionsOf('logit-normal', { logitMean, logitScale, importanceWeights: false }),
      );
      [0.1, 0.25, 0.5, 0.75, 0.9].forEach((q, i) => {
        expect(drawer(q).u).toBeCloseTo(expected[i], 12);
        expect(drawer(q).weight).toBe(1);
      });
    },
  );

  test('with weights are a tenth uniform, so that no weight exceeds ten', () => {
    const drawer = timeDrawer(optionsOf('logit-normal'));
    const weights = [0, 1e-9, 0.05, 0.0999, 0.1, 0.3, 0.9, 1 - 2 ** -24].map((q) => drawer(q).weight);
    for (const weight of weights) {
      expect(weight).toBeGreaterThan(0);
      expect(weight).toBeLessThanOrEqual(10);
    }
    // the share below 0.3 of the mixture: 0.1 · 0.3 + 0.9 Φ((logit 0.3 + 0.5)/0.6), Φ(-0.578830) = 0.281353
    expect(meanOf(drawer, (u) => Number(u < 0.3))).toBeCloseTo(0.1 * 0.3 + 0.9 * 0.281353, 4);
  });

  test('the density has the mass 1 and no mass at the ends', () => {
    let mass = 0;
    for (let i = 0; i < 100_000; i++) mass += logitNormalDensity((i + 0.5) / 100_000, 1, 2) / 100_000;
    expect(mass).toBeCloseTo(1, 5);
    expect(logitNormalDensity(0, 0, 1)).toBe(0);
    expect(logitNormalDensity(1, 0, 1)).toBe(0);
  });
});

describe('importance weights', () => {
  test.each(WAYS)('keep every mean over %s times that over uniform ones', (way) => {
    const drawer = timeDrawer(optionsOf(way), followed());
    expect(isUnbiased(optionsOf(way))).toBe(true);
    expect(meanOf(drawer, (_, weight) => weight)).toBeCloseTo(1, 4);
    expect(meanOf(drawer, (u, weight) => weight * u)).toBeCloseTo(1 / 2, 4);
    expect(meanOf(drawer, (u, weight) => weight * u * u)).toBeCloseTo(1 / 3, 4);
    // ∫ loss = 0.05 + atan(20)/20
    expect(meanOf(drawer, (u, weight) => weight * loss(u))).toBeCloseTo(0.05 + Math.atan(20) / 20, 4);
  });

  test('may be left out of logit-normal times: the mean is then another, and isUnbiased and timeWeighting say so', () => {
    const options = optionsOf('logit-normal', { importanceWeights: false });
    expect(isUnbiased(options)).toBe(false);
    const biased = meanOf(timeDrawer(options), (u, weight) => weight * loss(u));
    expect(Math.abs(biased / (0.05 + Math.atan(20) / 20) - 1)).toBeGreaterThan(0.2);
    let weighted = 0;
    for (let i = 0; i < 100_000; i++)
      weighted += (timeWeighting(options, (i + 0.5) / 100_000) * loss((i + 0.5) / 100_000)) / 100_000;
    expect(weighted).toBeCloseTo(biased, 4);
    for (const way of ['uniform', 'stratified', 'second-moment'] as const) {
      expect(isUnbiased(optionsOf(way, { importanceWeights: false }))).toBe(true);
      expect(timeWeighting(optionsOf(way, { importanceWeights: false }), 0.3)).toBe(1);
    }
  });
});

describe('times drawn by the loss', () => {
  test('are uniform until every part of time has ten losses', () => {
    const moments = createLossMoments();
    for (let part = 0; part < MOMENT_PARTS; part++)
      for (let k = 0; k < (part === 7 ? 9 : 10); k++) moments.add((part + 0.5) / MOMENT_PARTS, 1 + part);
    expect(moments.draw()(0.3)).toEqual({ u: 0.3, weight: 1 });
    moments.add(7.5 / MOMENT_PARTS, 8);
    expect(moments.draw()(0.3).u).toBeGreaterThan(0.4);
  });

  test('have the density √E[L²] of each part, but for a thousandth that is uniform', () => {
    const moments = createLossMoments();
    // losses of 1 and 7 in the first half: the root of their mean square is 5; 2 in the second
    for (let i = 0; i < 5000; i++) {
      moments.add(((i + 0.5) / 5000) * 0.5, i % 2 === 0 ? 1 : 7);
      moments.add(0.5 + ((i + 0.5) / 5000) * 0.5, 2);
    }
    const firstHalf = meanOf(moments.draw(), (u) => Number(u < 0.5));
    expect(firstHalf).toBeCloseTo(0.999 * (5 / 7) + 0.001 / 2, 2);
  });

  test('give the weighted loss a smaller variance than uniform ones do', () => {
    const variance = (drawer: TimeDrawer) => {
      const mean = meanOf(drawer, (u, weight) => weight * loss(u));
      return meanOf(drawer, (u, weight) => (weight * loss(u) - mean) ** 2);
    };
    const byLoss = variance(timeDrawer(optionsOf('second-moment'), followed()));
    expect(byLoss).toBeLessThan(0.1 * variance(timeDrawer(optionsOf('uniform'))));
  });

  test('follow a loss that has fallen', () => {
    const moments = createLossMoments();
    for (const size of [100, 1])
      for (let i = 0; i < 50_000; i++) moments.add((i % 1000) / 1000, i % 1000 < 500 ? size : 1);
    expect(meanOf(moments.draw(), (u) => Number(u < 0.5))).toBeCloseTo(0.5, 2);
  });

  test('go on from the moments that they left, and refuse what are none', () => {
    const moments = followed();
    const resumed = createLossMoments();
    resumed.restore(moments.read());
    expect(resumed.read()).toEqual(moments.read());
    expect(resumed.draw()(0.4)).toEqual(moments.draw()(0.4));
    expect(() => resumed.restore(new Float32Array(3))).toThrow(/100 numbers/);
    expect(() => resumed.restore(moments.read().fill(Number.NaN))).toThrow(/finite/);
  });

  test('leave out losses that are not finite', () => {
    const moments = followed();
    const before = moments.read();
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e200]) moments.add(0.5, bad);
    expect(moments.read()).toEqual(before);
  });
});

test('a density in parts returns each part as often as its mass, evenly within', () => {
  const drawer = partsDraw([0.5, 0.25, 0, 0.25]);
  expect([0.25, 0.5, 0.75, 0.875].map((q) => drawer(q).u)).toEqual([0.125, 0.25, 0.75, 0.875]);
  expect([0.25, 0.6, 0.9].map((q) => drawer(q).weight)).toEqual([0.5, 1, 1]);
});

test('all ways but uniform spread a batch over its quantiles, from the same random numbers', () => {
  const uniform = fillUniform(new Float64Array(64), { seed: 7, stream: 'time', step: 3 });
  const plain = timeDrawer(optionsOf('uniform'));
  expect(drawTimes(uniform, { timeSampling: 'uniform' }, plain).map(({ u }) => u)).toEqual([...uniform]);
  const options = optionsOf('logit-normal', { importanceWeights: false });
  const drawer = timeDrawer(options);
  drawTimes(uniform, options, drawer).forEach(({ u }, i) => {
    expect(u).toBeGreaterThanOrEqual(drawer(i / 64).u);
    expect(u).toBeLessThan(drawer((i + 1) / 64).u);
  });
});
