/** Every lesson's claim, trained on WASM at a reduced size: the situation against the same run with its mistake fixed. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawnClasses } from '../../datasets/ofClass';
import type { RunConfig } from '../../src/config/fields';
import { type LessonId, lessonConfig } from '../../src/config/lessons';
import { openDataset } from '../../src/config/openDataset';
import { openPlan } from '../../src/config/openPlan';
import { createProcess } from '../../src/diffusion/processes';
import { terminalSignal } from '../../src/diffusion/terminalSignal';
import { energyDistance } from '../../src/evaluation/energyDistance';
import { createEvaluator } from '../../src/evaluation/evaluator';
import { exactReference } from '../../src/evaluation/exactReference';
import { realAgainstReal } from '../../src/evaluation/floor';
import { createRng } from '../../src/lib/rng';
import { createModel } from '../../src/model/model';
import { byName } from '../../src/model/weights';
import { createDenoiser, predictEps } from '../../src/sampling/denoiser';
import { guidanceOf } from '../../src/sampling/guidance';
import { sample } from '../../src/sampling/sample';
import { createCollator } from '../../src/training/data/batch';
import { pointSet } from '../../src/training/data/sampleSet';
import { createLearner } from '../../src/training/learner';
import type { WeightKind } from '../../src/types/weights';
import { useNodeBackend } from './nodeBackends';

/** What makes a run small: it learns the same things, coarser. */
const SMALL: Partial<RunConfig> = { width: 64, depth: 2, batchSize: 128 };
const POINTS = 1500;

async function train(config: RunConfig) {
  const dataset = openDataset(config);
  const process = createProcess(config);
  const model = createModel(config, { shape: [2], classes: dataset.classes?.length ?? 0 });
  const labels = dataset.classes && new Int32Array(16_384);
  const rng = createRng({ seed: config.seed, stream: 'data', step: 0 });
  const samples = pointSet(dataset.sample(16_384, rng, labels), labels);
  const learner = createLearner(config, model, () => createCollator({ config, process, model, samples }));
  const last: number[] = [];
  for (let step = 1; step <= config.trainingSteps; step++) {
    const { loss } = learner.learn();
    if (step > config.trainingSteps - 50) last.push((await loss.data())[0]);
  }
  return {
    /** Mean loss of the last steps. */
    loss: last.reduce((a, b) => a + b, 0) / last.length,
    /** Energy distance over its floor, sampled as `sampling` says. */
    async floors(sampling: Partial<RunConfig> = {}, which: WeightKind = 'ema') {
      const now = { ...config, ...sampling };
      const held = learner.copyWeights(which);
      const weights = byName(held.tensors, model.layout);
      // at most 1024 points go through the network together, each with its label
      const count = model.classes > 0 && now.classes ? 1000 : POINTS;
      const guidance = guidanceOf(now, model.classes, 0, count);
      const trained = { model, weights, process, prediction: now.prediction, guidance };
      const denoise = createDenoiser(trained, now.clipDenoised ? dataset.box : null);
      const points = (await sample(openPlan(now, process), denoise, { seed: 1, count }))!;
      held.dispose();
      const real = drawnClasses(dataset, now.classes ? now.label : -1);
      const fresh = createRng({ seed: 99, stream: 'evaluation', step: 0 });
      const floor = realAgainstReal((n) => real.sample(n, fresh), count, 5).mean;
      return energyDistance(points, real.sample(count, fresh)) / floor;
    },
    /** Squared error of ε per dimension at places. */
    async error(time: number, places: Float32Array) {
      const held = learner.copyWeights('ema');
      const weights = byName(held.tensors, model.layout);
      const trained = { model, weights, process, prediction: config.prediction };
      const x = tf.tensor2d(places, [places.length / 2, 2]);
      const guess = predictEps(trained, x, time);
      const learned = await guess.data<'float32'>();
      tf.dispose([x, guess]);
      held.dispose();
      const exact = exactReference(dataset).eps(places, process.level(time), new Float32Array(places.length));
      let sum = 0;
      for (let i = 0; i < places.length; i++) sum += (learned[i] - exact[i]) ** 2;
      return sum / places.length;
    },
    dispose: () => learner.dispose(),
  };
}
const small = (id: LessonId, changes: Partial<RunConfig> = {}) =>
  train({
    ...lessonConfig(id),
    ...SMALL,
    trainingSteps: Math.min(500, lessonConfig(id).trainingSteps),
    ...changes,
  });

beforeAll(() => useNodeBackend('wasm'));

describe('the lesson', () => {
  test('on a chain that never reaches noise: four fifths of the variance are signal, and samples end far from the data', async () => {
    const config = lessonConfig('never-noise');
    const process = createProcess(config);
    const settings = { schedule: config.schedule, scaleBetas: false, zeroTerminalSnr: false };
    const { signal, verdict } = terminalSignal(process, settings);
    expect(verdict).toBe('data-left');
    expect(signal).toBeCloseTo(0.81, 1);
    const lesson = await small('never-noise');
    const fixed = await small('never-noise', { T: 200, scaleBetas: true });
    expect(await lesson.floors()).toBeGreaterThan(8);
    expect(await lesson.floors()).toBeGreaterThan(1.5 * (await fixed.floors()));
    lesson.dispose();
    fixed.dispose();
  });

  test('on cosine without clipping: samples fly out of the picture; clipping fixes the same network', async () => {
    const lesson = await small('unclipped-cosine');
    expect(await lesson.floors()).toBeGreaterThan(1000);
    expect(await lesson.floors({ clipDenoised: true })).toBeLessThan(20);
    lesson.dispose();
  });

  test('on no time conditioning: loss and distance stay well above what the same network reaches with it', async () => {
    const lesson = await small('no-time');
    const fixed = await small('no-time', { conditioning: 'scale-shift' });
    expect(lesson.loss).toBeGreaterThan(1.1 * fixed.loss);
    expect(await lesson.floors()).toBeGreaterThan(3 * (await fixed.floors()));
    lesson.dispose();
    fixed.dispose();
  });

  test('on averaging too early: the newest weights draw well, their average does not', async () => {
    const lesson = await small('ema-too-early');
    expect(await lesson.floors()).toBeGreaterThan(4 * (await lesson.floors({}, 'raw')));
    lesson.dispose();
  });

  test('on a learning rate that is too high: the loss ends above that of a guess of nothing', async () => {
    const lesson = await small('rate-too-high');
    expect(lesson.loss).toBeGreaterThan(1); // the mean square of ε: what the guess 0 costs
    expect(await lesson.floors()).toBeGreaterThan(50);
    lesson.dispose();
  });

  test('on too few steps: twenty steps of the same network come much closer than three', async () => {
    const lesson = await small('too-few-steps');
    expect(await lesson.floors()).toBeGreaterThan(2.5 * (await lesson.floors({ samplingSteps: 20 })));
    lesson.dispose();
  });

  test('on empty places: in the middle of the ring the score is wrong by far more than where noised data fall', async () => {
    const lesson = await small('empty-places');
    const config = lessonConfig('empty-places');
    const time = 20;
    const { alpha, sigma } = createProcess(config).level(time);
    const data = openDataset(config).sample(500, createRng({ seed: 3, stream: 'evaluation', step: 9 }));
    const noise = createRng({ seed: 4, stream: 'evaluation', step: 9 });
    const fallen = data.map((v) => alpha * v + sigma * noise.normal());
    const middle = Float32Array.from({ length: 200 }, (_, i) => 0.3 * Math.sin(2.4 * i));
    expect(await lesson.error(time, middle)).toBeGreaterThan(10 * (await lesson.error(time, fallen)));
    lesson.dispose();
  });

  test('on guidance and densities: samples at w = 4 are far from the class, which the density nearly is; at w = 1 they are not', async () => {
    const lesson = await small('guided-density');
    const [guided, plain] = [await lesson.floors(), await lesson.floors({ guidance: 1 })];
    expect(guided).toBeGreaterThan(5 * plain);
    lesson.dispose();
  });

  test('on SNR as a weight: the loss on ε of x̂₀ has the floor of ε-prediction, and without the weight the samples are worse', async () => {
    const config = lessonConfig('snr-weight');
    const floorOf = (changes: Partial<RunConfig>) =>
      createEvaluator().floor({ config: { ...config, ...changes } }).loss!;
    expect(floorOf({ lossSpace: 'eps' })).toBeCloseTo(floorOf({ prediction: 'eps' }), 10);
    const process = createProcess(config);
    const snr = [0, 99, 199].map((t) => (process.level(t).alpha / process.level(t).sigma) ** 2);
    expect(snr[0]).toBeGreaterThan(3900);
    expect(Math.abs(Math.log(snr[1]))).toBeLessThan(0.1);
    expect(snr[2]).toBeLessThan(0.001);
    const lesson = await small('snr-weight');
    const fixed = await small('snr-weight', { lossSpace: 'eps' });
    expect(await lesson.floors()).toBeGreaterThan(2 * (await fixed.floors()));
    lesson.dispose();
    fixed.dispose();
  });
});
