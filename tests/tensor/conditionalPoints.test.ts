/** A network of points with classes: what it sees of them, what guidance mixes, and what it learns. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { ofClass } from '../../datasets/ofClass';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import { openPlan } from '../../src/config/openPlan';
import { countRight, diffusionClassifierPosterior } from '../../src/diffusion/editing/classify';
import { guidedField } from '../../src/diffusion/exact/guided';
import { createProcess } from '../../src/diffusion/processes';
import { energyDistance } from '../../src/evaluation/energyDistance';
import { exactClassPosterior, testPoints } from '../../src/evaluation/exactClassPosterior';
import { exactReference } from '../../src/evaluation/exactReference';
import { createRng } from '../../src/lib/rng';
import { createModel } from '../../src/model/model';
import { byName } from '../../src/model/weights';
import { classErrors } from '../../src/sampling/classify';
import { createDenoiser, predictEps } from '../../src/sampling/denoiser';
import { sample } from '../../src/sampling/sample';
import { createCollator } from '../../src/training/data/batch';
import { openTrainingData } from '../../src/training/data/openTrainingData';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';
import { createTinyLearner, lossesOf, TINY, trainedRun } from './runs';

const CONDITIONAL = { classes: true, dataset: 'moons' } as const satisfies Partial<RunConfig>;

test('a batch has the class after the time, one-hot, and none for the share that is dropped', async () => {
  const config: RunConfig = { ...TINY, ...CONDITIONAL, labelDropout: 0.25, batchSize: 4096 };
  const data = openTrainingData(config);
  const model = createModel(config, data);
  const samples = await data.samples();
  const { parts, collate } = createCollator({ config, process: createProcess(config), model, samples });
  expect(parts.temb.shape).toEqual([4096, TINY.timeFeatures + 2]);
  expect(parts.labels.shape).toEqual([0]);
  const { packed } = collate(1, { rate: 0, epsilon: 0, emaDecay: 0, learningRate: 0 });
  const counts = { '1,0': 0, '0,1': 0, '0,0': 0 };
  for (let i = 0; i < 4096; i++) {
    const end = parts.temb.at + (i + 1) * parts.temb.shape[1];
    counts[[...packed.subarray(end - 2, end)].join() as keyof typeof counts]++;
  }
  expect(counts['0,0'] / 4096).toBeCloseTo(0.25, 1);
  expect(counts['1,0'] / 4096).toBeCloseTo(0.375, 1);
  expect(counts['1,0'] + counts['0,1'] + counts['0,0']).toBe(4096);
});

test('without time conditioning there is no class either', () => {
  const kind = { shape: [2], classes: 2 };
  expect(createModel({ ...TINY, ...CONDITIONAL, conditioning: 'none' }, kind).classes).toBe(0);
  expect(createModel({ ...TINY, ...CONDITIONAL, conditioning: 'concat' }, kind).classes).toBe(2);
});

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => useNodeBackend(backend));

  test.each(['scale-shift', 'add', 'concat'] as const)(
    'with %s, guidance mixes the answers with and without the class, each point with its own',
    async (conditioning) => {
      const config: RunConfig = { ...TINY, ...CONDITIONAL, conditioning };
      const learner = createTinyLearner(config);
      await lossesOf(learner, 5); // the last layer begins at zero
      const model = createModel(config, { shape: [2], classes: 2 });
      const copy = learner.copyWeights('raw');
      const weights = byName(copy.tensors, model.layout);
      const process = createProcess(config);
      const x = tf.tensor2d([0.3, -0.8, 0.3, -0.8, 0.3, -0.8], [3, 2]);
      const labels = Int32Array.of(0, 1, -1);
      const eps = async (scale?: number) => {
        const guidance = scale === undefined ? undefined : { labels, scale };
        return predictEps({ model, weights, process, prediction: 'eps', guidance }, x, 9).data();
      };
      const [none, within, guided] = [await eps(0), await eps(1), await eps(3)];
      expect(Array.from(await eps())).toEqual(Array.from(none));
      for (const [i, value] of guided.entries())
        expect(value).toBeCloseTo(none[i] + 3 * (within[i] - none[i]), 4); // float32 sums
      expect(Math.abs(within[0] - within[2])).toBeGreaterThan(1e-4); // one place, two classes
      expect(within.slice(4)).toEqual(none.slice(4)); // -1 asks for no class
      copy.dispose();
      learner.dispose();
    },
  );

  test('a conditional run keeps no tensor, and resumes exactly', async () => {
    const whole = createTinyLearner(CONDITIONAL);
    await lossesOf(whole, 20);
    const before = tf.memory().numTensors;
    const state = await whole.read();
    const expected = await lossesOf(whole, 20);
    expect(tf.memory().numTensors).toBe(before);
    const resumed = createTinyLearner(CONDITIONAL, state);
    expect(await lossesOf(resumed, 20)).toEqual(expected);
    whole.dispose();
    resumed.dispose();
  });
});

test('a step with classes is replayed on WASM as one without is', async () => {
  await useNodeBackend('wasm');
  const learner = createTinyLearner(CONDITIONAL);
  await lossesOf(learner, 5);
  expect(learner.replay.uncovered).toEqual([]);
  expect(learner.replay.calls).toBeGreaterThan(0);
  learner.dispose();
});

test('samples of a class are of that class, and the learned guided field is near the exact one', async () => {
  await useNodeBackend('wasm');
  const config: RunConfig = {
    ...DEFAULT_CONFIG,
    dataset: 'moons',
    classes: true,
    width: 64,
    depth: 2,
    trainingSteps: 1500,
    samplingSteps: 50,
    sampler: 'ddim',
  };
  const data = openDataset(config);
  const { process, trained, dispose } = await trainedRun(config);
  const n = 1000;
  const rng = createRng({ seed: 9, stream: 'evaluation', step: 0 });
  for (const label of [0, 1]) {
    const guidance = { labels: new Int32Array(n).fill(label), scale: 1 };
    const denoise = createDenoiser({ ...trained, guidance }, data.box);
    const points = (await sample(openPlan(config, process), denoise, { seed: 1, count: n }))!;
    const real = [label, 1 - label].map((of) => ofClass(data, of).sample(n, rng));
    const [own, other] = real.map((fresh) => energyDistance(points, fresh));
    const floor = energyDistance(ofClass(data, label).sample(n, rng), real[0]);
    expect(own).toBeLessThan(0.02); // 1000 real points: 0.001 to 0.004
    expect(other).toBeGreaterThan(20 * Math.max(own, floor));
  }
  // where noised points of the class fall, half-way
  const time = 80;
  const level = process.level(time);
  const fallen = ofClass(data, 0)
    .sample(400, rng)
    .map((v) => level.alpha * v + level.sigma * rng.normal());
  const x = tf.tensor2d(fallen, [400, 2]);
  const guidance = { labels: new Int32Array(400), scale: 3 };
  const learned = await predictEps({ ...trained, guidance }, x, time).data<'float32'>();
  const field = guidedField(exactReference(data), exactReference(ofClass(data, 0)), 3);
  const exact = field.eps(fallen, level, new Float32Array(fallen.length));
  const all = exactReference(data).eps(fallen, level, new Float32Array(fallen.length));
  const error = (to: Float32Array) =>
    learned.reduce((sum, v, i) => sum + (v - to[i]) ** 2, 0) / learned.length;
  expect(error(exact)).toBeLessThan(0.25 * error(all)); // what guidance adds is far more than what is not learned
  // it classifies fresh points about as well as their density does, and says how sure one can be
  const test = testPoints(data, 200, 1);
  const posterior = exactClassPosterior(data, test.points)!;
  const errors = (await classErrors(trained, { samples: test.points, pairs: 64, seed: 1, chunk: 1024 }))!;
  const right = countRight(errors, test.labels);
  const shares = diffusionClassifierPosterior(errors, 2, process);
  const off = shares.reduce((sum, share, i) => sum + Math.abs(share - posterior[i]), 0) / shares.length;
  console.log(
    `right: ${right} of 200, by the density ${test.bayes!.right}; of all data ${test.bayes!.share}; off ${off}`,
  );
  expect(test.bayes!.right - right).toBeLessThanOrEqual(10);
  expect(off).toBeLessThan(0.05);
  dispose();
});
