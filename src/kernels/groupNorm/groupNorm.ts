/**
 * Group normalisation (Wu & He 2018) with its neighbours in a residual block: a number per sample and channel added before (the time
 * embedding), a gain and a shift after (learned, or computed from the time as in FiLM), and the activation.
 *
 * The gradient is the closed form, so a backward pass is one operation instead of the forty of a tape.
 */
import { choose } from '../choose';
import { groupNormAndImageOnModule, groupNormOnModule } from './module';
import { groupNormAndImageReference, groupNormReference } from './reference';
import { groupNormOnWasm } from './wasm';
import { groupNormAndImageOnWebgpu, groupNormOnWebgpu } from './webgpu';

/** @returns f(x̂ gain + shift), [B, H, W, C]; x̂ is x + offset at mean 0 and variance 1 in each sample's groups */
export const groupNorm = choose({
  webgpu: groupNormOnWebgpu,
  module: groupNormOnModule,
  wasm: groupNormOnWasm,
  reference: groupNormReference,
});

/**
 * As `groupNorm`, of one image or of two whose channels are concatenated.
 * @param images [B, H, W, A] and [B, H, W, C - A]
 */
export const groupNormAndImage = choose({
  webgpu: groupNormAndImageOnWebgpu,
  module: groupNormAndImageOnModule,
  reference: groupNormAndImageReference(groupNorm),
});
