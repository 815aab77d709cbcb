import { describe, expect, test } from 'vitest';
import { logSnr, type Process } from '../../../../src/diffusion/process';
import {
  createProcess,
  DEFAULT_PROCESS_OPTIONS,
  PROCESSES,
  type ProcessOptions,
  type ProcessParameter,
} from '../../../../src/diffusion/processes';

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

  test('its kind states its traits: last time, discrete or not, variance-preserving or not', () => {
    const kind = PROCESSES[options.process ?? 'ddpm'];
    expect(kind.lastTime({ ...DEFAULT_PROCESS_OPTIONS, ...options })).toBe(timeMax);
    expect(kind.discrete).toBe(process.discrete);
    expect(kind.variancePreserving).toBe(process.variancePreserving);
    const preserved = times.every(
      (time) => Math.abs(Math.hypot(level(time).alpha, level(time).sigma) - 1) < 1e-9,
    );
    expect(preserved).toBe(process.variancePreserving);
    expect(process.formatTime(timeMax)).toBe(process.discrete ? String(timeMax) : '1.00');
    expect(process.formatTime(0.312)).toBe(process.discrete ? '0' : '0.31');
  });

  test('it depends on the parameters that its kind states, and on no others', () => {
    const settings = { ...DEFAULT_PROCESS_OPTIONS, ...options };
    const changes: Record<ProcessParameter, Partial<ProcessOptions>> = {
      T: { T: settings.T + 10 },
      betaStart: { betaStart: 2e-4 },
      betaEnd: { betaEnd: 0.015 },
      scaleBetas: { scaleBetas: false },
      cosineS: { cosineS: 0.1 },
      handles: { handles: '0*8_1*-9' },
      zeroTerminalSnr: { zeroTerminalSnr: !settings.zeroTerminalSnr },
      betaMin: { betaMin: 0.5 },
      betaMax: { betaMax: 10 },
      sigmaMin: { sigmaMin: 0.1 },
      sigmaMax: { sigmaMax: 20 },
    };
    const shape = (p: Process) =>
      [0.1, 0.5, 1].map((part) => p.level(p.timeMin + part * (p.timeMax - p.timeMin)));
    const stated = PROCESSES[settings.process].parameters(settings);
    for (const name of Object.keys(changes) as ProcessParameter[]) {
      // An SDE refuses zero terminal SNR: it is no parameter of its own.
      if (name === 'zeroTerminalSnr' && !process.discrete) continue;
      const changed = shape(createProcess({ ...settings, ...changes[name] }));
      if (stated.includes(name)) expect(changed, name).not.toEqual(shape(process));
      else expect(changed, name).toEqual(shape(process));
    }
    const otherSchedule = shape(createProcess({ ...settings, schedule: 'quadratic' }));
    if (PROCESSES[settings.process].usesSchedule) expect(otherSchedule).not.toEqual(shape(process));
    else expect(otherSchedule).toEqual(shape(process));
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
