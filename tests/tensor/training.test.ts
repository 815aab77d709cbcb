/** Training repeats itself, continues exactly, keeps no tensor too many, and can learn a batch by heart. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createProcess } from '../../src/diffusion/processes';
import { createModel } from '../../src/model/model';
import { createCollator } from '../../src/training/data/batch';
import { pointSet } from '../../src/training/data/sampleSet';
import { createLearner } from '../../src/training/learner';
import { emaDecayAt, learningRateAt } from '../../src/training/learningRate';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';
import { createTinyLearner, lossesOf, TINY } from './runs';

const POINTS = { shape: [2], classes: 0 } as const;

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => useNodeBackend(backend));

  test('the number of tensors is the same after every one of 200 steps', async () => {
    const learner = createTinyLearner();
    await lossesOf(learner, 3);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 200; i++) {
      await lossesOf(learner, 1);
      expect(tf.memory().numTensors).toBe(before);
    }
    learner.dispose();
  });

  test('the same seed gives the same losses, bit for bit, and another seed others', async () => {
    const run = async (seed: number) => {
      const learner = createTinyLearner({ seed });
      const losses = await lossesOf(learner, 30);
      learner.dispose();
      return losses;
    };
    const [first, again, other] = [await run(1), await run(1), await run(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('a run resumed from its state goes on exactly as if it had not stopped', async () => {
    const whole = createTinyLearner();
    await lossesOf(whole, 20);
    const state = await whole.read();
    const expected = await lossesOf(whole, 20);
    const resumed = createTinyLearner({}, state);
    expect(resumed.step).toBe(20);
    expect(await lossesOf(resumed, 20)).toEqual(expected);
    const [a, b] = [await whole.read(), await resumed.read()];
    expect(b).toEqual(a);
    whole.dispose();
    resumed.dispose();
  });

  test('a snapshot restores the weights of its step', async () => {
    const learner = createTinyLearner();
    await lossesOf(learner, 5);
    const snapshot = learner.snapshot();
    const then = await learner.read();
    const after = await lossesOf(learner, 5);
    learner.restore(snapshot);
    expect(await learner.read()).toEqual(then);
    expect(await lossesOf(learner, 5)).toEqual(after);
    snapshot.dispose();
    learner.dispose();
  });
});

test('cpu and wasm see the same batches: their first losses agree to float32 rounding', async () => {
  const losses: number[][] = [];
  for (const backend of NODE_BACKENDS) {
    await useNodeBackend(backend);
    const learner = createTinyLearner();
    losses.push(await lossesOf(learner, 50));
    learner.dispose();
  }
  // 1e-3 relative over the first steps; rounding grows slowly after.
  for (const [i, loss] of losses[0].entries()) expect(Math.abs(losses[1][i] / loss - 1)).toBeLessThan(1e-3);
});

test('a tiny model learns one batch by heart', async () => {
  await useNodeBackend('wasm');
  const config = { ...TINY, width: 32, learningRate: 0.01, decay: 'none' as const, trainingSteps: 400 };
  const model = createModel(config, POINTS);
  const collator = createCollator({
    config,
    process: createProcess(config),
    model,
    samples: pointSet(new Float32Array([1, 0.5, -1, 0.5, 0, -1])),
  });
  // Always the batch of step 1, with the optimizer's numbers of the step that it really is.
  const learner = createLearner(config, model, () => ({
    ...collator,
    source: undefined, // from which the device would make other batches
    collate: (_, numbers) => collator.collate(1, numbers),
  }));
  const losses = await lossesOf(learner, 400);
  expect(losses[0]).toBeGreaterThan(0.5);
  expect(Math.max(...losses.slice(-10))).toBeLessThan(0.02);
  learner.dispose();
});

test.each(['fixed-small', 'learned'] as const)(
  'weights and averages differ after training with %s variance',
  async (variance) => {
    await useNodeBackend('wasm');
    const learner = createTinyLearner({ variance });
    const losses = await lossesOf(learner, 40);
    expect(losses.every(Number.isFinite)).toBe(true);
    const { params, ema } = await learner.read();
    expect(params).not.toEqual(ema);
    learner.dispose();
  },
);

test('with a learned variance the mean gets the gradient of the simple loss alone', async () => {
  await useNodeBackend('cpu');
  const meanWeights = async (T: number) => {
    // T weighs L_vlb only; the batch does not change with it in continuous time.
    const learner = createTinyLearner({ variance: 'learned', process: 'vp-sde', T, gradientClip: 0 });
    const before = await learner.read();
    await lossesOf(learner, 1);
    const after = await learner.read();
    learner.dispose();
    const { layout } = createModel({ ...TINY, variance: 'learned' }, POINTS);
    const output = layout.parameters.find(({ name }) => name === 'output.bias')!;
    return [0, 1, 2, 3].map((i) => after.m[output.offset + i] - before.m[output.offset + i]);
  };
  const [few, many] = [await meanWeights(10), await meanWeights(1000)];
  expect(few.slice(0, 2)).toEqual(many.slice(0, 2));
  expect(few.slice(2)).not.toEqual(many.slice(2));
});

test('the rate rises over the warm-up, then falls to almost nothing by the last step', () => {
  const config = { learningRate: 2, warmupSteps: 10, decay: 'cosine', trainingSteps: 110 } as const;
  expect(learningRateAt(5, config)).toBe(1);
  expect(learningRateAt(11, config)).toBe(2);
  expect(learningRateAt(61, config)).toBeCloseTo(1, 12); // half way: cos(π/2) = 0
  expect(learningRateAt(110, config)).toBeLessThan(0.001);
  expect(learningRateAt(500, config)).toBe(0);
  expect(learningRateAt(110, { ...config, decay: 'none' })).toBe(2);
  expect(learningRateAt(61, { ...config, decay: 'linear' })).toBeCloseTo(1, 12);
});

test('the decay of the average is small at first, (1 + n)/(10 + n), and then that of the configuration', () => {
  expect(emaDecayAt(1, { emaDecay: 0.999, emaWarmup: true })).toBeCloseTo(2 / 11, 12);
  expect(emaDecayAt(100_000, { emaDecay: 0.999, emaWarmup: true })).toBe(0.999);
  expect(emaDecayAt(1, { emaDecay: 0.999, emaWarmup: false })).toBe(0.999);
});
