/** Marks on a canvas in CSS pixels: text, lines, dots, clipping, and the time cursor. */
import { css, type Rgb } from './colour';
import type { Surface } from './island';

export const SANS = 'Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export interface Box {
  readonly l: number;
  readonly r: number;
  readonly t: number;
  readonly b: number;
}

export interface TextStyle {
  readonly align?: CanvasTextAlign;
  readonly base?: CanvasTextBaseline;
  readonly colour?: Rgb;
  readonly size?: number;
  readonly weight?: number;
  /** Drawn around the letters, to part them from what is beneath. */
  readonly halo?: Rgb;
}

export function text(
  { g, theme }: Surface,
  string: string,
  x: number,
  y: number,
  {
    align = 'left',
    base = 'alphabetic',
    colour = theme.colours['ink-2'],
    size = 11,
    weight = 400,
    halo,
  }: TextStyle = {},
): void {
  g.font = `${weight} ${size}px ${SANS}`;
  g.textAlign = align;
  g.textBaseline = base;
  if (halo) {
    g.strokeStyle = css(halo);
    g.lineWidth = 4;
    g.lineJoin = 'round';
    g.strokeText(string, x, y);
  }
  g.fillStyle = css(colour);
  g.fillText(string, x, y);
}

/** A plate of the stage's colour below words that stand over marks. @param box in CSS pixels */
export function plate({ g, theme }: Surface, { l, r, t, b }: Box): void {
  g.fillStyle = css(theme.colours.stage, 0.88);
  g.fillRect(l, t, r - l, b - t);
}

/** The text of a chart that has nothing to show yet, clear of the grid's lines. */
export function emptyNote(surface: Surface, { l, r, t, b }: Box, words: string): void {
  const { g, theme } = surface;
  const size = 13;
  const [x, y] = [(l + r) / 2, (t + b) / 2];
  g.font = `400 ${size}px ${SANS}`;
  const half = g.measureText(words).width / 2 + 6;
  g.fillStyle = css(theme.colours.paper);
  g.fillRect(x - half, y - size, 2 * half, 2 * size);
  text(surface, words, x, y, { align: 'center', base: 'middle', size });
}

export interface LineStyle {
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly alpha?: number;
}

/** A line through points; a NaN lifts the pen. */
export function line(
  { g }: Surface,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  colour: Rgb,
  { width = 1.5, dash = [], alpha = 1 }: LineStyle = {},
): void {
  g.beginPath();
  let down = false;
  for (let i = 0; i < xs.length; i++) {
    const drawn = Number.isFinite(ys[i]);
    if (drawn && down) g.lineTo(xs[i], ys[i]);
    else if (drawn) g.moveTo(xs[i], ys[i]);
    down = drawn;
  }
  g.strokeStyle = css(colour, alpha);
  g.lineWidth = width;
  g.setLineDash(dash as number[]);
  g.lineJoin = 'round';
  g.stroke();
  g.setLineDash([]);
}

export function dot({ g }: Surface, x: number, y: number, radius: number, colour: Rgb): void {
  g.beginPath();
  g.arc(x, y, radius, 0, 2 * Math.PI);
  g.fillStyle = css(colour);
  g.fill();
}

/** Draws within a rectangle only. */
export function clipped({ g }: Surface, box: Box, draw: () => void) {
  g.save();
  g.beginPath();
  g.rect(box.l, box.t, box.r - box.l, box.b - box.t);
  g.clip();
  draw();
  g.restore();
}

/** The one time that crosses every picture. */
export function cursor(surface: Surface, x: number, top: number, bottom: number): void {
  line(surface, [x, x], [top, bottom], surface.theme.colours.ink, { width: 1.25 });
}
