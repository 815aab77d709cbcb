/** Points along strokes in the plane. Pure; every act returns new points. */

/** Most points of a drawing: more would hide one another. */
export const MOST_POINTS = 400;

/**
 * Adds points along a straight piece of a stroke.
 * @param points  [n, 2]
 * @param from    [2] the end of the piece before, which has its point; null where the stroke begins
 * @param to      [2]
 * @param spacing between two points
 * @returns [m, 2] with m at most MOST_POINTS; `points` itself where the piece is shorter than the spacing
 */
export function withStroke(
  points: Float32Array,
  from: ArrayLike<number> | null,
  to: ArrayLike<number>,
  spacing: number,
): Float32Array {
  const added: number[] = [];
  if (!from) added.push(to[0], to[1]);
  else {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy);
    const steps = Math.floor(length / spacing + 1e-6);
    for (let k = 1; k <= steps; k++)
      added.push(from[0] + (dx * k * spacing) / length, from[1] + (dy * k * spacing) / length);
  }
  if (added.length === 0 || points.length >= 2 * MOST_POINTS) return points;
  return Float32Array.of(...points, ...added).slice(0, 2 * MOST_POINTS);
}
