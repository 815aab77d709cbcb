/**
 * The U-Net of denoising diffusion (Ronneberger et al. 2015; Ho et al. 2020, Appendix B), as diffusers' `UNet2DModel` has it: down
 * to ever coarser resolutions and up again, with skip connections at each.
 */
import * as tf from '@tensorflow/tfjs-core';
import { silu } from '../../kernels/silu/silu';
import type { UnetConfig } from '../../types/unet';
import { type Layout, layoutOf } from '../layout';
import type { TimeEmbedding } from '../timeEmbedding';
import type { TorchParameter } from '../torchLayout';
import type { Weights } from '../weights';
import { attentionBlock, downsample, resnetBlock, upsample } from './blocks';
import { classEmbedding, timeEmbedding } from './embedding';
import { convolution, FIRST, groupNorm, within } from './layers';
import { unetParameters } from './parameters';
import { type BlockSpec, type LayerSpec, unetBlocks } from './structure';

export interface Unet {
  /** In the order of the layout. */
  readonly parameters: readonly TorchParameter[];
  readonly layout: Layout;
  readonly embedding: TimeEmbedding;
  /** Output channels. */
  readonly outputs: number;
  /**
   * @param x    [B, H, W, inChannels]; H and W are multiples of 2^(blocks - 1)
   * @param temb [B, C0] rows of the time embedding, or [1, C0] where all images share a time
   * @returns [B, H, W, outChannels]; caller disposes
   */
  forward(weights: Weights, x: tf.Tensor, temb: tf.Tensor, options?: UnetOptions): tf.Tensor;
}

export interface UnetOptions {
  /**
   * Required by a conditional model: [B] class numbers, one outside the table (-1) for no class, which adds nothing. With
   * `classEmbedType` 'timestep': [B, C0] rows of numbers embedded as a time is; 'identity': [B, 4·C0] rows, added as they are.
   */
  readonly labels?: tf.Tensor;
  /** Called with the output of every block by its name in diffusers. The tensors stay the U-Net's. */
  readonly observe?: (name: string, output: tf.Tensor) => void;
}

/**
 * The network that a configuration describes; it holds no weights.
 * @throws RangeError when the lists of the configuration do not fit together
 */
export function createUnet(config: UnetConfig): Unet {
  const blocks = unetBlocks(config);
  const parameters = unetParameters(config);
  const norm = { groups: config.normGroups, epsilon: config.normEps, activation: 'silu' } as const;

  const forward: Unet['forward'] = (w, x, temb, { labels, observe } = {}) => {
    const report: Report = (name, output) => {
      observe?.(name, output);
      return output;
    };
    const rows = temb.shape[0] === x.shape[0] ? temb : tf.tile(temb, [x.shape[0], 1]);
    observe?.('time_embedding', timeEmbedding(w, rows, 'linear'));
    const ofClass = classEmbedding(config, w, labels);
    const ofTime = timeEmbedding(w, rows, ofClass ? 'linear' : 'silu'); // [B, 4·C0]
    const conditioning = ofClass ? silu(tf.add(ofTime, ofClass)) : ofTime; // once for every block

    const layer = layerWith(config, w, conditioning, report);

    const centred = config.centerInputSample ? tf.sub(tf.mul(x, 2), 1) : x;
    const path: Path = { config, w, layer, report };
    const skips = [report('conv_in', convolution(within(w, 'conv_in'), centred, FIRST))];
    for (const block of blocks.down) downBlock(path, block, skips);
    let h = skips[skips.length - 1];
    for (const each of blocks.mid.layers) h = layer(each, h);
    report(blocks.mid.name, h);
    for (const block of blocks.up) h = upBlock(path, block, h, skips);

    return convolution(within(w, 'conv_out'), groupNorm(within(w, 'conv_norm_out'), h, norm));
  };

  return {
    parameters,
    layout: layoutOf(parameters),
    embedding: {
      size: config.blockOutChannels[0],
      order: config.flipSinToCos ? 'cos-sin' : 'sin-cos',
      shift: config.freqShift,
    },
    outputs: config.outChannels,
    forward(weights, x, temb, options) {
      checkImage(config, x);
      return tf.tidy(() => forward(weights, x, temb, options));
    },
  };
}

/** Hands an output to the observer of the forward pass, and gives it back. */
type Report = (name: string, output: tf.Tensor) => tf.Tensor;

/** A resnet block on one image, or on an image and its skip connection, with attention after it where the layer has it. */
const layerWith =
  (config: UnetConfig, w: Weights, conditioning: tf.Tensor, report: Report) =>
  ({ resnet, attention }: LayerSpec, ...images: readonly tf.Tensor[]): tf.Tensor => {
    const h = report(resnet.name, resnetBlock(config, resnet, within(w, resnet.name), images, conditioning));
    if (!attention) return h;
    return report(attention.name, attentionBlock(config, attention, within(w, attention.name), h));
  };

/** The arguments that the blocks of one forward pass share. */
interface Path {
  readonly config: UnetConfig;
  readonly w: Weights;
  readonly layer: ReturnType<typeof layerWith>;
  readonly report: Report;
}

/** Continues from the last of the skips, and adds the output of every layer to them. */
function downBlock({ config, w, layer, report }: Path, block: BlockSpec, skips: tf.Tensor[]): void {
  const last = () => skips[skips.length - 1];
  for (const each of block.layers) skips.push(layer(each, last()));
  if (block.sampler) skips.push(downsample(config, within(w, block.sampler), last()));
  if (block.resnetSampler) skips.push(layer({ resnet: block.resnetSampler, attention: null }, last()));
  report(block.name, last());
}

/** Each layer takes the last skip that no layer has taken. */
function upBlock({ w, layer, report }: Path, block: BlockSpec, input: tf.Tensor, skips: tf.Tensor[]) {
  let h = input;
  for (const each of block.layers) h = layer(each, h, skips.pop()!);
  if (block.sampler) h = upsample(within(w, block.sampler), h);
  if (block.resnetSampler) h = layer({ resnet: block.resnetSampler, attention: null }, h);
  return report(block.name, h);
}

function checkImage(config: UnetConfig, { shape }: tf.Tensor): void {
  const multiple = 2 ** (config.blockOutChannels.length - 1);
  const [, height, width, channels] = shape as [number, number, number, number];
  if (shape.length !== 4 || channels !== config.inChannels) {
    throw new RangeError(`the image has the shape [${shape}]; it must be [B, H, W, ${config.inChannels}]`);
  }
  if (height % multiple !== 0 || width % multiple !== 0) {
    throw new RangeError(
      `the image is ${height}×${width}; ${config.blockOutChannels.length} blocks need multiples of ${multiple}`,
    );
  }
}
