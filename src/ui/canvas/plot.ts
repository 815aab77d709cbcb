/** Plots in CSS pixels: axes with a hairline grid, and round ticks. */
import { decimal, formulaNumber } from '../../lib/numbers';
import type { Surface } from './island';
import { type Box, line, text } from './marks';

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

/** "−0.5", "5e−5": a number beside an axis. */
export const tickText = (value: number): string => formulaNumber(value, 6);

/** Draws both axes. @returns their scales, from values to CSS pixels */
export function axes(surface: Surface, box: Box, x: Axis, y: Axis): { X: Scale; Y: Scale } {
  const { colours } = surface.theme;
  const X = scaleOf(x, box.l, box.r);
  const Y = scaleOf(y, box.b, box.t);
  const sayX = x.say ?? tickText;
  const sayY = y.say ?? tickText;
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
  v >= 1e6
    ? `${decimal(+(v / 1e6).toFixed(2))}M`
    : v >= 1e3
      ? `${decimal(+(v / 1e3).toFixed(2))}k`
      : String(v);
