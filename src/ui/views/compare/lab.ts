/** What the Compare view keeps while the page lives: A and B, made when the view is first shown. */
import { type Compare, createCompare } from '../../../state/compare';
import { createComparison } from '../../../state/comparison';
import { type Lab, useLab } from '../../lab';

export function compareOf(lab: Lab): Compare {
  const { compare, settings, given, store, trainer, evaluator, measureImages, notices } = lab;
  compare.value ??= createCompare({
    comparison: createComparison(settings, given),
    store,
    trainer,
    evaluator,
    measureImages,
    notices,
  });
  return compare.value;
}

export const useCompare = (): Compare => compareOf(useLab());
