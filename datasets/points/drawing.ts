/** A drawing as a short text that fits a link: few corners of each stroke, on a grid. */
import * as drawingWords from '../../src/words/errors/drawing';
import { DataSourceError } from '../pointDataset';
import { ALPHABET, LEVELS, LONGEST_DRAWING, STROKES } from './drawingOfLink';

/** Levels of the grid that a stroke may be off the line through its corners: a twentieth of the softening of its points. */
const TOLERANCE = 1;

/** Distance of point `k` of a stroke from the piece of line between its points `from` and `to`. */
function distance(stroke: Float32Array, k: number, from: number, to: number): number {
  const [x, y] = [stroke[2 * from], stroke[2 * from + 1]];
  const [dx, dy] = [stroke[2 * to] - x, stroke[2 * to + 1] - y];
  const [px, py] = [stroke[2 * k] - x, stroke[2 * k + 1] - y];
  const squared = dx * dx + dy * dy;
  const share = squared > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / squared)) : 0;
  return Math.hypot(px - share * dx, py - share * dy);
}

/**
 * The points of a stroke that it cannot do without (Ramer 1972; Douglas & Peucker 1973): no other one is further than `tolerance` from
 * the line through them.
 * @param stroke [n, 2], n at least 1
 * @returns their indices, the ends among them
 */
function corners(stroke: Float32Array, tolerance: number): number[] {
  const last = stroke.length / 2 - 1;
  const isCorner = new Uint8Array(last + 1);
  isCorner[0] = isCorner[last] = 1;
  const pieces: [number, number][] = [[0, last]];
  for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
    const [from, to] = piece;
    let furthest = from;
    let most = tolerance;
    for (let k = from + 1; k < to; k++) {
      const d = distance(stroke, k, from, to);
      if (d > most) [furthest, most] = [k, d];
    }
    if (furthest === from) continue;
    isCorner[furthest] = 1;
    pieces.push([from, furthest], [furthest, to]);
  }
  return Array.from(isCorner.keys()).filter((k) => isCorner[k] === 1);
}

/** A whole number from 0 as characters of five bits each, the lowest first; the sixth bit says that more follow. */
function written(value: number): string {
  let text = '';
  for (let left = value; ; left >>= 5) {
    const more = left >= 32;
    text += ALPHABET[(left & 31) | (more ? 32 : 0)];
    if (!more) return text;
  }
}

/** The same for a signed number: 0, -1, 1, -2 become 0, 1, 2, 3. */
const writtenSigned = (value: number): string => written(value < 0 ? -2 * value - 1 : 2 * value);

/** Strokes on the grid: their smallest coordinates are 0, and the longer side of all runs to {@link LEVELS}. */
function onGrid(strokes: readonly Float32Array[]): Float32Array[] {
  const min = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const max = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const stroke of strokes)
    stroke.forEach((value, i) => {
      min[i & 1] = Math.min(min[i & 1], value);
      max[i & 1] = Math.max(max[i & 1], value);
    });
  const side = Math.max(max[0] - min[0], max[1] - min[1]);
  const scale = side > 0 ? LEVELS / side : 0;
  return strokes.map((stroke) => stroke.map((value, i) => (value - min[i & 1]) * scale));
}

function writtenStrokes(strokes: readonly Float32Array[], tolerance: number): string {
  let text = STROKES;
  let [x, y] = [0, 0];
  for (const stroke of strokes) {
    const indices = corners(stroke, tolerance);
    text += written(indices.length);
    for (const k of indices) {
      const [nextX, nextY] = [Math.round(stroke[2 * k]), Math.round(stroke[2 * k + 1])];
      text += writtenSigned(nextX - x) + writtenSigned(nextY - y);
      [x, y] = [nextX, nextY];
    }
  }
  return text;
}

/**
 * Strokes as text for a link. What is drawn is to be trained on as `decodeDrawing` gives it back, so that the link reproduces the run.
 * @param strokes each [n, 2], finite; those without a point are left out
 * @returns at most {@link LONGEST_DRAWING} characters, '' without strokes: where a drawing needs more, its corners are chosen more coarsely
 * @throws DataSourceError where even its coarsest form is longer
 */
export function encodeStrokes(strokes: readonly Float32Array[]): string {
  const drawn = strokes.filter((stroke) => stroke.length >= 2);
  if (drawn.length === 0) return '';
  const grid = onGrid(drawn);
  for (let tolerance = TOLERANCE; tolerance < LEVELS; tolerance *= 2) {
    const text = writtenStrokes(grid, tolerance);
    if (text.length <= LONGEST_DRAWING) return text;
  }
  throw new DataSourceError(drawingWords.tooManyCorners(drawn.length));
}
