/**
 * A residual MLP on points in the plane, whole: Fourier features, a dense layer, residual blocks whose norms are modulated by the time, and
 * a last layer. It is one operation, because its rows are independent: on a GPU a workgroup takes some rows through all layers, and nothing
 * waits between two of them.
 */
import { choose } from '../choose';
import { residualMlpReference } from './reference';
import { residualMlpOnWebgpu } from './webgpu';
import { isFusable } from './webgpu/layout';

/**
 * @param x    [B, 2], a constant
 * @param temb [B, K] rows of the time embedding, or [1, K] where all points share a time; a constant
 * @returns [B, outputs]
 */
export const residualMlp = choose({
  webgpu: residualMlpOnWebgpu,
  supported: isFusable,
  reference: residualMlpReference,
});
