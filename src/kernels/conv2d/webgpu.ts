/**
 * A convolution on WebGPU: one dispatch forward, with bias and residual, and one backward, for the gradients of image, filter and bias.
 */
import * as tf from '@tensorflow/tfjs-core';
import { dispatch, unwritten } from '../../webgpu/dispatch';
import { gradientAt, gradientSlot } from '../../webgpu/gradientSlots';
import { type Postponed, postpone } from '../../webgpu/postponed';
import { sharedGradient, sumOf } from '../../webgpu/sharedGradients';
import { differentiable } from '../differentiable';
import { blocksOf, blockWriter } from '../wgsl/blocks';
import type { ConvOptions, Shortcut } from './contract';
import { backwardGather, forwardGather } from './webgpu/direction';
import {
  BIAS_GRADIENT,
  filterGradientCode,
  filterGradientGroups,
  PARTIAL_SUMS,
} from './webgpu/filterGradient';
import { backwardFilterLoads, forwardFilterLoads, gatherCode, gatherGroups } from './webgpu/gather';
import {
  type Convolution,
  inputChannels,
  numbersOf,
  outputChannels,
  readers,
  vectorsOf,
} from './webgpu/layout';
import { imageChannels, isJoint, jointGradients, shortcutCode, shortcutNumbers } from './webgpu/shortcut';

export function conv2dOnWebgpu(x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, options: ConvOptions): tf.Tensor {
  const { constantInput = false, residual, shortcut } = options;
  const shape = shapeOf(x, w, options);
  const shared = constantInput ? null : sharedGradient(x);
  const added = [
    ...(residual ? [residual] : []),
    ...(shortcut ? [shortcut.weight, shortcut.bias, shortcut.input] : []),
  ];
  return differentiable([w, b, ...(shared?.isFirst ? [x] : []), ...added], {
    forward() {
      const tensors = {
        x,
        filter: w,
        bias: b,
        ...(residual && { residual }),
        ...(shortcut && {
          image: shortcut.input,
          shortcutWeights: shortcut.weight,
          shortcutBias: shortcut.bias,
        }),
      };
      const saved = shortcut ? [x, w, shortcut.input, shortcut.weight] : [x, w];
      return { value: convolve(tensors, shape), saved };
    },
    backward(dy, [x, w, image, weight]) {
      const others = sumOf(shared?.take() ?? []);
      const convolution = { x, filter: w, bias: b, others };
      const ofShortcut = shortcut && { input: image, weight, bias: shortcut.bias };
      const { dx, dFilter, dBias, dShortcut } = allGradients(
        dy,
        convolution,
        ofShortcut,
        shape,
        !constantInput,
      );
      others?.dispose();
      if (dx && !shared?.isFirst) shared?.give(tf.keep(dx));
      return [
        dFilter,
        dBias,
        ...(dx && shared?.isFirst ? [dx] : []),
        ...(residual ? [tf.clone(dy)] : []),
        ...dShortcut,
      ];
    },
  });
}

/** The gradients of a convolution, and of weight, bias and image of its shortcut. */
function allGradients(
  dy: tf.Tensor,
  convolution: ConvolutionInputs,
  shortcut: Shortcut | undefined,
  shape: Convolution,
  needsDx: boolean,
): ConvolutionGradients & { readonly dShortcut: readonly tf.Tensor[] } {
  if (!shortcut) return { ...convolutionGradients(dy, convolution, shape, needsDx), dShortcut: [] };
  const { x, filter, bias, others } = convolution;
  const weights = [filter, bias, shortcut.weight, shortcut.bias];
  if (needsDx && !others && isJoint(weights, shape)) {
    const { dx, dImage, ofWeights } = jointGradients(dy, x, shortcut, weights, shape);
    const [dFilter, dBias, dWeight, dShortcutBias] = ofWeights;
    return { dx, dFilter, dBias, dShortcut: [dWeight, dShortcutBias, dImage] };
  }
  const { input: x2, weight, bias: bias2 } = shortcut;
  const layer = shapeOf(x2, weight, { padding: [0, 0, 0, 0] });
  const own = convolutionGradients(dy, convolution, shape, needsDx);
  const other = convolutionGradients(dy, { x: x2, filter: weight, bias: bias2, others: null }, layer, true);
  return { ...own, dShortcut: [other.dFilter, other.dBias, other.dx!] };
}

function shapeOf(
  x: tf.Tensor,
  w: tf.Tensor,
  { stride = 1, padding: [top, bottom, left, right], upsample: doubles = false }: ConvOptions,
): Convolution {
  const upsample = doubles ? 2 : 1;
  const [batch, height, width] = x.shape as [number, number, number, number];
  const [kh, kw, , outputs] = w.shape as [number, number, number, number];
  const length = (size: number, padding: number, kernel: number) =>
    Math.floor((size * upsample + padding - kernel) / stride) + 1;
  const output = [batch, length(height, top + bottom, kh), length(width, left + right, kw), outputs];
  return { stride, top, left, upsample, input: x.shape, filter: w.shape, output };
}

/** What a convolution reads; `residual` is added to the result. */
type ConvolutionTensors = Readonly<
  Record<'x' | 'filter' | 'bias', tf.Tensor> &
    Partial<Record<'residual' | 'image' | 'shortcutWeights' | 'shortcutBias', tf.Tensor>>
>;

/** A convolution that waits for a norm to join it. */
export type PostponedConvolution = Postponed<ConvolutionTensors & Record<string, tf.Tensor>, Convolution>;

/** @returns [B, H', W', O] */
function convolve(tensors: ConvolutionTensors, shape: Convolution): tf.Tensor {
  const output = unwritten(shape.output);
  const inputs = tensors as PostponedConvolution['inputs'];
  postpone({ inputs, output, details: shape }, recordConvolution);
  return output;
}

function recordConvolution({ inputs, output, details: shape }: PostponedConvolution): void {
  const { x, filter, bias, residual, image, shortcutWeights, shortcutBias } = inputs as ConvolutionTensors;
  const gather = forwardGather(shape);
  const [ofInput, ofOutput] = [inputChannels(shape), outputChannels(shape)];
  const channels = {
    x: ofInput,
    weights: ofOutput,
    bias: ofOutput,
    ...(residual && { residual: ofOutput }),
    ...(image && { image: imageChannels(image), shortcutWeights: ofOutput, shortcutBias: ofOutput }),
  };
  dispatch({
    name: 'convolution',
    sizes: {},
    numbers: { ...numbersOf(shape), ...(image && shortcutNumbers(image)) },
    inputs: {
      x,
      weights: filter,
      bias,
      ...(residual && { residual }),
      ...(image && { image, shortcutWeights: shortcutWeights!, shortcutBias: shortcutBias! }),
    },
    outputs: { y: output },
    vectors: vectorsOf({ ...channels, y: ofOutput }),
    workgroups: gatherGroups(gather),
    functions: `${readers(channels)}\n${blockWriter('y', ofOutput)}`,
    body: gatherCode(gather, {
      first: `biasBlock(0, targetBlock)${image ? ' + shortcutBiasBlock(0, targetBlock)' : ''}`,
      loads: forwardFilterLoads(shape),
      ...(image && { more: shortcutCode }),
      store: (column, sum) => {
        const total = residual ? `${sum} + residualBlock(pixel + ${column}, targetBlock)` : sum;
        return `writeYBlock(pixel + ${column}, targetBlock, ${total});`;
      },
    }),
  });
}

interface ConvolutionInputs {
  readonly x: tf.Tensor;
  readonly filter: tf.Tensor;
  readonly bias: tf.Tensor;
  /** [B, H, W, I] gradient of x from other operations, added to that of the convolution. */
  readonly others: tf.Tensor | null;
}

interface ConvolutionGradients {
  /** [B, H, W, I]; null where it is not needed */
  readonly dx: tf.Tensor | null;
  /** [kh, kw, I, O] */
  readonly dFilter: tf.Tensor;
  /** [O] */
  readonly dBias: tf.Tensor;
}

/** @param dy [B, H', W', O] */
function convolutionGradients(
  dy: tf.Tensor,
  { x, filter, bias, others }: ConvolutionInputs,
  shape: Convolution,
  needsDx: boolean,
): ConvolutionGradients {
  const gather = backwardGather(shape);
  const inputGroups = needsDx ? gatherGroups(gather) : 0;
  const filterGroups = filterGradientGroups(shape);
  const [ofInput, ofOutput] = [inputChannels(shape), outputChannels(shape)];
  const channels = {
    dy: ofOutput,
    x: ofInput,
    ...(needsDx ? { weights: ofOutput } : {}),
    ...(others ? { others: ofInput } : {}),
  };
  const inputGradientCode = gatherCode(gather, {
    first: 'vec4<f32>()',
    loads: backwardFilterLoads(shape),
    store(column, sum) {
      const total = others ? `${sum} + othersBlock(pixel + ${column}, targetBlock)` : sum;
      return `writeDxBlock(pixel + ${column}, targetBlock, ${total});`;
    },
  });
  const { dx, dFilter, dBias } = dispatch({
    name: 'convolutionGradients',
    sizes: {},
    numbers: { ...numbersOf(shape), inputGroups, filterGroups },
    inputs: { dy, x, ...(needsDx && { weights: filter }), ...(others && { others }) },
    outputs: {
      dFilter: gradientSlot(filter),
      dBias: gradientSlot(bias),
      ...(needsDx ? { dx: shape.input } : {}),
    } as Record<'dFilter' | 'dBias' | 'dx', readonly number[] | tf.Tensor>,
    vectors: vectorsOf({ ...channels, ...(needsDx ? { dx: ofInput } : {}) }),
    workgroups: inputGroups + filterGroups + blocksOf(shape.filter[3]),
    functions: `${readers(channels)}
${needsDx ? blockWriter('dx', ofInput) : ''}
fn storeFilter(at : i32, sum : f32) { dFilter[at] = sum; }
fn storeBias(at : i32, sum : f32) { dBias[at] = sum; }
${PARTIAL_SUMS}`,
    body: `
  let group = i32(workgroup.y * workgroups.x + workgroup.x);
  let item = group - n.inputGroups;
  ${needsDx ? `if (item < 0) {${inputGradientCode}\n  } else ` : ''}if (item < n.filterGroups) {
    ${filterGradientCode(shape)}
  } else if (item < n.filterGroups + n.outBlocks) {
    ${BIAS_GRADIENT}
  }`,
  });
  return { dx: dx ?? null, dFilter: gradientAt(dFilter, filter), dBias: gradientAt(dBias, bias) };
}
