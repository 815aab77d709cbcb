/**
 * The conditioning of a network's blocks: one hidden layer on the time embedding, and from it a scale and a shift for every block, each by a
 * dense layer of its own. It is one operation, because the layers are many and small, and the blocks need them at once.
 */
import { choose } from '../choose';
import type { Modulations } from './contract';
import { modulationsOnModule } from './module';
import { modulationsReference } from './reference';
import { inOneBuffer, modulationsOnWebgpu } from './webgpu';

/**
 * @param x      [B, K] rows of the time embedding, a constant
 * @param hidden K to H
 * @param blocks layers are H to N
 * @returns the modulation of each block
 */
export const modulations: Modulations = choose({
  webgpu: modulationsOnWebgpu,
  supported: (_, hidden, blocks) => inOneBuffer(hidden, blocks),
  module: modulationsOnModule,
  reference: modulationsReference,
});
