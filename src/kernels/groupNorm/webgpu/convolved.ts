/**
 * A convolution and the group norm of its result in one dispatch. A workgroup has the channels of some whole groups of one sample: it computes
 * them at all pixels, sums on the way, and normalises what it has written, so no other workgroup has to be waited for.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { placeOf } from '../../../webgpu/buffers';
import { dispatch, unwritten } from '../../../webgpu/dispatch';
import { THREADS_OF_SOFTWARE, threadsToFill } from '../../../webgpu/threads';
import type { PostponedConvolution } from '../../conv2d/webgpu';
import { forwardGather, tileOf } from '../../conv2d/webgpu/direction';
import { forwardFilterLoads, insideTile, tileCode, tilesCode } from '../../conv2d/webgpu/gather';
import { inputChannels, numbersOf, readers, vectorsOf } from '../../conv2d/webgpu/layout';
import { imageChannels, shortcutCode, shortcutNumbers } from '../../conv2d/webgpu/shortcut';
import { onePlusExp } from '../../wgsl/activation';
import { BLOCK, blocksOf, component, isWhole, range } from '../../wgsl/blocks';
import { reduction } from '../../wgsl/reduce';
import { windowOver } from '../../wgsl/weightWindow';
import type { GroupNormOptions } from '../contract';
import { type ForwardResult, GROUP_THREADS, type Offset } from './layout';

/** Most blocks of channels for which a thread holds sums. */
const MOST_BLOCKS = 4;

/** How the channels are shared out: whole blocks of four, and whole groups. */
interface ChannelSet {
  /** Channels of a group. */
  readonly each: number;
  readonly blocks: number;
  /** Sets in all channels. */
  readonly sets: number;
}

function channelSet(channels: number, groups: number): ChannelSet {
  const each = channels / groups;
  let size = BLOCK;
  while (size % each !== 0) size += BLOCK;
  return { each, blocks: size / BLOCK, sets: channels / size };
}

interface NormInputs {
  readonly gain: tf.Tensor;
  readonly shift: tf.Tensor;
  readonly offset: Offset;
}

/**
 * Whether the weights are views of one buffer, the channels whole blocks, and the workgroups enough. A program on the processor gains nothing:
 * there a dispatch costs little, and the barriers of a workgroup that also convolves cost more than they save.
 */
function isFusable(
  weights: readonly tf.Tensor[],
  [batch, , , channels]: readonly number[],
  set: ChannelSet,
): boolean {
  if (!isWhole(channels) || !Number.isInteger(set.sets) || set.blocks > MOST_BLOCKS) return false;
  if (threadsToFill() <= THREADS_OF_SOFTWARE) return false;
  if (4 * batch * set.sets * GROUP_THREADS < threadsToFill()) return false;
  return new Set(weights.map((weight) => placeOf(weight).buffer)).size === 1;
}

/** WGSL that declares the offset of each block, `offset<b>`, by the projection of the sample's row. */
const projectionCode = ({ blocks }: ChannelSet): string => {
  const names = range(blocks * BLOCK).map((i) => `offsetNumber${i}`);
  const sums = range(blocks).map((b) => `projected${b}`);
  return `
  ${sums.map((sum) => `var ${sum} = vec4<f32>();`).join(' ')}
  for (var k = i32(local); k < n.features; k += ${GROUP_THREADS}) {
    let feature = input[sample * n.features + k];
    ${sums.map((sum, b) => `${sum} += feature * window[n.projectionAt + k * n.outBlocks + firstBlock + ${b}];`).join(' ')}
  }
  ${reduction(GROUP_THREADS).total(
    sums.flatMap((sum) => range(BLOCK).map((k) => `${sum}.${component(k)}`)),
    names,
  )}
  ${range(blocks)
    .map(
      (b) =>
        `let offset${b} = vec4<f32>(${names.slice(b * BLOCK, (b + 1) * BLOCK).join(', ')}) + window[n.projectionBiasAt + firstBlock + ${b}];`,
    )
    .join(' ')}`;
};

/** WGSL from the sums of each thread to mean and deviation of each group, and to `a<b>`, `shift<b>` and `mean<b>` of each block. */
function statisticsCode({ each, blocks }: ChannelSet, hasOffset: boolean, epsilon: number): string {
  const channels = range(blocks * BLOCK);
  const { total } = reduction(GROUP_THREADS);
  const of = (name: string, c: number) => `${name}${Math.floor(c / BLOCK)}.${component(c % BLOCK)}`;
  const groups = range((blocks * BLOCK) / each);
  const offset = (c: number) => (hasOffset ? ` + ${of('offset', c)}` : '');
  const blockOf = (value: (c: number) => string, b: number) =>
    `vec4<f32>(${range(BLOCK)
      .map((k) => value(b * BLOCK + k))
      .join(', ')})`;
  return `
  ${total(
    channels.map((c) => `${of('total', c)} + pixels${Math.floor(c / BLOCK)} * ${of('origin', c)}`),
    channels.map((c) => `channelSum${c}`),
  )}
  ${channels.map((c) => `let channelMean${c} = channelSum${c} / count;`).join(' ')}
  ${range(blocks)
    .map((b) => `let from${b} = origin${b} - ${blockOf((c) => `channelMean${c}`, b)};`)
    .join(' ')}
  ${total(
    channels.map((c) => {
      const b = Math.floor(c / BLOCK);
      return `${of('squared', c)} + (2.0 * ${of('total', c)} + pixels${b} * ${of('from', c)}) * ${of('from', c)}`;
    }),
    channels.map((c) => `channelSquares${c}`),
  )}
  ${groups
    .map((g) => {
      const own = channels.slice(g * each, (g + 1) * each);
      return `let groupMean${g} = (${own.map((c) => `channelMean${c}${offset(c)}`).join(' + ')}) / ${each}.0;
  var groupSquares${g} = 0.0;
  ${own.map((c) => `{ let d = channelMean${c}${offset(c)} - groupMean${g}; groupSquares${g} += channelSquares${c} + count * d * d; }`).join(' ')}
  let rstd${g} = 1.0 / sqrt(max(groupSquares${g}, 0.0) / (count * ${each}.0) + ${epsilon.toExponential()});`;
    })
    .join('\n  ')}
  ${range(blocks)
    .map(
      (b) => `
  let deviations${b} = ${blockOf((c) => `rstd${Math.floor(c / each)}`, b)};
  let mean${b} = ${blockOf((c) => `groupMean${Math.floor(c / each)}`, b)}${hasOffset ? ` - offset${b}` : ''};
  let a${b} = window[n.gainAt + firstBlock + ${b}] * deviations${b};
  let b${b} = window[n.shiftAt + firstBlock + ${b}] - mean${b} * a${b};`,
    )
    .join('')}
  if (local == 0u) {
    ${range(blocks)
      .map((b) =>
        [`a${b}`, `b${b}`, `mean${b}`, `deviations${b}`]
          .map(
            (value, plane) =>
              `statistics[(${plane} * n.samples + sample) * n.outBlocks + firstBlock + ${b}] = ${value};`,
          )
          .join(' '),
      )
      .join('\n    ')}
  }`;
}

/**
 * @param convolution whose result the norm reads
 * @returns null where one dispatch cannot compute both
 */
export function convolveAndNormalise(
  { inputs, output, details: shape }: PostponedConvolution,
  { gain, shift, offset }: NormInputs,
  { groups, epsilon, activation }: GroupNormOptions,
): ForwardResult | null {
  const projection = offset && 'projection' in offset ? offset.projection : null;
  if (gain.rank > 1 || (offset && !projection)) return null; // what differs between samples lies elsewhere
  const { residual, image, shortcutWeights, shortcutBias } = inputs as PostponedConvolution['inputs'];
  const places = {
    weightsAt: inputs.filter,
    biasAt: inputs.bias,
    gainAt: gain,
    shiftAt: shift,
    ...(projection && { projectionAt: projection.weight, projectionBiasAt: projection.bias }),
    ...(image && { shortcutWeightsAt: shortcutWeights!, shortcutBiasAt: shortcutBias! }),
  };
  const weights = Object.values(places);
  const set = channelSet(shape.output[3], groups);
  if (!isFusable(weights, shape.output, set)) return null;
  const gather = forwardGather(shape);
  const [batch, , , channels] = shape.output;
  const tile = tileOf(gather, batch * blocksOf(channels) * GROUP_THREADS); // one for each thread of a workgroup
  const { window, at } = windowOver(weights);
  const { blocks, sets } = set;
  const ofInput = { x: inputChannels(shape), ...(image && { image: imageChannels(image) }) };
  const { declarations } = reduction(GROUP_THREADS);
  /** WGSL of a loop over the tiles of a block, as many as there are threads at a time. */
  const tilesOf = (b: number, code: string) => `
  for (var item = i32(local); item < tiles * n.outHeight; item += ${GROUP_THREADS}) {
    let targetBlock = firstBlock + ${b};
    let start = item % tiles * ${tile};
    let row = item / tiles;
    ${code}
  }`;
  const value = activation === 'linear' ? 'z' : `z / ${onePlusExp('z', 'vec4<f32>')}`;
  const normal = unwritten(shape.output);
  const statistics = unwritten([4, batch, channels]);
  dispatch({
    name: 'convolutionAndNorm',
    sizes: {},
    numbers: {
      ...numbersOf(shape),
      sets,
      ...(projection && { features: projection.input.shape[1]! }),
      ...(image && shortcutNumbers(image)),
      ...Object.fromEntries(Object.keys(places).map((name, i) => [name, at[i] / BLOCK])),
    },
    inputs: {
      x: inputs.x,
      window,
      ...(residual && { residual }),
      ...(image && { image }),
      ...(projection && { input: projection.input }),
    },
    outputs: { y: output, normal, statistics },
    vectors: [...vectorsOf(ofInput), 'window', 'residual', 'y', 'normal', 'statistics'],
    workgroups: batch * sets,
    threads: GROUP_THREADS,
    functions: `${declarations}
${readers(ofInput)}
fn weightsBlock(row : i32, block : i32) -> vec4<f32> { return window[n.weightsAt + row * n.outBlocks + block]; }
${image ? 'fn shortcutWeightsBlock(row : i32, block : i32) -> vec4<f32> { return window[n.shortcutWeightsAt + row * n.outBlocks + block]; }' : ''}`,
    body: `
  let firstBlock = group % n.sets * ${blocks};
  let sample = group / n.sets;
  if (sample >= n.samples) { return; }
  let count = f32(n.outHeight * n.outWidth);
  let tiles = ${tilesCode(gather, tile)};
  ${projection ? projectionCode(set) : ''}
  ${range(blocks)
    .map(
      (b) => `
  var total${b} = vec4<f32>(); var squared${b} = vec4<f32>(); var origin${b} = vec4<f32>(); var pixels${b} = 0.0;
  ${tilesOf(
    b,
    tileCode(
      gather,
      {
        first: `window[n.biasAt + targetBlock]${image ? ' + window[n.shortcutBiasAt + targetBlock]' : ''}`,
        loads: forwardFilterLoads(shape),
        ...(image && { more: shortcutCode }),
        // The sums are of differences from the thread's first number, so that a large mean costs no digits.
        store: (column, sum) => `{
      let place = (pixel + ${column}) * n.outBlocks + targetBlock;
      let v = ${sum}${residual ? ' + residual[place]' : ''};
      y[place] = v; // read again below, by the same thread
      if (pixels${b} == 0.0) { origin${b} = v; }
      let delta = v - origin${b};
      total${b} += delta; squared${b} += delta * delta; pixels${b} += 1.0;
    }`,
      },
      tile,
    ),
  )}`,
    )
    .join('')}
  ${statisticsCode(set, projection !== null, epsilon)}
  ${range(blocks)
    .map((b) =>
      tilesOf(
        b,
        `let pixel = (sample * n.outHeight + row) * n.outWidth + start;
    ${range(tile)
      .map((column) =>
        insideTile(
          gather,
          tile,
          column,
          `{ let place = (pixel + ${column}) * n.outBlocks + targetBlock; let z = y[place] * a${b} + b${b}; normal[place] = ${value}; }`,
        ),
      )
      .join('\n    ')}`,
      ),
    )
    .join('')}`,
  });
  window.dispose();
  return { normal, concatenated: null, statistics };
}
