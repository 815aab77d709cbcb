/** Whether the runs of a comparison have losses to save. */
import type { Compare } from '../../../state/compare/compare';
import { SIDES } from '../../../state/compare/comparison';
import * as words from '../../../words/compare/view';

/** @returns why there are none, as a sentence; null where there are some. Reads signals. */
export function whyNoLosses({ runs, pretrained }: Pick<Compare, 'runs' | 'pretrained'>): string | null {
  const hasLosses = SIDES.some((side) => {
    const losses = runs[side].value?.losses;
    return losses && losses.last >= losses.first;
  });
  if (hasLosses) return null;
  return SIDES.every((side) => pretrained.value[side]?.frozen) ? words.neverLosses : words.noLossesYet;
}
