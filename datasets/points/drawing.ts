/** A drawing is strokes of a mouse or finger; here it becomes points, and points become a short text that fits a link. */

import { DataSourceError } from '../pointDataset';
import { ALPHABET, LEVELS, MAX_LINK_POINTS } from './drawingOfLink';

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

/**
 * Points as text for a link: coordinates in 4 096 levels over the drawing's longer side, two characters each. What is drawn is
 * to be trained on as `decodePoints` gives it back, so that the link reproduces the run.
 * @param points [n, 2], finite
 * @throws DataSourceError for more than {@link MAX_LINK_POINTS} points or one that is not finite
 */
export function encodePoints(points: Float32Array): string {
  const n = Math.floor(points.length / 2);
  if (n > MAX_LINK_POINTS) {
    throw new DataSourceError(
      `The drawing has ${n} points: a link holds at most ${MAX_LINK_POINTS}. Draw less, or save the points as a file.`,
    );
  }
  const min = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const max = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < 2 * n; i++) {
    if (!Number.isFinite(points[i])) {
      throw new DataSourceError(
        `The drawing has a coordinate that is not a finite number, at point ${(i >> 1) + 1}.`,
      );
    }
    min[i & 1] = Math.min(min[i & 1], points[i]);
    max[i & 1] = Math.max(max[i & 1], points[i]);
  }
  const side = Math.max(max[0] - min[0], max[1] - min[1]);
  let text = '';
  for (let i = 0; i < 2 * n; i++) {
    const level = side > 0 ? Math.round(((points[i] - min[i & 1]) / side) * LEVELS) : 0;
    text += ALPHABET[level >> 6] + ALPHABET[level & 63];
  }
  return text;
}
