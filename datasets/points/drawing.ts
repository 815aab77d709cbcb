/** A drawing is strokes of a mouse or finger; here it becomes points, and points become a short text that fits a link. */

import { DataSourceError } from '../pointDataset';

/** A link holds at most this many points: 6 000 characters. */
export const MAX_LINK_POINTS = 1500;

/** URL-safe base 64 (RFC 4648, section 5): each character holds six bits. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));
const LEVELS = 4095;

/**
 * Spreads points evenly along strokes, so that a fast hand draws as densely as a slow one. A stroke of a single point is a dot.
 * @param strokes each [n, 2]
 * @param count   points wanted in all; each stroke gets its share by length
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
 * to be trained on as {@link decodePoints} gives it back, so that the link reproduces the run.
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

/**
 * The points of a link, the drawing's longer side running from 0 to 1. Encoding them again gives the same text.
 * @returns [n, 2]
 * @throws DataSourceError for text that {@link encodePoints} did not write
 */
export function decodePoints(text: string): Float32Array {
  if (text.length > 4 * MAX_LINK_POINTS || text.length % 4 !== 0) {
    throw new DataSourceError(
      `The link's drawing has ${text.length} characters: expected four a point, at most ${4 * MAX_LINK_POINTS}. The link may have been cut off.`,
    );
  }
  const points = new Float32Array(text.length / 2); // [n, 2]
  for (let i = 0; i < points.length; i++) {
    const high = VALUES.get(text[2 * i]);
    const low = VALUES.get(text[2 * i + 1]);
    if (high === undefined || low === undefined) {
      throw new DataSourceError(
        `The link's drawing has “${text.slice(2 * i, 2 * i + 2)}” at character ${2 * i + 1}: expected letters, digits, - and _.`,
      );
    }
    points[i] = (64 * high + low) / LEVELS;
  }
  return points;
}
