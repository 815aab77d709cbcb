import { describe, expect, test } from 'vitest';
import { logSnr } from '../../../../src/diffusion/process';
import { createProcess, type ProcessOptions } from '../../../../src/diffusion/processes';

const KINDS: Partial<ProcessOptions>[] = [
  { process: 'ddpm', schedule: 'linear', T: 100 },
  { process: 'ddpm', schedule: 'cosine', T: 50 },
  { process: 'ddpm', schedule: 'cosine', T: 50, zeroTerminalSnr: true },
  { process: 'vp-sde' },
  { process: 'vp-sde', schedule: 'cosine' },
  { process: 'vp-sde', schedule: 'sigmoid' },
  { process: 've-sde' },
];

describe.each(KINDS)('%o', (options) => {
  const process = createProcess(options);
  const { timeMin, timeMax, level, rates } = process;
  // Off the whole numbers, where a chain's interpolation has corners.
  const times = [0.03, 0.21, 0.55, 0.8, 0.97].map((part) => {
    const time = timeMin + part * (timeMax - timeMin);
    return process.discrete ? Math.floor(time) + 0.4 : time;
  });

  test('drift and diffusion are the derivatives of alpha and sigma', () => {
    for (const time of times) {
      const h = 1e-6 * (timeMax - timeMin);
      const [before, after] = [level(time - h), level(time + h)];
      const { drift, diffusionSquared } = rates(time);
      const drifted = (Math.log(after.alpha) - Math.log(before.alpha)) / (2 * h);
      const spread = (after.sigma ** 2 - before.sigma ** 2) / (2 * h) - 2 * drifted * level(time).sigma ** 2;
      expect(Math.abs(drifted - drift)).toBeLessThan(1e-5 * Math.max(1, Math.abs(drift)));
      expect(Math.abs(spread - diffusionSquared)).toBeLessThan(1e-4 * Math.max(1, diffusionSquared));
    }
  });

  test('the time of a level is the time it was taken at', () => {
    for (const time of [...times, timeMin, timeMax])
      expect(process.timeOfLogSnr(logSnr(level(time)))).toBeCloseTo(time, 8);
  });

  test('noise grows with time, and the network sees it on a scale of 1000', () => {
    for (let i = 1; i < times.length; i++)
      expect(logSnr(level(times[i]))).toBeLessThan(logSnr(level(times[i - 1])));
    expect(process.networkTime(timeMin)).toBeGreaterThanOrEqual(0);
    expect(process.networkTime(timeMax)).toBeLessThanOrEqual(1000);
    expect(process.networkTime(timeMax)).toBeGreaterThan(900);
  });

  test('drawn times cover the range, whole where the process is discrete', () => {
    const drawn = [0, 0.3, 0.9999999].map((u) => process.drawTime(u));
    expect(drawn[0]).toBe(timeMin);
    expect(drawn[2]).toBeLessThanOrEqual(timeMax);
    if (process.discrete) expect(drawn.every(Number.isInteger)).toBe(true);
  });
});

test('VP-SDE with β from 0.1 to 20 keeps the closed form of Song et al.', () => {
  const process = createProcess({ process: 'vp-sde' });
  const { alpha, sigma } = process.level(0.5);
  const logMean = -0.25 * 0.5 ** 2 * (20 - 0.1) - 0.5 * 0.5 * 0.1;
  expect(alpha).toBeCloseTo(Math.exp(logMean), 14);
  expect(sigma).toBeCloseTo(Math.sqrt(1 - Math.exp(2 * logMean)), 14);
});
