/**
 * A dense layer after a norm, y = f(x̂ (1 + scale) + shift) W + b, with the input added to the output in a residual block: the layer of
 * pre-activation networks (He et al. 2016). It is one operation, so that nothing waits between norm and product.
 */
import { choose } from '../choose';
import { normDenseOnModule } from './module';
import { normDenseReference } from './reference';
import { normDenseOnWebgpu } from './webgpu';
import { fitsWorkgroup } from './webgpu/rows';

/**
 * @param x          [B, K]
 * @param modulation scale and shift
 * @param w          [K, N]
 * @param b          [N]
 * @returns [B, N]
 */
export const normDense = choose({
  webgpu: normDenseOnWebgpu,
  supported: fitsWorkgroup,
  module: normDenseOnModule,
  reference: normDenseReference,
});
