/** The exact field that a network's is compared with: eps or the velocity of the data, from the evaluator. */
import type { EvaluatorApi } from '../../../workers/evaluator';
import type { FieldQuantity } from '../../diffusion/prediction';

export type FieldEvaluator = Pick<EvaluatorApi, 'exactEps' | 'exactVelocity'>;

/** @returns [n, 2] at the places */
export const exactField = (
  evaluator: FieldEvaluator,
  quantity: FieldQuantity,
  ...where: Parameters<EvaluatorApi['exactEps']>
): Promise<Float32Array> =>
  quantity === 'velocity' ? evaluator.exactVelocity(...where) : evaluator.exactEps(...where);
