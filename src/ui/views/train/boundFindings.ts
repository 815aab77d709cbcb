/** The findings of the variational bound, in sentences. Pure, so that tests can hold it. */
import type { RunConfig } from '../../../config/fields';
import type { BoundReport } from '../../../types/quality';

/** Nats per dimension, to a hundredth; small ones to a digit that counts. */
export const nats = (value: number): string =>
  Math.abs(value) < 0.005 && value !== 0 ? value.toExponential(0) : value.toFixed(2);

/**
 * The two kinds of figures. They have no order: measured of one trained network, the bound was 1.54 nats and the likelihood of the
 * ODE 5.18. Only for the exact score are both of one distribution (docs/theory.md §7).
 */
export const TWO_MODELS =
  'The bound is of the chain of T Gaussian steps. The ODE is another model with the same network and a likelihood of its own; for a trained network either can be the larger.';

/** The finding of the bound about this model: how much learning the variance saves, or the total. */
export function boundFinding({ totals, error, unit }: BoundReport, own: RunConfig['variance']): string {
  const total = totals[own] ?? Number.NaN;
  const fixed = Math.min(
    totals['fixed-small'] ?? Number.POSITIVE_INFINITY,
    totals['fixed-large'] ?? Number.POSITIVE_INFINITY,
  );
  if (own !== 'learned') return `The bound is ${nats(total)} ${unit} per dimension`;
  const saved = fixed - total;
  if (Math.abs(saved) < error / 10)
    return 'Learning the variance changes the bound by less than can be measured';
  return saved > 0
    ? `Learning the variance saves ${nats(saved)} ${unit} per dimension`
    : `Learning the variance costs ${nats(-saved)} ${unit} per dimension so far`;
}
