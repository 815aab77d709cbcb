/** Three ways to use the same training evaluations of the same network: a regression, a one-step generator, and a chain. */
import * as tf from '@tensorflow/tfjs-core';
import { openDataset } from '../../../src/config/openDataset';
import { adamStepOf } from '../../../src/kernels/adam/adam';
import { createRng, fillNormal } from '../../../src/lib/rng';
import { initialWeights } from '../../../src/model/layout';
import { createModel } from '../../../src/model/model';
import { byName, type Weights } from '../../../src/model/weights';
import { createTensorStore } from '../../../src/training/device/tensorWeights';
import { emaDecayAt, learningRateAt } from '../../../src/training/learningRate';
import { POINTS, train } from '../../../tests/tensor/learning';
import { configOf, dataOf, distanceOf, SMALL, type Study } from './study';

const CHAIN_STEPS = [1, 2, 5, 10, 20, 50, 200] as const;
const STEPS = 1500;

type GeneratorLoss = (generated: tf.Tensor2D, real: tf.Tensor2D) => tf.Scalar;

/** [B, B] distances; the small number keeps the gradient of a point's distance from itself finite. */
function distances(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor {
  // no squaredDifference: its gradient does not sum over an axis that was repeated
  const between = tf.sub(tf.expandDims(a, 1), tf.expandDims(b, 0));
  return tf.sqrt(tf.add(tf.sum(tf.square(between), 2), 1e-12));
}

const LOSSES: Readonly<Record<string, GeneratorLoss>> = {
  /** Least squares of data drawn beside the noise: the best guess is their mean. */
  regression: (generated, real) => tf.mean(tf.squaredDifference(generated, real)),
  /** The energy distance of the batch, less what does not depend on the network; pairs of a point with itself are left out. */
  generator: (generated, real) => {
    const size = generated.shape[0];
    const within = tf.div(tf.sum(distances(generated, generated)), size * (size - 1));
    return tf.sub(tf.mul(2, tf.mean(distances(generated, real))), within);
  },
};

/** Trains z → x with the chain's optimizer, batches and number of steps. */
async function oneStep(loss: GeneratorLoss, seed: number) {
  const config = configOf({ dataset: 'swiss-roll', trainingSteps: STEPS, seed });
  const model = createModel(config, { shape: [2], classes: 0 });
  const { layout } = model;
  const data = openDataset(config);
  const params = initialWeights(layout, seed);
  const zeros = () => new Float32Array(layout.size);
  const store = createTensorStore(layout, { params, ema: params, m: zeros(), v: zeros() });
  const constants = { beta1: config.adamBeta1, beta2: config.adamBeta2, clip: config.gradientClip };
  const noTime = tf.zeros([1, model.embedding.size]);
  const generate = (weights: Weights, z: tf.Tensor) => model.forward(weights, z, noTime) as tf.Tensor2D;
  const noise = (count: number, stream: 'noise' | 'start', step: number) =>
    tf.tensor2d(fillNormal(new Float32Array(2 * count), { seed, stream, step }), [count, 2]);
  for (let step = 1; step <= STEPS; step++)
    tf.tidy(() => {
      const points = data.sample(config.batchSize, createRng({ seed, stream: 'batch', step }));
      const real = tf.tensor2d(points, [config.batchSize, 2]);
      const z = noise(config.batchSize, 'noise', step);
      const { grads } = tf.valueAndGrads((...weights: tf.Tensor[]) =>
        loss(generate(byName(weights, layout), z), real),
      )([...store.params()]);
      const { rate, epsilon, emaDecay } = adamStepOf(step, learningRateAt(step, config), {
        ...constants,
        epsilon: config.adamEpsilon,
        emaDecay: emaDecayAt(step, config),
      });
      store.update(grads, tf.tensor1d([rate, epsilon, emaDecay]), constants);
    });
  const held = store.copyWeights('ema');
  const drawn = tf.tidy(() => generate(byName(held.tensors, layout), noise(POINTS, 'start', 0)));
  const samples = Float32Array.from(await drawn.data<'float32'>());
  tf.dispose([drawn, noTime]);
  held.dispose();
  store.dispose();
  return samples;
}

async function chain(seed: number) {
  const config = configOf({ dataset: 'swiss-roll', sampler: 'ddim', trainingSteps: STEPS, seed });
  const data = openDataset(config);
  const learned = await train(config);
  const figures: Record<string, number> = {};
  const clouds: Record<string, Float32Array> = {};
  for (const samplingSteps of CHAIN_STEPS) {
    const samples = await learned.draw({ samplingSteps });
    figures[samplingSteps] = distanceOf(samples, data);
    clouds[`chain ${samplingSteps}`] = samples;
  }
  learned.dispose();
  return { figures, clouds: { 'chain 1': clouds['chain 1'], 'chain 20': clouds['chain 20'] } };
}

export const oneShot: Study = {
  ...dataOf('swiss-roll'),
  facts: { steps: STEPS, batch: SMALL.batchSize, evaluations: STEPS * SMALL.batchSize },
  models: ['regression', 'generator', 'chain'],
  async measure(model, seed) {
    if (model === 'chain') return chain(seed);
    const samples = await oneStep(LOSSES[model], seed);
    const data = openDataset(dataOf('swiss-roll'));
    return { figures: { 1: distanceOf(samples, data) }, clouds: { [model]: samples } };
  },
};
