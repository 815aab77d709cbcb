import { signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';
import { familyOf } from '../../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { createNotices } from '../../../../src/state/notices';
import { createEvaluation } from '../../../../src/state/run/evaluation';
import { beginRun, type RunState, reduce } from '../../../../src/state/run/run';
import { measurementOfImages, measurementOfPoints } from '../../../../src/state/score';
import type { ImageQuality, Quality } from '../../../../src/types/quality';
import type { Trajectory } from '../../../../src/types/trajectory';
import type { EvaluatorApi } from '../../../../workers/evaluator';

const QUALITY: Quality = {
  energyDistance: 0.01,
  energyFloor: 0.002,
  energyError: 0,
  energyFloorSpread: 0.001,
  slicedWasserstein: 0.1,
  slicedFloor: 0.03,
  slicedError: 0,
  slicedFloorSpread: 0.002,
  count: 2,
};

const FIGURES = { count: 2, confident: 0.5, histogram: Float64Array.of(1, 0), frechet: 40 };
const IMAGE_QUALITY: ImageQuality = { ...FIGURES, floor: { ...FIGURES, confident: 1, frechet: 9 } };

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

/** An evaluator that records its calls, answers on request, and whose exact eps is 0. @param side of Compare */
function createLab(side = () => '') {
  const measured: number[][] = [];
  const measuredImages: (string | number)[][] = [];
  let floors = 0;
  const answers: { give: () => void; fail: (reason: Error) => void }[] = [];
  const evaluator = {
    floor: async () => {
      floors++;
      if (broken.floor) throw new Error('no memory');
      return { loss: 0.3, byTime: new Float32Array(2), points: null };
    },
    exactVelocity: async (_question: unknown, _time: number, places: Float32Array) => places.map(() => 1),
    exactEps: async (_question: unknown, _time: number, places: Float32Array) => places.map(() => 0),
  } as unknown as EvaluatorApi;
  const run = signal<RunState | null>(null);
  const notices = createNotices();
  const broken = { floor: false };
  const evaluation = createEvaluation({
    run,
    evaluator,
    measure: ({ config: { dataset } }, samples) => {
      if (familyOf(dataset) === 'images') {
        measuredImages.push([dataset, ...samples]);
        return Promise.resolve(dataset === 'mnist' ? measurementOfImages(IMAGE_QUALITY) : null);
      }
      measured.push([...samples]);
      return new Promise((resolve, fail) =>
        answers.push({ give: () => resolve(measurementOfPoints(QUALITY)), fail }),
      );
    },
    field: async ({ places, quantity }) => places.map(() => (quantity === 'velocity' ? 4 : 2)),
    notices,
    side,
    now: () => 1e9,
  });
  const begin = (
    runId: number,
    dataset: RunConfig['dataset'] = DEFAULT_CONFIG.dataset,
    changes: Partial<RunConfig> = {},
  ) => {
    run.value = beginRun({ runId, config: { ...DEFAULT_CONFIG, dataset, ...changes } });
    run.value = reduce(run.value, { runId, type: 'phase', phase: 'training', step: 0 }, 0);
  };
  const samples = (step: number, value: number) => {
    const { runId } = run.value!;
    const event = { runId, type: 'samples', step, trajectory: trajectory(value), weights: 'ema' } as const;
    run.value = reduce(run.value!, event, 0);
  };
  const stop = (phase: 'done' | 'paused', step: number) => {
    run.value = reduce(run.value!, { runId: run.value!.runId, type: 'phase', phase, step }, 0);
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve, 30));
  const answer = async () => {
    await expect.poll(() => answers.length).toBeGreaterThan(0); // a busy machine asks late
    answers.shift()!.give();
    await settle();
  };
  const fail = async (reason: string) => {
    await expect.poll(() => answers.length).toBeGreaterThan(0);
    answers.shift()!.fail(new Error(reason));
  };
  const problems = () => notices.list.value.map(({ message, hint }) => `${message} ${hint}`);
  return {
    measured,
    measuredImages,
    evaluation,
    run,
    problems,
    begin,
    samples,
    stop,
    answer,
    fail,
    broken,
    settle,
    floors: () => floors,
  };
}

describe('evaluation', () => {
  test('measures the last frame of the newest samples, and skips those in between', async () => {
    const lab = createLab();
    lab.begin(1);
    lab.samples(0, 1);
    lab.samples(10, 2);
    lab.samples(20, 3);
    await lab.answer();
    expect(lab.measured).toEqual([
      [1, 1, 1, 1],
      [3, 3, 3, 3],
    ]);
    expect(lab.evaluation.newest.value?.step).toBe(0);
    await lab.answer();
    expect(lab.evaluation.measurements.value.map(({ step }) => step)).toEqual([0, 20]);
  });

  test('a run that is done shows no quality until the samples of its last step are measured', async () => {
    const lab = createLab();
    lab.begin(1);
    lab.samples(0, 1);
    await lab.answer();
    expect(lab.evaluation.newest.value?.step).toBe(0);
    lab.samples(20, 3);
    lab.stop('done', 20);
    expect(lab.evaluation.newest.value).toBeNull();
    await lab.answer();
    expect(lab.evaluation.newest.value?.step).toBe(20);
  });

  test('a run that goes on keeps its measurements; one that is restored over another has those of its own samples', async () => {
    const lab = createLab();
    lab.begin(1);
    lab.samples(10, 1);
    await lab.answer();
    const first = lab.run.value!;
    const steps = () => lab.evaluation.measurements.value.map(({ step }) => step);
    lab.run.value = beginRun({ runId: 2, config: first.config, after: first });
    expect(steps()).toEqual([10]);
    lab.begin(3);
    lab.samples(5, 2);
    await lab.answer();
    expect(steps()).toEqual([5]);
    lab.run.value = beginRun({ runId: 4, config: first.config, after: first });
    expect(steps()).toEqual([]);
    await lab.answer();
    expect(steps()).toEqual([10]);
  });

  test('a run of an earlier visit has its saved quality until its own samples are measured, and no other run has it', async () => {
    const lab = createLab();
    lab.begin(1);
    const { score, second } = measurementOfPoints(QUALITY);
    const savedQuality = { step: 40, score: { ...score, value: 0.5 }, second };
    const config = { ...DEFAULT_CONFIG, samplingSteps: 7 };
    const saved = { ...beginRun({ runId: 0, config }), step: 40, savedQuality };
    lab.run.value = beginRun({ runId: 2, config, after: saved });
    lab.stop('paused', 40);
    expect(lab.evaluation.newest.value).toMatchObject({ step: 40, score: { value: 0.5 } });
    lab.samples(40, 1);
    await lab.answer();
    expect(lab.evaluation.newest.value?.score.value).toBe(QUALITY.energyDistance);
    lab.begin(3);
    expect(lab.evaluation.measurements.value).toEqual([]);
  });

  test('the first run of a visit that goes on from an earlier one has its saved quality, too', () => {
    const lab = createLab();
    const { score, second } = measurementOfImages(IMAGE_QUALITY);
    const config = { ...DEFAULT_CONFIG, dataset: 'mnist' } as const;
    const saved = { ...beginRun({ runId: 0, config }), step: 40, savedQuality: { step: 30, score, second } };
    lab.run.value = beginRun({ runId: 1, config, after: saved });
    expect(lab.evaluation.newest.value).toMatchObject({ step: 30, score: { kind: 'Fréchet distance' } });
  });

  test('after a change of the sampler the score is unknown until samples of the new one are measured', async () => {
    const lab = createLab();
    lab.begin(1);
    lab.samples(20, 1);
    lab.stop('done', 20);
    await lab.answer();
    expect(lab.evaluation.newest.value?.step).toBe(20);
    const change = { runId: 1, type: 'sampling-changed', sampling: { samplingSteps: 5 } } as const;
    lab.run.value = reduce(lab.run.value!, change, 0);
    expect(lab.evaluation.newest.value).toBeNull();
    expect(lab.evaluation.measurements.value).toMatchObject([{ step: 20, earlierSampling: true }]);
    lab.samples(20, 2);
    await lab.answer();
    expect(lab.evaluation.newest.value?.step).toBe(20);
  });

  test('the answer for a run that was replaced is dropped', async () => {
    const lab = createLab();
    lab.begin(1);
    lab.samples(0, 1);
    lab.begin(2);
    await lab.answer();
    expect(lab.evaluation.newest.value).toBeNull();
    expect(lab.problems()).toEqual([]);
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

  test('asks for the floor once the first step is done: the processor is its own before', async () => {
    const lab = createLab();
    const enter = (phase: 'compiling' | 'training') => {
      lab.run.value = reduce(lab.run.value!, { runId: 1, type: 'phase', phase, step: 0 }, 0);
    };
    lab.run.value = beginRun({ runId: 1, config: DEFAULT_CONFIG });
    enter('compiling');
    await lab.settle();
    expect(lab.floors()).toBe(0);
    enter('training');
    await lab.settle();
    expect(lab.floors()).toBe(1);
  });

  test('the error of the score is the mean squared distance of learned eps from exact eps', async () => {
    const lab = createLab();
    lab.begin(1);
    lab.samples(50, 1);
    await lab.answer();
    await vi.waitFor(() => expect(lab.evaluation.scoreError.value).not.toBeNull()); // a module loads first
    const error = lab.evaluation.scoreError.value!;
    expect(new Set(error.values)).toEqual(new Set([4])); // (2 - 0)² everywhere
    expect(error.times.every((time, k) => k === 0 || time > error.times[k - 1])).toBe(true);
  });

  test('a network that outputs the velocity is compared with the exact velocity', async () => {
    const lab = createLab();
    lab.begin(1, 'moons', { process: 'flow', prediction: 'velocity', sampler: 'euler' });
    lab.samples(50, 1);
    await lab.answer();
    await vi.waitFor(() => expect(lab.evaluation.scoreError.value).not.toBeNull());
    expect(new Set(lab.evaluation.scoreError.value!.values)).toEqual(new Set([9])); // (4 - 1)²
  });

  test('images are judged by their classifier, and neither as points nor by an exact score', async () => {
    const lab = createLab();
    lab.begin(1, 'mnist');
    lab.samples(30, 0.5);
    await lab.settle();
    expect(lab.measuredImages).toEqual([['mnist', 0.5, 0.5, 0.5, 0.5]]);
    expect(lab.evaluation.newest.value).toEqual({ ...measurementOfImages(IMAGE_QUALITY), step: 30 });
    expect([lab.measured, lab.floors()]).toEqual([[], 0]);
    lab.samples(60, 0.5);
    await lab.settle();
    expect(lab.evaluation.measurements.value.map(({ step }) => step)).toEqual([30, 60]);
    lab.begin(2);
    expect([lab.evaluation.newest.value, lab.evaluation.measurements.value]).toEqual([null, []]);
  });

  test('images without a classifier are not measured, and that is no problem', async () => {
    const lab = createLab();
    lab.begin(1, 'pixel-faces');
    lab.samples(30, 0.5);
    await lab.settle();
    expect([lab.evaluation.newest.value, lab.problems()]).toEqual([null, []]);
  });

  test('a notice says what could not be measured, until it is measured', async () => {
    const lab = createLab();
    lab.broken.floor = true;
    lab.begin(1);
    lab.samples(0, 1);
    await lab.fail('the worker ended');
    const floor = 'The best possible loss could not be computed. no memory. Training goes on.';
    const samples = 'The samples could not be measured. the worker ended. Training goes on.';
    await expect.poll(() => lab.problems().toSorted()).toEqual([floor, samples]);
    lab.samples(10, 2);
    await lab.answer();
    await expect.poll(lab.problems).toEqual([floor]);
    lab.broken.floor = false;
    lab.begin(2);
    await expect.poll(lab.problems).toEqual([]);
  });

  test('a run that is paused is not said to train on, and of a model without its table nothing is said', async () => {
    const paused = createLab();
    paused.begin(1);
    paused.stop('paused', 0);
    paused.samples(0, 1);
    await paused.fail('the worker ended');
    await expect.poll(paused.problems).toEqual(['The samples could not be measured. the worker ended.']);
    const lab = createLab();
    lab.begin(2, 'csv');
    const box = { min: [-8, -8], max: [8, 8] } as const;
    lab.run.value = {
      ...lab.run.value!,
      source: { kind: 'learned-points', name: 'a.csv', units: null, box },
    };
    lab.samples(0, 1);
    await lab.fail('no table');
    await lab.settle();
    expect(lab.problems()).toEqual([]);
  });

  test('in Compare the notice names the side', async () => {
    const lab = createLab(() => 'B');
    lab.begin(1);
    lab.samples(0, 1);
    await lab.fail('the worker ended');
    await expect
      .poll(lab.problems)
      .toEqual([expect.stringMatching(/^The samples of B could not be measured\./)]);
  });
});
