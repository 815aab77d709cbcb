/**
 * A convolution and the dense layer of another image that is added to it, as in a residual block whose channels change: one dispatch for
 * both, forward and backward. Backward, the weights of both are one array to the shader, which has room for eight.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { placeOf } from '../../../webgpu/buffers';
import { dispatch, THREADS } from '../../../webgpu/dispatch';
import { blocksOf, blockWriter, component, isWhole, range } from '../../wgsl/blocks';
import { renamed } from '../../wgsl/renamed';
import { gradientWindow, windowOver } from '../../wgsl/weightWindow';
import type { Shortcut } from '../contract';
import { backwardGather } from './direction';
import { BIAS_GRADIENT, filterGradientCode, filterGradientGroups, PARTIAL_SUMS } from './filterGradient';
import { backwardFilterLoads, gatherCode, gatherGroups } from './gather';
import { type Convolution, inputChannels, numbersOf, outputChannels, readers, vectorsOf } from './layout';

/** `Shader.numbers` of the other image. */
export const shortcutNumbers = (image: tf.Tensor) => ({
  shortcutInputs: image.shape[3]!,
  shortcutBlocks: blocksOf(image.shape[3]!),
});

export const imageChannels = (image: tf.Tensor) => ({
  count: image.shape[3]!,
  blocks: 'n.shortcutBlocks',
  channels: 'n.shortcutInputs',
});

/** WGSL that adds the dense layer to the sums of a tile, by `imageBlock` and `shortcutWeightsBlock`. */
export const shortcutCode = (tile: number): string => `
  for (var block = 0; block < n.shortcutBlocks; block++) {
    ${range(4)
      .map(
        (k) => `let w${k} = shortcutWeightsBlock(min(4 * block + ${k}, n.shortcutInputs - 1), targetBlock);`,
      )
      .join(' ')}
    ${range(tile)
      .map(
        (column) =>
          `{ let p = imageBlock(pixel + ${column}, block); sum${column} += ${range(4)
            .map((k) => `p.${component(k)} * w${k}`)
            .join(' + ')}; }`,
      )
      .join('\n    ')}
  }`;

/** The dense layer as a convolution. */
const layerShape = ({ input, weight }: Shortcut, { output }: Convolution): Convolution => ({
  stride: 1,
  top: 0,
  left: 0,
  upsample: 1,
  input: input.shape,
  filter: weight.shape,
  output,
});

/** Whether one dispatch computes the gradients of both. */
export const isJoint = (weights: readonly tf.Tensor[], { filter }: Convolution): boolean =>
  isWhole(filter[3]) && new Set(weights.map((weight) => placeOf(weight).buffer)).size === 1;

const NAMES = {
  'n.inputs': 'n.shortcutInputs',
  'n.inBlocks': 'n.shortcutBlocks',
  xBlock: 'imageBlock',
  weightsBlock: 'shortcutWeightsBlock',
  writeDxBlock: 'writeDImageBlock',
  storeFilter: 'storeShortcutFilter',
};

/**
 * @param dy      [B, H', W', O]
 * @param weights filter and bias of the convolution, weight and bias of the shortcut
 * @returns the gradients of both images and of the weights
 */
export function jointGradients(
  dy: tf.Tensor,
  x: tf.Tensor,
  shortcut: Shortcut,
  weights: readonly tf.Tensor[],
  shape: Convolution,
): { readonly dx: tf.Tensor; readonly dImage: tf.Tensor; readonly ofWeights: readonly tf.Tensor[] } {
  const { input: image } = shortcut;
  const layer = layerShape(shortcut, shape);
  const [gather, layerGather] = [backwardGather(shape), backwardGather(layer)];
  const [ofInput, ofOutput] = [inputChannels(shape), outputChannels(shape)];
  const { window, at } = windowOver(weights);
  const { gradient, view, gradientsOf } = gradientWindow(weights, window.size, at);
  const [filterAt, biasAt, shortcutFilterAt, shortcutBiasAt] = at;
  const channels = { dy: ofOutput, x: ofInput, image: imageChannels(image) };
  const written = { dx: ofInput, dImage: imageChannels(image) };
  const inputGroups = gatherGroups(gather);
  const imageGroups = gatherGroups(layerGather);
  const filterGroups = filterGradientGroups(shape);
  const layerGroups = filterGradientGroups(layer);
  const ofImage = (of: Convolution) =>
    gatherCode(of === shape ? gather : layerGather, {
      first: 'vec4<f32>()',
      loads: backwardFilterLoads(of),
      store: (column, sum) => `writeDxBlock(pixel + ${column}, targetBlock, ${sum});`,
    });
  const result = dispatch({
    name: 'shortcutGradients',
    sizes: {},
    numbers: {
      ...numbersOf(shape),
      ...shortcutNumbers(image),
      inputGroups,
      imageGroups,
      filterGroups,
      layerGroups,
      weightsAt: filterAt / 4,
      shortcutWeightsAt: shortcutFilterAt / 4,
      filterAt,
      biasAt,
      shortcutFilterAt,
      shortcutBiasAt,
    },
    inputs: { dy, x, image, window },
    outputs: { gradient, dx: shape.input, dImage: image.shape },
    vectors: [...vectorsOf({ ...channels, ...written }), 'window'],
    workgroups: inputGroups + imageGroups + filterGroups + layerGroups + blocksOf(shape.filter[3]),
    functions: `${readers(channels)}
${blockWriter('dx', ofInput)}
${blockWriter('dImage', imageChannels(image))}
fn weightsBlock(row : i32, block : i32) -> vec4<f32> { return window[n.weightsAt + row * n.outBlocks + block]; }
fn shortcutWeightsBlock(row : i32, block : i32) -> vec4<f32> { return window[n.shortcutWeightsAt + row * n.outBlocks + block]; }
fn storeFilter(at : i32, sum : f32) { gradient[n.filterAt + at] = sum; }
fn storeShortcutFilter(at : i32, sum : f32) { gradient[n.shortcutFilterAt + at] = sum; }
fn storeBias(at : i32, sum : f32) { gradient[n.biasAt + at] = sum; gradient[n.shortcutBiasAt + at] = sum; }
${PARTIAL_SUMS}`,
    body: `
  let ofImage = group - n.inputGroups;
  let ofFilter = ofImage - n.imageGroups;
  let ofLayer = ofFilter - n.filterGroups;
  let ofBias = ofLayer - n.layerGroups;
  let imageIndex = ofImage * ${THREADS} + i32(local);
  if (ofImage < 0) {${ofImage(shape)}
  } else if (ofFilter < 0) {
    let index = imageIndex;
    ${renamed(ofImage(layer), NAMES)}
  } else if (ofLayer < 0) {
    let item = ofFilter;
    ${filterGradientCode(shape)}
  } else if (ofBias < 0) {
    let item = ofLayer;
    ${renamed(filterGradientCode(layer), NAMES)}
  } else if (ofBias < n.outBlocks) {
    let item = ofBias + n.filterGroups;
    ${BIAS_GRADIENT}
  }`,
  });
  window.dispose();
  const ofWeights = gradientsOf(result.gradient);
  view?.dispose();
  return { dx: result.dx, dImage: result.dImage, ofWeights };
}
