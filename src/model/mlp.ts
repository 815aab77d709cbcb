/**
 * A residual MLP for points in the plane: one network for every time, conditioned on the time by modulation of its activations.
 *
 *   h ← dense(x);  h ← h + dense(f(norm(h) (1 + scale(t)) + shift(t)))  for each block;  dense(f(norm(h)))
 *
 * which is the residual block of the U-Nets (Dhariwal & Nichol 2021, "adaptive group normalisation") without the image. `add`
 * drops the scale, `concat` puts the time beside x, and `none` leaves it out, to show what conditioning gains.
 */
import * as tf from '@tensorflow/tfjs-core';
import { dense } from '../kernels/dense/dense';
import { fourierDense, fourierFeatures } from '../kernels/fourierDense/fourierDense';
import { modulations } from '../kernels/modulations/modulations';
import type { Modulation, NormDenseOptions } from '../kernels/normDense/contract';
import { normDense } from '../kernels/normDense/normDense';
import { type Layout, layoutOf } from './layout';
import {
  blockNames,
  conditionsBlocks,
  coordinateFrequencies,
  type MlpConfig,
  mlpOutputs,
  mlpParameters,
} from './mlpParameters';
import type { TimeEmbedding } from './timeEmbedding';
import type { Weights } from './weights';

export interface Mlp {
  readonly layout: Layout;
  readonly embedding: TimeEmbedding;
  /** Outputs for each point: 2, or 4 where the network predicts the variance too. */
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
  const frequencies = coordinateFrequencies(config);
  const blocksConditioned = conditionsBlocks(config);
  const names = blockNames(config);

  /** The time embedding beside the coordinate features, its one row repeated where all points share a time. */
  const withTime = (features: tf.Tensor, temb: tf.Tensor): tf.Tensor => {
    const [rows] = features.shape;
    return tf.concat([features, temb.shape[0] === rows ? temb : tf.tile(temb, [rows, 1])], 1);
  };

  /** Scale and shift of each block: functions of the time, or learned constants where the blocks are not conditioned. */
  const blockModulations = (weights: Weights, temb: tf.Tensor): readonly Modulation[] => {
    const layer = (name: string) => ({ weight: weights(`${name}.weight`), bias: weights(`${name}.bias`) });
    const learned = (name: string, part: string) => weights(`${name}.norm.${part}`);
    if (!blocksConditioned)
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
      const normThenDense = (name: string, h: tf.Tensor, modulation: Modulation, options: NormDenseOptions) =>
        normDense(h, modulation, weights(`${name}.weight`), weights(`${name}.bias`), options);
      const [w, b] = [weights('input.weight'), weights('input.bias')];
      let h =
        conditioning === 'concat'
          ? dense(withTime(fourierFeatures(x, frequencies), temb), w, b, { constantInput: true })
          : fourierDense(x, frequencies, w, b);
      for (const [i, modulation] of blockModulations(weights, temb).entries())
        h = normThenDense(`${names[i]}.dense`, h, modulation, { activation, residual: true });
      const last = { scale: weights('norm.scale'), shift: weights('norm.shift') };
      return normThenDense('output', h, last, { activation });
    },
  };
}
