/** The arguments of every implementation of a dense layer. */
import type { ActivationId } from '../activation';

export interface DenseOptions {
  /** f; linear if absent */
  readonly activation?: ActivationId;
  /** True for the input of the network: no gradient with respect to x is computed. */
  readonly constantInput?: boolean;
}
