/** The first lessons of the course: every number of their outcomes, computed anew. */
import { describe, expect, test } from 'vitest';
import { lessonOf } from '../../../../src/config/lessons';
import { coinWalks, distanceToNormal, momentsAt } from '../../../../src/diffusion/lab1d/coinToss';
import { halfLife, limitVariance, memory, pairWalks, variances } from '../../../../src/diffusion/lab1d/pair';
import {
  brownianIncrements,
  chainBetas,
  chainPath,
  chainSignal,
  FEWEST_STEPS,
  FINEST,
  orderOf,
  pathError,
  rootError,
  signalError,
} from '../../../../src/diffusion/lab1d/smallSteps';

describe('coin tosses', () => {
  const { outcome } = lessonOf('coin-toss');

  test('leave mean a t and variance b² t at every number of tosses, within the error of 20 000 walks', () => {
    for (const tosses of [1, 3, 64]) {
      const positions = coinWalks({ tosses, drift: -0.7, diffusion: 1.3, walkers: 20_000, seed: 7 });
      const { mean, variance } = momentsAt(positions, tosses + 1, tosses);
      expect(Math.abs(mean + 0.7)).toBeLessThan(5 * (1.3 / Math.sqrt(20_000)));
      expect(Math.abs(variance - 1.69)).toBeLessThan(0.1); // 5 deviations of a variance of 20 000 normal numbers
    }
  });

  test('end two jumps apart with one toss, and on n + 1 places with n', () => {
    const ends = new Set(
      coinWalks({ tosses: 1, drift: 0, diffusion: 1, walkers: 50, seed: 1 }).filter(Boolean),
    );
    expect([...ends].sort()).toEqual([-1, 1]);
  });

  test('are at the distances from the normal distribution that the lesson names: 0.4/√n', () => {
    // after one toss: Φ(1) - ½, after two: ¼, both from tables
    expect(distanceToNormal(1)).toBeCloseTo(0.8413447461 - 0.5, 8);
    expect(distanceToNormal(2)).toBeCloseTo(0.25, 8);
    for (const [tosses, words] of [
      [1, '0.341 after 1 toss'],
      [16, '0.098 after 16'],
      [256, '0.025 after 256'],
    ] as const) {
      expect(outcome).toContain(words);
      expect(distanceToNormal(tosses).toFixed(3)).toBe(words.split(' ')[0]);
    }
    // for even n half of the largest jump, C(n, n/2)/2ⁿ ≈ √(2/πn) by Stirling
    expect(distanceToNormal(256) * 16).toBeCloseTo(Math.sqrt(2 / Math.PI) / 2, 3);
  });
});

describe('the pair of a noising step', () => {
  const { outcome } = lessonOf('pair');
  const beta = 0.02;

  test('keeps a variance of 1 for a² + b² = 1, and for no other pair', () => {
    const kept = { a: Math.sqrt(1 - beta), b: Math.sqrt(beta) };
    for (const variance of variances(kept, 1, 500)) expect(variance).toBeCloseTo(1, 12);
    expect(limitVariance(kept, 1)).toBeCloseTo(1, 12);
    expect(limitVariance({ a: 0.98, b: 0.1 }, 1)).not.toBeCloseTo(1, 1);
  });

  test('settles at b²/(1 - a²), 0.02 with β in the place of √β', () => {
    const narrow = { a: Math.sqrt(1 - beta), b: beta };
    expect(variances(narrow, 1, 2000)[2000]).toBeCloseTo(limitVariance(narrow, 1), 10);
    expect(limitVariance(narrow, 1).toFixed(2)).toBe('0.02');
    expect(outcome).toContain('it is 0.02, not 1');
  });

  test('forgets half of the start in 69 steps of β = 0.02', () => {
    const kept = { a: Math.sqrt(1 - beta), b: Math.sqrt(beta) };
    expect(memory(kept, 68)).toBeGreaterThan(0.5);
    expect(memory(kept, 69)).toBeLessThan(0.5);
    expect(Math.ceil(halfLife(kept))).toBe(69);
    expect(outcome).toContain('half of it is left after 69 steps');
  });

  test('with a = 1 grows as 1 + b² k and forgets nothing', () => {
    const exploding = { a: 1, b: Math.sqrt(beta) };
    expect(variances(exploding, 1, 300)[300]).toBeCloseTo(1 + beta * 300, 10);
    expect(limitVariance(exploding, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(halfLife(exploding)).toBe(Number.POSITIVE_INFINITY);
  });

  test('walks with the variance that the recursion gives, within the error of 8000 walks', () => {
    const pair = { a: 0.97, b: 0.2 };
    const starts = Float64Array.from({ length: 8000 }, (_, i) => (i % 2 ? 1 : -1));
    const positions = pairWalks(pair, { starts, steps: 60, seed: 2 });
    const { variance } = momentsAt(positions, 61, 60);
    const exact = variances(pair, 1, 60)[60];
    expect(Math.abs(variance / exact - 1)).toBeLessThan(5 * Math.sqrt(2 / 8000));
  });
});

describe('the chain as Δt → 0', () => {
  const { outcome } = lessonOf('small-steps');

  test('has √(1-β) = 1 - β/2 - β²/8 - …: the lesson names the difference at β = 0.01', () => {
    expect(rootError(0.01)).toBeCloseTo(0.01 ** 2 / 8 + 0.01 ** 3 / 16, 9);
    expect(rootError(0.01).toFixed(7)).toBe('0.0000126');
    expect(outcome).toContain('0.0000126');
  });

  test('differs from α of the SDE by the numbers of the lesson, with order 1', () => {
    // β(t) = 0.1 + 19.9 t: α(1) = exp(-½ (0.1 + 9.95)), Song et al. 2021, Eq. 33
    const direct = (steps: number) => {
      let [product, worst] = [1, 0];
      for (let i = 1; i <= steps; i++) {
        const t = i / steps;
        product *= Math.sqrt(1 - (0.1 + 19.9 * t) / steps);
        worst = Math.max(worst, Math.abs(product - Math.exp(-0.5 * (0.1 * t + 9.95 * t * t))));
      }
      return worst;
    };
    for (const [steps, words] of [
      [50, '0.0398 with 50 steps'],
      [200, '0.0097 with 200'],
      [1000, '0.0019 with 1000'],
    ] as const) {
      expect(signalError(steps)).toBeCloseTo(direct(steps), 12);
      expect(outcome).toContain(words);
      expect(direct(steps).toFixed(4)).toBe(words.split(' ')[0]);
    }
    expect(orderOf(200, 400, [direct(200), direct(400)])).toBeCloseTo(1, 1);
  });

  test('does not exist with 10 steps: β would be 2 at the end', () => {
    expect(signalError(10)).toBeNull();
    expect(chainPath(10, 1, brownianIncrements(1))).toBeNull();
    expect(outcome).toContain('With 10 steps there is no chain');
    expect(chainBetas(FEWEST_STEPS - 1)).toBeNull();
    expect(chainBetas(FEWEST_STEPS)).not.toBeNull();
  });

  test('follows the path of the finest chain on the same Brownian motion ever closer', () => {
    const seeds = [1, 2, 3, 4];
    const errors = [50, 200, 1000].map((steps) => pathError(steps, seeds)!);
    expect(errors[1]).toBeLessThan(errors[0] / 2);
    expect(errors[2]).toBeLessThan(errors[1] / 2);
  });

  test('keeps the variance of a path that starts in N(0, 1): its noise has variance 1 - ᾱ', () => {
    const ends = Array.from({ length: 600 }, (_, seed) => chainPath(50, 0, brownianIncrements(seed))![50]);
    const variance = ends.reduce((sum, x) => sum + x * x, 0) / ends.length;
    const signal = chainSignal(chainBetas(50)!)[50];
    expect(Math.abs(variance - (1 - signal ** 2))).toBeLessThan(5 * Math.sqrt(2 / 600));
    expect(FINEST % 50).toBe(0);
  });
});
