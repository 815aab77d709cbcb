/**
 * The operations of the U-Net against other derivations of the same formulas, in stock operations on the tape of the CPU backend. One
 * text for every backend: each check compares a value and its gradients.
 */

import * as tf from '@tensorflow/tfjs-core';
import { attention } from '../../src/kernels/attention/reference';
import { selfAttention } from '../../src/kernels/attention/selfAttention';
import { concatChannels } from '../../src/kernels/channels/concatChannels';
import type { Padding } from '../../src/kernels/conv2d/contract';
import { conv2d } from '../../src/kernels/conv2d/conv2d';
import { pointwise } from '../../src/kernels/conv2d/pointwise';
import { upsampleNearest } from '../../src/kernels/conv2d/upsample';
import { groupNorm, groupNormAndImage } from '../../src/kernels/groupNorm/groupNorm';
import { silu } from '../../src/kernels/silu/silu';
import { fillNormal } from '../../src/lib/rng';
import { sizeOf } from '../../src/lib/shape';
import { aligned, createBuffer, viewOf, writeNumbers } from '../../src/webgpu/buffers';

type Tensors = tf.Tensor[];

export interface KernelCheck {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  /** Added to the first input. */
  readonly mean?: number;
  /** How many layers the check goes through, 1 if absent: their rounding errors add up. */
  readonly layers?: number;
  /** Index of the gradient that is 0 but for rounding; it is compared in units of the largest gradient. */
  readonly vanishes?: number;
  /** Whether the inputs are views of one buffer on WebGPU, as the weights of a run are. */
  readonly inOneBuffer?: boolean;
  readonly own: (...inputs: Tensors) => tf.Tensor;
  readonly stock: (...inputs: Tensors) => tf.Tensor;
}

interface ConvolutionCase {
  readonly size: readonly [number, number];
  readonly kernel: number;
  readonly stride: number;
  readonly padding: Padding;
  readonly channels: readonly [number, number];
  readonly upsample?: true;
  /** With a residual. */
  readonly residual?: true;
  /** With a shortcut from an image of so many channels. */
  readonly shortcut?: number;
  /** Whether the weights are views of one buffer. */
  readonly together?: true;
}

const AROUND: Padding = [1, 1, 1, 1];

const CONVOLUTIONS: readonly ConvolutionCase[] = [
  { size: [8, 8], kernel: 3, stride: 1, padding: AROUND, channels: [3, 5] },
  { size: [5, 7], kernel: 3, stride: 1, padding: AROUND, channels: [4, 1] },
  { size: [8, 6], kernel: 3, stride: 2, padding: AROUND, channels: [3, 5] },
  { size: [7, 5], kernel: 3, stride: 2, padding: AROUND, channels: [4, 4] },
  { size: [8, 6], kernel: 3, stride: 2, padding: [0, 1, 0, 1], channels: [4, 8] },
  { size: [7, 9], kernel: 3, stride: 2, padding: [0, 1, 0, 1], channels: [2, 3] },
  { size: [6, 6], kernel: 3, stride: 2, padding: [0, 0, 0, 0], channels: [2, 3] },
  { size: [5, 6], kernel: 1, stride: 1, padding: [0, 0, 0, 0], channels: [6, 4] },
  { size: [3, 5], kernel: 3, stride: 1, padding: AROUND, channels: [3, 2], upsample: true },
  { size: [4, 3], kernel: 3, stride: 1, padding: AROUND, channels: [4, 8], upsample: true },
  { size: [5, 4], kernel: 3, stride: 1, padding: AROUND, channels: [4, 4], residual: true },
  { size: [3, 4], kernel: 1, stride: 1, padding: [0, 0, 0, 0], channels: [5, 3], residual: true },
  { size: [5, 4], kernel: 3, stride: 1, padding: AROUND, channels: [4, 8], shortcut: 6, together: true },
  { size: [14, 14], kernel: 3, stride: 1, padding: AROUND, channels: [8, 4], shortcut: 12, together: true },
  { size: [3, 5], kernel: 3, stride: 1, padding: AROUND, channels: [5, 6], shortcut: 3, together: true },
  { size: [4, 4], kernel: 3, stride: 1, padding: AROUND, channels: [3, 8], shortcut: 4 },
  // Large enough for a thread to compute several columns.
  { size: [14, 14], kernel: 3, stride: 1, padding: AROUND, channels: [4, 20] },
  { size: [14, 28], kernel: 3, stride: 2, padding: AROUND, channels: [20, 4] },
  { size: [8, 14], kernel: 3, stride: 1, padding: AROUND, channels: [4, 20], upsample: true },
];

const doubledImage = (x: tf.Tensor): tf.Tensor => {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  // Each pixel twice in a row, then each row twice.
  const wide = tf.reshape(tf.stack([x, x], 3), [batch, height, 2 * width, channels]);
  return tf.reshape(tf.stack([wide, wide], 2), [batch, 2 * height, 2 * width, channels]);
};

const convolutionCheck = ({
  size,
  kernel,
  stride,
  padding,
  channels,
  upsample,
  residual: hasResidual,
  shortcut: from2 = 0,
  together,
}: ConvolutionCase): KernelCheck => {
  const [top, bottom, left, right] = padding;
  const [from, to] = channels;
  const kind = `${upsample ? ' of an upsampled image' : ''}${hasResidual ? ' with a residual' : ''}${from2 > 0 ? ` with a shortcut from ${from2} channels` : ''}`;
  return {
    name: `a ${kernel}×${kernel} convolution${kind} of ${size.join('×')}, stride ${stride}, padding ${padding}, ${from} to ${to} channels`,
    shapes: [
      [2, ...size, from],
      [kernel, kernel, from, to],
      [to],
      ...(hasResidual ? [[2, ...size, to]] : []),
      ...(from2 > 0 ? [[2, ...size, from2], [1, 1, from2, to], [to]] : []),
    ],
    inOneBuffer: together,
    own(x, w, b, more, weight, bias) {
      const residual = hasResidual && more;
      const shortcut = from2 > 0 ? { input: more, weight, bias } : undefined;
      return conv2d(x, w, b, { stride, padding, upsample, residual, shortcut });
    },
    stock: (x, w, b, more, weight, bias) => {
      const padded = tf.pad(upsample ? doubledImage(x) : x, [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ]);
      const y = tf.add(tf.conv2d(padded as tf.Tensor4D, w as tf.Tensor4D, stride, 'valid'), b);
      if (hasResidual) return tf.add(y, more);
      return from2 > 0 ? tf.add(y, denseOf(more, tf.reshape(weight, [from2, to]), bias)) : y;
    },
  };
};

const GROUPS = 3;
const EPSILON = 1e-5;

/** By moments, as in the paper. */
function normByMoments(
  x: tf.Tensor,
  gain: tf.Tensor,
  shift: tf.Tensor,
  offset?: tf.Tensor,
  groups = GROUPS,
): tf.Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const overPixels = (v: tf.Tensor) => (v.rank === 1 ? v : tf.reshape(v, [v.shape[0], 1, 1, v.shape[1]!]));
  const input = offset ? tf.add(x, overPixels(offset)) : x;
  const grouped = tf.reshape(input, [batch, height * width, groups, channels / groups]);
  const { mean, variance } = tf.moments(grouped, [1, 3], true);
  const normal = tf.reshape(tf.div(tf.sub(grouped, mean), tf.sqrt(tf.add(variance, EPSILON))), x.shape);
  return tf.add(tf.mul(normal, overPixels(gain)), overPixels(shift));
}

const siluOf = (z: tf.Tensor) => tf.mul(z, tf.sigmoid(z));

const normOptions = { groups: GROUPS, epsilon: EPSILON } as const;

const GROUP_NORMS: readonly KernelCheck[] = [
  {
    name: 'a group norm',
    shapes: [[2, 4, 3, 6], [6], [6]],
    own: (x, gain, shift) => groupNorm({ x, gain, shift }, { ...normOptions, activation: 'linear' }),
    stock: (x, gain, shift) => normByMoments(x, gain, shift),
  },
  {
    name: 'a group norm with SiLU, the time added before it',
    shapes: [[2, 4, 3, 6], [6], [6], [2, 6]],
    own: (x, gain, shift, offset) =>
      groupNorm({ x, gain, shift, offset }, { ...normOptions, activation: 'silu' }),
    stock: (x, gain, shift, offset) => siluOf(normByMoments(x, gain, shift, offset)),
  },
  {
    name: 'a group norm with SiLU, modulated by each sample',
    shapes: [
      [2, 4, 3, 6],
      [2, 6],
      [2, 6],
    ],
    own: (x, gain, shift) => groupNorm({ x, gain, shift }, { ...normOptions, activation: 'silu' }),
    stock: (x, gain, shift) => siluOf(normByMoments(x, gain, shift)),
  },
  {
    name: 'a group norm with SiLU, the time added by a projection',
    shapes: [[3, 4, 3, 6], [6], [6], [3, 5], [5, 6], [6]],
    own: (x, gain, shift, input, weight, bias) =>
      groupNorm({ x, gain, shift, offset: { input, weight, bias } }, { ...normOptions, activation: 'silu' }),
    stock: (x, gain, shift, input, weight, bias) =>
      siluOf(
        normByMoments(x, gain, shift, tf.add(tf.matMul(input as tf.Tensor2D, weight as tf.Tensor2D), bias)),
      ),
  },
  {
    name: 'a group norm of a larger image, the time added by a projection',
    shapes: [[2, 19, 15, 12], [12], [12], [2, 7], [7, 12], [12]],
    own: (x, gain, shift, input, weight, bias) =>
      groupNorm(
        { x, gain, shift, offset: { input, weight, bias } },
        { ...normOptions, activation: 'linear' },
      ),
    stock: (x, gain, shift, input, weight, bias) =>
      normByMoments(x, gain, shift, tf.add(tf.matMul(input as tf.Tensor2D, weight as tf.Tensor2D), bias)),
  },
  {
    name: 'a group norm of numbers whose mean is thirty deviations from 0',
    shapes: [[2, 4, 3, 6], [6], [6]],
    mean: 30,
    own: (x, gain, shift) => groupNorm({ x, gain, shift }, { ...normOptions, activation: 'linear' }),
    stock: (x, gain, shift) => normByMoments(x, gain, shift),
  },
  {
    name: 'a group norm, and its input image',
    shapes: [[2, 4, 3, 6], [6], [6]],
    own: (x, gain, shift) => {
      const { normal, image } = groupNormAndImage(
        [x],
        { gain, shift },
        { ...normOptions, activation: 'silu' },
      );
      return tf.concat([image, normal], 3);
    },
    stock: (x, gain, shift) => tf.concat([x, siluOf(normByMoments(x, gain, shift))], 3),
  },
  ...[
    [4, 5],
    [4, 8],
  ].map(
    ([left, right]): KernelCheck => ({
      name: `a group norm of ${left} channels concatenated with ${right}, and the concatenation`,
      shapes: [[2, 4, 3, left], [2, 4, 3, right], [left + right], [left + right]],
      own: (a, b, gain, shift) => {
        const { normal, image } = groupNormAndImage(
          [a, b],
          { gain, shift },
          { ...normOptions, activation: 'silu' },
        );
        return tf.concat([image, normal], 3);
      },
      stock: (a, b, gain, shift) => {
        const x = tf.concat([a, b], 3);
        return tf.concat([x, siluOf(normByMoments(x, gain, shift))], 3);
      },
    }),
  ),
  {
    name: 'a group norm whose image has no other consumer',
    shapes: [[2, 4, 3, 6], [6], [6]],
    own: (x, gain, shift) =>
      groupNormAndImage([x], { gain, shift }, { ...normOptions, activation: 'linear' }).normal,
    stock: (x, gain, shift) => normByMoments(x, gain, shift),
  },
];

interface ConvolvedNormCase {
  readonly size: readonly [number, number];
  readonly stride: number;
  readonly channels: readonly [number, number];
  readonly groups: number;
  readonly activation: 'linear' | 'silu';
  readonly with?: 'residual' | 'projection' | 'shortcut';
  readonly mean?: number;
}

/** A convolution whose result a norm reads, and other operations too. */
const convolvedNormCheck = (config: ConvolvedNormCase): KernelCheck => {
  const { size, stride, channels, groups, activation, mean } = config;
  const [from, to] = channels;
  const [height, width] = size.map((length) => Math.floor((length - 1) / stride) + 1);
  const vectors = [[to], [to]];
  const more = {
    residual: [[2, height, width, to]],
    projection: [[2, 5], [5, to], [to]],
    shortcut: [[2, height, width, 6], [1, 1, 6, to], [to]],
    none: [],
  }[config.with ?? 'none'];
  return {
    name: `the norm of ${groups} groups of a convolution of ${size.join('×')}, stride ${stride}, ${from} to ${to} channels, ${activation}, with ${config.with ?? 'nothing else'}, mean ${mean ?? 0}`,
    shapes: [[2, ...size, from], [3, 3, from, to], [to], ...vectors, ...more],
    mean,
    layers: 2,
    inOneBuffer: true,
    own(x, w, b, gain, shift, first, weight, bias) {
      const residual = config.with === 'residual' ? first : undefined;
      const offset = config.with === 'projection' ? { input: first, weight, bias } : undefined;
      const shortcut = config.with === 'shortcut' ? { input: first, weight, bias } : undefined;
      const y = conv2d(x, w, b, { stride, padding: AROUND, residual, shortcut });
      const normal = groupNorm({ x: y, gain, shift, offset }, { groups, epsilon: EPSILON, activation });
      return tf.concat([y, normal], 3);
    },
    stock(x, w, b, gain, shift, first, weight, bias) {
      const padded = tf.pad(x, [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ]);
      const sum = tf.add(tf.conv2d(padded as tf.Tensor4D, w as tf.Tensor4D, stride, 'valid'), b);
      const added = {
        residual: () => first,
        shortcut: () => denseOf(first, tf.reshape(weight, [6, to]), bias),
        projection: () => tf.zerosLike(sum),
        none: () => tf.zerosLike(sum),
      }[config.with ?? 'none'];
      const y = tf.add(sum, added());
      const offset = config.with === 'projection' ? denseOf(first, weight, bias) : undefined;
      const normal = normByMoments(y, gain, shift, offset, groups);
      return tf.concat([y, activation === 'silu' ? siluOf(normal) : normal], 3);
    },
  };
};

/** Groups of one, two, three, four, six and eight channels; tiles that end within the image, and images larger than a workgroup. */
const CONVOLVED_NORMS = [
  convolvedNormCheck({ size: [6, 5], stride: 1, channels: [3, 4], groups: 4, activation: 'silu' }),
  convolvedNormCheck({ size: [7, 9], stride: 2, channels: [4, 8], groups: 4, activation: 'linear' }),
  convolvedNormCheck({
    size: [14, 14],
    stride: 1,
    channels: [4, 24],
    groups: 8,
    activation: 'silu',
    with: 'projection',
  }),
  convolvedNormCheck({
    size: [4, 5],
    stride: 1,
    channels: [2, 16],
    groups: 4,
    activation: 'silu',
    with: 'residual',
  }),
  convolvedNormCheck({
    size: [5, 3],
    stride: 1,
    channels: [5, 12],
    groups: 2,
    activation: 'silu',
    with: 'projection',
  }),
  convolvedNormCheck({
    size: [3, 4],
    stride: 1,
    channels: [8, 16],
    groups: 2,
    activation: 'linear',
    mean: 30,
  }),
  convolvedNormCheck({
    size: [6, 4],
    stride: 1,
    channels: [4, 8],
    groups: 4,
    activation: 'linear',
    with: 'shortcut',
  }),
  // Whose channels are no whole blocks: the norm is an operation of its own.
  convolvedNormCheck({ size: [3, 4], stride: 1, channels: [3, 6], groups: 3, activation: 'silu' }),
];

/** Head by head, by slices. */
const attentionByHeads = (heads: number) => (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor) => {
  const size = q.shape[2]! / heads;
  const headsOut = Array.from({ length: heads }, (_, h) => {
    const [qh, kh, vh] = [q, k, v].map((x) => tf.slice(x, [0, 0, h * size], [-1, -1, size]) as tf.Tensor3D);
    const scores = tf.div(tf.matMul(qh, tf.transpose(kh, [0, 2, 1])), Math.sqrt(size));
    return tf.matMul(tf.softmax(scores), vh);
  });
  return tf.concat(headsOut, 2);
};

const ATTENTIONS: readonly KernelCheck[] = [1, 3].map((heads) => ({
  name: `attention with ${heads === 1 ? 'one head' : `${heads} heads`}`,
  shapes: [
    [2, 5, 12],
    [2, 5, 12],
    [2, 5, 12],
  ],
  own: (q, k, v) => attention(q, k, v, heads),
  stock: attentionByHeads(heads),
}));

const denseOf = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) => {
  const rows = tf.reshape(x, [-1, w.shape[0]]);
  return tf.reshape(tf.add(tf.matMul(rows, w as tf.Tensor2D), b), [...x.shape.slice(0, -1), w.shape[1]!]);
};

const SELF_ATTENTIONS: readonly KernelCheck[] = [
  { heads: 2, size: 4, channels: 8, together: true },
  { heads: 2, size: 4, channels: 8 },
  { heads: 1, size: 40, channels: 6 }, // wider than the sums of a thread
  { heads: 2, size: 3, channels: 4 }, // not whole blocks
].map(({ heads, size, channels, together = false }) => ({
  name: `attention of an image of ${channels} channels with itself, ${heads} × ${size}${together ? ', its weights in one buffer' : ''}`,
  inOneBuffer: together,
  shapes: [
    [2, 5, channels],
    ...['query', 'key', 'value'].flatMap(() => [[channels, heads * size], [heads * size]]),
  ],
  vanishes: 4, // the key bias adds one number to all scores of a query, which changes nothing
  own: (x, wq, bq, wk, bk, wv, bv) => {
    const projections = {
      query: { weight: wq, bias: bq },
      key: { weight: wk, bias: bk },
      value: { weight: wv, bias: bv },
    };
    return selfAttention(x, projections, heads);
  },
  stock: (x, wq, bq, wk, bk, wv, bv) =>
    attentionByHeads(heads)(denseOf(x, wq, bq), denseOf(x, wk, bk), denseOf(x, wv, bv)),
}));

const IMAGES: readonly KernelCheck[] = [
  {
    name: 'a dense layer at every pixel, with a residual',
    shapes: [[2, 3, 4, 5], [5, 6], [6], [2, 3, 4, 6]],
    own: (x, w, b, residual) => pointwise(x, w, b, residual),
    stock: (x, w, b, residual) => tf.add(denseOf(x, w, b), residual),
  },
  { name: 'SiLU', shapes: [[3, 5]], own: (x) => silu(x), stock: siluOf },
  {
    name: 'upsampling',
    shapes: [[2, 3, 4, 5]],
    own: (x) => upsampleNearest(x),
    stock: doubledImage,
  },
  {
    name: 'concatenating channels',
    shapes: [
      [2, 3, 4, 5],
      [2, 3, 4, 2],
    ],
    own: (a, b) => concatChannels(a, b),
    stock: (a, b) => tf.concat([a, b], 3),
  },
];

/** Tensors in one buffer. */
function viewsOf(shapes: KernelCheck['shapes'], numbers: readonly Float32Array[]): tf.Tensor[] {
  const starts = numbers.map((_, i) =>
    numbers.slice(0, i).reduce((sum, { length }) => sum + aligned(length), 0),
  );
  const buffer = createBuffer(starts.at(-1)! + aligned(numbers.at(-1)!.length));
  return shapes.map((shape, i) => {
    writeNumbers(buffer, starts[i], numbers[i]);
    return viewOf(buffer, starts[i], shape);
  });
}

export const KERNEL_CHECKS: readonly KernelCheck[] = [
  ...CONVOLUTIONS.map(convolutionCheck),
  ...GROUP_NORMS,
  ...CONVOLVED_NORMS,
  ...ATTENTIONS,
  ...SELF_ATTENTIONS,
  ...IMAGES,
];

/**
 * One check of each kind: of those whose names differ only in sizes. Enough for WebGL, which runs the references, whose sizes are checked
 * in Node, and for shaders cut for a software adapter, since `otherHardware.test.ts` checks all sizes as cut for a GPU.
 */
export function oneOfEachKind(checks: readonly KernelCheck[]): readonly KernelCheck[] {
  const kindOf = ({ name }: KernelCheck) => name.replaceAll(/(?<!stride )\d+/g, 'n');
  return [
    ...new Map(checks.map((check) => [kindOf(check), check] as const).toReversed()).values(),
  ].toReversed();
}

const normal = (shape: readonly number[], step: number): Float32Array => {
  const size = sizeOf(shape);
  return fillNormal(new Float32Array(size), { seed: 5, stream: 'evaluation', step });
};

/** The value, and the gradient with respect to every input of Σ w y, which weights every element differently. */
async function valueAndGradients(
  { shapes, mean = 0, inOneBuffer = false }: KernelCheck,
  operation: (...inputs: Tensors) => tf.Tensor,
): Promise<Float32Array[]> {
  const numbers = shapes.map((shape, step) =>
    step === 0 ? normal(shape, step).map((v) => v + mean) : normal(shape, step),
  );
  const inputs =
    inOneBuffer && tf.getBackend() === 'webgpu'
      ? viewsOf(shapes, numbers)
      : shapes.map((shape, i) => tf.tensor(numbers[i], [...shape]));
  const value = tf.tidy(() => operation(...inputs));
  const weights = tf.tensor(normal(value.shape, shapes.length), value.shape);
  const gradients = tf.grads((...args: Tensors) => tf.sum(tf.mul(operation(...args), weights)))(inputs);
  const results = await Promise.all([value, ...gradients].map((x) => x.data<'float32'>()));
  tf.dispose([inputs, value, weights, gradients]);
  return results;
}

/** By how much a check's results may differ from those of stock operations, where those of one layer may by `tolerance`. */
export const mostOf = ({ mean = 0, layers = 1 }: KernelCheck, tolerance: number): number =>
  tolerance * (1 + mean / 10) * layers;

/** The largest error of each result on `backend` against stock operations on the CPU, in units of the largest number of the result. */
export async function differences(check: KernelCheck, backend: string): Promise<number[]> {
  await tf.setBackend('cpu');
  const expected = await valueAndGradients(check, check.stock);
  await tf.setBackend(backend);
  const results = await valueAndGradients(check, check.own);
  const largest = (values: Float32Array) => values.reduce((most, v) => Math.max(most, Math.abs(v)), 1e-6);
  return results.map((result, i) => {
    const scale = i - 1 === check.vanishes ? Math.max(...expected.map(largest)) : largest(expected[i]);
    const error = result.reduce((most, v, k) => Math.max(most, Math.abs(v - expected[i][k])), 0);
    return result.length === expected[i].length ? error / scale : Number.POSITIVE_INFINITY;
  });
}
