/**
 * A stroke font of our own: letters as a pen would draw them, for turning text into points without any fonts installed.
 *
 * A glyph is a list of strokes. A stroke is a mark followed by grid points, each two digits, x then y: the baseline is y = 2,
 * lower-case letters reach 6, capitals 8, descenders 0. The marks: `-` straight lines, `~` a smooth line that begins and ends
 * at its first and last points, `o` a smooth loop, `.` a dot. Smooth lines are quadratic B-splines: they pass through the
 * middles of their control polygon's sides; a repeated point is a corner.
 */

import type { Point } from './standardise';

const BOWL = 'o02 32 36 06';

const GLYPHS: Readonly<Record<string, string>> = {
  A: '-02 28 42;-15 35',
  B: '-02 08;~08 18 18 38 35 15 15 05;~05 25 25 45 42 22 22 02',
  C: '~47 48 08 02 42 43',
  D: '-02 08;~08 18 18 48 42 12 12 02',
  E: '-48 08 02 42;-05 35',
  F: '-48 08 02;-05 35',
  G: '~47 48 08 02 42 45 45 25',
  H: '-02 08;-42 48;-05 45',
  I: '-08 28;-18 12;-02 22',
  J: '~38 34 34 32 02 03',
  K: '-02 08;-48 04;-15 42',
  L: '-08 02 42',
  M: '-02 08 24 48 42',
  N: '-02 08 42 48',
  O: 'o02 42 48 08',
  P: '-02 08;~08 28 28 48 44 24 24 04',
  Q: 'o02 42 48 08;-33 51',
  R: '-02 08;~08 28 28 48 44 24 24 04;-24 42',
  S: '~47 48 08 05 45 42 02 03',
  T: '-08 48;-28 22',
  U: '~08 04 04 02 42 44 44 48',
  V: '-08 22 48',
  W: '-08 12 37 52 68',
  X: '-02 48;-08 42',
  Y: '-08 25 48;-25 22',
  Z: '-08 48 02 42',
  a: `${BOWL};-36 32`,
  b: `-08 02;${BOWL}`,
  c: '~35 36 06 02 32 33',
  d: `${BOWL};-38 32`,
  e: '~04 34 34 36 06 02 32 33',
  f: '~38 18 16 16 12;-06 26',
  g: `${BOWL};~36 31 31 30 00 01`,
  h: '-08 02;~04 06 36 34 34 32',
  i: '-06 02;.08',
  j: '~16 11 11 10 00;.18',
  k: '-08 02;-36 03;-14 32',
  l: '~08 03 03 02 12',
  m: '-06 02;~04 06 26 24 24 22;~24 26 46 44 44 42',
  n: '-06 02;~04 06 36 34 34 32',
  o: BOWL,
  p: `-06 00;${BOWL}`,
  q: `${BOWL};-36 30`,
  r: '-06 02;~04 06 26',
  s: '~35 36 06 04 34 32 02 03',
  t: '~18 13 13 12 22;-06 26',
  u: '~06 04 04 02 32 34;-36 32',
  v: '-06 22 46',
  w: '-06 12 26 32 46',
  x: '-06 32;-02 36',
  y: '-06 22;-46 10',
  z: '-06 36 02 32',
  '0': 'o02 32 38 08',
  '1': '-06 28 22;-02 42',
  '2': '~07 08 48 45 02 02 42',
  '3': '~07 08 48 45 15 15 45 42 02 03',
  '4': '-32 38 04 44',
  '5': '-48 08 05;~05 46 42 02 03',
  '6': 'o02 42 46 06;~38 08 04',
  '7': '-08 48 12',
  '8': 'o05 45 48 08;o02 42 45 05',
  '9': 'o04 44 48 08;~12 42 46',
  '.': '.02',
  ',': '-12 01',
  ':': '.03;.06',
  ';': '.16;-12 01',
  '!': '-08 04;.02',
  '?': '~07 08 38 35 15 15 14;.12',
  "'": '-08 06',
  '"': '-08 06;-18 16',
  '`': '-08 16',
  '(': '~18 06 04 12',
  ')': '~08 16 14 02',
  '[': '-18 08 02 12',
  ']': '-08 18 12 02',
  '{': '~28 18 15 05 05 15 12 22',
  '}': '~08 18 15 25 25 15 12 02',
  '<': '-37 05 33',
  '>': '-07 35 03',
  '=': '-06 36;-04 34',
  '+': '-05 45;-27 23',
  '-': '-05 35',
  _: '-01 41',
  '*': '-27 23;-06 44;-04 46',
  '/': '-02 38',
  '\\': '-08 32',
  '|': '-09 01',
  '#': '-12 18;-32 38;-06 46;-04 44',
  $: '~47 48 08 05 45 42 02 03;-29 21',
  '%': '-02 48;o06 26 28 08;o22 42 44 24',
  '&': '~42 06 08 38 36 04 02 32 45',
  '@': 'o14 34 36 16;~42 02 08 58 53 34',
  '^': '-06 28 46',
  '~': '~04 17 33 46',
};

/** The picture of a character that has no glyph of its own and no decomposition into one. */
const SUBSTITUTES: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '×': '*',
};

/** A stroke as straight pieces between these points. */
export type Polyline = readonly Point[];

export interface Glyph {
  readonly strokes: readonly Polyline[];
  readonly width: number;
}

const PIECES_PER_BEND = 12;
const DOT_RADIUS = 0.25;

function dot([x, y]: Point): Point[] {
  return Array.from({ length: 9 }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / 8;
    return [x + DOT_RADIUS * Math.cos(angle), y + DOT_RADIUS * (1 + Math.sin(angle))];
  });
}

const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

/** Quadratic Bézier pieces from side-middle to side-middle, each bent towards the control point between them. */
function spline(control: readonly Point[], closed: boolean): Point[] {
  const last = control.length - 1;
  const middles = control.slice(0, last).map((point, i) => middle(point, control[i + 1]));
  const knots = closed
    ? [...middles, middle(control[last], control[0]), middles[0]]
    : [control[0], ...middles.slice(1, -1), control[last]];
  const path: Point[] = [knots[0]];
  for (let i = 1; i < knots.length; i++) {
    const a = knots[i - 1];
    const b = control[i % control.length];
    const c = knots[i];
    for (let piece = 1; piece <= PIECES_PER_BEND; piece++) {
      const u = piece / PIECES_PER_BEND;
      const v = 1 - u;
      path.push([
        v * v * a[0] + 2 * u * v * b[0] + u * u * c[0],
        v * v * a[1] + 2 * u * v * b[1] + u * u * c[1],
      ]);
    }
  }
  return path;
}

function drawStroke(stroke: string): Polyline {
  const control = stroke
    .slice(1)
    .split(' ')
    .map((xy): Point => [Number(xy[0]), Number(xy[1])]);
  switch (stroke[0]) {
    case '.':
      return dot(control[0]);
    case 'o':
      return spline(control, true);
    case '~':
      return spline(control, false);
    default:
      return control;
  }
}

const drawnGlyphs = new Map<string, Glyph>();

/** @returns the glyph, drawn once, of a character that {@link spell} gave */
export function glyphOf(character: string): Glyph {
  let glyph = drawnGlyphs.get(character);
  if (!glyph) {
    const strokes = GLYPHS[character].split(';').map(drawStroke);
    glyph = { strokes, width: Math.max(...strokes.flat().map(([x]) => x)) };
    drawnGlyphs.set(character, glyph);
  }
  return glyph;
}

/**
 * Spells one character with glyphs that exist: accents are left off (é is drawn as e), typographic quotes and dashes become
 * plain ones. @returns characters that {@link glyphOf} knows, '' for a mark that only accents, or null when there is no way
 */
export function spell(character: string): string | null {
  if (Object.hasOwn(GLYPHS, character)) return character;
  if (Object.hasOwn(SUBSTITUTES, character)) return SUBSTITUTES[character];
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return [...plain].every((part) => Object.hasOwn(GLYPHS, part)) ? plain : null;
}
