/** The quality of both models against training steps or network evaluations, above the floor of real data. */

import * as words from '../../../words/compare/view';
import { island, type Surface } from '../../canvas/island';
import { type Box, dot, emptyNote, line, text } from '../../canvas/marks';
import { type Axis, axes, logTicks, roundTicks, shortCount } from '../../canvas/plot';

export interface QualitySeries {
  readonly hue: 'a' | 'b';
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly floor: number | null;
}

export interface QualityChartData {
  readonly series: readonly QualitySeries[];
  /** The end of the x axis before there are measurements. */
  readonly end: number;
  /** True for a logarithmic x axis. */
  readonly log: boolean;
  readonly name: string;
  /** The text of the empty chart. */
  readonly empty: string;
}

const DASHES = { a: [], b: [6, 3] } as const;

function xAxis({ series, end, log, name }: QualityChartData): Axis {
  const hi = Math.max(end, ...series.flatMap(({ xs }) => xs), log ? 10 : 1);
  if (!log) return { lo: 0, hi, ticks: roundTicks(0, hi, 3), say: shortCount, name };
  return { lo: 1, hi, log: true, ticks: logTicks(1, hi, 6), say: shortCount, name };
}

/** The range of the y axis: every positive value and floor, with a margin. */
function yRange(series: readonly QualitySeries[]): { readonly lo: number; readonly hi: number } {
  const values = series.flatMap(({ ys, floor }) => [...ys, ...(floor === null ? [] : [floor])]);
  const positive = values.filter((v) => v > 0 && Number.isFinite(v));
  if (positive.length === 0) return { lo: 0.001, hi: 0.1 };
  const lo = 0.75 * Math.min(...positive);
  return { lo, hi: Math.max(1.25 * Math.max(...positive), 4 * lo) };
}

function drawFloors(surface: Surface, box: Box, series: readonly QualitySeries[], Y: (v: number) => number) {
  const { data } = surface.theme.colours;
  const floors = new Set(series.flatMap(({ floor }) => (floor !== null && floor > 0 ? [floor] : [])));
  for (const floor of floors) {
    line(surface, [box.l, box.r], [Y(floor), Y(floor)], data, { width: 1.25, dash: [4, 3] });
    text(surface, words.floor, surface.w, Y(floor), { align: 'right', base: 'middle', colour: data });
  }
}

interface End {
  readonly hue: 'a' | 'b';
  readonly x: number;
  y: number;
}

/** Up to this many measurements are marked one by one. */
const FEW = 12;

/** @param xs, ys in CSS pixels. @returns the place of the curve's name, at its last point */
function drawCurve(surface: Surface, hue: 'a' | 'b', xs: readonly number[], ys: readonly number[]): End {
  const colour = surface.theme.colours[hue];
  line(surface, xs, ys, colour, { width: 1.9, dash: DASHES[hue] });
  if (xs.length <= FEW) for (const [i, y] of ys.entries()) dot(surface, xs[i], y, 2.5, colour);
  return { hue, x: xs[xs.length - 1], y: ys[ys.length - 1] };
}

/** Moves the names of two curves apart where their ends are closer than a line of text. */
function separate(ends: readonly End[], distance: number) {
  if (ends.length !== 2 || Math.abs(ends[0].y - ends[1].y) >= distance) return;
  const middle = (ends[0].y + ends[1].y) / 2;
  const upper = ends[0].y <= ends[1].y ? 0 : 1;
  ends[upper].y = middle - distance / 2;
  ends[1 - upper].y = middle + distance / 2;
}

export const qualityChart = island<QualityChartData>(
  () => (surface, data) => {
    const { w, h, theme } = surface;
    const { series, empty } = data;
    const box: Box = { l: 44, r: w - 40, t: 10, b: h - 32 };
    const { lo, hi } = yRange(series);
    const { X, Y } = axes(surface, box, xAxis(data), { lo, hi, log: true, ticks: logTicks(lo, hi, 3) });
    drawFloors(surface, box, series, Y);
    const curves = series.filter(({ ys }) => ys.length > 0);
    if (curves.length === 0) {
      emptyNote(surface, box, empty);
      return;
    }
    const ends = curves.map(({ hue, xs, ys }) =>
      drawCurve(
        surface,
        hue,
        xs.map(X),
        ys.map((v) => Y(Math.max(v, lo))),
      ),
    );
    separate(ends, 12);
    for (const { hue, x, y } of ends)
      text(surface, hue.toUpperCase(), x + 7, y, {
        base: 'middle',
        weight: 600,
        colour: theme.colours[hue],
        halo: theme.colours.paper,
      });
  },
  { minInterval: 100 },
);
