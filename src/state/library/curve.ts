/** The loss curve of a run as a few numbers, for a small picture. */
import type { LossCurve } from '../../storage/schema';
import type { RunState } from '../run/run';

const CURVE_POINTS = 100;

/** @returns the smoothed loss at evenly spaced steps, the last one included */
export function curveOf({ losses }: Pick<RunState, 'losses'>): LossCurve {
  const { first, last } = losses;
  const count = Math.max(0, Math.min(CURVE_POINTS, last - first + 1));
  const steps = Float32Array.from({ length: count }, (_, i) =>
    count === 1 ? last : Math.round(first + (i * (last - first)) / (count - 1)),
  );
  return { steps, values: steps.map((step) => losses.smoothedAt(step)) };
}
