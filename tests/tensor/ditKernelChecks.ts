/** The operations of the transformer against other derivations of the same formulas in stock operations, as `unetKernelChecks.ts` has the U-Net's. */
import * as tf from '@tensorflow/tfjs-core';
import { dense } from '../../src/kernels/dense/dense';
import { patchGrid } from '../../src/kernels/patches/contract';
import { patchify, unpatchify } from '../../src/kernels/patches/patches';
import type { SumAndNormal } from '../../src/kernels/residualNorm/contract';
import { residualNorm } from '../../src/kernels/residualNorm/residualNorm';
import { splitColumns } from '../../src/kernels/splitColumns/splitColumns';
import type { KernelCheck } from './unetKernelChecks';

/** Patch by patch, by slices. */
function patchesBySlices(image: tf.Tensor, side: number): tf.Tensor {
  const [batch, height, width, channels] = image.shape as [number, number, number, number];
  const rows: tf.Tensor[] = [];
  for (let y = 0; y < height; y += side)
    for (let x = 0; x < width; x += side) {
      const patch = tf.slice(image, [0, y, x, 0], [-1, side, side, -1]);
      rows.push(tf.reshape(patch, [batch, 1, side * side * channels]));
    }
  return tf.reshape(tf.concat(rows, 1), [-1, side * side * channels]);
}

interface PatchCase {
  readonly size: readonly [number, number];
  readonly side: number;
  readonly channels: number;
}

const PATCH_CASES: readonly PatchCase[] = [
  { size: [6, 9], side: 3, channels: 2 },
  { size: [4, 8], side: 2, channels: 1 },
  { size: [7, 7], side: 7, channels: 3 },
  { size: [3, 2], side: 1, channels: 5 },
];

const PATCHES = PATCH_CASES.flatMap(({ size, side, channels }): KernelCheck[] => {
  const shape = [2, ...size, channels];
  const kind = `patches of ${side} × ${side} in images of ${shape.slice(1).join(' × ')}`;
  return [
    {
      name: kind,
      shapes: [shape],
      own: (x) => patchify(x, side),
      stock: (x) => patchesBySlices(x, side),
    },
    {
      name: `images put together of ${kind}`,
      shapes: [shape],
      // twice the numbers, so that the gradient is not the identity either
      own: (x) => unpatchify(tf.mul(patchesBySlices(x, side), 2), patchGrid(x, side)),
      stock: (x) => tf.add(x, x),
    },
  ];
});

const EPSILON = 1e-6;

const over = (rows: tf.Tensor, part: number, channels: number) =>
  tf.reshape(tf.slice(rows, [0, part * channels], [-1, channels]), [-1, 1, channels]);

/** By moments, as in the paper. */
function modulatedNorm(sum: tf.Tensor, shift: tf.Tensor, scale: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(sum, 2, true);
  const normal = tf.div(tf.sub(sum, mean), tf.sqrt(tf.add(variance, EPSILON)));
  return tf.add(tf.mul(normal, tf.add(scale, 1)), shift);
}

const both = ({ sum, normal }: SumAndNormal) => tf.concat([sum, normal], 2);

const RESIDUAL_NORMS: readonly KernelCheck[] = [
  [2, 5, 8, 0],
  [3, 1, 4, 0],
  [1, 70, 12, 0],
  [2, 3, 260, 30],
].flatMap(([batch, tokens, channels, mean]): KernelCheck[] => {
  const size = [batch, tokens, channels];
  const kind = `of ${size.join(' × ')}${mean > 0 ? `, mean ${mean}` : ''}`;
  return [
    {
      name: `a gated sum and its norm ${kind}`,
      shapes: [size, [batch, 3 * channels], size],
      mean,
      own: (x, modulation, branch) => both(residualNorm({ x, modulation, branch })),
      stock: (x, modulation, branch) => {
        const [gate, shift, scale] = [0, 1, 2].map((part) => over(modulation, part, channels));
        const sum = tf.add(x, tf.mul(gate, branch));
        return tf.concat([sum, modulatedNorm(sum, shift, scale)], 2);
      },
    },
    {
      name: `tokens with their positions, and the norm ${kind}`,
      shapes: [size, [batch, 2 * channels]],
      mean,
      own: (x, modulation) => both(residualNorm({ x, modulation, positions: positionsOf(tokens, channels) })),
      stock: (x, modulation) => {
        const [shift, scale] = [0, 1].map((part) => over(modulation, part, channels));
        const sum = tf.add(x, positionsOf(tokens, channels));
        return tf.concat([sum, modulatedNorm(sum, shift, scale)], 2);
      },
    },
  ];
});

const positionsOf = (tokens: number, channels: number): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: tokens * channels }, (_, i) => Math.sin(i)),
    [tokens, channels],
  );

/** The tanh form of GELU by its formula. */
const geluOf = (z: tf.Tensor) => {
  const inner = tf.mul(tf.add(z, tf.mul(tf.pow(z, 3), 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(z, 0.5), tf.add(1, tf.tanh(inner)));
};

export const DIT_KERNEL_CHECKS: readonly KernelCheck[] = [
  ...PATCHES,
  ...RESIDUAL_NORMS,
  {
    name: 'columns in parts',
    shapes: [[3, 12]],
    own: (x) => {
      const [a, b, c] = splitColumns(x, [2, 7, 3]);
      return tf.concat([c, tf.mul(a, 2), b], 1);
    },
    stock: (x) => {
      const part = (from: number, width: number) => tf.slice(x, [0, from], [-1, width]);
      return tf.concat([part(9, 3), tf.mul(part(0, 2), 2), part(2, 7)], 1);
    },
  },
  {
    name: 'a dense layer with GELU',
    shapes: [[7, 5], [5, 6], [6]],
    own: (x, w, b) => dense(x, w, b, { activation: 'gelu' }),
    stock: (x, w, b) => geluOf(tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b)),
  },
];
