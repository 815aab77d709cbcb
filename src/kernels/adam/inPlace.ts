/** The optimizer step in place, where steps are recorded: in shaders on WebGPU, by the own module on WASM. */
import { choose } from '../choose';
import { adamInModule } from './module';
import { adamOnWebgpu } from './webgpu';

/**
 * @param state    four arrays of one length, a multiple of 4; overwritten with those of the next step
 * @param gradient of that length
 * @param step     [4] `adamStepNumbers`
 */
export const adamInPlace = choose({ webgpu: adamOnWebgpu, reference: adamInModule });
