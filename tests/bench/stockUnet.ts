/** The app's U-Net (src/model/unet) without classes, in stock operations. Images are [B, H, W, C]. */
import * as tf from '@tensorflow/tfjs-core';
import {
  type AttentionSpec,
  type LayerSpec,
  type ResnetSpec,
  unetBlocks,
} from '../../src/model/unet/structure';
import type { UnetConfig } from '../../src/types/unet';
import type { StockNetwork, StockWeights } from './stockTraining';

type Image = tf.Tensor4D;

const silu = <T extends tf.Tensor>(x: T): T => tf.mul(x, tf.sigmoid(x));

const linear = (w: StockWeights, name: string, x: tf.Tensor): tf.Tensor =>
  tf.add(tf.matMul(x as tf.Tensor2D, w(`${name}.weight`) as tf.Tensor2D), w(`${name}.bias`));

const convolution = (w: StockWeights, name: string, x: Image): Image =>
  tf.add(tf.conv2d(x, w(`${name}.weight`) as Image, 1, 'same'), w(`${name}.bias`));

/** PyTorch's padding of a convolution with stride 2. */
const AROUND: [number, number][] = [
  [0, 0],
  [1, 1],
  [1, 1],
  [0, 0],
];

const halved = (w: StockWeights, name: string, x: Image): Image =>
  tf.add(
    tf.conv2d(x, w(`${name}.weight`) as Image, 2, AROUND as tf.backend_util.ExplicitPadding),
    w(`${name}.bias`),
  );

function groupNorm(w: StockWeights, name: string, x: Image, groups: number, epsilon: number): Image {
  const [batch, height, width, channels] = x.shape;
  const grouped = tf.reshape(x, [batch, height * width, groups, channels / groups]);
  const { mean, variance } = tf.moments(grouped, [1, 3], true);
  const normal = tf.reshape(tf.mul(tf.sub(grouped, mean), tf.rsqrt(tf.add(variance, epsilon))), x.shape);
  return tf.add(tf.mul(normal, w(`${name}.weight`)), w(`${name}.bias`));
}

export function stockUnet(config: UnetConfig): StockNetwork {
  const plan = unetBlocks(config);
  const { normGroups, normEps } = config;

  function resnet(w: StockWeights, { name, from, to }: ResnetSpec, x: Image, time: tf.Tensor): Image {
    const timeProjection = tf.reshape(linear(w, `${name}.time_emb_proj`, time), [-1, 1, 1, to]);
    const before = silu(groupNorm(w, `${name}.norm1`, x, normGroups, normEps));
    const hidden = tf.add(convolution(w, `${name}.conv1`, before), timeProjection) as Image;
    const within = silu(groupNorm(w, `${name}.norm2`, hidden, normGroups, normEps));
    const shortcut = from === to ? x : convolution(w, `${name}.conv_shortcut`, x);
    return tf.add(shortcut, convolution(w, `${name}.conv2`, within));
  }

  function attention(w: StockWeights, { name, heads, inner, channels }: AttentionSpec, x: Image): Image {
    const [batch, height, width] = x.shape;
    const pixels = tf.reshape(groupNorm(w, `${name}.group_norm`, x, normGroups, normEps), [-1, channels]);
    const split = (part: string) => {
      const rows = linear(w, `${name}.${part}`, pixels);
      const apart = tf.reshape(rows, [batch, height * width, heads, inner / heads]);
      return tf.transpose(apart, [0, 2, 1, 3]); // [B, heads, H·W, D]
    };
    const scores = tf.mul(tf.matMul(split('to_q'), split('to_k'), false, true), (inner / heads) ** -0.5);
    const found = tf.matMul(tf.softmax(scores), split('to_v'));
    const joined = tf.reshape(tf.transpose(found, [0, 2, 1, 3]), [-1, inner]);
    return tf.add(tf.reshape(linear(w, `${name}.to_out.0`, joined), x.shape), x);
  }

  return (w, x, temb) => {
    const hidden = silu(linear(w, 'time_embedding.linear_1', temb));
    const time = silu(linear(w, 'time_embedding.linear_2', hidden));
    const layer = (each: LayerSpec, input: Image) => {
      const h = resnet(w, each.resnet, input, time);
      return each.attention ? attention(w, each.attention, h) : h;
    };
    let h = convolution(w, 'conv_in', x as Image);
    const skips = [h];
    for (const { layers, sampler } of plan.down) {
      for (const each of layers) skips.push((h = layer(each, h)));
      if (sampler) skips.push((h = halved(w, sampler, h)));
    }
    for (const each of plan.mid.layers) h = layer(each, h);
    for (const { layers, sampler } of plan.up) {
      for (const each of layers) h = layer(each, tf.concat([h, skips.pop()!], 3));
      if (!sampler) continue;
      const [, height, width] = h.shape;
      h = convolution(w, sampler, tf.image.resizeNearestNeighbor(h, [2 * height, 2 * width]));
    }
    return convolution(w, 'conv_out', silu(groupNorm(w, 'conv_norm_out', h, normGroups, normEps)));
  };
}
