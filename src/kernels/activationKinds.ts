/** The numbers of the activations in the own WASM module (`wasm/module/assembly/activations.ts`). */
import type { ActivationId } from './activation';

export const ACTIVATION_KINDS = {
  linear: 0,
  silu: 1,
  relu: 2,
  tanh: 3,
  gelu: 4,
} as const satisfies Record<ActivationId, number>;
