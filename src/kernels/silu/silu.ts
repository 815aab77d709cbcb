/** SiLU alone, z·σ(z) (Elfwing et al. 2017), for embeddings that no layer's own activation covers. */
import { choose } from '../choose';
import { siluOnModule } from './module';
import { siluReference } from './reference';
import { siluOnWebgpu } from './webgpu';

/** @param z any shape @returns z·σ(z), of that shape */
export const silu = choose({ webgpu: siluOnWebgpu, module: siluOnModule, reference: siluReference });
