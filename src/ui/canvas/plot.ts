/** Plotting in CSS pixels: text, lines, axes with a hairline grid, the time cursor and colour bars. */
import { css, onRamp, type Ramp, type Rgb } from './colour';
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

export interface Axis {
  readonly lo: number;
  readonly hi: number;
  readonly log?: boolean;
  readonly ticks?: readonly number[];
  readonly name?: string;
  readonly say?: (value: number) => string;
}

export type Scale = (value: number) => number;

export function scaleOf({ lo, hi, log }: Axis, from: number, to: number): Scale {
  const f = log ? Math.log : (v: number) => v;
  const low = f(lo);
  const span = f(hi) - low || 1;
  return (v) => from + ((f(v) - low) / span) * (to - from);
}

/** Draws both axes. @returns their scales, from values to CSS pixels */
export function axes(surface: Surface, box: Box, x: Axis, y: Axis): { X: Scale; Y: Scale } {
  const { colours } = surface.theme;
  const X = scaleOf(x, box.l, box.r);
  const Y = scaleOf(y, box.b, box.t);
  const sayX = x.say ?? String;
  const sayY = y.say ?? String;
  for (const tick of y.ticks ?? []) {
    line(surface, [box.l, box.r], [Y(tick), Y(tick)], colours.line, { width: 1 });
    text(surface, sayY(tick), box.l - 6, Y(tick), { align: 'right', base: 'middle' });
  }
  const ticks = x.ticks ?? [];
  ticks.forEach((tick, i) => {
    const atLeft = i === 0 && X(tick) - box.l < 8;
    const atRight = i === ticks.length - 1 && box.r - X(tick) < 8;
    text(surface, sayX(tick), X(tick), box.b + 15, { align: atLeft ? 'left' : atRight ? 'right' : 'center' });
  });
  if (x.name) {
    text(surface, x.name, (box.l + box.r) / 2, box.b + 29, { align: 'center', colour: colours['ink-3'] });
  }
  if (y.name) text(surface, y.name, 0, box.t - 8, { colour: colours['ink-3'] });
  return { X, Y };
}

/** The one time that crosses every picture. */
export function cursor(surface: Surface, x: number, top: number, bottom: number): void {
  line(surface, [x, x], [top, bottom], surface.theme.colours.ink, { width: 1.25 });
}

export interface ColourBarLabels {
  readonly low: string;
  readonly high: string;
  readonly name?: string;
}

export function colourBar(
  surface: Surface,
  ramp: Ramp,
  at: { x: number; y: number; width: number },
  { low, high, name }: ColourBarLabels,
): void {
  const { g, theme } = surface;
  for (let i = 0; i < at.width; i++) {
    g.fillStyle = css(onRamp(ramp, i / (at.width - 1)));
    g.fillRect(at.x + i, at.y, 1.2, 6);
  }
  text(surface, low, at.x - 5, at.y + 3, { align: 'right', base: 'middle' });
  const widthOfLow = g.measureText(low).width;
  text(surface, high, at.x + at.width + 5, at.y + 3, { base: 'middle' });
  if (name) {
    text(surface, name, at.x - 13 - widthOfLow, at.y + 3, {
      align: 'right',
      base: 'middle',
      colour: theme.colours['ink-3'],
    });
  }
}

/** About `count` round numbers from lo to hi: 1, 2 or 5 times a power of ten apart. */
export function roundTicks(lo: number, hi: number, count: number): number[] {
  const rough = (hi - lo) / Math.max(1, count);
  if (!(rough > 0) || !Number.isFinite(rough)) return [lo];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999) ?? 10 * power;
  const ticks: number[] = [];
  for (let i = Math.ceil(lo / step - 1e-9); i * step <= hi * (1 + 1e-9); i++) ticks.push(i * step);
  return ticks;
}

/** Round numbers for a logarithmic axis: powers of ten, with 2 and 5 between where there is room. */
export function logTicks(lo: number, hi: number, count = 4): number[] {
  const from = Math.floor(Math.log10(lo));
  const to = Math.ceil(Math.log10(hi));
  const within = (v: number) => v >= lo * 0.999 && v <= hi * 1.001;
  for (const steps of [[1, 2, 5], [1, 3], [1]]) {
    const ticks: number[] = [];
    for (let k = from; k <= to; k++) for (const m of steps) ticks.push(m * 10 ** k);
    const inside = ticks.filter(within);
    if (inside.length < 2) return roundTicks(lo, hi, count - 1); // less than a decade: evenly spaced numbers say more
    if (inside.length <= count + 1 || steps.length === 1) return inside;
  }
  return [];
}

/** 1200 -> "1.2k": for ticks of step numbers. */
export const shortCount = (v: number): string =>
  v >= 1e6 ? `${+(v / 1e6).toFixed(2)}M` : v >= 1e3 ? `${+(v / 1e3).toFixed(2)}k` : String(v);
