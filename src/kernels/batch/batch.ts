/** A batch of a discrete process made on the device: in a shader on WebGPU, by the own module on WASM. */
import { choose } from '../choose';
import { batchInModule } from './module';
import { batchOnWebgpu } from './webgpu';

export const batchOnDevice = choose({ webgpu: batchOnWebgpu, reference: batchInModule });
