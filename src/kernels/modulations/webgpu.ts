/**
 * All modulations of a network on WebGPU: one dispatch forward and two backward, for up to three blocks. The weights lie in one buffer, so
 * that a shader, which has room for eight arrays, reads them all as one array and writes their gradients likewise.
 */
import * as tf from '@tensorflow/tfjs-core';
import { placeOf } from '../../webgpu/buffers';
import { differentiableMany } from '../differentiable';
import { tensorsOf } from '../wgsl/weightWindow';
import type { DenseLayer, ModulationSource, Modulations } from './contract';
import { modulationsBackward } from './webgpu/backward';
import { modulationsForward } from './webgpu/forward';

/** The layers of each block: of scale and shift, or of the shift alone. */
const headsOf = (blocks: readonly ModulationSource[]): readonly (readonly DenseLayer[])[] =>
  blocks.map(({ scale, shift }) => (scale instanceof tf.Tensor ? [shift] : [scale, shift]));

/** Whether all weights are views of one buffer. */
export function inOneBuffer(hidden: DenseLayer, blocks: readonly ModulationSource[]): boolean {
  const layers = [hidden, ...headsOf(blocks).flat()];
  const [first, ...others] = tensorsOf(layers).map((tensor) => placeOf(tensor).buffer);
  return others.every((buffer) => buffer === first);
}

export const modulationsOnWebgpu: Modulations = (x, hidden, blocks, activation) => {
  const heads = headsOf(blocks);
  const outputs = differentiableMany(tensorsOf([hidden, ...heads.flat()]), {
    forward() {
      const { values, saved } = modulationsForward(x, hidden, heads, activation);
      return { values, saved: [saved] as const };
    },
    backward: (dys, [saved]) => modulationsBackward(dys, x, saved, hidden, heads),
  });
  return blocks.map(({ scale }, i) =>
    scale instanceof tf.Tensor ? { scale, shift: outputs[i] } : outputs[i],
  );
};
