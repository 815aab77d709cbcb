/** The residual sum and its norm in the own WASM module. */

import * as tf from '@tensorflow/tfjs-core';
import { DIT_NORM_EPSILON } from '../../lib/normEpsilon';
import { call, newTensor } from '../../wasm/engine';
import { differentiableMany } from '../differentiable';
import { isGated, type ResidualNorm } from './contract';

export const residualNormOnModule: ResidualNorm = (inputs) => {
  const { x, modulation } = inputs;
  const gated = isGated(inputs);
  const added = gated ? inputs.branch : inputs.positions;
  const sizes = [...(x.shape as [number, number, number]), gated ? 1 : 0] as const;
  const [sum, normal] = differentiableMany(gated ? [x, modulation, added] : [x, modulation], {
    forward() {
      const [sum, normal] = [newTensor(x.shape), newTensor(x.shape)];
      const stats = newTensor([x.shape[0], x.shape[1]!, 2]);
      call('residualNorm', x, added, modulation, sum, normal, stats, ...sizes, DIT_NORM_EPSILON);
      return { values: [sum, normal], saved: [sum, added, modulation, stats] as const };
    },
    backward: ([dSum, dNormal], [sum, added, modulation, stats]) =>
      tf.tidy(() => {
        const [dx, dModulation] = [newTensor(x.shape), newTensor(modulation.shape)];
        const dBranch = gated ? newTensor(x.shape) : null;
        const results = [dx, dBranch, dModulation] as const;
        call('residualNormGradient', dSum, dNormal, sum, added, modulation, stats, ...results, ...sizes);
        return dBranch ? [dx, dModulation, dBranch] : [dx, dModulation];
      }),
  });
  return { sum, normal };
};
