/**
 * A convolution with bias, and its three gradients. Padding is explicit, because "same" padding with stride 2 puts all of it on
 * the right where PyTorch's `padding=1` is symmetric.
 */
import { choose } from '../choose';
import { conv2dOnModule } from './module';
import { conv2dReference } from './reference';
import { conv2dOnWasm } from './wasm';
import { conv2dOnWebgpu } from './webgpu';
import { withShortcut } from './withShortcut';

/**
 * @param x [B, H, W, I]
 * @param w [kh, kw, I, O]
 * @param b [O]
 * @returns [B, H', W', O] with H' = ⌊(H + top + bottom - kh) / stride⌋ + 1, where an upsampled image has twice the H
 */
export const conv2d = choose({
  webgpu: conv2dOnWebgpu,
  module: withShortcut(conv2dOnModule),
  wasm: withShortcut(conv2dOnWasm),
  cpu: withShortcut(conv2dOnWasm), // the stock gradients check every index: they took nine times as long
  reference: withShortcut(conv2dReference),
});
