/**
 * A residual MLP for points in the plane: one network for every time, told the time by the activations it modulates.
 *
 *   h ← dense(x);  h ← h + dense(f(norm(h) (1 + scale(t)) + shift(t)))  for each block;  dense(f(norm(h)))
 *
 * which is the residual block of the U-Nets (Dhariwal & Nichol 2021, "adaptive group normalisation") without the image. `add`
 * drops the scale, `concat` puts the time beside x, and `none` is there to see what is lost.
 */
import * as tf from '@tensorflow/tfjs-core';
import { dense } from '../kernels/dense';
import { modulations } from '../kernels/modulations';
import { type Modulation, type NormalisedDenseOptions, normalisedDense } from '../kernels/normalisedDense';
import { waveDense, waveFeatures } from '../kernels/waveDense';
import { type Layout, layoutOf } from './layout';
import {
  blockNames,
  coordinateWaves,
  type MlpConfig,
  mlpOutputs,
  mlpParameters,
  tellsBlocks,
} from './mlpParameters';
import type { TimeEmbedding } from './timeEmbedding';
import type { Weights } from './weights';

export interface Mlp {
  readonly layout: Layout;
  readonly embedding: TimeEmbedding;
  /** Numbers it gives for each point: 2, or 4 where it predicts the variance too. */
  readonly outputs: number;
  /**
   * @param x    [B, 2] noised points, scaled to about unit variance
   * @param temb [B, timeFeatures] rows of the time embedding, or [1, timeFeatures] where all points share a time
   * @returns [B, outputs]
   */
  forward(weights: Weights, x: tf.Tensor, temb: tf.Tensor): tf.Tensor;
}

/** The network that a configuration describes; it holds no weights. */
export function createMlp(config: MlpConfig): Mlp {
  const { activation, conditioning, timeFeatures } = config;
  const frequencies = coordinateWaves(config);
  const toldByBlocks = tellsBlocks(config);
  const names = blockNames(config);

  /** [B, timeFeatures] beside the coordinates, one row served to all where all share a time. */
  const besideTime = (features: tf.Tensor, temb: tf.Tensor): tf.Tensor => {
    const [rows] = features.shape;
    return tf.concat([features, temb.shape[0] === rows ? temb : tf.tile(temb, [rows, 1])], 1);
  };

  /** What each block is told of the time, or has learned in place of it. */
  const toldTo = (weights: Weights, temb: tf.Tensor): readonly Modulation[] => {
    const layer = (name: string) => ({ weight: weights(`${name}.weight`), bias: weights(`${name}.bias`) });
    const learned = (name: string, part: string) => weights(`${name}.norm.${part}`);
    if (!toldByBlocks)
      return names.map((name) => ({ scale: learned(name, 'scale'), shift: learned(name, 'shift') }));
    const sources = names.map((name) => ({
      scale: conditioning === 'scale-shift' ? layer(`${name}.scale`) : learned(name, 'scale'),
      shift: layer(`${name}.shift`),
    }));
    return modulations(temb, layer('time'), sources, activation);
  };

  return {
    layout: layoutOf(mlpParameters(config)),
    embedding: { size: timeFeatures, order: 'sin-cos', shift: 0 },
    outputs: mlpOutputs(config),
    forward(weights, x, temb) {
      const behindNorm = (name: string, h: tf.Tensor, told: Modulation, options: NormalisedDenseOptions) =>
        normalisedDense(h, told, weights(`${name}.weight`), weights(`${name}.bias`), options);
      const [w, b] = [weights('input.weight'), weights('input.bias')];
      let h =
        conditioning === 'concat'
          ? dense(besideTime(waveFeatures(x, frequencies), temb), w, b, { constantInput: true })
          : waveDense(x, frequencies, w, b);
      for (const [i, told] of toldTo(weights, temb).entries())
        h = behindNorm(`${names[i]}.dense`, h, told, { activation, residual: true });
      const last = { scale: weights('norm.scale'), shift: weights('norm.shift') };
      return behindNorm('output', h, last, { activation });
    },
  };
}
