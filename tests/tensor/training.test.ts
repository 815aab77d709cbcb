/** Training repeats itself, continues exactly, keeps no tensor too many, and can learn a batch by heart. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { lossWeight, PREDICTIONS } from '../../src/diffusion/prediction';
import { createProcess } from '../../src/diffusion/processes';
import { fillNormal } from '../../src/lib/rng';
import { createModel } from '../../src/model/model';
import { createCollator } from '../../src/training/data/batch';
import { pointSet } from '../../src/training/data/sampleSet';
import { createLearner } from '../../src/training/learner';
import { emaDecayAt, learningRateAt } from '../../src/training/learningRate';
import { trainingLoss } from '../../src/training/loss';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';
import { createTinyLearner, lossesOf, TINY } from './runs';

const POINTS = { shape: [2], classes: 0 } as const;

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => useNodeBackend(backend));

  test.each([
    ['adam', 200],
    ['muon', 20],
  ] as const)(
    'by %s, the number of tensors is the same after every one of %i steps',
    async (optimizer, steps) => {
      const learner = createTinyLearner({ optimizer });
      await lossesOf(learner, 3);
      const before = tf.memory().numTensors;
      for (let i = 0; i < steps; i++) {
        await lossesOf(learner, 1);
        expect(tf.memory().numTensors).toBe(before);
      }
      learner.dispose();
    },
  );

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

  test.each(['adam', 'muon'] as const)(
    'a run of %s resumed from its state goes on exactly as if it had not stopped',
    async (optimizer) => {
      const whole = createTinyLearner({ optimizer });
      await lossesOf(whole, 20);
      const state = await whole.read();
      const expected = await lossesOf(whole, 20);
      const resumed = createTinyLearner({ optimizer }, state);
      expect(resumed.step).toBe(20);
      expect(await lossesOf(resumed, 20)).toEqual(expected);
      const [a, b] = [await whole.read(), await resumed.read()];
      expect(b).toEqual(a);
      whole.dispose();
      resumed.dispose();
    },
  );

  test('a run whose times follow the loss draws others than before, and resumes exactly', async () => {
    const changes = { timeSampling: 'second-moment', batchSize: 256 } as const;
    const whole = createTinyLearner(changes);
    await lossesOf(whole, 34); // parts of time have ten losses each from step 30 on
    const state = await whole.read();
    expect(state.lossMoments?.some((value) => value > 0)).toBe(true);
    const expected = await lossesOf(whole, 20);
    const resumed = createTinyLearner(changes, state);
    expect(await lossesOf(resumed, 20)).toEqual(expected);
    expect(await resumed.read()).toEqual(await whole.read());
    const { lossMoments: _, ...forgotten } = state;
    const uniform = createTinyLearner(changes, forgotten);
    expect(await lossesOf(uniform, 20)).not.toEqual(expected);
    for (const learner of [whole, resumed, uniform]) learner.dispose();
  });

  // the processor makes these batches: what computes on them makes no difference
  test.runIf(backend === 'wasm').each([
    ['logit-normal', { process: 'flow', prediction: 'velocity', weighting: 'min-snr' }],
    ['second-moment', { process: 'flow', prediction: 'velocity', weighting: 'min-snr' }],
    ['logit-normal', { variance: 'learned', prediction: 'v', minSnrGamma: 1, weighting: 'min-snr' }],
  ] as const)(
    '%s times leave the mean loss where uniform ones have it, by their weights',
    async (way, changes) => {
      const meanOf = async (timeSampling: RunConfig['timeSampling'], importanceWeights = true) => {
        // a network that hardly changes, whose losses differ by the batch alone
        const still = { learningRate: 1e-9, batchSize: 256, trainingSteps: 10_000 };
        const learner = createTinyLearner({ ...still, ...changes, timeSampling, importanceWeights });
        const losses = (await lossesOf(learner, 80)).slice(40);
        learner.dispose();
        const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
        const spread = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / losses.length;
        return { mean, error: Math.sqrt(spread / losses.length) };
      };
      const uniform = await meanOf('uniform');
      const weighted = await meanOf(way);
      const allowed = 4 * Math.hypot(uniform.error, weighted.error); // four standard errors
      expect(Math.abs(weighted.mean - uniform.mean)).toBeLessThan(allowed);
      if (way !== 'logit-normal') return;
      // the first network's output is 0: its loss differs by time through the weights of min-SNR
      const plain = await meanOf(way, false);
      expect(Math.abs(plain.mean - uniform.mean)).toBeGreaterThan(allowed);
    },
  );

  test.each([
    ['x0', 'eps'],
    ['eps', 'x0'],
    ['velocity', 'x0'],
    ['x0', 'velocity'],
  ] as const)(
    'a network of %s with its loss on %s has the gradient of that squared error',
    (prediction, lossSpace) => {
      const process = createProcess({ process: 'flow' });
      const B = 64;
      const numbers = (stream: 'noise' | 'data' | 'start') =>
        fillNormal(new Float64Array(2 * B), { seed: 5, stream, step: 0 });
      const [x0, eps, output] = [numbers('data'), numbers('noise'), numbers('start')];
      const columns: number[][] = [];
      for (let i = 0; i < B; i++) {
        const level = process.level(0.1 + (0.8 * i) / B);
        const direction = process.direction(level);
        const { target, toX0, toEps } = PREDICTIONS[prediction];
        const own = target(level, direction);
        const space = PREDICTIONS[lossSpace].target(level, direction);
        const [data, noise] = [toX0(level, direction), toEps(level, direction)];
        const cXt = space.cX0 * data.cXt + space.cEps * noise.cXt;
        const cOut = space.cX0 * data.cOut + space.cEps * noise.cOut;
        const weight = lossWeight('none', prediction, level, direction, { lossSpace });
        for (const d of [2 * i, 2 * i + 1]) {
          const xt = level.alpha * x0[d] + level.sigma * eps[d];
          const wanted = space.cX0 * x0[d] + space.cEps * eps[d];
          columns.push([own.cX0 * x0[d] + own.cEps * eps[d], weight, cXt * xt - wanted, cOut]);
        }
      }
      tf.tidy(() => {
        const column = (k: number) =>
          tf.tensor2d(
            columns.map((row) => row[k]),
            [B, 2],
          );
        const guess = tf.tensor2d(Float32Array.from(output), [B, 2]);
        const [target, weights, offset, slope] = [0, 1, 2, 3].map(column);
        const weight = tf.slice(weights, [0, 0], [B, 1]);
        const variance = tf.zeros([B, 0]);
        const weighted = tf.grad((x) => trainingLoss(x, { target, weight, variance }, 1).loss)(guess);
        const direct = tf.grad((x) => tf.mean(tf.square(tf.add(tf.mul(slope, x), offset))))(guess);
        const largest = tf.max(tf.abs(direct)).dataSync()[0];
        const difference = tf.max(tf.abs(tf.sub(weighted, direct))).dataSync()[0];
        expect(difference).toBeLessThan(1e-5 * largest); // float32
      });
    },
  );

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
