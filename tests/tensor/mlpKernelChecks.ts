/** The operations of the MLP against the same formulas in stock operations, differentiated by the tape: one text for every backend. */
import * as tf from '@tensorflow/tfjs-core';
import type { ActivationId } from '../../src/kernels/activation';
import { dense } from '../../src/kernels/dense/dense';
import { fourierDense } from '../../src/kernels/fourierDense/fourierDense';
import { modulations } from '../../src/kernels/modulations/modulations';
import { normDense } from '../../src/kernels/normDense/normDense';
import type { MlpLayers } from '../../src/kernels/residualMlp/contract';
import { residualMlp } from '../../src/kernels/residualMlp/residualMlp';
import { squaredError } from '../../src/kernels/squaredError/squaredError';
import type { KernelCheck } from './unetKernelChecks';

/** The formulas, without gradients of their own. */
const ACTIVATION_FORMULAS: Record<ActivationId, (z: tf.Tensor) => tf.Tensor> = {
  linear: (z) => z,
  silu: (z) => tf.mul(z, tf.sigmoid(z)),
  relu: (z) => tf.relu(z),
  tanh: (z) => tf.tanh(z),
  gelu: (z) =>
    tf.mul(
      tf.mul(z, 0.5),
      tf.add(
        1,
        tf.tanh(tf.mul(Math.sqrt(2 / Math.PI), tf.add(z, tf.mul(0.044715, tf.mul(z, tf.mul(z, z)))))),
      ),
    ),
};

const product = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
  tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b);

const denseCheck = (activation: ActivationId, rows: number, from: number, to: number): KernelCheck => ({
  name: `dense, ${activation}, ${rows} rows, ${from} to ${to}`,
  shapes: [[rows, from], [from, to], [to]],
  own: (x, w, b) => dense(x, w, b, { activation }),
  stock: (x, w, b) => ACTIVATION_FORMULAS[activation](product(x, w, b)),
});

/** Sizes in whole blocks of four, and others. */
const DENSE = [
  denseCheck('linear', 8, 12, 8),
  denseCheck('silu', 19, 7, 5),
  denseCheck('relu', 5, 6, 2),
  denseCheck('tanh', 4, 2, 16),
  denseCheck('gelu', 66, 16, 3),
];

/** The first layer of a network needs no gradient of its input. */
const FIRST: KernelCheck = {
  name: 'dense on a constant input',
  shapes: [[6, 4], [4]],
  own: (w, b) => dense(tf.ones([5, 6]), w, b, { activation: 'silu', constantInput: true }),
  stock: (w, b) => ACTIVATION_FORMULAS.silu(product(tf.ones([5, 6]), w, b)),
};

/** By the formula, column by column. */
const fourierCheck = (rows: number, frequencies: readonly number[], to: number): KernelCheck => {
  const x = () => tf.reshape(tf.linspace(-3, 2, rows * 2), [rows, 2]);
  const inputs = 2 + 4 * frequencies.length;
  return {
    name: `dense on ${frequencies.length} Fourier frequencies, ${rows} rows, ${inputs} to ${to}`,
    shapes: [[inputs, to], [to]],
    own: (w, b) => fourierDense(x(), frequencies, w, b),
    stock(w, b) {
      const angles = frequencies.map((frequency) => tf.mul(x(), frequency));
      return product(tf.concat([x(), ...angles.map(tf.sin), ...angles.map(tf.cos)], 1), w, b);
    },
  };
};

/** f(x̂ (1 + scale) + shift) by moments. */
function modulated(activation: ActivationId, x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, 1, true);
  const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
  return ACTIVATION_FORMULAS[activation](tf.add(tf.mul(normal, tf.add(scale, 1)), shift));
}

interface NormDenseCase {
  readonly activation: ActivationId;
  readonly size: readonly [rows: number, from: number, to: number];
  /** Rows of scale and of shift. */
  readonly modulationRows: readonly [scale: number, shift: number];
  readonly mean?: number;
}

const normDenseCheck = ({ activation, size, modulationRows, mean }: NormDenseCase): KernelCheck => {
  const [rows, from, to] = size;
  const residual = from === to;
  return {
    name: `a dense layer after a norm, ${activation}, ${rows} rows, ${from} to ${to}, ${modulationRows[0]} scales, ${modulationRows[1]} shifts, mean ${mean ?? 0}`,
    shapes: [[rows, from], [modulationRows[0], from], [modulationRows[1], from], [from, to], [to]],
    mean,
    own: (x, scale, shift, w, b) => normDense(x, { scale, shift }, w, b, { activation, residual }),
    stock: (x, scale, shift, w, b) => {
      const y = product(modulated(activation, x, scale, shift), w, b);
      return residual ? tf.add(x, y) : y;
    },
  };
};

const NORM_DENSE = [
  normDenseCheck({ activation: 'silu', size: [9, 8, 8], modulationRows: [9, 9] }),
  normDenseCheck({ activation: 'silu', size: [21, 7, 7], modulationRows: [21, 21] }),
  normDenseCheck({ activation: 'gelu', size: [18, 16, 2], modulationRows: [1, 1] }),
  normDenseCheck({ activation: 'tanh', size: [5, 9, 4], modulationRows: [1, 1] }),
  // Enough rows for several threads to share them.
  normDenseCheck({ activation: 'silu', size: [70, 16, 3], modulationRows: [1, 1] }),
  normDenseCheck({ activation: 'silu', size: [45, 10, 10], modulationRows: [1, 1] }),
  normDenseCheck({ activation: 'silu', size: [6, 12, 12], modulationRows: [1, 1] }),
  normDenseCheck({ activation: 'silu', size: [7, 12, 12], modulationRows: [1, 7] }),
  normDenseCheck({ activation: 'linear', size: [6, 132, 136], modulationRows: [6, 6] }),
  normDenseCheck({ activation: 'silu', size: [6, 16, 16], modulationRows: [6, 6], mean: 30 }),
];

/** Scale and shift concatenated, as one layer computes them. */
const jointCheck = (modulationRows: number): KernelCheck => ({
  name: `a dense layer after a norm, ${modulationRows} rows of scale and shift, concatenated`,
  shapes: [[11, 8], [modulationRows, 16], [8, 8], [8]],
  own: (x, both, w, b) => normDense(x, both, w, b, { activation: 'silu', residual: true }),
  stock(x, both, w, b) {
    const [scale, shift] = tf.split(both, 2, 1);
    return tf.add(x, product(modulated('silu', x, scale, shift), w, b));
  },
});

/** The sum of the modulations of all blocks, each weighted differently. */
const modulationsCheck = (blocks: number, rows: number, units: number, to: number): KernelCheck => {
  const x = () => tf.reshape(tf.linspace(-1, 1, rows * 6), [rows, 6]);
  const sumOf = (modulationsOfBlocks: readonly (readonly tf.Tensor[])[]) =>
    modulationsOfBlocks
      .flatMap(([scale, shift], i) => [
        tf.mul(tf.square(scale), i + 1),
        tf.mul(shift, tf.add(tf.square(shift), i)),
      ])
      .reduce((sum, part) => tf.add(sum, part));
  const layers = (tensors: readonly tf.Tensor[]) =>
    Array.from({ length: tensors.length / 2 }, (_, i) => ({
      weight: tensors[2 * i],
      bias: tensors[2 * i + 1],
    }));
  return {
    name: `the modulations of ${blocks} blocks, ${rows} rows, ${units} units to ${to}`,
    shapes: [[6, units], [units], ...Array.from({ length: 2 * blocks }, () => [[units, to], [to]]).flat()],
    inOneBuffer: true,
    own(...tensors) {
      const [hidden, ...heads] = layers(tensors);
      const sources = Array.from({ length: blocks }, (_, i) => ({
        scale: heads[2 * i],
        shift: heads[2 * i + 1],
      }));
      const results = modulations(x(), hidden, sources, 'silu');
      return sumOf(
        results.map((each) => (each instanceof tf.Tensor ? tf.split(each, 2, 1) : [each.scale, each.shift])),
      );
    },
    stock(...tensors) {
      const [hidden, ...heads] = layers(tensors);
      const h = ACTIVATION_FORMULAS.silu(product(x(), hidden.weight, hidden.bias));
      const outputs = heads.map(({ weight, bias }) => product(h, weight, bias));
      return sumOf(Array.from({ length: blocks }, (_, i) => outputs.slice(2 * i, 2 * i + 2)));
    },
  };
};

interface MlpCase {
  readonly activation: ActivationId;
  readonly conditioning: 'scale-shift' | 'add' | 'concat' | 'none';
  readonly rows: number;
  /** Rows of the time embedding: as many as points if absent. */
  readonly times?: 1;
  readonly width: number;
  readonly units: number;
  readonly outputs: number;
  readonly depth: number;
  readonly frequencies: readonly number[];
}

/** The whole network against its formulas. */
const mlpCheck = (config: MlpCase): KernelCheck => {
  const { activation, conditioning, rows, times = rows, width, units, outputs, depth, frequencies } = config;
  const embedding = 5;
  const timed = conditioning === 'scale-shift' || conditioning === 'add';
  const inputs = 2 + 4 * frequencies.length + (conditioning === 'concat' ? embedding : 0);
  const x = () => tf.reshape(tf.linspace(-2, 2, rows * 2), [rows, 2]);
  const temb = () => tf.reshape(tf.linspace(-1, 1, times * embedding), [times, embedding]);
  const layer = (from: number, to: number) => [[from, to], [to]];
  const row = [[1, width]];
  const scale = conditioning === 'scale-shift' ? layer(units, width) : row;
  const shift = timed ? layer(units, width) : row;
  const blocks = Array.from({ length: depth }, () => [...scale, ...shift, ...layer(width, width)]);
  const shapes = [
    ...layer(inputs, width),
    ...(timed ? layer(embedding, units) : []),
    ...blocks.flat(),
    ...row,
    ...row,
    ...layer(width, outputs),
  ];
  const layersOf = (tensors: readonly tf.Tensor[]): MlpLayers => {
    const left = [...tensors];
    const next = () => left.shift()!;
    const dense = () => ({ weight: next(), bias: next() });
    return {
      activation,
      frequencies,
      concatenatesTime: conditioning === 'concat',
      input: dense(),
      time: timed ? dense() : null,
      blocks: Array.from({ length: depth }, () => ({
        scale: conditioning === 'scale-shift' ? dense() : next(),
        shift: timed ? dense() : next(),
        dense: dense(),
      })),
      norm: { scale: next(), shift: next() },
      output: dense(),
    };
  };
  return {
    name: `a residual MLP, ${activation}, ${conditioning}, ${rows} points at ${times} times, ${depth} blocks of ${width}, ${outputs} outputs`,
    shapes,
    layers: depth + 2,
    inOneBuffer: true,
    own: (...tensors) => residualMlp(x(), temb(), layersOf(tensors)),
    stock(...tensors) {
      const { input, time, blocks, norm, output } = layersOf(tensors);
      const t = times === rows ? temb() : tf.tile(temb(), [rows, 1]);
      const angles = frequencies.map((frequency) => tf.mul(x(), frequency));
      const features = [x(), ...angles.map(tf.sin), ...angles.map(tf.cos)];
      const f = ACTIVATION_FORMULAS[activation];
      const hidden = time && f(product(t, time.weight, time.bias));
      const part = (source: MlpLayers['blocks'][number]['scale']) =>
        source instanceof tf.Tensor ? source : product(hidden!, source.weight, source.bias);
      const joined = tf.concat(conditioning === 'concat' ? [...features, t] : features, 1);
      let h = product(joined, input.weight, input.bias);
      for (const { scale, shift, dense } of blocks)
        h = tf.add(h, product(modulated(activation, h, part(scale), part(shift)), dense.weight, dense.bias));
      return product(modulated(activation, h, norm.scale, norm.shift), output.weight, output.bias);
    },
  };
};

/** Whole blocks of four and others, several rows a workgroup, a last one that is not full, and enough rows for threads to share them. */
const MLPS = [
  mlpCheck({
    activation: 'silu',
    conditioning: 'scale-shift',
    rows: 21,
    width: 16,
    units: 8,
    outputs: 2,
    depth: 2,
    frequencies: [1, 4, 16],
  }),
  mlpCheck({
    activation: 'gelu',
    conditioning: 'scale-shift',
    rows: 35,
    width: 10,
    units: 5,
    outputs: 4,
    depth: 2,
    frequencies: [2],
  }),
  mlpCheck({
    activation: 'silu',
    conditioning: 'scale-shift',
    rows: 6,
    times: 1,
    width: 7,
    units: 6,
    outputs: 3,
    depth: 1,
    frequencies: [],
  }),
  mlpCheck({
    activation: 'tanh',
    conditioning: 'add',
    rows: 9,
    width: 12,
    units: 4,
    outputs: 2,
    depth: 2,
    frequencies: [1],
  }),
  mlpCheck({
    activation: 'silu',
    conditioning: 'concat',
    rows: 5,
    times: 1,
    width: 8,
    units: 0,
    outputs: 2,
    depth: 1,
    frequencies: [3],
  }),
  mlpCheck({
    activation: 'silu',
    conditioning: 'none',
    rows: 18,
    width: 9,
    units: 0,
    outputs: 1,
    depth: 3,
    frequencies: [],
  }),
];

const lossCheck = (rows: number, numbers: number): KernelCheck => {
  const target = () => tf.reshape(tf.linspace(-1, 2, rows * numbers), [rows, numbers]);
  const weight = () => tf.reshape(tf.linspace(0.5, 3, rows), [rows, 1]);
  return {
    name: `the squared error of ${rows} samples of ${numbers} numbers`,
    shapes: [[rows, numbers]],
    own(output) {
      const { loss, errors } = squaredError(output, target(), weight());
      errors.dispose();
      return loss;
    },
    stock: (output) => tf.mean(tf.mul(tf.mean(tf.square(tf.sub(output, target())), 1, true), weight())),
  };
};

export const MLP_KERNEL_CHECKS: readonly KernelCheck[] = [
  ...DENSE,
  FIRST,
  fourierCheck(9, [1, 4, 16], 8),
  fourierCheck(5, [2], 6),
  fourierCheck(3, [], 4),
  ...NORM_DENSE,
  jointCheck(11),
  jointCheck(1),
  modulationsCheck(2, 5, 3, 8),
  modulationsCheck(1, 3, 5, 6),
  modulationsCheck(5, 9, 8, 12),
  modulationsCheck(2, 35, 5, 8),
  ...MLPS,
  lossCheck(11, 2),
  lossCheck(300, 1),
  lossCheck(5, 49),
];
