import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bitsPerDim,
  elboChain,
  elboTerm,
  klGaussians,
  priorTerm,
  type TermOptions,
} from '../../../src/diffusion/elbo';
import { exactMixture } from '../../../src/diffusion/exact/mixture';
import { qSample } from '../../../src/diffusion/forward';
import { createProcess } from '../../../src/diffusion/processes';
import { sampleMixture } from '../../../src/lib/mixture';
import { createRng, fillNormal } from '../../../src/lib/rng';
import { distance, type ExactLikelihoods, flat, reference } from './reference';

interface Fixture extends ExactLikelihoods {
  noise_by_t_T50: number[][][];
  runs: Record<
    string,
    {
      L_T_prior: number[];
      L_0_gaussian_nll: number[];
      total_nats_per_dim: number[];
      total_bits_per_dim_mean: number;
      L_t_mean_by_t: number[];
      L_t_per_point: Record<string, number[]>;
      'L_0_discretized_decoder_unmodified_mean(8bit pixels, meaningless here)': number;
    }
  >;
}

const fixture = reference<Fixture>('elbo');
const x0 = flat(fixture.x0);
const N = fixture.x0.length;
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe('the variational bound', () => {
  const chain = elboChain(createProcess({ T: 50 }));
  const exact = exactMixture(fixture.gmm);
  const guess = (t: number) => {
    const level = chain.levels[t];
    const xt = qSample(x0, level, flat(fixture.noise_by_t_T50[t]), new Float64Array(2 * N));
    return exact.posteriorMean(xt, level, new Float64Array(2 * N));
  };

  test.each(Object.entries(fixture.runs))(
    'of %s is the published one, term by term, to 1e-9',
    (name, run) => {
      const options: TermOptions = {
        dims: 2,
        variance: name.endsWith('fixed_large') ? 'fixed-large' : 'fixed-small',
        decoder: 'gaussian',
      };
      const terms = chain.times.map((t) => elboTerm(chain, t, x0, guess(t), options, new Float64Array(N)));
      const prior = priorTerm(chain, x0, 2, new Float64Array(N));
      expect(distance(prior, run.L_T_prior)).toBeLessThan(1e-9);
      expect(distance(terms[0], run.L_0_gaussian_nll)).toBeLessThan(1e-9);
      expect(distance(terms.slice(1).map(mean), run.L_t_mean_by_t)).toBeLessThan(1e-9);
      for (const [t, values] of Object.entries(run.L_t_per_point))
        expect(distance(terms[Number(t)], values)).toBeLessThan(1e-9);
      const total = prior.map((value, i) => terms.reduce((sum, term) => sum + term[i], value));
      expect(distance(total, run.total_nats_per_dim)).toBeLessThan(1e-9);
      expect(bitsPerDim(mean(total))).toBeCloseTo(run.total_bits_per_dim_mean, 9);
      // The published decoder is unmodified float32 code: a millionth.
      const decoded = elboTerm(
        chain,
        0,
        x0,
        guess(0),
        { ...options, decoder: 'discretised' },
        new Float64Array(N),
      );
      expect(mean(decoded)).toBeCloseTo(
        run['L_0_discretized_decoder_unmodified_mean(8bit pixels, meaningless here)'],
        5,
      );
    },
  );

  test('is never below the exact negative log-likelihood, in the mean over many draws', () => {
    const count = 4000;
    const data = Float64Array.from(
      sampleMixture(fixture.gmm, count, createRng({ seed: 1, stream: 'data', step: 0 })),
    );
    const clean = { alpha: 1, sigma: 0 };
    const nll = -mean(exact.logDensity(data, clean, new Float64Array(count))) / 2;
    for (const variance of ['fixed-small', 'fixed-large'] as const) {
      let bound = mean(priorTerm(chain, data, 2, new Float64Array(count)));
      for (const t of chain.times) {
        const eps = fillNormal(new Float64Array(2 * count), { seed: 1, stream: 'noise', step: t });
        const xt = qSample(data, chain.levels[t], eps, new Float64Array(2 * count));
        const x0Hat = exact.posteriorMean(xt, chain.levels[t], xt.slice());
        bound += mean(
          elboTerm(
            chain,
            t,
            data,
            x0Hat,
            { dims: 2, variance, decoder: 'gaussian' },
            new Float64Array(count),
          ),
        );
      }
      expect(bound).toBeGreaterThan(nll);
    }
  });

  test('learned variances at their ends are the fixed ones, and the best is at least as good as both', () => {
    const term = (variance: TermOptions['variance'], fraction: number) =>
      mean(
        elboTerm(
          chain,
          7,
          x0,
          guess(7),
          {
            dims: 2,
            variance,
            varianceFraction: new Float64Array(2 * N).fill(fraction),
            decoder: 'gaussian',
          },
          new Float64Array(N),
        ),
      );
    expect(term('learned', 0)).toBeCloseTo(term('fixed-small', 0), 12);
    expect(term('learned', 1)).toBeCloseTo(term('fixed-large', 0), 12);
    const best = Math.min(...Array.from({ length: 101 }, (_, i) => term('learned', i / 100)));
    expect(best).toBeLessThanOrEqual(Math.min(term('learned', 0), term('learned', 1)));
  });

  test('with zero terminal SNR nothing of the data is left to pay for in L_T', () => {
    const ended = elboChain(createProcess({ T: 50, zeroTerminalSnr: true }));
    expect(Math.max(...priorTerm(ended, x0, 2, new Float64Array(N)).map(Math.abs))).toBeLessThan(1e-15);
  });

  test('the masses of all 256 bins of the discretised decoder add up to 1', () => {
    const options = { dims: 1, variance: 'fixed-small', decoder: 'discretised' } as const;
    const bins = Float64Array.from({ length: 256 }, (_, i) => -1 + (2 * i) / 255);
    const masses = elboTerm(
      chain,
      0,
      bins,
      bins.map(() => 0.3),
      options,
      new Float64Array(256),
    );
    expect(masses.reduce((sum, nats) => sum + Math.exp(-nats), 0)).toBeCloseTo(1, 6);
  });
});

test('the KL of two Gaussians is never negative and is 0 only where they are the same', () => {
  const value = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(fc.property(value, value, value, (distance, a, b) => klGaussians(distance, a, b) >= -1e-15));
  expect(klGaussians(0, 0.3, 0.3)).toBe(0);
  // KL(N(0,1) ‖ N(1,4)) = ln 2 + 2/8 - 1/2.
  expect(klGaussians(1, 0, Math.log(4))).toBeCloseTo(Math.log(2) - 0.25, 14);
});
