/** The findings of the variational bound, in sentences. Pure, so that tests can hold it. */
import type { RunConfig } from '../../../config/fields';
import { decimal, formulaNumber } from '../../../lib/numbers';
import type { BoundReport } from '../../../types/quality';
import * as words from '../../../words/train/bound';

/** Nats per dimension, to a hundredth; small ones to a digit that counts. */
export const nats = (value: number): string =>
  Math.abs(value) < 0.005 && value !== 0 ? formulaNumber(value, 1) : decimal(value.toFixed(2));

/** The finding of the bound about this model: how much learning the variance saves, or the total. */
export function boundFinding({ totals, error, unit }: BoundReport, own: RunConfig['variance']): string {
  const total = totals[own] ?? Number.NaN;
  const fixed = Math.min(
    totals['fixed-small'] ?? Number.POSITIVE_INFINITY,
    totals['fixed-large'] ?? Number.POSITIVE_INFINITY,
  );
  if (own !== 'learned') return words.isTotal(nats(total), unit);
  const saved = fixed - total;
  if (Math.abs(saved) < error / 10) return words.noDifference;
  return saved > 0 ? words.saves(nats(saved), unit) : words.costs(nats(-saved), unit);
}
