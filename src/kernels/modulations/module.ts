/** The modulations in the own WASM module. */
import * as tf from '@tensorflow/tfjs-core';
import {
  activateInModule,
  denseInModule,
  inputGradientInModule,
  throughSlope,
  weightGradientsInModule,
} from '../dense/module';
import { differentiableMany } from '../differentiable';
import type { DenseLayer, Modulations } from './contract';

const tensorsOf = (layers: readonly DenseLayer[]) => layers.flatMap(({ weight, bias }) => [weight, bias]);

export const modulationsOnModule: Modulations = (x, hidden, blocks, activation) => {
  const heads = blocks.flatMap(({ scale, shift }) => (scale instanceof tf.Tensor ? [shift] : [scale, shift]));
  const outputs = differentiableMany(tensorsOf([hidden, ...heads]), {
    forward() {
      const { y, slope } = activateInModule(denseInModule(x, hidden.weight, hidden.bias), activation);
      const values = heads.map(({ weight, bias }) => denseInModule(y, weight, bias));
      return { values, saved: slope ? [y, slope] : [y] };
    },
    backward: (dys, [y, slope]) =>
      tf.tidy(() => {
        let dy: tf.Tensor | undefined;
        const ofHeads = heads.flatMap(({ weight, bias }, i) => {
          dy = inputGradientInModule(dys[i], weight, dy);
          return weightGradientsInModule(y, dys[i], weight, bias);
        });
        const dz = throughSlope(dy!, slope ?? null);
        return [...weightGradientsInModule(x, dz, hidden.weight, hidden.bias), ...ofHeads];
      }),
  });
  let next = 0;
  return blocks.map(({ scale }) => ({
    scale: scale instanceof tf.Tensor ? scale : outputs[next++],
    shift: outputs[next++],
  }));
};
