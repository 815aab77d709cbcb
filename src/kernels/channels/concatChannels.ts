/** Concatenates the channels of two images of one size; the gradient is split at the same channel. */
import { choose } from '../choose';
import { concatChannelsOnModule } from './module';
import { concatChannelsReference } from './reference';
import { concatChannelsOnWasm } from './wasm';

/** @param a [B, H, W, A] @param b [B, H, W, C] @returns [B, H, W, A + C] */
export const concatChannels = choose({
  module: concatChannelsOnModule,
  wasm: concatChannelsOnWasm,
  reference: concatChannelsReference,
});
