/** Energy distance of both models against anything (training steps, network evaluations), over the floor of real data. */
import { island } from '../../canvas/island';
import {
  type Axis,
  axes,
  type Box,
  dot,
  line,
  logTicks,
  roundTicks,
  shortCount,
  text,
} from '../../canvas/plot';

export interface QualitySeries {
  readonly hue: 'a' | 'b';
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly floor: number | null;
}

export interface QualityChartData {
  readonly series: readonly QualitySeries[];
  /** The end of the axis, where it is known before the data. */
  readonly end: number;
  /** Doublings are equally far apart. */
  readonly log: boolean;
  readonly name: string;
  /** Said in the empty frame. */
  readonly empty: string;
}

const DASHES = { a: [], b: [6, 3] } as const;
const say = (v: number) => (v < 0.001 ? v.toExponential(0) : String(+v.toPrecision(1)));

function xAxis({ series, end, log, name }: QualityChartData): Axis {
  const hi = Math.max(end, ...series.flatMap(({ xs }) => xs), log ? 10 : 1);
  if (!log) return { lo: 0, hi, ticks: roundTicks(0, hi, 3), say: shortCount, name };
  return { lo: 1, hi, log: true, ticks: logTicks(1, hi, 6), say: shortCount, name };
}

export const qualityChart = island<QualityChartData>(
  () => (surface, data) => {
    const { w, h, theme } = surface;
    const { colours } = theme;
    const { series, empty } = data;
    const box: Box = { l: 44, r: w - 40, t: 10, b: h - 32 };
    const values = series.flatMap(({ ys, floor }) => [...ys, ...(floor === null ? [] : [floor])]);
    const positive = values.filter((v) => v > 0 && Number.isFinite(v));
    const lo = positive.length > 0 ? 0.75 * Math.min(...positive) : 0.001;
    const hi = positive.length > 0 ? Math.max(1.25 * Math.max(...positive), 4 * lo) : 0.1;
    const { X, Y } = axes(surface, box, xAxis(data), { lo, hi, log: true, ticks: logTicks(lo, hi, 3), say });
    const floors = new Set(series.flatMap(({ floor }) => (floor !== null && floor > 0 ? [floor] : [])));
    for (const floor of floors) {
      line(surface, [box.l, box.r], [Y(floor), Y(floor)], colours.data, { width: 1.25, dash: [4, 3] });
      text(surface, 'floor', w, Y(floor), { align: 'right', base: 'middle', colour: colours.data });
    }
    if (series.every(({ ys }) => ys.length === 0)) {
      text(surface, empty, (box.l + box.r) / 2, (box.t + box.b) / 2, {
        align: 'center',
        size: 13,
        halo: colours.paper,
      });
      return;
    }
    const ends: { hue: 'a' | 'b'; x: number; y: number }[] = [];
    for (const { hue, xs, ys } of series) {
      if (ys.length === 0) continue;
      const places = ys.map((v) => Y(Math.max(v, lo)));
      line(surface, xs.map(X), places, colours[hue], { width: 1.9, dash: DASHES[hue] });
      // few measurements are marked one by one
      if (xs.length <= 12)
        for (const [i, y] of places.entries()) dot(surface, X(xs[i]), y, 2.5, colours[hue]);
      ends.push({ hue, x: X(xs[xs.length - 1]), y: places[places.length - 1] });
    }
    if (ends.length === 2 && Math.abs(ends[0].y - ends[1].y) < 12) {
      const middle = (ends[0].y + ends[1].y) / 2;
      const upper = ends[0].y <= ends[1].y ? 0 : 1;
      ends[upper].y = middle - 6;
      ends[1 - upper].y = middle + 6;
    }
    for (const { hue, x, y } of ends)
      text(surface, hue.toUpperCase(), x + 7, y, {
        base: 'middle',
        weight: 600,
        colour: colours[hue],
        halo: colours.paper,
      });
  },
  { rest: 100 },
);
