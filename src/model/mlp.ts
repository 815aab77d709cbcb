/**
 * A residual MLP for points in the plane: one network for every time, conditioned on the time by modulation of its activations.
 *
 *   h ← dense(x);  h ← h + dense(f(norm(h) (1 + scale(t)) + shift(t)))  for each block;  dense(f(norm(h)))
 *
 * which is the residual block of the U-Nets (Dhariwal & Nichol 2021, "adaptive group normalisation") without the image. `add`
 * drops the scale, `concat` puts the time beside x, and `none` leaves it out, to show what conditioning gains.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { residualMlp } from '../kernels/residualMlp/residualMlp';
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
   * @param temb [B, timeFeatures + classes] rows of the time embedding, each with its class one-hot, or one row where all points share it
   * @returns [B, outputs]
   */
  forward(weights: Weights, x: tf.Tensor, temb: tf.Tensor): tf.Tensor;
}

/** The network that a configuration describes, conditioned on so many classes; it holds no weights. */
export function createMlp(config: MlpConfig, classes = 0): Mlp {
  const { activation, conditioning, timeFeatures } = config;
  const frequencies = coordinateFrequencies(config);
  const names = blockNames(config);
  return {
    layout: layoutOf(mlpParameters(config, classes)),
    embedding: { size: timeFeatures, order: 'sin-cos', shift: 0 },
    outputs: mlpOutputs(config),
    forward(weights, x, temb) {
      const layer = (name: string) => ({ weight: weights(`${name}.weight`), bias: weights(`${name}.bias`) });
      const learned = (name: string, part: string) => weights(`${name}.norm.${part}`);
      return residualMlp(x, temb, {
        activation,
        frequencies,
        concatenatesTime: conditioning === 'concat',
        input: layer('input'),
        time: conditionsBlocks(config) ? layer('time') : null,
        // Scale and shift are functions of the time, or learned constants where the blocks are not conditioned.
        blocks: names.map((name) => ({
          scale: conditioning === 'scale-shift' ? layer(`${name}.scale`) : learned(name, 'scale'),
          shift: conditionsBlocks(config) ? layer(`${name}.shift`) : learned(name, 'shift'),
          dense: layer(`${name}.dense`),
        })),
        norm: { scale: weights('norm.scale'), shift: weights('norm.shift') },
        output: layer('output'),
      });
    },
  };
}
