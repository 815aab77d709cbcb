/** The text set is a line of the user's own, written with a pen of a certain width. */

import { datasets } from '../../src/words/config';
import * as words from '../../src/words/errors/data';
import { DataSourceError, type PointDistribution, userMade } from '../pointDataset';
import { glyphOf, type Polyline, spell } from './font';
import { type Moments, noisyCurve, type Point } from './standardise';

/** With more letters than this, each is too small to be distinguished. */
export const MAX_TEXT_LENGTH = 200;

/** In units of the font's grid, where a capital is 6 high. */
const LETTER_GAP = 1.5;
const WORD_GAP = 3.5;
const LINE_HEIGHT = 10;
const PEN = 0.14;
/** Text is wrapped to be about this much wider than high. */
const ASPECT = 1.7;

/** @returns the characters, each once, that will be left out because the font cannot draw them */
export function unsupportedCharacters(text: string): string[] {
  return [...new Set(text)].filter((character) => !/\s/u.test(character) && spell(character) === null);
}

interface Run {
  readonly strokes: readonly Polyline[];
  readonly width: number;
}

const move = (strokes: readonly Polyline[], dx: number, dy: number): Polyline[] =>
  strokes.map((stroke) => stroke.map(([x, y]): Point => [x + dx, y + dy]));

function setWord(word: string): Run {
  const strokes: Polyline[] = [];
  let pen = 0;
  for (const character of [...word].map((c) => spell(c) ?? '').join('')) {
    const glyph = glyphOf(character);
    strokes.push(...move(glyph.strokes, pen, 0));
    pen += glyph.width + LETTER_GAP;
  }
  return { strokes, width: pen - LETTER_GAP };
}

/** Fills lines with words until they are `limit` wide. */
function wrap(paragraphs: readonly (readonly Run[])[], limit: number): Run[] {
  const lines: Run[] = [];
  for (const words of paragraphs) {
    let line: Run | null = null;
    for (const word of words) {
      const width: number = line ? line.width + WORD_GAP + word.width : word.width;
      if (line && width <= limit) {
        line = { strokes: [...line.strokes, ...move(word.strokes, line.width + WORD_GAP, 0)], width };
      } else {
        if (line) lines.push(line);
        line = word;
      }
    }
    if (line) lines.push(line);
  }
  return lines;
}

/** Sets text in the number of lines whose proportions come nearest to ASPECT, each line centred. */
function layOut(text: string): Polyline[] {
  const paragraphs = text
    .normalize('NFC')
    .split(/\r\n|\r|\n/)
    .map((line) =>
      line
        .split(/\s+/u)
        .map(setWord)
        .filter((word) => word.strokes.length > 0),
    );
  const total = paragraphs.flat().reduce((sum, word) => sum + word.width + WORD_GAP, 0);
  let best: Run[] = [];
  let bestMiss = Number.POSITIVE_INFINITY;
  for (let count = 1; count <= 12; count++) {
    const lines = wrap(paragraphs, (1.1 * total) / count);
    const aspect = Math.max(...lines.map((line) => line.width), 1) / (LINE_HEIGHT * lines.length);
    const miss = Math.abs(Math.log(aspect / ASPECT));
    if (miss < bestMiss) {
      best = lines;
      bestMiss = miss;
    }
  }
  return best.flatMap((line, i) => move(line.strokes, -line.width / 2, -i * LINE_HEIGHT));
}

/** Straight pieces of all strokes, end to end: where each begins and ends, and the length walked up to its end. */
interface Path {
  readonly from: readonly Point[];
  readonly to: readonly Point[];
  readonly reached: Float64Array;
}

function joinStrokes(strokes: readonly Polyline[]): Path {
  const from = strokes.flatMap((stroke) => stroke.slice(0, -1));
  const to = strokes.flatMap((stroke) => stroke.slice(1));
  let length = 0;
  const reached = Float64Array.from(from, ([x, y], i) => (length += Math.hypot(to[i][0] - x, to[i][1] - y)));
  return { from, to, reached };
}

/** The point at the share u of the whole length. */
function pointAt({ from, to, reached }: Path, u: number): Point {
  const way = u * reached[reached.length - 1];
  let low = 0;
  let high = reached.length - 1;
  while (low < high) {
    const half = (low + high) >> 1;
    if (reached[half] > way) high = half;
    else low = half + 1;
  }
  const start = low === 0 ? 0 : reached[low - 1];
  const share = (way - start) / (reached[low] - start || 1);
  const [x, y] = from[low];
  return [x + share * (to[low][0] - x), y + share * (to[low][1] - y)];
}

/** Exact: on a straight piece from a to b the mean is (a + b)/2 and the mean square (a² + ab + b²)/3. */
function pathMoments({ from, to, reached }: Path): Moments {
  const total = reached[reached.length - 1];
  const mean = [0, 0];
  let squares = 0;
  for (let i = 0; i < from.length; i++) {
    const share = (reached[i] - (i === 0 ? 0 : reached[i - 1])) / total;
    for (const axis of [0, 1]) {
      const a = from[i][axis];
      const b = to[i][axis];
      mean[axis] += (share * (a + b)) / 2;
      squares += (share * (a * a + a * b + b * b)) / 3;
    }
  }
  return { mean: [mean[0], mean[1]], variance: (squares - mean[0] ** 2 - mean[1] ** 2) / 2 };
}

/**
 * Points spread evenly along the strokes of the text, softened by the pen's width. Long text is wrapped; characters that the
 * font lacks are left out ({@link unsupportedCharacters} names them).
 * @throws DataSourceError for text that is empty, too long, or has nothing that can be drawn
 */
function fromText(text: string): PointDistribution {
  if (text.trim() === '') throw new DataSourceError(words.emptyText);
  if ([...text].length > MAX_TEXT_LENGTH) {
    throw new DataSourceError(words.longText([...text].length, MAX_TEXT_LENGTH));
  }
  const strokes = layOut(text);
  if (strokes.length === 0) {
    const missing = unsupportedCharacters(text).slice(0, 8).join(' ');
    throw new DataSourceError(words.undrawableText(missing));
  }
  const path = joinStrokes(strokes);
  return noisyCurve((u) => pointAt(path, u), PEN, pathMoments(path));
}

export const text = userMade(datasets.text, 'text', ({ text }) => fromText(text));
