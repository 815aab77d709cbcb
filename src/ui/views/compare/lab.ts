/** The state of the Compare view while the page is open: A and B, created when the view is first shown. */
import { type Compare, createCompare } from '../../../state/compare/compare';
import { type Comparison, createComparison, SIDES } from '../../../state/compare/comparison';
import { differingFields } from '../../../state/history';
import { type Lab, useLab } from '../../shell/lab';

/** The values of A and of B as a part of the history. */
function trackOwn({ history, view }: Lab, { own, restore }: Comparison): void {
  history.track({
    value: own,
    restore,
    differences: (before, after) => [
      ...new Set(SIDES.flatMap((side) => differingFields(before[side], after[side]))),
    ],
    isVisible: () => view.value === 'compare',
  });
}

export function compareOf(lab: Lab): Compare {
  const { compare, settings, address, store, compareTrainer, evaluator, measure, notices } = lab;
  if (compare.value) return compare.value;
  const comparison = createComparison(settings, address);
  trackOwn(lab, comparison);
  compare.value = createCompare({
    comparison,
    awaited: SIDES.filter((side) => lab.extra.peek()[`${side}.pretrained`]),
    store,
    trainer: compareTrainer,
    evaluator,
    measure,
    notices,
  });
  return compare.value;
}

export const useCompare = (): Compare => compareOf(useLab());
