import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import type { ImageQuality } from '../../../src/evaluation/imageQuality';
import { createEvaluation } from '../../../src/state/evaluation';
import { beginRun, type RunState, reduce } from '../../../src/state/run';
import type { EvaluatorApi } from '../../../workers/evaluator';
import type { Quality, Trajectory } from '../../../workers/protocol';

const QUALITY: Quality = {
  energyDistance: 0.01,
  energyFloor: 0.002,
  energyFloorSpread: 0.001,
  slicedWasserstein: 0.1,
  slicedFloor: 0.03,
  count: 2,
};

const FIGURES = { count: 2, clear: 0.5, histogram: Float64Array.of(1, 0), frechet: 40 };
const IMAGE_QUALITY: ImageQuality = { ...FIGURES, floor: { ...FIGURES, clear: 1, frechet: 9 } };

/** Two samples whose last frame holds `value`. */
const trajectory = (value: number): Trajectory => ({
  shape: [2],
  states: Float32Array.of(9, 9, 9, 9, value, value, value, value),
  guesses: new Float32Array(8),
  times: Float32Array.of(99, 0),
  alphas: Float32Array.of(0, 1),
  sigmas: Float32Array.of(1, 0),
  count: 2,
  frames: 2,
  nfe: 1,
  milliseconds: 0,
});

/** An evaluator that notes what it is asked, answers when told to, and whose exact eps is 0. */
function createLab() {
  const asked: number[][] = [];
  const measuredImages: (string | number)[][] = [];
  let floors = 0;
  const answers: (() => void)[] = [];
  const evaluator = {
    quality: (_question: unknown, points: Float32Array) => {
      asked.push([...points]);
      return new Promise<Quality>((resolve) => answers.push(() => resolve(QUALITY)));
    },
    floor: async () => {
      floors++;
      return { loss: 0.3, byTime: new Float32Array(2), reference: 'density' as const };
    },
    exactEps: async (_question: unknown, _time: number, places: Float32Array) => places.map(() => 0),
  } as unknown as EvaluatorApi;
  const run = signal<RunState | null>(null);
  const problems: string[] = [];
  const evaluation = createEvaluation({
    run,
    evaluator,
    measureImages: async (dataset, images) => {
      measuredImages.push([dataset, ...images]);
      return dataset === 'mnist' ? IMAGE_QUALITY : null;
    },
    field: async ({ places }) => places.map(() => 2),
    onProblem: (message) => problems.push(message),
    now: () => 1e9,
  });
  const begin = (runId: number, dataset: RunConfig['dataset'] = DEFAULT_CONFIG.dataset) => {
    run.value = beginRun({ runId, config: { ...DEFAULT_CONFIG, dataset } });
    run.value = reduce(run.value, { runId, type: 'phase', phase: 'training', step: 0 }, 0);
  };
  const samples = (step: number, value: number) => {
    const { runId } = run.value!;
    const event = { runId, type: 'samples', step, trajectory: trajectory(value), weights: 'ema' } as const;
    run.value = reduce(run.value!, event, 0);
  };
  const rest = (phase: 'done' | 'paused', step: number) => {
    run.value = reduce(run.value!, { runId: run.value!.runId, type: 'phase', phase, step }, 0);
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve, 30));
  const answer = async () => {
    answers.shift()?.();
    await settle();
  };
  return {
    asked,
    measuredImages,
    evaluation,
    run,
    problems,
    begin,
    samples,
    rest,
    answer,
    settle,
    floors: () => floors,
  };
}

describe('evaluation', () => {
  test('measures the last frame of the newest samples, and leaves out what came between', async () => {
    const lab = createLab();
    lab.begin(1);
    lab.samples(0, 1);
    lab.samples(10, 2);
    lab.samples(20, 3);
    await lab.answer();
    expect(lab.asked).toEqual([
      [1, 1, 1, 1],
      [3, 3, 3, 3],
    ]);
    expect(lab.evaluation.quality.value?.step).toBe(0);
    await lab.answer();
    expect(lab.evaluation.qualities.value.map(({ step }) => step)).toEqual([0, 20]);
  });

  test('a run that is done shows no quality until the samples of its last step are measured', async () => {
    const lab = createLab();
    lab.begin(1);
    lab.samples(0, 1);
    await lab.answer();
    expect(lab.evaluation.quality.value?.step).toBe(0);
    lab.samples(20, 3);
    lab.rest('done', 20);
    expect(lab.evaluation.quality.value).toBeNull();
    await lab.answer();
    expect(lab.evaluation.quality.value?.step).toBe(20);
  });

  test('the answer for a run that was replaced is dropped', async () => {
    const lab = createLab();
    lab.begin(1);
    lab.samples(0, 1);
    lab.begin(2);
    await lab.answer();
    expect(lab.evaluation.quality.value).toBeNull();
    expect(lab.problems).toEqual([]);
  });

  test('asks for the floor once a run', async () => {
    const lab = createLab();
    lab.begin(1);
    lab.samples(0, 1);
    await lab.answer();
    expect([lab.floors(), lab.evaluation.floor.value?.loss]).toEqual([1, 0.3]);
    lab.begin(2);
    await lab.settle();
    expect(lab.floors()).toBe(2);
  });

  test('the error of the score is the mean squared distance of learned eps from exact eps', async () => {
    const lab = createLab();
    lab.begin(1);
    lab.samples(50, 1);
    await lab.answer();
    await lab.settle();
    const error = lab.evaluation.scoreError.value!;
    expect(new Set(error.values)).toEqual(new Set([4])); // (2 - 0)² everywhere
    expect(error.times.every((time, k) => k === 0 || time > error.times[k - 1])).toBe(true);
  });

  test('images are judged by their classifier, and neither as points nor by an exact score', async () => {
    const lab = createLab();
    lab.begin(1, 'mnist');
    lab.samples(30, 0.5);
    await lab.settle();
    expect(lab.measuredImages).toEqual([['mnist', 0.5, 0.5, 0.5, 0.5]]);
    expect(lab.evaluation.imageQuality.value).toEqual({ quality: IMAGE_QUALITY, step: 30 });
    expect([lab.asked, lab.floors(), lab.evaluation.quality.value]).toEqual([[], 0, null]);
    lab.samples(60, 0.5);
    await lab.settle();
    expect(lab.evaluation.imageQualities.value.map(({ step }) => step)).toEqual([30, 60]);
    lab.begin(2);
    expect([lab.evaluation.imageQuality.value, lab.evaluation.imageQualities.value]).toEqual([null, []]);
  });

  test('images without a classifier are not measured, and that is no problem', async () => {
    const lab = createLab();
    lab.begin(1, 'pixel-faces');
    lab.samples(30, 0.5);
    await lab.settle();
    expect([lab.evaluation.imageQuality.value, lab.problems]).toEqual([null, []]);
  });
});
