/** What a run would cost: measured once for settings that no longer change, known from earlier runs, with a smaller network beside a long run of images. */
import { signal } from '@preact/signals';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultsOf } from '../../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { beginRun, type RunState, reduce } from '../../../../src/state/run/run';
import {
  createCosts,
  isLong,
  type PlannedRun,
  smallerNetwork,
  smallerNetworks,
} from '../../../../src/state/train/costs';
import type { Trajectory } from '../../../../src/types/trajectory';
import type { SpeedReport } from '../../../../workers/protocol';

const digits = defaultsOf('mnist');

const planned = (config: RunConfig): PlannedRun => ({
  config,
  source: undefined,
  steps: config.trainingSteps,
});

/** Costs over a trainer that measures `milliseconds(config)` a step; previews take no time. */
function createScene(milliseconds: (config: RunConfig) => number | null = () => 10) {
  const run = signal<RunState | null>(null);
  const estimate = vi.fn(async (config: RunConfig): Promise<SpeedReport | null> => {
    const each = milliseconds(config);
    return each === null
      ? null
      : {
          backend: { backend: 'wasm', software: false },
          step: { median: each, quartiles: [each, each] },
          millisecondsPerEvaluation: 0,
        };
  });
  const costs = createCosts({ run });
  return {
    run,
    estimate,
    costs,
    ask: (...configs: RunConfig[]) => costs.ask(configs.map(planned), { estimate }),
    of: (...configs: RunConfig[]) => costs.of(configs.map(planned)),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => {
    vi.useRealTimers();
  };
});

/** Waits until the settings count as settled, and the measurements end. */
const settle = () => vi.advanceTimersByTimeAsync(1000);

describe('the cost of a run', () => {
  test('is measured once the settings no longer change, and only once for the same network and batch', async () => {
    const { costs, estimate, ask, of } = createScene();
    expect(of(DEFAULT_CONFIG)).toBeNull();
    ask({ ...DEFAULT_CONFIG, width: 32 });
    ask(DEFAULT_CONFIG);
    await settle();
    expect(estimate).toHaveBeenCalledTimes(1);
    expect(of(DEFAULT_CONFIG)!.likely).toBe(10 * DEFAULT_CONFIG.trainingSteps);
    const longer = { ...DEFAULT_CONFIG, trainingSteps: 6000, learningRate: 1e-4, sampler: 'ddim' as const };
    expect(of(longer)!.likely).toBe(60_000);
    ask(longer);
    await settle();
    expect(estimate).toHaveBeenCalledTimes(1);
    expect(costs.measuring.value).toBe(false);
  });

  test('that the gallery shows is measured, whatever the form asks for before or after it', async () => {
    const { costs, estimate, ask, of } = createScene();
    const narrow = { ...DEFAULT_CONFIG, width: 32 };
    const askGallery = () => costs.ask([planned(narrow)], { estimate }, 'gallery');
    askGallery();
    ask(DEFAULT_CONFIG);
    await settle();
    expect(of(DEFAULT_CONFIG)).not.toBeNull();
    expect(of(narrow)).not.toBeNull();
    expect(estimate).toHaveBeenCalledTimes(2);
    expect(costs.measuring.value).toBe(false);
  });

  test('of an earlier run replaces a measurement', async () => {
    const { estimate, run, ask, of } = createScene();
    const begun = beginRun({ runId: 1, config: DEFAULT_CONFIG });
    const losses = { type: 'losses', runId: 1, firstStep: 1, losses: new Float32Array(101) } as const;
    const trained = reduce(begun, { ...losses, stepsPerSecond: 1 }, 0);
    run.value = {
      ...trained,
      phase: 'done',
      trainedFor: 2500,
      backend: {
        backend: 'wasm',
        requested: 'auto',
        reason: '',
        adapter: '',
        memory: {},
        software: false,
      } as unknown as RunState['backend'],
      samples: { trajectory: { milliseconds: 0, nfe: 100 } as Trajectory, step: 101, weights: 'ema' },
    };
    ask(DEFAULT_CONFIG);
    await settle();
    expect(estimate).not.toHaveBeenCalled();
    expect(of(DEFAULT_CONFIG)!.likely).toBeCloseTo(25 * DEFAULT_CONFIG.trainingSteps, 6);
  });

  test('of a long run of images comes with that of the smallest network', async () => {
    const { estimate, ask, of } = createScene(({ unet }) => (unet === 'grey-28-tiny' ? 200 : 1200));
    ask(digits);
    await settle();
    expect(estimate.mock.calls.map(([{ unet }]) => unet)).toEqual(['grey-28', 'grey-28-tiny']);
    expect(isLong(of(digits))).toBe(true);
    expect(of(smallerNetwork(digits)!)!.likely * 6).toBeCloseTo(of(digits)!.likely, 6);
  });

  test('of a short run of images stands alone', async () => {
    const { estimate, ask } = createScene(() => 1);
    ask(digits);
    await settle();
    expect(estimate).toHaveBeenCalledTimes(1);
  });

  test('of a comparison is the sum of both, and each network is measured once', async () => {
    const { estimate, ask, of } = createScene(({ width }) => (width === 32 ? 5 : 10));
    ask(DEFAULT_CONFIG, { ...DEFAULT_CONFIG, schedule: 'linear' });
    await settle();
    expect(estimate).toHaveBeenCalledTimes(1);
    expect(of(DEFAULT_CONFIG, DEFAULT_CONFIG)!.likely).toBe(20 * DEFAULT_CONFIG.trainingSteps);
    const narrow = { ...DEFAULT_CONFIG, width: 32 };
    expect(of(DEFAULT_CONFIG, narrow)).toBeNull();
    ask(DEFAULT_CONFIG, narrow);
    await settle();
    expect(estimate).toHaveBeenCalledTimes(2);
    expect(of(DEFAULT_CONFIG, narrow)!.likely).toBe(15 * DEFAULT_CONFIG.trainingSteps);
  });

  test('stays unknown where nothing could be measured, and is measured again', async () => {
    let answer: number | null = null;
    const { costs, estimate, ask, of } = createScene(() => answer);
    ask(digits);
    await settle();
    expect(of(digits)).toBeNull();
    expect(costs.measuring.value).toBe(false);
    answer = 1;
    ask(digits);
    await settle();
    expect(estimate).toHaveBeenCalledTimes(2);
    expect(of(digits)).not.toBeNull();
  });

  test('a smaller network is offered for images that have not the smallest', () => {
    expect(smallerNetwork(DEFAULT_CONFIG)).toBeNull();
    expect(smallerNetwork({ ...digits, unet: 'grey-28-tiny' })).toBeNull();
    expect(smallerNetwork(digits)).toEqual({ ...digits, unet: 'grey-28-tiny' });
    expect(smallerNetworks([planned(DEFAULT_CONFIG)])).toBeNull();
    expect(smallerNetworks([planned(digits)])).toEqual([planned(smallerNetwork(digits)!)]);
  });
});
