/** The squared error of each sample, the mean over its numbers of (output - target)², and the weighted mean of those: the loss. */
import { choose } from '../choose';
import { squaredErrorOnModule } from './module';
import { squaredErrorReference } from './reference';
import { squaredErrorOnWebgpu } from './webgpu';

/**
 * @param output [B, D]
 * @param target [B, D], a constant
 * @param weight [B, 1], a constant
 */
export const squaredError = choose({
  webgpu: squaredErrorOnWebgpu,
  module: squaredErrorOnModule,
  reference: squaredErrorReference,
});
