/** The embeddings on which the blocks are conditioned: the time, and the class where there is one. */
import type * as tf from '@tensorflow/tfjs-core';
import { lookUp } from '../../kernels/lookUp/lookUp';
import type { UnetConfig } from '../../types/unet';
import type { Weights } from '../weights';
import { linear, within } from './layers';
import { timeWidth } from './structure';

/**
 * @param temb       [B, C0] rows of the time embedding
 * @param activation of the result
 * @returns [B, 4·C0]
 */
export const timeEmbedding = (w: Weights, temb: tf.Tensor, activation: 'linear' | 'silu'): tf.Tensor =>
  twoLayers(within(w, 'time_embedding'), temb, activation);

/**
 * @param labels see `UnetOptions`
 * @returns [B, 4·C0], or null for a model without classes
 */
export function classEmbedding(
  config: UnetConfig,
  w: Weights,
  labels: tf.Tensor | undefined,
): tf.Tensor | null {
  const type = config.classEmbedType ?? null;
  const conditional = type !== null || config.numClassEmbeds !== null;
  if (!conditional && labels) throw new Error('a U-Net without classes takes no labels: leave them out');
  if (!conditional) return null;
  if (!labels) throw new Error('this U-Net is conditional and needs labels; -1 stands for none');
  if (type === 'timestep') return twoLayers(within(w, 'class_embedding'), labels);
  if (type === 'identity') {
    if (labels.shape[1] !== timeWidth(config)) {
      throw new Error(`labels have the shape [${labels.shape}]; this U-Net needs [B, ${timeWidth(config)}]`);
    }
    return labels;
  }
  return lookUp(labels, w('class_embedding.weight'));
}

function twoLayers(w: Weights, rows: tf.Tensor, activation: 'linear' | 'silu' = 'linear'): tf.Tensor {
  const hidden = linear(within(w, 'linear_1'), rows, { activation: 'silu', constantInput: true });
  return linear(within(w, 'linear_2'), hidden, { activation });
}
