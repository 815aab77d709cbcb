/** Queries, keys and values: three dense layers on one input, in one dispatch, with their gradients in two. */
import type * as tf from '@tensorflow/tfjs-core';
import { placeOf } from '../../../webgpu/buffers';
import { dispatch, THREADS } from '../../../webgpu/dispatch';
import { gradientAt, gradientSlot } from '../../../webgpu/gradientSlots';
import { BLOCK, blockReader, component, range, wholeArrays } from '../../wgsl/blocks';
import { gradientWindow, windowOver } from '../../wgsl/weightWindow';

/** Three dense layers of one input: queries, keys, values. */
export interface Projections {
  /** [C, heads·D] each */
  readonly weights: readonly tf.Tensor[];
  /** [heads·D] each */
  readonly biases: readonly tf.Tensor[];
}

const PARTS = [0, 1, 2] as const;
/** Rows that a thread computes. */
const ROWS = 4;

/** WGSL that selects an array by the part of the output (query, key, value) to which a block belongs. */
const pick = (block: string, blocks: number, expression: (part: number, own: string) => string) => `
    if (${block} < ${blocks}) { ${expression(0, block)} }
    else if (${block} < ${2 * blocks}) { ${expression(1, `${block} - ${blocks}`)} }
    else { ${expression(2, `${block} - ${2 * blocks}`)} }`;

const weightNames = PARTS.map((part) => `w${part}`);
const biasNames = PARTS.map((part) => `b${part}`);
const byName = (names: readonly string[], tensors: readonly tf.Tensor[]) =>
  Object.fromEntries(tensors.map((tensor, i) => [names[i], tensor]));

/**
 * @param x [N, C]; the width of a projection must be a multiple of four
 * @returns [N, 3·heads·D]
 */
export function project(x: tf.Tensor, { weights, biases }: Projections): tf.Tensor {
  const [count, channels] = x.shape as [number, number];
  const width = weights[0].shape[1]!;
  const [partBlocks, allBlocks] = [width / BLOCK, (3 * width) / BLOCK];
  const inputBlocks = Math.ceil(channels / BLOCK);
  const tiles = Math.ceil(count / ROWS);
  return dispatch({
    name: 'projections',
    sizes: {},
    inputs: { x, ...byName(weightNames, weights), ...byName(biasNames, biases) },
    outputs: { y: [count, 3 * width] },
    vectors: [...weightNames, ...biasNames, 'y', ...wholeArrays({ x: channels })],
    workgroups: Math.ceil((tiles * allBlocks) / THREADS),
    functions: `${blockReader('x', channels)}
fn weight(row : i32, block : i32) -> vec4<f32> {${pick('block', partBlocks, (part, at) => `return w${part}[row * ${partBlocks} + ${at}];`)}
}
fn bias(block : i32) -> vec4<f32> {${pick('block', partBlocks, (part, at) => `return b${part}[${at}];`)}
}`,
    body: `
  let block = index % ${allBlocks};
  let row = index / ${allBlocks} * ${ROWS};
  if (row >= ${count}) { return; }
  ${range(ROWS)
    .map((r) => `var s${r} = bias(block);`)
    .join(' ')}
  for (var i = 0; i < ${inputBlocks}; i++) {
    ${range(BLOCK)
      .map((lane) => `let v${lane} = weight(min(${BLOCK} * i + ${lane}, ${channels - 1}), block);`)
      .join(' ')}
    ${range(ROWS)
      .map(
        (r) =>
          `let x${r} = xBlock(min(row + ${r}, ${count - 1}), i); s${r} += ${range(BLOCK)
            .map((lane) => `x${r}.${component(lane)} * v${lane}`)
            .join(' + ')};`,
      )
      .join('\n    ')}
  }
  ${range(ROWS)
    .map((r) => `if (row + ${r} < ${count}) { y[(row + ${r}) * ${allBlocks} + block] = s${r}; }`)
    .join(' ')}`,
  }).y;
}

/** Where a shader has the weights and their gradients: in arrays of their own, or in windows over the buffers that hold them all. */
interface GradientArrays {
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  readonly outputs: Readonly<Record<string, tf.Tensor | readonly number[]>>;
  readonly numbers: Readonly<Record<string, number>>;
  /** WGSL of a vector of the weight of a part. */
  readonly weightAt: (part: number, at: string) => string;
  /** WGSL of a vector of the gradient of a part's weight, or of its bias. */
  readonly dWeightAt: (part: number, at: string) => string;
  readonly dBiasAt: (part: number, at: string) => string;
}

/** WGSL of the gradient of x: a thread has one number. */
const inputGradientCode = (
  { count, channels, partBlocks, allBlocks }: Sizes,
  { weightAt }: GradientArrays,
): string => `
  if (index >= ${count * channels}) { return; }
  let row = index / ${channels};
  let channel = index % ${channels};
  var sum = 0.0;
  for (var block = 0; block < ${partBlocks}; block++) {
    ${PARTS.map((part) => `sum += dot(dy[row * ${allBlocks} + ${part * partBlocks} + block], ${weightAt(part, `channel * ${partBlocks} + block`)});`).join('\n    ')}
  }
  dx[index] = sum;`;

/**
 * WGSL of the gradients of weights and biases: the workgroup `item` computes a block of outputs for one input channel, or for the bias, which
 * counts as one more; its threads share out the rows.
 */
const weightGradientCode = (
  { count, channels, partBlocks, allBlocks }: Sizes,
  { dWeightAt, dBiasAt }: GradientArrays,
): string => `
  let block = item % ${allBlocks};
  let channel = item / ${allBlocks};
  var sum = vec4<f32>();
  for (var row = i32(local); row < ${count}; row += ${THREADS}) {
    var factor = 1.0;
    if (channel < ${channels}) { factor = x[row * ${channels} + channel]; }
    sum += factor * dy[row * ${allBlocks} + block];
  }
  partial[local] = sum;
  workgroupBarrier();
  if (local < 8u) {
    for (var other = local + 8u; other < ${THREADS}u; other += 8u) { sum += partial[other]; }
    partial[local] = sum;
  }
  workgroupBarrier();
  if (local == 0u && channel <= ${channels}) {
    for (var other = 1u; other < 8u; other++) { sum += partial[other]; }
    if (channel < ${channels}) {${pick('block', partBlocks, (part, at) => `${dWeightAt(part, `channel * ${partBlocks} + ${at}`)} = sum;`)}
    } else {${pick('block', partBlocks, (part, at) => `${dBiasAt(part, at)} = sum;`)}
    }
  }`;

interface Sizes {
  /** Rows. */
  readonly count: number;
  readonly channels: number;
  /** Blocks of one projection, and of all three. */
  readonly partBlocks: number;
  readonly allBlocks: number;
}

/** @param dy [N, 3·heads·D] @returns gradients of x, of the three weights and of the three biases */
export function projectGradients(dy: tf.Tensor, x: tf.Tensor, projections: Projections): tf.Tensor[] {
  const { weights, biases } = projections;
  const [count, channels] = x.shape as [number, number];
  const width = weights[0].shape[1]!;
  const sizes = { count, channels, partBlocks: width / BLOCK, allBlocks: (3 * width) / BLOCK };
  const all = [...weights, ...biases];
  return new Set(all.map((tensor) => placeOf(tensor).buffer)).size === 1
    ? gradientsTogether(dy, x, all, sizes)
    : gradientsApart(dy, x, projections, sizes);
}

/** In one dispatch: the first workgroups have the gradient of x. */
function gradientsTogether(
  dy: tf.Tensor,
  x: tf.Tensor,
  all: readonly tf.Tensor[],
  sizes: Sizes,
): tf.Tensor[] {
  const { count, channels, allBlocks } = sizes;
  const { window, at } = windowOver(all);
  const { gradient, view, gradientsOf } = gradientWindow(all, window.size, at);
  const arrays: GradientArrays = {
    inputs: { dy, x, window },
    outputs: { gradient, dx: [count, channels] },
    numbers: Object.fromEntries(at.map((start, i) => [`at${i}`, start / BLOCK])),
    weightAt: (part, place) => `window[n.at${part} + ${place}]`,
    dWeightAt: (part, place) => `gradient[n.at${part} + ${place}]`,
    dBiasAt: (part, place) => `gradient[n.at${part + PARTS.length} + ${place}]`,
  };
  const forInput = Math.ceil((count * channels) / THREADS);
  const result = dispatch({
    name: 'projectionsGradients',
    sizes: {},
    numbers: arrays.numbers,
    inputs: arrays.inputs,
    outputs: arrays.outputs,
    vectors: ['dy', 'window', 'gradient'],
    workgroups: forInput + (channels + 1) * allBlocks,
    functions: `var<workgroup> partial : array<vec4<f32>, ${THREADS}>;
fn inputGradient(index : i32) {${inputGradientCode(sizes, arrays)}
}`,
    body: `
  let item = group - ${forInput};
  if (item < 0) { inputGradient(index); } else {${weightGradientCode(sizes, arrays)}
  }`,
  });
  window.dispose();
  const gradients = gradientsOf(result.gradient);
  view?.dispose();
  return [result.dx, ...gradients];
}

/** In two dispatches, because a shader has room for eight arrays. */
function gradientsApart(
  dy: tf.Tensor,
  x: tf.Tensor,
  { weights, biases }: Projections,
  sizes: Sizes,
): tf.Tensor[] {
  const { count, channels, allBlocks } = sizes;
  const dWeights = PARTS.map((part) => `dw${part}`);
  const dBiases = PARTS.map((part) => `db${part}`);
  const slots = (names: readonly string[], tensors: readonly tf.Tensor[]) =>
    Object.fromEntries(names.map((name, i) => [name, gradientSlot(tensors[i])]));
  const arrays: GradientArrays = {
    inputs: { dy, ...byName(weightNames, weights) },
    outputs: { ...slots(dWeights, weights), ...slots(dBiases, biases) },
    numbers: {},
    weightAt: (part, at) => `w${part}[${at}]`,
    dWeightAt: (part, at) => `dw${part}[${at}]`,
    dBiasAt: (part, at) => `db${part}[${at}]`,
  };
  const { dx } = dispatch({
    name: 'projectionsInput',
    sizes: {},
    inputs: arrays.inputs,
    outputs: { dx: [count, channels] },
    vectors: ['dy', ...weightNames],
    workgroups: Math.ceil((count * channels) / THREADS),
    body: inputGradientCode(sizes, arrays),
  });
  const result = dispatch({
    name: 'projectionsWeights',
    sizes: {},
    inputs: { dy, x },
    outputs: arrays.outputs,
    vectors: ['dy', ...dWeights, ...dBiases],
    workgroups: (channels + 1) * allBlocks,
    functions: `var<workgroup> partial : array<vec4<f32>, ${THREADS}>;`,
    body: `let item = group;
${weightGradientCode(sizes, arrays)}`,
  });
  return [
    dx,
    ...dWeights.map((name, i) => gradientAt(result[name], weights[i])),
    ...dBiases.map((name, i) => gradientAt(result[name], biases[i])),
  ];
}
