/**
 * The loss chart draws the envelope of the raw loss and the smoothed curve over the floor that a perfect network would reach, of one run
 * or of several on one axis. A column of pixels asks the history for its range, so the cost does not depend on the length of the run.
 */
import type { LossHistory } from '../../state/run/lossHistory';
import * as words from '../../words/charts';
import { css } from '../canvas/colour';
import { island, type Surface } from '../canvas/island';
import { type Box, dot, emptyNote, line, text } from '../canvas/marks';
import { axes, logTicks, roundTicks, type Scale, shortCount } from '../canvas/plot';
import { decimal, figure } from '../format';
import { clearBaseline, spreadApart } from './labelPlace';

export interface LossSeries {
  readonly losses: LossHistory | null;
  /** Loss of the exact denoiser, null where it is not known. */
  readonly floor: number | null;
  /** Of how many points the floor is the exact one; null where it is so of the density. */
  readonly floorPoints?: number | null;
  /** Draws by which the exact answer is estimated. */
  readonly floorDraws?: number | null;
  /** True where the run learns few examples by heart: its loss may go below the floor, which is that of fresh data. */
  readonly few?: boolean;
  /** What the loss is on, as a symbol: the floor is the loss of the exact one. */
  readonly predicted: string;
  readonly hue: 'model' | 'a' | 'b';
  /** True while the run trains: its newest loss then stands among the figures of the run alone, which change less often. */
  readonly moving?: boolean;
}

export interface LossChartData {
  readonly series: readonly LossSeries[];
  /** Series of a chart beside this one: the vertical axis covers them too, so that equal heights are equal losses. */
  readonly alsoInRange?: readonly LossSeries[];
  readonly trainingSteps: number;
  readonly log: boolean;
  /** Changes whenever the history has grown. */
  readonly revision: number;
  readonly unit: string;
  /** Said in the empty frame of a run that will have no losses. */
  readonly empty?: string;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

const EMPTY_RANGE: Range = { min: 0.2, max: 1.2 };

/** The range of one run's losses; null where none is known yet. */
function rangeOf({ losses, floor }: LossSeries): Range | null {
  const first = losses?.first ?? 1;
  const last = losses?.last ?? 0;
  const extent = last >= first ? (losses?.extent(first, last) ?? null) : null;
  if (!extent) return floor === null ? null : { min: floor * 0.9, max: Math.max(1.1, floor * 1.4) };
  // The first few losses may tower over all that follows: the envelope may leave the box at the top, the smooth curve not.
  let top = 0;
  const samples = 64;
  for (let i = 0; i <= samples; i++) {
    const smooth = losses?.smoothedAt(Math.round(first + ((last - first) * i) / samples)) ?? 0;
    if (Number.isFinite(smooth) && smooth > top) top = smooth;
  }
  const least = Math.min(extent.min, floor ?? Number.POSITIVE_INFINITY);
  return { min: least, max: Math.min(extent.max, 1.6 * top) || extent.max };
}

function verticalRange(series: readonly LossSeries[], log: boolean): Range {
  const ranges = series.map(rangeOf).filter((range) => range !== null);
  if (ranges.length === 0) return EMPTY_RANGE;
  const max = Math.max(...ranges.map((range) => range.max));
  if (!log) return { min: 0, max: max * 1.05 };
  const least = Math.min(...ranges.map((range) => range.min));
  const min = Math.max(least * 0.9, max * 1e-4, 1e-9);
  return { min, max: Math.max(max * 1.08, min * 1.5) };
}

const sayLoss = (v: number) => {
  if (v >= 1e4) return shortCount(v);
  return v !== 0 && v < 0.01 ? decimal(v.toPrecision(1)) : decimal(+v.toFixed(3));
};

interface Scales {
  readonly X: Scale;
  /** Stays within the box. */
  readonly Y: Scale;
  readonly span: number;
}

/** The width of a letter of a number, in CSS pixels. */
const LETTER = 6.5;

/** B is dashed wherever it is drawn. */
const DASHES = { model: [], a: [], b: [6, 3] } as const;

/** The losses of the step under the pointer, and of the newest where it is elsewhere. */
function drawFigures(surface: Surface, box: Box, series: readonly LossSeries[], scales: Scales) {
  const { X, Y, span } = scales;
  const { pointer, theme } = surface;
  if (!pointer || pointer.x < box.l || pointer.x > box.r) return drawValues(surface, box, series, scales);
  const step = Math.round(((pointer.x - box.l) / (box.r - box.l)) * span);
  const finite = series.filter(({ losses }) => Number.isFinite(losses?.smoothedAt(step)));
  if (finite.length === 0) return;
  const x = X(step);
  line(surface, [x, x], [box.t, box.b], theme.colours['ink-3'], { width: 1 });
  const says = finite.map(({ losses, hue }) => {
    const smooth = losses?.smoothedAt(step) ?? Number.NaN;
    dot(surface, x, Y(smooth), 3, theme.colours[hue]);
    return `${nameOf(series, hue)}${words.lossAt((losses?.at(step) ?? Number.NaN).toPrecision(3), smooth.toPrecision(3))}`;
  });
  const atRight = x > (box.l + box.r) / 2;
  says.forEach((say, i) => {
    text(surface, i === 0 ? words.atStep(step, say) : say, atRight ? x - 6 : x + 6, box.t + 9 + 14 * i, {
      align: atRight ? 'right' : 'left',
      colour: theme.colours.ink,
      halo: theme.colours.paper,
    });
  });
}

/** "ε*"; "u* in A, ε* in B" where the networks predict different quantities. */
export function joinedSymbols(series: readonly Pick<LossSeries, 'predicted' | 'hue'>[]): string {
  const [first] = series;
  if (series.every(({ predicted }) => predicted === first.predicted)) return `${first.predicted}*`;
  return series.map(({ predicted, hue }) => words.symbolIn(`${predicted}*`, hue.toUpperCase())).join(', ');
}

const nameOf = (series: readonly LossSeries[], hue: LossSeries['hue']) =>
  series.length > 1 ? `${hue.toUpperCase()} ` : '';

/** Pixels right of the curves for the letters of the floors, clear of the dots at the ends, and between two letters. */
const LETTERS = 18;
const LINE = 11;

/** Pixels of the key beside the words of the floor. */
const KEY = 28;

/** The floors as lines; their words stand above the chart, where no curve is, and each of several has its letter at its right end. */
function drawFloors(surface: Surface, box: Box, { series, unit }: LossChartData, Y: Scale, min: number) {
  const { g, w, theme } = surface;
  const { colours } = theme;
  const known = series.filter(({ floor }) => floor !== null && floor >= min);
  if (known.length === 0) return;
  const heights = known.map(({ floor }) => Y(floor ?? min));
  for (const y of heights) line(surface, [box.l, box.r], [y, y], colours.data, { width: 1.25, dash: [4, 3] });
  if (series.length > 1)
    spreadApart(heights, LINE).forEach((y, i) => {
      text(surface, known[i].hue.toUpperCase(), box.r + 6, y, { base: 'middle', colour: colours.data });
    });
  const points = known.find(({ floorPoints }) => floorPoints)?.floorPoints ?? null;
  const draws = known.find(({ floorDraws }) => floorDraws)?.floorDraws ?? null;
  const few = known.some((one) => one.few);
  const [{ floor }] = known;
  const value = known.length === 1 ? floor : null;
  const room = box.r - g.measureText(unit).width - KEY; // the name of the unit stands at the left
  const full = words.exactFloor(value, joinedSymbols(known), { points, draws }, few);
  const says = w >= 260 && g.measureText(full).width < room ? full : words.floor(few);
  const width = g.measureText(says).width;
  if (width > room + KEY - 8) return;
  text(surface, says, box.r, box.t - 8, { align: 'right', colour: colours.data });
  if (width > room) return;
  const left = box.r - width - KEY;
  line(surface, [left, left + 22], [box.t - 12, box.t - 12], colours.data, { width: 1.25, dash: [4, 3] });
}

/** The letters and the newest smoothed losses, at the ends of their curves. */
function drawValues(surface: Surface, box: Box, series: readonly LossSeries[], { X, Y, span }: Scales) {
  for (const { losses, hue, moving } of series) {
    const last = losses?.last ?? 0;
    if (!losses || last < losses.first) continue;
    const value = losses.smoothedAt(last);
    const says = `${nameOf(series, hue)}${moving || !Number.isFinite(value) ? '' : figure(value)}`.trim();
    if (!says) continue;
    const atRight = X(last) > (box.l + box.r) / 2;
    const x = atRight ? X(last) - 2 : X(last) + 8;
    const width = LETTER * says.length;
    const stepAt = (at: number) => Math.round(((at - box.l) / (box.r - box.l)) * span);
    const yAt = (at: number) => Y(losses.smoothedAt(Math.min(last, Math.max(losses.first, stepAt(at)))));
    text(surface, says, x, clearBaseline(yAt, atRight ? x - width : x, atRight ? x : x + width, box), {
      align: atRight ? 'right' : 'left',
      colour: surface.theme.colours[hue],
      weight: 600,
      halo: surface.theme.colours.paper,
    });
  }
}

function drawSeries(surface: Surface, { losses, hue }: LossSeries, { X, Y }: Scales) {
  const { g, theme } = surface;
  const colour = theme.colours[hue];
  const last = losses?.last ?? 0;
  if (!losses || last < losses.first) return;
  const columns = Math.max(1, Math.floor(X(last) - X(losses.first)) + 1);
  const perColumn = (last - losses.first) / columns;
  g.beginPath();
  const xs: number[] = [];
  const ys: number[] = [];
  for (let c = 0; c <= columns; c++) {
    const from = Math.floor(losses.first + c * perColumn);
    const to = Math.min(last, Math.max(from, Math.floor(losses.first + (c + 1) * perColumn)));
    const extent = losses.extent(from, to);
    const x = X(from);
    if (extent) {
      g.moveTo(x, Y(extent.min) + 0.5);
      g.lineTo(x, Y(extent.max) - 0.5);
    }
    xs.push(x);
    ys.push(Y(losses.smoothedAt(from)));
  }
  g.strokeStyle = css(colour, 0.3);
  g.lineWidth = 1;
  g.stroke();
  line(surface, xs, ys, colour, { width: 2, dash: DASHES[hue] });
  dot(surface, X(last), Y(losses.smoothedAt(last)), 3.5, colour);
}

const isEmpty = ({ losses }: LossSeries) => !losses || losses.last < losses.first;

export const lossChart = island<LossChartData>(
  () => (surface, data) => {
    const { w, h } = surface;
    const { series, log } = data;
    const box: Box = { l: 36, r: w - (series.length > 1 ? LETTERS : 8), t: 16, b: h - 34 };
    const span = Math.max(data.trainingSteps, ...series.map(({ losses }) => losses?.last ?? 0), 1);
    const { min, max } = verticalRange([...series, ...(data.alsoInRange ?? [])], log);
    const ticks = log ? logTicks(min, max, h < 120 ? 2 : 4) : roundTicks(min, max, h < 120 ? 2 : 4);
    const { X, Y } = axes(
      surface,
      box,
      {
        lo: 0,
        hi: span,
        ticks: roundTicks(0, span, w < 240 ? 2 : 4),
        say: shortCount,
        name: words.trainingStep,
      },
      { lo: min, hi: max, log, ticks, say: sayLoss, name: data.unit },
    );
    const within = (v: number) => Math.min(box.b, Math.max(box.t, Y(Math.max(v, log ? min : v))));
    drawFloors(surface, box, data, Y, min);
    if (series.every(isEmpty)) {
      emptyNote(surface, box, data.empty ?? (w < 260 ? words.noLosses : words.yourLine));
      return;
    }
    const scales: Scales = { X, Y: within, span };
    for (const one of series) drawSeries(surface, one, scales);
    drawFigures(surface, box, series, scales);
  },
  { hover: true, minInterval: 60 },
);
