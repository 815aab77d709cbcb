/**
 * A convolution on WebGPU: one dispatch forward, with bias and residual, and one backward, for the gradients of image, filter and bias.
 */
import * as tf from '@tensorflow/tfjs-core';
import { dispatch } from '../../webgpu/dispatch';
import { gradientAt, gradientSlot } from '../../webgpu/gradientSlots';
import { differentiable } from '../differentiable';
import { blocksOf, blockWriter } from '../wgsl/blocks';
import type { ConvOptions } from './contract';
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

export function conv2dOnWebgpu(x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, options: ConvOptions): tf.Tensor {
  const { constantInput = false, residual } = options;
  const shape = shapeOf(x, w, options);
  const inputs = [w, b, ...(constantInput ? [] : [x]), ...(residual ? [residual] : [])];
  return differentiable(inputs, {
    forward: () => ({ value: convolve(x, w, b, shape, residual ?? null), saved: [x, w] as const }),
    backward(dy, [x, w]) {
      const { dx, dFilter, dBias } = convolutionGradients(
        dy,
        { x, filter: w, bias: b },
        shape,
        !constantInput,
      );
      return [dFilter, dBias, ...(dx ? [dx] : []), ...(residual ? [tf.clone(dy)] : [])];
    },
  });
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

/** @param residual [B, H', W', O], added to the result @returns [B, H', W', O] */
function convolve(
  x: tf.Tensor,
  filter: tf.Tensor,
  bias: tf.Tensor,
  shape: Convolution,
  residual: tf.Tensor | null,
): tf.Tensor {
  const gather = forwardGather(shape);
  const [ofInput, ofOutput] = [inputChannels(shape), outputChannels(shape)];
  const channels = {
    x: ofInput,
    weights: ofOutput,
    bias: ofOutput,
    ...(residual ? { residual: ofOutput } : {}),
  };
  return dispatch({
    name: 'convolution',
    sizes: {},
    numbers: numbersOf(shape),
    inputs: { x, weights: filter, bias, ...(residual ? { residual } : {}) },
    outputs: { y: shape.output },
    vectors: vectorsOf({ ...channels, y: ofOutput }),
    workgroups: gatherGroups(gather),
    functions: `${readers(channels)}\n${blockWriter('y', ofOutput)}`,
    body: gatherCode(gather, {
      first: 'biasBlock(0, targetBlock)',
      loads: forwardFilterLoads(shape),
      store: (column, sum) => {
        const total = residual ? `${sum} + residualBlock(pixel + ${column}, targetBlock)` : sum;
        return `writeYBlock(pixel + ${column}, targetBlock, ${total});`;
      },
    }),
  }).y;
}

interface ConvolutionInputs {
  readonly x: tf.Tensor;
  readonly filter: tf.Tensor;
  readonly bias: tf.Tensor;
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
  { x, filter, bias }: ConvolutionInputs,
  shape: Convolution,
  needsDx: boolean,
): ConvolutionGradients {
  const gather = backwardGather(shape);
  const inputGroups = needsDx ? gatherGroups(gather) : 0;
  const filterGroups = filterGradientGroups(shape);
  const [ofInput, ofOutput] = [inputChannels(shape), outputChannels(shape)];
  const channels = { dy: ofOutput, x: ofInput, ...(needsDx ? { weights: ofOutput } : {}) };
  const inputGradientCode = gatherCode(gather, {
    first: 'vec4<f32>()',
    loads: backwardFilterLoads(shape),
    store: (column, sum) => `writeDxBlock(pixel + ${column}, targetBlock, ${sum});`,
  });
  const { dx, dFilter, dBias } = dispatch({
    name: 'convolutionGradients',
    sizes: {},
    numbers: { ...numbersOf(shape), inputGroups, filterGroups },
    inputs: needsDx ? { dy, x, weights: filter } : { dy, x },
    outputs: {
      dFilter: gradientSlot(filter),
      dBias: gradientSlot(bias),
      ...(needsDx ? { dx: shape.input } : {}),
    } as Record<'dFilter' | 'dBias' | 'dx', readonly number[] | tf.Tensor>,
    vectors: vectorsOf({ ...channels, ...(needsDx ? { dx: ofInput } : {}) }),
    workgroups: inputGroups + filterGroups + blocksOf(shape.filter[3]),
    functions: `${readers(channels)}
${needsDx ? blockWriter('dx', ofInput) : ''}
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
