/**
 * A diffusion transformer in stock operations on the tape, from the tensors of facebookresearch/DiT's state dict: the derivation that the
 * app's own is held to, and the sizes at which it is.
 */
import * as tf from '@tensorflow/tfjs-core';
import { fillNormal } from '../../src/lib/rng';
import { createDit } from '../../src/model/dit/dit';
import { ditTensors } from '../../src/model/dit/parameters';
import { namedDitWeights } from '../../src/model/namedWeights';
import { byName, unpack } from '../../src/model/weights';
import type { DitConfig } from '../../src/types/dit';

/** Sizes of which none divides another where it need not; heads of which the shaders read whole blocks, and some of which they do not. */
export const DIT_CASES: Readonly<Record<string, DitConfig>> = {
  'colours with classes and a learned variance': {
    inputSize: 9,
    patchSize: 3,
    inChannels: 3,
    learnSigma: true,
    hiddenSize: 20,
    depth: 2,
    numHeads: 5,
    numClasses: 3,
  },
  'grey images, one head': {
    inputSize: 14,
    patchSize: 7,
    inChannels: 1,
    learnSigma: false,
    hiddenSize: 12,
    depth: 1,
    numHeads: 1,
    numClasses: 0,
  },
  'grey images, heads of six numbers': {
    inputSize: 10,
    patchSize: 2,
    inChannels: 1,
    learnSigma: false,
    hiddenSize: 12,
    depth: 3,
    numHeads: 2,
    numClasses: 0,
  },
};

const LABELS = [2, 3, 0]; // the second is the row for no class
const BATCH = LABELS.length;

const normal = (size: number, step: number, deviation = 1) =>
  fillNormal(new Float32Array(size), { seed: 9, stream: 'evaluation', step }).map((v) => v * deviation);

type Named = Readonly<Record<string, tf.Tensor>>;

const linear = (s: Named, name: string, x: tf.Tensor) => {
  const rows = tf.reshape(x, [-1, x.shape[x.rank - 1]!]) as tf.Tensor2D;
  const y = tf.add(tf.matMul(rows, s[`${name}.weight`] as tf.Tensor2D, false, true), s[`${name}.bias`]);
  return tf.reshape(y, [...x.shape.slice(0, -1), y.shape[1]!]);
};

const siluOf = (z: tf.Tensor) => tf.mul(z, tf.sigmoid(z));

const geluOf = (z: tf.Tensor) =>
  tf.mul(
    tf.mul(z, 0.5),
    tf.add(1, tf.tanh(tf.mul(tf.add(z, tf.mul(tf.mul(z, tf.mul(z, z)), 0.044715)), Math.sqrt(2 / Math.PI)))),
  );

function layerNorm(x: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-6)));
}

/** Column i of the parts of a modulation, [B, 1, D]. */
const part = (m: tf.Tensor, i: number, D: number) => tf.reshape(tf.slice(m, [0, i * D], [-1, D]), [-1, 1, D]);

const modulate = (x: tf.Tensor, shift: tf.Tensor, scale: tf.Tensor) =>
  tf.add(tf.mul(x, tf.add(1, scale)), shift);

function attention(s: Named, name: string, x: tf.Tensor, heads: number): tf.Tensor {
  const [batch, tokens, D] = x.shape as [number, number, number];
  const qkv = linear(s, `${name}.qkv`, x);
  const [q, k, v] = [0, 1, 2].map((i) => {
    const own = tf.slice(qkv, [0, 0, i * D], [-1, -1, D]);
    return tf.transpose(tf.reshape(own, [batch, tokens, heads, D / heads]), [0, 2, 1, 3]);
  });
  const scores = tf.matMul(tf.mul(q, (D / heads) ** -0.5), k, false, true);
  const out = tf.transpose(tf.matMul(tf.softmax(scores), v), [0, 2, 1, 3]);
  return linear(s, `${name}.proj`, tf.reshape(out, [batch, tokens, D]));
}

/** @param x [B, S, S, C] @returns [B, S, S, outputs] */
function stockDit(c: DitConfig, s: Named, x: tf.Tensor, temb: tf.Tensor): tf.Tensor {
  const { hiddenSize: D, patchSize: p, inputSize, inChannels } = c;
  const grid = inputSize / p;
  let t = linear(s, 't_embedder.mlp.2', siluOf(linear(s, 't_embedder.mlp.0', temb)));
  if (c.numClasses > 0)
    t = tf.add(t, tf.gather(s['y_embedder.embedding_table.weight'], tf.tensor1d(LABELS, 'int32')));
  // The patch embedding is a convolution in the reference.
  const kernel = tf.transpose(s['x_embedder.proj.weight'], [2, 3, 1, 0]) as tf.Tensor4D;
  const embedded = tf.add(tf.conv2d(x as tf.Tensor4D, kernel, p, 'valid'), s['x_embedder.proj.bias']);
  let h = tf.add(tf.reshape(embedded, [BATCH, grid * grid, D]), s.pos_embed);
  for (let i = 0; i < c.depth; i++) {
    const block = `blocks.${i}`;
    const m = linear(s, `${block}.adaLN_modulation.1`, siluOf(t));
    const [shift1, scale1, gate1, shift2, scale2, gate2] = [0, 1, 2, 3, 4, 5].map((k) => part(m, k, D));
    const attended = attention(s, `${block}.attn`, modulate(layerNorm(h), shift1, scale1), c.numHeads);
    h = tf.add(h, tf.mul(gate1, attended));
    const hidden = geluOf(linear(s, `${block}.mlp.fc1`, modulate(layerNorm(h), shift2, scale2)));
    h = tf.add(h, tf.mul(gate2, linear(s, `${block}.mlp.fc2`, hidden)));
  }
  const m = linear(s, 'final_layer.adaLN_modulation.1', siluOf(t));
  const out = linear(s, 'final_layer.linear', modulate(layerNorm(h), part(m, 0, D), part(m, 1, D)));
  const channels = c.learnSigma ? 2 * inChannels : inChannels;
  const pixels = tf.transpose(tf.reshape(out, [BATCH * grid, grid, p, p * channels]), [0, 2, 1, 3]);
  return tf.reshape(pixels, [BATCH, inputSize, inputSize, channels]);
}

/** Row by row, column by column: sines and cosines of the column, then of the row. */
function positionsOf({ inputSize, patchSize, hiddenSize }: DitConfig): tf.Tensor {
  const side = inputSize / patchSize;
  const features = (place: number) => {
    const angles = Array.from(
      { length: hiddenSize / 4 },
      (_, k) => place * 10_000 ** ((-4 * k) / hiddenSize),
    );
    return [...angles.map(Math.sin), ...angles.map(Math.cos)];
  };
  const tokens = Array.from({ length: side * side }, (_, i) => [
    ...features(i % side),
    ...features(Math.floor(i / side)),
  ]);
  return tf.tensor2d(tokens);
}

interface Result {
  readonly y: Float32Array;
  /** Of Σ y w, by the names of the state dict. */
  readonly gradients: ReadonlyMap<string, Float32Array>;
}

function inputsOf(config: DitConfig) {
  const { inputSize, inChannels, learnSigma } = config;
  const pixels = BATCH * inputSize ** 2;
  const outputs = learnSigma ? 2 * inChannels : inChannels;
  return {
    x: tf.tensor(normal(pixels * inChannels, 1), [BATCH, inputSize, inputSize, inChannels]),
    temb: tf.tensor2d(normal(BATCH * 256, 2), [BATCH, 256]),
    factors: tf.tensor(normal(pixels * outputs, 3), [BATCH, inputSize, inputSize, outputs]),
  };
}

/** Weights of which none is 0, unlike those of a new network. */
const weightsOf = (size: number) => normal(size, 0, 0.3);

/** On the backend in use, by the app's own network. */
async function ownResult(config: DitConfig): Promise<Result> {
  const dit = createDit(config);
  const { unflatten, size } = namedDitWeights(config);
  const { x, temb, factors } = inputsOf(config);
  const flat = tf.tensor1d(weightsOf(size));
  const weights = tf.tidy(() => unpack(flat, dit.layout));
  const labels = config.numClasses > 0 ? tf.tensor1d(LABELS) : undefined;
  const forward = (...tensors: tf.Tensor[]) => dit.forward(byName(tensors, dit.layout), x, temb, labels);
  const y = forward(...weights);
  const gradients = tf.grads((...tensors) => tf.sum(tf.mul(forward(...tensors), factors)))(weights);
  const all = new Float32Array(size);
  for (const [i, { offset }] of dit.layout.parameters.entries()) all.set(await gradients[i].data(), offset);
  const result = { y: (await y.data()) as Float32Array, gradients: unflatten(all) };
  tf.dispose([x, temb, factors, flat, weights, y, gradients, labels ?? []]);
  return {
    y: result.y,
    gradients: new Map([...result.gradients].map(([name, { data }]) => [name, data])),
  };
}

/** On the backend in use, in stock operations. */
async function stockResult(config: DitConfig): Promise<Result> {
  const { unflatten, size } = namedDitWeights(config);
  const state = unflatten(weightsOf(size));
  const { x, temb, factors } = inputsOf(config);
  const names = ditTensors(config).map(({ name }) => name);
  const tensors = names.map((name) => tf.tensor(state.get(name)!.data, [...state.get(name)!.shape]));
  const positions = positionsOf(config);
  const forward = (...given: tf.Tensor[]) =>
    stockDit(
      config,
      { ...Object.fromEntries(given.map((t, i) => [names[i], t])), pos_embed: positions },
      x,
      temb,
    );
  const y = forward(...tensors);
  const gradients = tf.grads((...given) => tf.sum(tf.mul(forward(...given), factors)))(tensors);
  const result = {
    y: y.dataSync<'float32'>(),
    gradients: new Map(names.map((name, i) => [name, gradients[i].dataSync<'float32'>()])),
  };
  return result;
}

const largest = (values: Float32Array) => values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

/**
 * The largest error of the output and of each gradient on `backend` against stock operations on the CPU: in units of the result's largest
 * number, and where that is small (the bias of the keys has no gradient), of a hundredth of the largest gradient.
 */
export async function ditDifferences(config: DitConfig, backend: string): Promise<Map<string, number>> {
  await tf.setBackend('cpu');
  tf.engine().startScope();
  const expected = await stockResult(config);
  tf.engine().endScope();
  await tf.setBackend(backend);
  const own = await ownResult(config);
  const least = 0.01 * Math.max(...[...expected.gradients.values()].map(largest));
  const error = (a: Float32Array, b: Float32Array, floor: number) =>
    a.length === b.length ? largest(a.map((v, i) => v - b[i])) / Math.max(largest(b), floor) : Number.NaN;
  return new Map([
    ['y', error(own.y, expected.y, 0)],
    ...[...expected.gradients].map(
      ([name, gradient]) => [name, error(own.gradients.get(name)!, gradient, least)] as const,
    ),
  ]);
}
