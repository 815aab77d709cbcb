/**
 * The U-Net of denoising diffusion (Ronneberger et al. 2015; Ho et al. 2020, Appendix B), as diffusers' `UNet2DModel` has it: down
 * through ever coarser images, up again, and at every resolution the image from the way down beside the one on the way up.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { UnetConfig } from '../../interop/diffusersUnet';
import { silu } from '../../kernels/silu';
import { type Layout, layoutOf } from '../layout';
import type { TimeEmbedding } from '../timeEmbedding';
import type { Weights } from '../weights';
import { attentionBlock, downsample, resnetBlock, upsample } from './blocks';
import { classEmbedding, timeEmbedding } from './embedding';
import { convolution, FIRST, groupNorm, within } from './layers';
import { type UnetParameter, unetParameters } from './parameters';
import { type LayerPlan, planUnet } from './plan';

export interface Unet {
  /** In the order of the layout. */
  readonly parameters: readonly UnetParameter[];
  readonly layout: Layout;
  readonly embedding: TimeEmbedding;
  /** Channels that it gives for each pixel. */
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
   * A conditional model needs them: [B] class numbers, one outside the table (-1) for no class, which adds nothing. With
   * `classEmbedType` 'timestep': [B, C0] rows of numbers embedded as a time is; 'identity': [B, 4·C0] rows, added as they are.
   */
  readonly labels?: tf.Tensor;
  /** Is shown the output of every block by its name in diffusers. The tensors are the U-Net's: read, keep none. */
  readonly observe?: (name: string, output: tf.Tensor) => void;
}

/**
 * The network that a configuration describes; it holds no weights.
 * @throws RangeError when the lists of the configuration do not fit together
 */
export function createUnet(config: UnetConfig): Unet {
  const plan = planUnet(config);
  const parameters = unetParameters(config);
  const norm = { groups: config.normGroups, epsilon: config.normEps, activation: 'silu' } as const;

  const forward: Unet['forward'] = (w, x, temb, { labels, observe = () => {} } = {}) => {
    const seen = (name: string, output: tf.Tensor) => {
      observe(name, output);
      return output;
    };

    const rows = temb.shape[0] === x.shape[0] ? temb : tf.tile(temb, [x.shape[0], 1]);
    const ofTime = seen('time_embedding', timeEmbedding(w, rows)); // [B, 4·C0]
    const ofClass = classEmbedding(config, w, labels);
    const told = ofClass ? tf.add(ofTime, ofClass) : ofTime;
    const time = silu(told); // once for every block

    const layer = ({ resnet, attention }: LayerPlan, ...images: readonly tf.Tensor[]) => {
      const h = seen(resnet.name, resnetBlock(config, resnet, within(w, resnet.name), images, time));
      if (!attention) return h;
      return seen(attention.name, attentionBlock(config, attention, within(w, attention.name), h));
    };

    const centred = config.centerInputSample ? tf.sub(tf.mul(x, 2), 1) : x;
    let h = seen('conv_in', convolution(within(w, 'conv_in'), centred, FIRST));
    const skips = [h];
    for (const block of plan.down) {
      for (const each of block.layers) skips.push((h = layer(each, h)));
      if (block.sampler) skips.push((h = downsample(config, within(w, block.sampler), h)));
      seen(block.name, h);
    }

    for (const each of plan.mid.layers) h = layer(each, h);
    seen(plan.mid.name, h);

    for (const block of plan.up) {
      for (const each of block.layers) h = layer(each, h, skips.pop()!);
      if (block.sampler) h = upsample(within(w, block.sampler), h);
      seen(block.name, h);
    }

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
