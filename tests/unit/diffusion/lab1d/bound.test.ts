/** The lesson on the bound: its identities by numerical integration, and every number that it names. */
import { describe, expect, test } from 'vitest';
import { lessonOf } from '../../../../src/config/lessons';
import {
  boundTerms,
  EVIDENCE,
  kl,
  klOfMixtures,
  logDensity,
  logWeights,
  OBSERVED,
  POSTERIOR,
  PRIOR,
} from '../../../../src/diffusion/lab1d/bound';

/** ∫f over the line, by the trapezoidal rule. */
function integral(f: (z: number) => number): number {
  let sum = 0;
  for (let i = -6000; i <= 6000; i++) sum += f(i / 500);
  return sum / 500;
}

const { outcome } = lessonOf('bound');
const qs = [PRIOR, POSTERIOR, { mean: -1, deviation: 0.5 }, { mean: 1.4, deviation: 1.2 }];

describe('the divergence of two Gaussians', () => {
  test('is its integral, never negative, and 0 for equal ones alone', () => {
    for (const p of qs)
      for (const q of qs) {
        const exact = integral((z) => Math.exp(logDensity(p, z)) * (logDensity(p, z) - logDensity(q, z)));
        expect(kl(p, q)).toBeCloseTo(exact, 6);
        if (p === q) expect(kl(p, q)).toBe(0);
        else expect(kl(p, q)).toBeGreaterThan(0.01);
      }
  });

  test('is not symmetric: 1.12 and 0.44 nats between the prior and the posterior', () => {
    expect(kl(PRIOR, POSTERIOR).toFixed(2)).toBe('1.12');
    expect(kl(POSTERIOR, PRIOR).toFixed(2)).toBe('0.44');
    expect(outcome).toContain('1.12 nats one way and 0.44 the other');
  });

  test('is convex: that of a mixture is at most the mixture of both', () => {
    const [p, q] = [qs[2], qs[3]];
    const mixed = (z: number) => 0.3 * Math.exp(logDensity(p, z)) + 0.7 * Math.exp(logDensity(q, z));
    const ofMixture = integral((z) =>
      mixed(z) > 0 ? mixed(z) * (Math.log(mixed(z)) - logDensity(PRIOR, z)) : 0,
    );
    expect(ofMixture).toBeLessThan(0.3 * kl(p, PRIOR) + 0.7 * kl(q, PRIOR));
  });

  test('of a mixture with the posterior is its integral, and below the mixture of the divergences at every share', () => {
    const shares = [0, 0.25, 0.5, 0.75, 1];
    for (const q of [...qs, { mean: 2, deviation: 0.3 }, { mean: -2, deviation: 1.5 }])
      klOfMixtures(q, POSTERIOR, shares).forEach((nats, i) => {
        const density = (z: number) =>
          (1 - shares[i]) * Math.exp(logDensity(q, z)) + shares[i] * Math.exp(logDensity(POSTERIOR, z));
        const exact = integral((z) =>
          density(z) > 0 ? density(z) * (Math.log(density(z)) - logDensity(POSTERIOR, z)) : 0,
        );
        expect(nats).toBeCloseTo(exact, 8);
        expect(nats).toBeLessThanOrEqual((1 - shares[i]) * kl(q, POSTERIOR) + 1e-8);
      });
    const [half] = klOfMixtures(PRIOR, POSTERIOR, [0.5]);
    expect(half.toFixed(3)).toBe('0.433');
    expect(outcome).toContain('is 0.433 away, less than half of 1.12');
  });
});

describe('the bound', () => {
  test('adds up: ELBO and gap are log p(x), whatever q is', () => {
    const joint = (z: number) =>
      Math.exp(logDensity(PRIOR, z) + logDensity({ mean: z, deviation: Math.sqrt(0.5) }, OBSERVED));
    expect(EVIDENCE).toBeCloseTo(Math.log(integral(joint)), 8);
    expect(EVIDENCE.toFixed(3).replace('-', '−')).toBe('−1.455');
    expect(outcome).toContain('−1.455 nats');
    for (const q of qs) {
      const { elbo, gap } = boundTerms(q);
      expect(elbo + gap).toBeCloseTo(EVIDENCE, 10);
      expect(elbo).toBeLessThanOrEqual(EVIDENCE + 1e-12);
    }
    expect(boundTerms(POSTERIOR).gap).toBeCloseTo(0, 12);
  });

  test('is Jensen’s: the mean of log w is the ELBO, the log of the mean is log p(x)', () => {
    for (const q of [POSTERIOR, { mean: 0.4, deviation: 0.5 }]) {
      const logs = logWeights(q, 20_000);
      const mean = logs.reduce((a, b) => a + b, 0) / logs.length;
      const logOfMean = Math.log(logs.reduce((sum, log) => sum + Math.exp(log), 0) / logs.length);
      expect(mean).toBeCloseTo(boundTerms(q).elbo, 3);
      expect(logOfMean).toBeCloseTo(EVIDENCE, 2);
    }
    const equal = logWeights(POSTERIOR, 9);
    for (const log of equal) expect(log).toBeCloseTo(EVIDENCE, 10);
  });
});
