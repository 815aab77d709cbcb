/** Why cosine: every number of the lesson, computed anew. */
import { describe, expect, test } from 'vitest';
import { lessonOf } from '../../../../src/config/lessons';
import { CHAINS, ddimError, shareOfSteps, signalAt } from '../../../../src/diffusion/lab1d/whyCosine';

const { outcome } = lessonOf('why-cosine');

describe('where the steps are', () => {
  test('half-way 8% of the variance is signal with linear, 49% with cosine', () => {
    // linear: Π (1 - β) with β from 1e-4 to 0.02; cosine: Nichol & Dhariwal 2021, Eq. 17
    let product = 1;
    for (let t = 0; t <= 500; t++) product *= 1 - (1e-4 + ((0.02 - 1e-4) * t) / 999);
    const f = (u: number) => Math.cos((((u + 0.008) / 1.008) * Math.PI) / 2) ** 2;
    expect(signalAt(CHAINS.linear, 0.5)).toBeCloseTo(product, 6);
    expect(signalAt(CHAINS.cosine, 0.5)).toBeCloseTo(f(501 / 1000) / f(0), 6);
    expect(outcome).toContain(`half-way ${Math.round(100 * product)}% of the variance`);
    expect(outcome).toContain(`with cosine ${Math.round(100 * f(0.501))}%`);
  });

  test('below log SNR -4 linear spends 37% of its steps, cosine 9%', () => {
    for (const [id, words] of [
      ['linear', 'spends 37% of its steps'],
      ['cosine', 'cosine 9%'],
    ] as const) {
      const share = shareOfSteps(CHAINS[id], Number.NEGATIVE_INFINITY, -4);
      expect(words).toContain(`${Math.round(100 * share)}%`);
      expect(outcome).toContain(words);
    }
  });
});

describe('what the steps are worth', () => {
  test('with the exact denoiser linear is 1.5 to 1.6 times as far from the data at 10, 20, 50 and 200 steps', () => {
    const ratios = [10, 20, 50, 200].map((steps) => ddimError('linear', steps) / ddimError('cosine', steps));
    const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(1));
    expect(outcome).toContain(`linear is ${least} to ${most} times as far from the data`);
  });

  test('without the first 40% of the way back linear is as good at 50 steps; cosine without half of it is worse', () => {
    expect(ddimError('linear', 50, 0.4).toFixed(4)).toBe('0.0110');
    expect(ddimError('cosine', 50).toFixed(4)).toBe('0.0119');
    expect(ddimError('cosine', 50, 0.5).toFixed(3)).toBe('0.026');
    for (const number of ['0.0110', '0.0119', '0.026']) expect(outcome).toContain(number);
  });

  test('with all steps both are within 0.001 of the data', () => {
    for (const id of ['linear', 'cosine'] as const) expect(ddimError(id, 1000)).toBeLessThan(0.001);
  });

  test('falls with the number of steps, with order 1: DDIM is Euler’s method', () => {
    const order = Math.log2(ddimError('cosine', 50) / ddimError('cosine', 100));
    expect(order).toBeGreaterThan(0.9);
    expect(order).toBeLessThan(1.15);
  });
});
