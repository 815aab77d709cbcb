/** Attention of a sequence with itself: its queries, keys and values are dense layers of the sequence. */
import { choose } from '../choose';
import { selfAttentionOnModule } from './module';
import { selfAttentionReference } from './reference';
import { headsAreWhole, selfAttentionOnWebgpu } from './webgpu';

/** @param x [B, N, C] @returns [B, N, heads·D] */
export const selfAttention = choose({
  webgpu: selfAttentionOnWebgpu,
  supported: headsAreWhole,
  module: selfAttentionOnModule,
  reference: selfAttentionReference,
});
