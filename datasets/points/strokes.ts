/** Strokes of a mouse or finger, as points to learn. */

/** Points of a drawing, whatever its length. */
export const DRAWING_POINTS = 1500;

/**
 * Spreads points evenly along strokes, so that a fast hand draws as densely as a slow one. A stroke of a single point is a dot.
 * @param strokes each [n, 2]
 * @param count   points in all; each stroke gets its share by length
 * @returns [about count, 2], at least one point a stroke; empty for an empty drawing
 */
export function pointsAlongStrokes(strokes: readonly Float32Array[], count: number): Float32Array {
  const drawn = strokes.filter((stroke) => stroke.length >= 2);
  const lengths = drawn.map((stroke) => {
    let length = 0;
    for (let i = 2; i + 1 < stroke.length; i += 2)
      length += Math.hypot(stroke[i] - stroke[i - 2], stroke[i + 1] - stroke[i - 1]);
    return length;
  });
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return Float32Array.from(
    drawn.flatMap((stroke, k) =>
      alongStroke(stroke, lengths[k], Math.max(1, Math.round((count * lengths[k]) / (total || 1)))),
    ),
  );
}

/** `count` points at the middles of equal pieces of one stroke, x and y in turn. */
function alongStroke(stroke: Float32Array, length: number, count: number): number[] {
  const points: number[] = [];
  let i = 2;
  let start = 0;
  for (let k = 0; k < count; k++) {
    const way = (length * (k + 0.5)) / count;
    let piece = 0;
    while (i + 1 < stroke.length) {
      piece = Math.hypot(stroke[i] - stroke[i - 2], stroke[i + 1] - stroke[i - 1]);
      if (start + piece >= way || i + 3 >= stroke.length) break;
      start += piece;
      i += 2;
    }
    const share = piece > 0 ? Math.min(1, (way - start) / piece) : 0;
    const [x, y] = [stroke[i - 2], stroke[i - 1]];
    points.push(x + share * ((stroke[i] ?? x) - x), y + share * ((stroke[i + 1] ?? y) - y));
  }
  return points;
}
