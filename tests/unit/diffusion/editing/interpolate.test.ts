/** Encoding beside the exact ODE of a Gaussian, the way back, and the arc between two noises. */
import { describe, expect, test } from 'vitest';
import { encodedTimes, encodingPlan, slerp } from '../../../../src/diffusion/editing/interpolate';
import { createProcess } from '../../../../src/diffusion/processes';
import { planSampling } from '../../../../src/diffusion/samplers';
import { arrays, finalState, sampleWithPlan } from '../../../../src/diffusion/samplers/apply';
import { fillNormal } from '../../../../src/lib/rng';
import { distance, exactDenoiser, type ReferenceMixture } from '../reference';

const none = () => new Float64Array(0);
const chain = createProcess({ schedule: 'linear', T: 1000 });

/** Encodes data and leads them down again, by DDIM through the same levels. */
function thereAndBack(
  mixture: ReferenceMixture,
  data: Float64Array,
  samplingSteps: number,
  iterations?: number,
) {
  const request = { sampler: 'ddim', samplingSteps } as const;
  const times = encodedTimes(chain, planSampling(chain, request));
  const denoise = exactDenoiser(mixture);
  const up = encodingPlan(chain, times, iterations);
  const there = finalState(sampleWithPlan(up, arrays(1), denoise, data, none));
  const down = planSampling(chain, { ...request, times: [...times].reverse() });
  const back = finalState(sampleWithPlan(down, arrays(1), denoise, there.slice(), none));
  return { there, back, top: chain.level(times.at(-1)!) };
}

describe('encoding by the probability-flow ODE', () => {
  const data = Float64Array.of(-0.9, -1.3, 0.8, 1.2);

  test('leads a Gaussian to its exact noise', () => {
    const gaussian = { weights: [1], means: [[0.4]], stds: [0.5] };
    const error = (samplingSteps: number) => {
      const { there, top } = thereAndBack(gaussian, data, samplingSteps);
      // the ODE keeps the number of deviations from the mean
      const exact = data.map(
        (x0) => top.alpha * 0.4 + (Math.hypot(0.5 * top.alpha, top.sigma) * (x0 - 0.4)) / 0.5,
      );
      return distance(there, exact);
    };
    expect(error(400)).toBeLessThan(0.05);
    expect(error(100) / error(400)).toBeGreaterThan(3); // DDIM has order 1
  });

  test('and back is the sample itself, with few levels too; without iterations it is not', () => {
    const mixture = { weights: [0.5, 0.5], means: [[-1], [1]], stds: [0.3, 0.2] };
    const missed = (iterations?: number) => distance(thereAndBack(mixture, data, 25, iterations).back, data);
    expect(missed()).toBeLessThan(0.03);
    expect(missed(0)).toBeGreaterThan(3 * missed());
  });

  test('ends where 99 % of the variance is noise, or at the top of a process with less', () => {
    const plan = planSampling(chain, { sampler: 'ddim', samplingSteps: 50 });
    const { alpha, sigma } = chain.level(encodedTimes(chain, plan).at(-1)!);
    expect(sigma / alpha).toBeLessThanOrEqual(10);
    expect(sigma / alpha).toBeGreaterThan(6);
    expect(encodedTimes(chain, plan).length).toBeLessThan(50);
  });
});

describe('the arc between two noises', () => {
  const [a, b] = [1, 2].map((seed) => fillNormal(new Float32Array(784), { seed, stream: 'start', step: 0 }));
  const norm = (x: Float32Array) => Math.sqrt(x.reduce((sum, value) => sum + value ** 2, 0));

  test('has both noises at its ends', () => {
    expect(distance(slerp(a, b, 0), a)).toBeLessThan(1e-6);
    expect(distance(slerp(a, b, 1), b)).toBeLessThan(1e-6);
  });

  test('stays on the sphere, which a straight line leaves', () => {
    const middle = norm(slerp(a, b, 0.5));
    const between = (norm(a) + norm(b)) / 2;
    expect(Math.abs(middle / between - 1)).toBeLessThan(0.01);
    expect(norm(a.map((value, i) => (value + b[i]) / 2)) / between).toBeLessThan(0.8);
  });

  test('turns by equal angles', () => {
    const angle = (x: Float32Array, y: Float32Array) =>
      Math.acos(x.reduce((sum, value, i) => sum + value * y[i], 0) / (norm(x) * norm(y)));
    const unit = (x: Float32Array) => x.map((value) => value / norm(x));
    const [u, v] = [unit(a), unit(b)];
    expect(angle(slerp(u, v, 0.25), u) * 4).toBeCloseTo(angle(u, v), 3);
  });

  test('is the straight line where both are the same, and there is no angle', () => {
    expect(distance(slerp(a, a, 0.3), a)).toBeLessThan(1e-6);
  });
});
