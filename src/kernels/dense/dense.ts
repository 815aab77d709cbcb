/** A dense layer: y = f(x W + b). */
import { choose } from '../choose';
import { denseOnModule } from './module';
import { denseReference } from './reference';
import { denseOnWebgpu } from './webgpu';

/**
 * @param x [B, K]
 * @param w [K, N]
 * @param b [N]
 * @returns [B, N]
 */
export const dense = choose({ webgpu: denseOnWebgpu, module: denseOnModule, reference: denseReference });
