/**
 * What stands between two branches of a transformer's blocks with adaLN-Zero (Peebles & Xie 2023): a branch is added to the tokens through
 * its gate, and the sum is normalised and modulated for the next branch. One operation, because each part reads all tokens.
 */
import { choose } from '../choose';
import { residualNormOnModule } from './module';
import { residualNormReference } from './reference';
import { residualNormOnWebgpu } from './webgpu';

/** @returns the sum for the next residual, and its modulated norm for the next branch */
export const residualNorm = choose({
  webgpu: residualNormOnWebgpu,
  module: residualNormOnModule,
  reference: residualNormReference,
});
