/** The places of labels: a number clear of its curve, above it where there is room; letters at the ends of lines clear of each other. Pure. */
import type { Box } from '../canvas/marks';

/** Of the letters, and between them and the curve, in CSS pixels. */
const HEIGHT = 9;
const GAP = 6;
const SAMPLES = 12;

/**
 * @param yAt       the height of the curve at a place across; NaN where there is none
 * @param from, to  the part across that the number takes
 * @returns its baseline
 */
export function clearBaseline(yAt: (x: number) => number, from: number, to: number, box: Box): number {
  const heights = Array.from({ length: SAMPLES + 1 }, (_, i) => yAt(from + ((to - from) * i) / SAMPLES));
  const ys = heights.filter(Number.isFinite);
  const above = Math.min(...ys) - GAP;
  if (above - HEIGHT >= box.t) return above;
  const below = Math.max(...ys) + GAP + HEIGHT;
  return below <= box.b ? below : box.t + HEIGHT;
}

/** @returns heights at least `gap` apart, in the given order: two that are nearer move away from their middle by the same amount */
export function spreadApart(heights: readonly number[], gap: number): readonly number[] {
  if (heights.length !== 2) return heights;
  const [a, b] = heights;
  if (Math.abs(a - b) >= gap) return heights;
  const middle = (a + b) / 2;
  return a <= b ? [middle - gap / 2, middle + gap / 2] : [middle + gap / 2, middle - gap / 2];
}
