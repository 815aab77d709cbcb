/** Points of a table as dots on a canvas, at the scales at which training sees them, coloured by class where there are classes. */
import { csv } from '../../../datasets/points/csv';

/** Dots that are drawn: more are no clearer. */
const MOST_DOTS = 4000;
const MARGIN = 12;
/** Hues of classes, in the order of their numbers, and again from the first. */
const HUES = [25, 265, 150, 330, 90, 210, 300, 60] as const;

/**
 * What training divides the columns by: one number for both, unless their spreads differ too much.
 * @param points [n, 2] of a table that was read without a problem
 */
export const columnScales = (points: Float32Array): readonly [number, number] =>
  csv.open({ kind: 'points', points }).units!.scale;

/** @param points [n, 2], or none @param classes [n] class numbers, or null */
export function drawScatter(
  canvas: HTMLCanvasElement,
  points: Float32Array,
  classes: Int32Array | null,
): void {
  const context = canvas.getContext('2d')!;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  if (points.length === 0) return;
  const own = columnScales(points);
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < points.length; i++) {
    const value = points[i] / own[i & 1];
    low[i & 1] = Math.min(low[i & 1], value);
    high[i & 1] = Math.max(high[i & 1], value);
  }
  const scale = Math.min(
    (width - 2 * MARGIN) / (high[0] - low[0] || 1),
    (height - 2 * MARGIN) / (high[1] - low[1] || 1),
  );
  const count = points.length / 2;
  const stride = Math.max(1, Math.ceil(count / MOST_DOTS));
  const ink = getComputedStyle(canvas).getPropertyValue('color');
  for (let i = 0; i < count; i += stride) {
    const x = width / 2 + scale * (points[2 * i] / own[0] - (low[0] + high[0]) / 2);
    const y = height / 2 - scale * (points[2 * i + 1] / own[1] - (low[1] + high[1]) / 2);
    context.fillStyle = classes ? `hsl(${HUES[classes[i] % HUES.length]} 70% 50%)` : ink;
    context.fillRect(x - 1, y - 1, 2, 2);
  }
}
