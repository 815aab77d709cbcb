/** Classification by the guess of the noise, beside the class that is most likely. */
import { expect, test } from 'vitest';
import {
  classifyingTimes,
  countRight,
  diffusionClassifierPosterior,
  leastErrors,
} from '../../../../src/diffusion/editing/classify';
import { exactMixture } from '../../../../src/diffusion/exact/mixture';
import { logSnr } from '../../../../src/diffusion/process';
import { createProcess } from '../../../../src/diffusion/processes';
import { createRng, fillNormal } from '../../../../src/lib/rng';

test('times go evenly through the log SNR in which classes differ, of every process', () => {
  for (const options of [
    { schedule: 'cosine', T: 1000 },
    { process: 'vp-sde' },
    { process: 'flow' },
  ] as const) {
    const process = createProcess(options);
    const ratios = classifyingTimes(process, 5, 'images').map((time) => logSnr(process.level(time)));
    for (const [k, ratio] of ratios.entries()) expect(ratio).toBeCloseTo(-4.6 + 0.8 * k, 1);
  }
});

test('the least error names the class, of each image', () => {
  const errors = Float32Array.of(3, 1, 2, 0.5, 4, 0.4);
  expect([...leastErrors(errors, 3)]).toEqual([1, 2]);
  expect(countRight(errors, [1, 0])).toBe(1);
  expect(countRight(errors, [1, 2])).toBe(2);
});

test('with the exact noise guess of two Gaussians the answer is the likelier class', () => {
  const classes = [-1, 1].map((mean) => exactMixture({ weights: [1], means: [[mean, 0]], stds: [0.7] }));
  const process = createProcess({ schedule: 'cosine', T: 1000 });
  const rng = createRng({ seed: 2, stream: 'data', step: 0 });
  const pairs = 64;
  let right = 0;
  const n = 300;
  for (let i = 0; i < n; i++) {
    const x0 = [0.7 * rng.normal() + (i % 2 === 0 ? -1 : 1), 0.7 * rng.normal()];
    const errors = new Float32Array(2);
    for (const [k, time] of classifyingTimes(process, pairs, 'images').entries()) {
      const level = process.level(time);
      const z = fillNormal(new Float64Array(2), { seed: i, stream: 'evaluation', step: k });
      const x = z.map((value, d) => level.alpha * x0[d] + level.sigma * value);
      for (const [c, exact] of classes.entries()) {
        const eps = exact.eps(x, level, new Float64Array(2));
        errors[c] += (eps[0] - z[0]) ** 2 + (eps[1] - z[1]) ** 2;
      }
    }
    right += Number(leastErrors(errors, 2)[0] === (x0[0] < 0 ? 0 : 1));
  }
  // Near the boundary the noise decides: 64 pairs leave a few of a hundred undecided.
  expect(right / n).toBeGreaterThan(0.93);
});

test('with the exact noise guess the errors of a point add up to p(class | x)', () => {
  const mixture = { stds: [0.4], weights: [1] };
  const classes = [-0.5, 0.5].map((mean) => exactMixture({ ...mixture, means: [[mean, 0]] }));
  const process = createProcess({ process: 'vp-sde' });
  const pairs = 4000;
  const times = classifyingTimes(process, pairs, 'points');
  for (const x0 of [
    [0.1, 0.3],
    [-0.2, -0.5],
    [0.6, 0],
  ]) {
    const errors = new Float32Array(2);
    for (const [k, time] of times.entries()) {
      const level = process.level(time);
      const z = fillNormal(new Float64Array(2), { seed: 3, stream: 'evaluation', step: k });
      const x = z.map((value, d) => level.alpha * x0[d] + level.sigma * value);
      for (const [c, exact] of classes.entries()) {
        const eps = exact.eps(x, level, new Float64Array(2));
        errors[c] += ((eps[0] - z[0]) ** 2 + (eps[1] - z[1]) ** 2) / 2 / pairs;
      }
    }
    const [first, second] = classes.map((exact) =>
      Math.exp(exact.logDensity(x0, process.level(process.timeMin), new Float64Array(1))[0]),
    );
    // 4 000 pairs leave a few hundredths of a nat
    expect(diffusionClassifierPosterior(errors, 2, process)[0]).toBeCloseTo(first / (first + second), 1);
  }
});
