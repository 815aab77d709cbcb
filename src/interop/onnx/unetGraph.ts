/**
 * The graph of the U-Net (`model/unet`), with the tensors of diffusers' `UNet2DModel`: x [batch, C, H, W], t [batch] and, for a model with
 * classes, labels [batch] to [batch, outChannels, H, W].
 */
import type { UnetConfig } from '../../types/unet';
import type { GraphBuilder, Value } from './graph';
import { attended, silu, timeFeatures } from './layers';

/** Queries, keys and values, as diffusers names them. */
const PROJECTIONS = ['to_q', 'to_k', 'to_v'] as const;

/** One forward pass: the graph, the network, and the side of the images at the present depth. */
interface Pass {
  readonly graph: GraphBuilder;
  readonly config: UnetConfig;
  /** [batch, 4·C0] after its SiLU. */
  readonly time: Value;
}

interface Image {
  readonly value: Value;
  readonly channels: number;
  readonly side: number;
}

const linear = ({ node, weight }: GraphBuilder, name: string, x: Value): Value =>
  node('Gemm', [x, weight(`${name}.weight`), weight(`${name}.bias`)], { transB: 1 });

interface ConvOptions {
  readonly kernel?: number;
  readonly stride?: number;
  /** Top, left, bottom, right. */
  readonly pads?: readonly number[];
}

const AROUND = [1, 1, 1, 1];

const convolution = (
  { node, weight }: GraphBuilder,
  name: string,
  x: Value,
  { kernel = 3, stride = 1, pads = AROUND }: ConvOptions = {},
): Value =>
  node('Conv', [x, weight(`${name}.weight`), weight(`${name}.bias`)], {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads,
  });

/** x̂ γ + β with x̂ of mean 0 and variance 1 in each group (Wu & He 2018), as an instance norm of the groups. */
function groupNorm(
  graph: GraphBuilder,
  name: string,
  { value, channels, side }: Image,
  groups: number,
  epsilon: number,
): Value {
  const { node, weight, floats, integers } = graph;
  const constant = (fill: number) => floats(new Array<number>(groups).fill(fill));
  const rows = node('Reshape', [value, integers([0, groups, -1])]);
  const normal = node('InstanceNormalization', [rows, constant(1), constant(0)], {
    epsilon: { float: epsilon },
  });
  const image = node('Reshape', [normal, integers([0, channels, side, side])]);
  const column = (part: string) =>
    node('Reshape', [weight(`${name}.${part}`), integers([1, channels, 1, 1])]);
  return node('Add', [node('Mul', [image, column('weight')]), column('bias')]);
}

type Way = 'down' | 'up' | null;

const sideAfter = (side: number, way: Way): number =>
  way === 'down' ? side / 2 : way === 'up' ? 2 * side : side;

const doubled = ({ node, floats }: GraphBuilder, x: Value): Value =>
  node('Resize', [x, '', floats([1, 1, 2, 2])], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  });

/** The mean of 2 × 2 pixels, or each pixel four times. */
function resampled(graph: GraphBuilder, x: Value, way: Way): Value {
  if (way === 'down') return graph.node('AveragePool', [x], { kernel_shape: [2, 2], strides: [2, 2] });
  return way === 'up' ? doubled(graph, x) : x;
}

const divided = ({ node, floats }: GraphBuilder, x: Value, divisor: number): Value =>
  divisor === 1 ? x : node('Div', [x, floats([divisor])]);

function resnetBlock(
  { graph, config, time }: Pass,
  name: string,
  image: Image,
  to: number,
  { way = null, divisor = 1 }: { way?: Way; divisor?: number } = {},
): Image {
  const { node, integers, floats } = graph;
  const { normGroups, normEps } = config;
  const side = sideAfter(image.side, way);
  const first = silu(graph, groupNorm(graph, `${name}.norm1`, image, normGroups, normEps));
  const hidden = convolution(graph, `${name}.conv1`, resampled(graph, first, way));
  const projected = node('Unsqueeze', [linear(graph, `${name}.time_emb_proj`, time), integers([2, 3])]);
  const norm2 = (value: Value) =>
    groupNorm(graph, `${name}.norm2`, { value, channels: to, side }, normGroups, normEps);
  let conditioned: Value;
  if (config.timeScaleShift === 'default') conditioned = norm2(node('Add', [hidden, projected]));
  else {
    const part = (from: number) =>
      node('Slice', [projected, integers([from]), integers([from + to]), integers([1])]);
    const gain = node('Add', [part(0), floats([1])]);
    conditioned = node('Add', [node('Mul', [norm2(hidden), gain]), part(to)]);
  }
  const source = resampled(graph, image.value, way);
  const shortcut =
    image.channels === to
      ? source
      : convolution(graph, `${name}.conv_shortcut`, source, { kernel: 1, pads: [0, 0, 0, 0] });
  const value = node('Add', [shortcut, convolution(graph, `${name}.conv2`, silu(graph, conditioned))]);
  return { value: divided(graph, value, divisor), channels: to, side };
}

function attentionBlock(
  { graph, config }: Pass,
  name: string,
  image: Image,
  { groups, divisor = 1 }: { groups: number | null; divisor?: number },
): Image {
  const { node, weight, transposed, integers } = graph;
  const { channels, side } = image;
  const width = config.attentionHeadDim ?? channels;
  const heads = Math.floor(channels / width);
  const normal =
    groups === null ? image.value : groupNorm(graph, `${name}.group_norm`, image, groups, config.normEps);
  const flat = node('Reshape', [normal, integers([0, channels, side * side])]);
  const pixels = node('Transpose', [flat], { perm: [0, 2, 1] });
  const dense = (part: string, x: Value) =>
    node('Add', [node('MatMul', [x, transposed(`${name}.${part}.weight`)]), weight(`${name}.${part}.bias`)]);
  const mixed = attended(graph, width, (part, perm) => {
    const rows = dense(PROJECTIONS[part], pixels);
    return node('Transpose', [node('Reshape', [rows, integers([0, 0, heads, width])])], { perm });
  });
  const out = dense('to_out.0', node('Reshape', [mixed, integers([0, 0, heads * width])]));
  const back = node('Reshape', [
    node('Transpose', [out], { perm: [0, 2, 1] }),
    integers([0, channels, side, side]),
  ]);
  return { ...image, value: divided(graph, node('Add', [image.value, back]), divisor) };
}

/** A convolution, or a residual block, that halves or doubles the resolution. */
function sampler(
  pass: Pass,
  name: string,
  image: Image,
  way: 'down' | 'up',
  byResnet: boolean | undefined,
): Image {
  const { graph, config } = pass;
  if (byResnet) return resnetBlock(pass, name, image, image.channels, { way });
  const side = sideAfter(image.side, way);
  if (way === 'up')
    return { ...image, side, value: convolution(graph, `${name}.conv`, doubled(graph, image.value)) };
  const pads = config.downsamplePadding === 0 ? [0, 0, 1, 1] : AROUND;
  return { ...image, side, value: convolution(graph, `${name}.conv`, image.value, { stride: 2, pads }) };
}

/** [batch, 4·C0] of the time and the class, after its SiLU. A label of -1 adds nothing. */
function conditioning(graph: GraphBuilder, config: UnetConfig, t: Value, labels: Value | undefined): Value {
  const { node, weight, integers } = graph;
  const row = timeFeatures(graph, t, {
    size: config.blockOutChannels[0],
    cosinesFirst: config.flipSinToCos,
    shift: config.freqShift,
  });
  const time = linear(
    graph,
    'time_embedding.linear_2',
    silu(graph, linear(graph, 'time_embedding.linear_1', row)),
  );
  if (labels === undefined) return silu(graph, time);
  const known = node('GreaterOrEqual', [labels, integers([0])]);
  const rows = node('Gather', [weight('class_embedding.weight'), node('Max', [labels, integers([0])])]);
  const factor = node('Unsqueeze', [node('Cast', [known], { to: 1 }), integers([1])]);
  return silu(graph, node('Add', [time, node('Mul', [rows, factor])]));
}

function middle(pass: Pass, image: Image): Image {
  const { config } = pass;
  const divisor = config.midBlockScaleFactor ?? 1;
  const groups = config.attnNormNumGroups ?? (config.timeScaleShift === 'default' ? config.normGroups : null);
  const resnet = (j: number, from: Image) =>
    resnetBlock(pass, `mid_block.resnets.${j}`, from, from.channels, { divisor });
  let h = resnet(0, image);
  if (config.midAttention) h = attentionBlock(pass, 'mid_block.attentions.0', h, { groups, divisor });
  return resnet(1, h);
}

/** @returns the network's output */
export function unetGraph(graph: GraphBuilder, config: UnetConfig, [x, t, labels]: readonly Value[]): Value {
  const { node, floats } = graph;
  const pass: Pass = { graph, config, time: conditioning(graph, config, t, labels) };
  const { blockOutChannels: channels, layersPerBlock, normGroups: groups } = config;
  const last = channels.length - 1;
  const centred = config.centerInputSample ? node('Sub', [node('Mul', [x, floats([2])]), floats([1])]) : x;
  const skips: Image[] = [
    { value: convolution(graph, 'conv_in', centred), channels: channels[0], side: config.sampleSize },
  ];
  for (const [i, to] of channels.entries()) {
    for (let j = 0; j < layersPerBlock; j++) {
      let h = resnetBlock(pass, `down_blocks.${i}.resnets.${j}`, skips.at(-1)!, to);
      if (config.downAttention[i])
        h = attentionBlock(pass, `down_blocks.${i}.attentions.${j}`, h, { groups });
      skips.push(h);
    }
    if (i < last)
      skips.push(
        sampler(pass, `down_blocks.${i}.downsamplers.0`, skips.at(-1)!, 'down', config.downResnet?.[i]),
      );
  }
  let h = middle(pass, skips.at(-1)!);
  for (const [i, to] of channels.toReversed().entries()) {
    for (let j = 0; j <= layersPerBlock; j++) {
      const skip = skips.pop()!;
      const both = {
        ...h,
        value: node('Concat', [h.value, skip.value], { axis: 1 }),
        channels: h.channels + skip.channels,
      };
      h = resnetBlock(pass, `up_blocks.${i}.resnets.${j}`, both, to);
      if (config.upAttention[i]) h = attentionBlock(pass, `up_blocks.${i}.attentions.${j}`, h, { groups });
    }
    if (i < last) h = sampler(pass, `up_blocks.${i}.upsamplers.0`, h, 'up', config.upResnet?.[i]);
  }
  const normal = groupNorm(graph, 'conv_norm_out', h, groups, config.normEps);
  return convolution(graph, 'conv_out', silu(graph, normal));
}
