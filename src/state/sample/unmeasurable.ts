/** Whether samples of a model can be measured at all: that they cannot is a standing fact of the model, not a fault. */
import type { DataQuestion } from '../../../workers/evaluator';
import { familyOf } from '../../config/family';
import { hasClassifier } from './imageMeasure';

/** @returns why nothing can measure samples of this model; null where something can */
export function unmeasurable({ config, source }: DataQuestion): 'no-classifier' | 'no-data' | null {
  if (source?.kind === 'learned-points') return 'no-data';
  return familyOf(config.dataset) === 'images' && !hasClassifier(config.dataset) ? 'no-classifier' : null;
}
