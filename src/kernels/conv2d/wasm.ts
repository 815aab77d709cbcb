/** A convolution on WASM, whose stock backend has no gradient of the filter: both gradients are convolutions. */
import { filterGradient, inputGradient } from './gradientsAsConvolutions';
import { conv2dBy } from './reference';

export const conv2dOnWasm = conv2dBy({ inputGradient, filterGradient });
