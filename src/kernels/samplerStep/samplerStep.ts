/**
 * What a sampler computes between two evaluations of the network, in place, where plans are recorded: in shaders on WebGPU, by the own module on
 * WASM. The loop over tensors, `sampling/walk.ts`, computes the same to the last bit.
 */
import { choose } from '../choose';
import { nextRowInModule, samplerStepInModule } from './module';
import { nextRowOnWebgpu, samplerStepOnWebgpu } from './webgpu';

/** Copies the next row of a table. */
export const nextRow = choose({ webgpu: nextRowOnWebgpu, reference: nextRowInModule });

/** x̂0 from the network's output, and the next state. */
export const samplerStep = choose({ webgpu: samplerStepOnWebgpu, reference: samplerStepInModule });
