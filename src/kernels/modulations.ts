/**
 * What the blocks of a network are told: one hidden layer on the embedding of the time, and from it a scale and a shift for every
 * block, each by a dense layer of its own. One operation, because they are many, small, and all wanted at once.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ActivationId } from './activation';
import { dense } from './dense';
import { differentiableMany } from './differentiable';
import type { Modulation } from './normalisedDense';
import { ownShaders } from './webgpu/backend';
import { inOneBuffer, modulationsBackward, modulationsForward } from './webgpu/modulations';

export interface DenseLayer {
  /** [K, N] */
  readonly weight: tf.Tensor;
  /** [N] */
  readonly bias: tf.Tensor;
}

/** Where a block gets its modulation from: layers on the hidden one, or for the scale a row that is learned. */
export interface ModulationSource {
  readonly scale: DenseLayer | tf.Tensor;
  readonly shift: DenseLayer;
}

/**
 * @param x      [B, K] rows of the time embedding, a constant
 * @param hidden K to H
 * @param blocks layers are H to N
 * @returns the modulation of each block
 */
export function modulations(
  x: tf.Tensor,
  hidden: DenseLayer,
  blocks: readonly ModulationSource[],
  activation: ActivationId,
): readonly Modulation[] {
  const heads = blocks.map(({ scale, shift }) => (scale instanceof tf.Tensor ? [shift] : [scale, shift]));
  if (!ownShaders() || !inOneBuffer([hidden, ...heads.flat()])) {
    const told = dense(x, hidden.weight, hidden.bias, { activation, constantInput: true });
    const on = ({ weight, bias }: DenseLayer) => dense(told, weight, bias);
    return blocks.map(({ scale, shift }) => ({
      scale: scale instanceof tf.Tensor ? scale : on(scale),
      shift: on(shift),
    }));
  }
  const layers = [hidden, ...heads.flat()];
  const outputs = differentiableMany(
    layers.flatMap(({ weight, bias }) => [weight, bias]),
    {
      forward() {
        const { values, kept } = modulationsForward(x, hidden, heads, activation);
        return { values, kept: [kept] as const };
      },
      backward: (dys, [kept]) => modulationsBackward(dys, x, kept, hidden, heads),
    },
  );
  return blocks.map(({ scale }, i) =>
    scale instanceof tf.Tensor ? { scale, shift: outputs[i] } : outputs[i],
  );
}
