/** The modulations as dense layers of their own. */
import * as tf from '@tensorflow/tfjs-core';
import { dense } from '../dense/dense';
import type { DenseLayer, Modulations } from './contract';

export const modulationsReference: Modulations = (x, hidden, blocks, activation) => {
  const conditioning = dense(x, hidden.weight, hidden.bias, { activation, constantInput: true });
  const layer = ({ weight, bias }: DenseLayer) => dense(conditioning, weight, bias);
  return blocks.map(({ scale, shift }) => ({
    scale: scale instanceof tf.Tensor ? scale : layer(scale),
    shift: layer(shift),
  }));
};
