/** The optimizer step of Muon in place, where steps are recorded: in shaders on WebGPU, by the own module on WASM. */
import { choose } from '../choose';
import { muonInModule } from './module';
import { muonOnWebgpu } from './webgpu';

/**
 * @param state    four arrays of one length, a multiple of 64; overwritten with those of the next step
 * @param gradient of that length
 * @param step     [4] `adamStepNumbers`
 */
export const muonInPlace = choose({ webgpu: muonOnWebgpu, reference: muonInModule });
