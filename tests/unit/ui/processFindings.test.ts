import { describe, expect, test, vi } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { logSnr } from '../../../src/diffusion/process';
import { createSettings } from '../../../src/state/settings';
import { chosenProcess } from '../../../src/ui/chosenProcess';
import { curvesOf, rateAt } from '../../../src/ui/time/curves';
import { axisOf, positionUnder } from '../../../src/ui/views/process/axis';
import { curvesSymbol } from '../../../src/ui/views/process/curvesChart';
import { densitySymbol } from '../../../src/ui/views/process/densityMap';
import {
  currentTitle,
  fokkerPlanckFinding,
  GLOSSED,
  gloss,
  headline,
  processesTitle,
  sliceTitle,
} from '../../../src/ui/views/process/findings';
import { readProcessAddress, writeProcessAddress } from '../../../src/ui/views/process/model/address';
import { REACH } from '../../../src/ui/views/process/model/example1d';
import { followStripSamples } from '../../../src/ui/views/process/model/stripSamples';
import { parametersOf } from '../../../src/ui/views/process/parameters';
import { halfTimes, processesOf } from '../../../src/ui/views/process/processesChart';
import { arrowsAt } from '../../../src/ui/views/process/slice';
import { frameTimes } from '../../../src/ui/views/process/strip';

function factsOf(changes: Partial<RunConfig>) {
  const chosen = chosenProcess({ ...DEFAULT_CONFIG, ...changes });
  if ('refusal' in chosen) throw new Error(chosen.refusal);
  return { ...chosen.facts, curves: curvesOf(chosen.facts.process) };
}

const HO = factsOf({ process: 'ddpm', schedule: 'linear', T: 1000 });
const UNSCALED = factsOf({ process: 'ddpm', schedule: 'linear', T: 50, scaleBetas: false });

describe('a strip without samples', () => {
  test('says that the images load, then that they could not', async () => {
    const fails = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')));
    vi.stubGlobal('fetch', fails);
    const { absent, real, dispose } = followStripSamples(
      createSettings({ ...DEFAULT_CONFIG, dataset: 'mnist' }),
    );
    expect(absent.value).toBe('The data are loading.');
    await vi.waitFor(() => expect(absent.value).toBe('The data could not be loaded.'));
    expect(real.value).toBeNull();
    dispose();
    vi.unstubAllGlobals();
  });

  test('says where to open images of one’s own', async () => {
    const settings = createSettings({ ...DEFAULT_CONFIG, dataset: 'images' });
    const { absent, dispose } = followStripSamples(settings);
    await vi.waitFor(() => expect(absent.value).toMatch(/^No data yet: open/));
    dispose();
  });
});

describe('the headline', () => {
  test('says when half is noise: for Ho’s chain at the t where ᾱ passes ½', () => {
    let product = 1;
    let half = 0;
    while (product > 0.5) product *= 1 - (1e-4 + (0.0199 * half++) / 999);
    const step = Number(/t = (\d+)/.exec(headline(HO.process, HO.terminal))?.[1]);
    // ᾱ passes ½ within the last step of the loop.
    expect(Math.abs(step - (half - 1))).toBeLessThanOrEqual(1);
  });

  test('says that the unscaled chain of 50 steps ends with ᾱ = 0.603, as a share of the variance', () => {
    expect(headline(UNSCALED.process, UNSCALED.terminal)).toContain('60%');
    expect(headline(UNSCALED.process, UNSCALED.terminal)).toContain('Never half noise');
  });

  test('says how much signal remains where traces are left', () => {
    const traces = factsOf({ process: 've-sde', sigmaMax: 10 });
    // 1/(1 + 10²) = 0.0099
    expect(headline(traces.process, traces.terminal)).toContain(
      'but 0.99% of the variance is signal at the end',
    );
  });
});

describe('titles', () => {
  test('count the peaks', () => {
    expect(sliceTitle(HO.process, 0, { now: 3, data: 3 })).toBe(
      'At t = 0, all 3 peaks of the 1-D example remain',
    );
    expect(sliceTitle(HO.process, 400, { now: 1, data: 3 })).toBe(
      'At t = 400, the 3 peaks of the 1-D example have merged into one',
    );
    expect(sliceTitle(HO.process, 200, { now: 2, data: 3 })).toBe(
      'At t = 200, 2 of 3 peaks of the 1-D example remain',
    );
  });

  test('place half noise of VE where σ is 1', () => {
    const halves = halfTimes(processesOf(HO.config));
    expect(halves.map(({ name }) => name)).toEqual(['DDPM', 'VP', 'VE', 'flow']);
    // σ = 0.01 · 5000^t is 1 at t = ln 100 / ln 5000.
    expect(halves[2].position).toBeCloseTo(Math.log(100) / Math.log(5000), 6);
    expect(processesTitle(halves)).toContain('VE 54%');
    expect(halves[3].position).toBe(0.5); // where 1 - t is t
  });

  test('name the time by which the current has fallen to a tenth of its largest', () => {
    // |J/g²| of both rows sums to 1, 10, 4, 0.8 and 0.2 at t = 0, 0.25, 0.5, 0.75 and 1: a tenth of 10 lies after 0.5.
    const values = Float64Array.of(0.5, -0.5, 5, -5, 2, 2, 0.4, 0.4, 0.1, 0.1);
    const field = { columns: 5, rows: 2, values, most: 5 };
    const { process } = factsOf({ process: 'vp-sde' });
    expect(currentTitle(process, field)).toBe('The current over g² falls to a tenth by t = 0.50');
    const constant = { ...field, values: new Float64Array(10).fill(1) };
    expect(currentTitle(process, constant)).toBe('The current over g² never falls to a tenth');
  });

  test('say how far the integrated density is from the closed form', () => {
    expect(fokkerPlanckFinding(4.23e-5)).toMatch(/^The Fokker–Planck equation.* at most 4\.2e−5\.$/);
  });

  test('name the process that never reaches half noise', () => {
    expect(processesTitle(halfTimes(processesOf(UNSCALED.config)))).toBe('DDPM never reaches half noise');
  });
});

describe('glosses', () => {
  test('there is one for each symbol of the view, without "NaN"', () => {
    for (const { process } of [
      HO,
      factsOf({ process: 'vp-sde' }),
      factsOf({ process: 've-sde' }),
      factsOf({ process: 'flow' }),
    ]) {
      const time = process.discrete ? 312 : 0.312;
      const now = { process, time, level: process.level(time), rate: rateAt(process, time) };
      for (const id of GLOSSED) {
        // A single step is the chain's alone.
        if (!process.discrete && (id === 'shrink' || id === 'step')) continue;
        const { strong = '', text } = gloss(id, now);
        expect(`${strong}${text}`).not.toMatch(/NaN|undefined|Infinity|∞/);
      }
    }
  });
});

describe('the strip', () => {
  test('at equal log SNR steps evenly, up to a step of the chain', () => {
    const times = frameTimes(HO, [HO], 'snr');
    const ratios = times.map((t) => logSnr(HO.process.level(t)));
    const gaps = ratios.slice(1).map((v, i) => v - ratios[i]);
    const mean = gaps.reduce((a, b) => a + b) / gaps.length;
    // Whole steps of the chain: near t = 0 one of them is worth up to 1.1 in log SNR.
    for (const gap of gaps) expect(Math.abs(gap - mean)).toBeLessThan(1.2);
  });

  test('at equal times steps evenly', () => {
    expect(frameTimes(HO, [HO], 'time')).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8].map((tile) => Math.round((tile / 8) * 999)),
    );
  });
});

describe('pointing', () => {
  const size = { w: 756, h: 400 };
  const path = { positions: Float64Array.of(0, 1), places: Float64Array.of(0, 0) };
  const data = {
    facts: HO,
    density: null,
    lines: { forward: [path], reverse: [], ode: [] },
    paths: new Set(['forward'] as const),
    position: 0.5,
    symbol: null,
  };

  test('at a path lights its symbol, beside it none', () => {
    expect(densitySymbol(data, { x: 300, y: 200, ...size })).toBe('step');
    expect(densitySymbol(data, { x: 300, y: 230, ...size })).toBeNull();
    expect(densitySymbol({ ...data, paths: new Set() }, { x: 300, y: 200, ...size })).toBeNull();
  });

  test('at the ends lights data and noise', () => {
    expect(densitySymbol(data, { x: 20, y: 200, ...size })).toBe('data');
    expect(densitySymbol(data, { x: 740, y: 200, ...size })).toBe('noise');
  });

  test('at the shares highlights the signal that stays and the noise that is added', () => {
    const curves = { facts: HO, other: null, position: 0.5, time: 500, symbol: null };
    expect(curvesSymbol(curves, { y: 22, w: 756, h: 232 })).toBe('rest');
    expect(curvesSymbol(curves, { y: 100, w: 756, h: 232 })).toBe('abar');
  });

  test('takes the time from the axis that is drawn', () => {
    for (const w of [300, 756])
      for (const p of [0, 0.25, 1]) expect(positionUnder(axisOf(w)(p), w)).toBeCloseTo(p, 12);
  });
});

describe('score arrows', () => {
  test('point to the data from both sides', () => {
    const { process } = HO;
    const now = { process, time: 300, level: process.level(300), rate: rateAt(process, 300) };
    const eps = arrowsAt(now);
    // The score is -eps/σ: to the right at the left edge, to the left at the right edge, each REACH away.
    expect(eps[0]).toBeLessThan(0);
    expect(eps.at(-1)).toBeGreaterThan(0);
    expect(Math.abs(eps[0])).toBeLessThan(2 * REACH);
  });
});

describe('the address of the view', () => {
  test('gives back what was written', () => {
    const state = {
      against: 'linear',
      spacing: 'snr',
      paths: new Set(['reverse'] as const),
      current: true,
      at: 0.25,
    } as const;
    const written = writeProcessAddress({ lesson: '3', at: '0.9' }, state);
    expect(written.lesson).toBe('3');
    expect(readProcessAddress(written)).toEqual(state);
  });

  test('is empty for the plain view, and reads nonsense as the plain view', () => {
    const plain = readProcessAddress({});
    expect(writeProcessAddress({}, plain)).toEqual({});
    expect(readProcessAddress({ against: 'x', moments: 'y', paths: '', at: 'far' })).toEqual({
      ...plain,
      paths: new Set(),
    });
  });
});

describe('the form', () => {
  test('shows the fields that the process reads, and a flag that it refuses', () => {
    expect(parametersOf({ ...DEFAULT_CONFIG, process: 'ddpm', schedule: 'cosine' })).toContain('cosineS');
    expect(parametersOf({ ...DEFAULT_CONFIG, process: 've-sde' })).toEqual(['sigmaMin', 'sigmaMax']);
    expect(parametersOf({ ...DEFAULT_CONFIG, process: 'vp-sde', zeroTerminalSnr: true })).toContain(
      'zeroTerminalSnr',
    );
  });
});
