import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forwardStep, qSample, walkForward } from '../../../src/diffusion/forward';
import {
  type LossSpaceId,
  lossWeight,
  PREDICTION_IDS,
  PREDICTIONS,
  type PredictionId,
} from '../../../src/diffusion/prediction';
import { createProcess } from '../../../src/diffusion/processes';
import { createBetas, SCHEDULE_IDS } from '../../../src/diffusion/schedules';
import { terminalSignal } from '../../../src/diffusion/terminalSignal';
import { fillNormal } from '../../../src/lib/rng';

describe('forward process', () => {
  test('a step between neighbours is √(1-β) x + √β z', () => {
    const betas = createBetas('cosine', { T: 40 });
    const process = createProcess({ schedule: 'cosine', T: 40 });
    for (const t of [1, 20, 39]) {
      const { cX, cNoise } = forwardStep(process.level(t - 1), process.level(t));
      expect(cX).toBeCloseTo(Math.sqrt(1 - betas[t]), 12);
      expect(cNoise).toBeCloseTo(Math.sqrt(betas[t]), 12);
    }
  });

  test.each([{ process: 'ddpm', schedule: 'linear', T: 40 }, { process: 've-sde' }] as const)(
    'single steps and the closed form agree in distribution: %o',
    (options) => {
      const N = 20_000;
      const process = createProcess(options);
      const times = process.discrete ? Array.from({ length: 40 }, (_, t) => t) : [0.05, 0.1, 0.2, 0.3, 0.4];
      const x0 = new Float64Array(N).fill(0.8);
      const noise = (out: Float64Array, step: number) => fillNormal(out, { seed: 11, stream: 'noise', step });
      let step = 0;
      for (const x of walkForward(
        x0,
        times.map((time) => process.level(time)),
        noise,
      )) {
        const level = process.level(times[step++]);
        const closed = qSample(
          x0,
          level,
          fillNormal(new Float64Array(N), { seed: 12, stream: 'noise', step }),
          x0.slice(),
        );
        for (const sample of [x, closed]) {
          const mean = sample.reduce((a, b) => a + b, 0) / N;
          const deviation = Math.sqrt(sample.reduce((a, b) => a + (b - mean) ** 2, 0) / N);
          // Five standard errors of 20 000 draws.
          expect(Math.abs(mean - level.alpha * 0.8)).toBeLessThan((5 * level.sigma) / Math.sqrt(N));
          expect(Math.abs(deviation / level.sigma - 1)).toBeLessThan(5 / Math.sqrt(2 * N));
        }
      }
    },
  );
});

describe('predictions', () => {
  const places = [
    [createProcess({ T: 50 }), 20],
    [createProcess({ process: 've-sde' }), 0.6],
    [createProcess({ process: 'flow' }), 0.4],
  ] as const;
  const levels = places.map(([process, time]) => {
    const level = process.level(time);
    return { ...level, direction: process.direction(level) };
  });

  test('of any kind give back the x0 and eps that x_t was made of', () => {
    const value = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(
        value,
        value,
        fc.constantFrom(...PREDICTION_IDS),
        fc.constantFrom(...levels),
        (x0, eps, id, level) => {
          const { target, toX0, toEps } = PREDICTIONS[id];
          const xt = level.alpha * x0 + level.sigma * eps;
          const { cX0, cEps } = target(level, level.direction);
          const output = cX0 * x0 + cEps * eps;
          const [back, noise] = [toX0(level, level.direction), toEps(level, level.direction)];
          expect(back.cXt * xt + back.cOut * output).toBeCloseTo(x0, 10);
          expect(noise.cXt * xt + noise.cOut * output).toBeCloseTo(eps, 10);
        },
      ),
    );
  });

  test('in another space of the loss weigh the output so that its squared error is that of the space, to 1e-12', () => {
    const value = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(value, value, value),
        fc.constantFrom(...PREDICTION_IDS),
        fc.constantFrom(...PREDICTION_IDS),
        fc.constantFrom(...levels),
        ([x0, eps, guess], id, lossSpace, level) => {
          const { target, toX0, toEps } = PREDICTIONS[id];
          const xt = level.alpha * x0 + level.sigma * eps;
          const { cX0, cEps } = target(level, level.direction);
          const error = (guess - cX0 * x0 - cEps * eps) ** 2;
          // the space's quantity of the data, and of what the guess stands for
          const [toData, toNoise] = [toX0(level, level.direction), toEps(level, level.direction)];
          const inSpace = PREDICTIONS[lossSpace].target(level, level.direction);
          const guessed =
            inSpace.cX0 * (toData.cXt * xt + toData.cOut * guess) +
            inSpace.cEps * (toNoise.cXt * xt + toNoise.cOut * guess);
          const expected = (guessed - inSpace.cX0 * x0 - inSpace.cEps * eps) ** 2;
          const weight = lossWeight('none', id, level, level.direction, { lossSpace });
          expect(Math.abs(weight * error - expected)).toBeLessThan(1e-12 * Math.max(1, expected));
        },
      ),
    );
  });

  test('a loss on x0 with the weight SNR is the loss on eps; with 1 + SNR that on v; with 1/t² that on u of flow matching', () => {
    for (const [i, level] of levels.entries()) {
      const weight = (id: PredictionId, lossSpace: LossSpaceId) =>
        lossWeight('none', id, level, level.direction, { lossSpace });
      const snr = (level.alpha / level.sigma) ** 2;
      expect(weight('x0', 'eps') / snr).toBeCloseTo(1, 12);
      if (places[i][0].variancePreserving) expect(weight('x0', 'v') / (1 + snr)).toBeCloseTo(1, 12);
      for (const id of PREDICTION_IDS) {
        expect(weight(id, 'output')).toBe(1);
        expect(weight(id, id)).toBe(1);
        expect(weight(id, 'x0') * weight('x0', id)).toBeCloseTo(1, 12);
        // min-SNR states the weight of the error of x̂0: the space makes no difference
        expect(lossWeight('min-snr', id, level, level.direction, { lossSpace: 'v' })).toBe(
          lossWeight('min-snr', id, level, level.direction),
        );
      }
    }
    const flow = createProcess({ process: 'flow' });
    for (const time of [0.001, 0.3, 0.9, 1]) {
      const level = flow.level(time);
      const weight = lossWeight('none', 'x0', level, flow.direction(level), { lossSpace: 'velocity' });
      expect(weight * time * time).toBeCloseTo(1, 12);
    }
  });

  test('v of a variance-preserving level is α eps - σ x0', () => {
    const [level] = levels;
    expect(PREDICTIONS.v.target(level)).toEqual({
      cX0: expect.closeTo(-level.sigma, 12),
      cEps: expect.closeTo(level.alpha, 12),
    });
  });

  test('min-SNR-γ weights the same x0 loss whatever is predicted', () => {
    for (const level of levels) {
      const snr = (level.alpha / level.sigma) ** 2;
      // Hang et al. 2023: min(SNR, γ)/SNR for eps, min(SNR, γ) for x0, min(SNR, γ)/(SNR + 1) for v (variance preserving).
      expect(lossWeight('min-snr', 'eps', level, level.direction, { minSnrGamma: 5 })).toBeCloseTo(
        Math.min(snr, 5) / snr,
        12,
      );
      expect(lossWeight('min-snr', 'x0', level, level.direction, { minSnrGamma: 5 })).toBeCloseTo(
        Math.min(snr, 5),
        12,
      );
      expect(lossWeight('none', 'v', level, level.direction)).toBe(1);
    }
    const [level] = levels;
    const snr = (level.alpha / level.sigma) ** 2;
    expect(lossWeight('min-snr', 'v', level, level.direction, { minSnrGamma: 5 })).toBeCloseTo(
      Math.min(snr, 5) / (snr + 1),
      12,
    );
  });
});

describe('terminal signal', () => {
  test('the unscaled linear schedule at T = 50 ends at ᾱ = 0.603 and says what would fix it', () => {
    const options = { schedule: 'linear', scaleBetas: false, zeroTerminalSnr: false } as const;
    const { signal, verdict, fixes } = terminalSignal(createProcess({ ...options, T: 50 }), options);
    expect(signal).toBeCloseTo(0.603, 3);
    expect(verdict).toBe('data-left');
    expect(fixes[0]).toBe('scale-betas');
  });

  test.each(SCHEDULE_IDS)('%s at T = 1000 ends in noise', (schedule) => {
    const options = { schedule, scaleBetas: true, zeroTerminalSnr: false };
    expect(terminalSignal(createProcess({ ...options, T: 1000 }), options)).toMatchObject({
      verdict: 'noise',
      fixes: [],
    });
  });

  test('zero terminal SNR leaves exactly nothing', () => {
    const options = { schedule: 'sigmoid', scaleBetas: true, zeroTerminalSnr: true } as const;
    const { signal, logSnr } = terminalSignal(createProcess({ ...options, T: 50 }), options);
    expect(signal).toBe(0);
    expect(logSnr).toBe(Number.NEGATIVE_INFINITY);
  });
});
