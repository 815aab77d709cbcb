/** The findings of the variational bound, in sentences. Pure, so that tests can hold it. */
import type { RunConfig } from '../../../config/fields';
import { decimal, formulaNumber, withMinus } from '../../../lib/numbers';
import type { BoundReport } from '../../../types/quality';
import * as words from '../../../words/train/bound';
import { withDeviation } from '../../withDeviation';

/** Nats per dimension, to a hundredth; small ones to a digit that counts. */
export const nats = (value: number): string =>
  Math.abs(value) < 0.005 && value !== 0 ? formulaNumber(value, 1) : withMinus(decimal(value.toFixed(2)));

/** The finding of the bound about this model: how much learning the variance saves, or the total. */
export function boundFinding({ totals, saving, unit }: BoundReport, own: RunConfig['variance']): string {
  if (!saving) return words.isTotal(nats(totals[own] ?? Number.NaN), unit);
  const { value, error } = saving;
  if (Math.abs(value) < 2 * error) return words.noDifference;
  return value > 0
    ? words.saves(withDeviation(value, error), unit)
    : words.costs(withDeviation(-value, error), unit);
}
