/** The residual MLP layer by layer. */
import * as tf from '@tensorflow/tfjs-core';
import { dense } from '../dense/dense';
import { fourierDense, fourierFeatures } from '../fourierDense/fourierDense';
import type { ModulationSource } from '../modulations/contract';
import { modulations } from '../modulations/modulations';
import type { Modulation } from '../normDense/contract';
import { normDense } from '../normDense/normDense';
import type { MlpLayers } from './contract';

/** The time embedding beside the features, its one row repeated where all points share a time. */
function withTime(features: tf.Tensor, temb: tf.Tensor): tf.Tensor {
  const [rows] = features.shape;
  return tf.concat([features, temb.shape[0] === rows ? temb : tf.tile(temb, [rows, 1])], 1);
}

/** Scale and shift of each block: functions of the time, or learned rows. */
const blockModulations = ({ time, blocks, activation }: MlpLayers, temb: tf.Tensor): readonly Modulation[] =>
  time
    ? modulations(temb, time, blocks as readonly ModulationSource[], activation)
    : blocks.map(({ scale, shift }) => ({ scale: scale as tf.Tensor, shift: shift as tf.Tensor }));

export function residualMlpReference(x: tf.Tensor, temb: tf.Tensor, layers: MlpLayers): tf.Tensor {
  const { activation, frequencies, concatenatesTime, input, blocks, norm, output } = layers;
  let h = concatenatesTime
    ? dense(withTime(fourierFeatures(x, frequencies), temb), input.weight, input.bias, {
        constantInput: true,
      })
    : fourierDense(x, frequencies, input.weight, input.bias);
  for (const [i, modulation] of blockModulations(layers, temb).entries()) {
    const { weight, bias } = blocks[i].dense;
    h = normDense(h, modulation, weight, bias, { activation, residual: true });
  }
  return normDense(h, norm, output.weight, output.bias, { activation });
}
