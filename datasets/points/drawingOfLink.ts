/** The points of a drawing that a link holds. The code that makes a drawing is apart from it, and loads with the drawing pad. */
import * as drawingWords from '../../src/words/errors/drawing';
import { DataSourceError } from '../pointDataset';
import { DRAWING_POINTS, pointsAlongStrokes } from './strokes';

/** Characters of a drawing's text. */
export const LONGEST_DRAWING = 6000;

/** URL-safe base 64 (RFC 4648, section 5): each character holds six bits. */
export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));
/** The text of strokes begins with it; that of points, as earlier versions wrote it, has no such character. */
export const STROKES = '.';
/** Levels of the strokes' grid over the drawing's longer side, and of earlier versions' points. */
export const LEVELS = 511;
const POINT_LEVELS = 4095;

/**
 * The points of a link, the drawing's longer side running from 0 to 1.
 * @returns [n, 2]
 * @throws DataSourceError for text that `encodeStrokes`, or an earlier version, did not write
 */
export function decodeDrawing(text: string): Float32Array {
  if (text.length > LONGEST_DRAWING) throw cutOff(text, drawingWords.atMostCharacters(LONGEST_DRAWING));
  if (!text.startsWith(STROKES)) return decodePoints(text);
  return pointsAlongStrokes(decodeStrokes(text), DRAWING_POINTS);
}

const cutOff = ({ length }: string, expected: string) =>
  new DataSourceError(drawingWords.linkCutOff(length, expected));

function valueAt(text: string, i: number): number {
  const value = VALUES.get(text[i]);
  if (value !== undefined) return value;
  throw new DataSourceError(drawingWords.badLinkCharacters(text[i], i + 1));
}

/** @returns strokes, each [n, 2] from 0 to 1 */
function decodeStrokes(text: string): Float32Array[] {
  let i = STROKES.length;
  /** A whole number from 0 in characters of five bits, the lowest first: two hold any coordinate. */
  const number = (): number => {
    let value = 0;
    for (let shift = 0; shift <= 10; shift += 5) {
      if (i >= text.length) throw cutOff(text, drawingWords.moreCharacters);
      const bits = valueAt(text, i++);
      value |= (bits & 31) << shift;
      if (bits < 32) return value;
    }
    throw outside(i);
  };
  const moved = (from: number): number => {
    const step = number();
    const to = from + (step & 1 ? -(step + 1) / 2 : step / 2);
    if (to < 0 || to > LEVELS) throw outside(i);
    return to;
  };
  const strokes: Float32Array[] = [];
  let [x, y] = [0, 0];
  while (i < text.length) {
    const stroke: number[] = [];
    for (let left = number(); left > 0; left--) {
      x = moved(x);
      y = moved(y);
      stroke.push(x / LEVELS, y / LEVELS);
    }
    strokes.push(Float32Array.from(stroke));
  }
  return strokes;
}

const outside = (character: number) => new DataSourceError(drawingWords.drawingLeavesFrame(character));

/** Coordinates in 4 096 levels, two characters each. */
function decodePoints(text: string): Float32Array {
  if (text.length % 4 !== 0) throw cutOff(text, drawingWords.fourAPoint);
  return Float32Array.from(
    { length: text.length / 2 },
    (_, k) => (64 * valueAt(text, 2 * k) + valueAt(text, 2 * k + 1)) / POINT_LEVELS,
  );
}
