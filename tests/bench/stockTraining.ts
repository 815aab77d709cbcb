/**
 * Training as one writes it with stock TensorFlow.js: variables, `variableGrads`, `tf.train.adam`, an average of the weights by
 * assignment, and a batch of `randomNormal`. It computes what the app computes, operation by operation.
 */
import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../src/lib/shape';
import { initialWeights } from '../../src/model/layout';
import { timeEmbedder } from '../../src/model/timeEmbedding';
import { createCollator } from '../../src/training/data/batch';
import type { Contender } from './contender';
import type { Subject } from './subject';

export type StockWeights = (name: string) => tf.Tensor;

/** A network of stock operations. @param x [B, ...shape] @param temb [B, F] @returns [B, ...shape] */
export type StockNetwork = (w: StockWeights, x: tf.Tensor, temb: tf.Tensor) => tf.Tensor;

/** [B, ...shape] noised samples, [B, F] rows of the time embedding, [B, ...shape] the noise. */
interface StockBatch {
  readonly x: tf.Tensor;
  readonly temb: tf.Tensor;
  readonly eps: tf.Tensor;
}

/** The training data as one tensor. */
function dataTensor({ samples }: Subject): tf.Tensor {
  const size = sizeOf(samples.shape);
  const values = new Float64Array(samples.count * size);
  for (let i = 0; i < samples.count; i++) samples.read(i, values, i * size, false);
  return tf.tensor(Float32Array.from(values), [samples.count, ...samples.shape]);
}

export function stockTraining(subject: Subject, network: StockNetwork): Contender {
  const { config, model, process } = subject;
  const { batchSize, T, gradientClip, emaDecay } = config;
  const { parameters } = model.layout;
  const first = initialWeights(model.layout, config.seed);
  const variables = parameters.map(({ offset, size, shape }) =>
    tf.variable(tf.tensor(first.slice(offset, offset + size), [...shape])),
  );
  const averages = variables.map((variable) => tf.variable(tf.clone(variable), false));
  const optimizer = tf.train.adam(
    config.learningRate,
    config.adamBeta1,
    config.adamBeta2,
    config.adamEpsilon,
  );
  const index = new Map(parameters.map(({ name }, i) => [name, variables[i]]));
  const data = dataTensor(subject);
  const levels = Array.from({ length: T }, (_, t) => process.level(t));
  const alphas = tf.tensor1d(levels.map(({ alpha }) => alpha));
  const sigmas = tf.tensor1d(levels.map(({ sigma }) => sigma));
  const rows = new Float32Array(T * model.embedding.size);
  const embed = timeEmbedder(model.embedding);
  for (let t = 0; t < T; t++) embed(rows, t * model.embedding.size, model.networkTime(process, t));
  const embeddings = tf.tensor2d(rows, [T, model.embedding.size]);

  function draw(): StockBatch {
    const t = tf.randomUniform([batchSize], 0, T, 'int32');
    const x0 = tf.gather(data, tf.randomUniform([batchSize], 0, data.shape[0], 'int32'));
    const eps = tf.randomNormal(x0.shape);
    const at = (table: tf.Tensor) =>
      tf.reshape(tf.gather(table, t), [batchSize, ...model.shape.map(() => 1)]);
    return {
      x: tf.add(tf.mul(at(alphas), x0), tf.mul(at(sigmas), eps)),
      temb: tf.gather(embeddings, t),
      eps,
    };
  }

  /** Makes the batches: each is a function of (seed, step). */
  const collator = createCollator(subject);
  function batchAt(step: number): StockBatch {
    const { packed } = collator.collate(step, { rate: 0, epsilon: 0, emaDecay: 0, learningRate: 0 });
    const part = ({ at, shape }: { at: number; shape: readonly number[] }) =>
      tf.tensor(packed.slice(at, at + sizeOf(shape)), [...shape]);
    const { x, temb, target } = collator.parts;
    return { x: part(x), temb: part(temb), eps: part(target) };
  }

  function clipped(gradients: tf.Tensor[]): tf.Tensor[] {
    if (gradientClip === 0) return gradients;
    // A sum over a stack: addN of so many is wrong on WebGPU.
    const norm = tf.sqrt(tf.sum(tf.stack(gradients.map((g) => tf.sum(tf.square(g))))));
    const scale = tf.div(gradientClip, tf.maximum(norm, gradientClip));
    return gradients.map((g) => tf.mul(g, scale));
  }

  const learn = (batch: () => StockBatch): tf.Scalar =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => {
        const { x, temb, eps } = batch();
        const guess = network((name) => index.get(name)!, x, temb);
        return tf.mean(tf.squaredDifference(guess, eps));
      }, variables);
      const gradients = clipped(variables.map(({ name }) => grads[name]));
      optimizer.applyGradients(variables.map(({ name }, i) => ({ name, tensor: gradients[i] })));
      for (const [i, average] of averages.entries())
        average.assign(tf.add(tf.mul(average, emaDecay), tf.mul(variables[i], 1 - emaDecay)));
      return value;
    });

  let last: tf.Scalar | null = null;
  const keep = (loss: tf.Scalar) => {
    last?.dispose();
    last = loss;
  };
  const settle = async () => (await last!.data())[0];

  return {
    name: 'stock TensorFlow.js',
    step: () => keep(learn(draw)),
    settle,
    async firstLosses(steps) {
      const losses: number[] = [];
      for (let step = 1; step <= steps; step++) {
        keep(learn(() => batchAt(step)));
        losses.push(await settle());
      }
      return losses;
    },
    dispose() {
      optimizer.dispose();
      tf.dispose([...variables, ...averages, data, alphas, sigmas, embeddings, ...(last ? [last] : [])]);
    },
  };
}
