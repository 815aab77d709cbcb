/**
 * The loss chart draws the envelope of the raw loss and the smoothed curve over the floor that a perfect network would reach. A column
 * of pixels asks the history for its range, so the cost does not depend on the length of the run.
 */
import type { LossHistory } from '../../state/lossHistory';
import { css } from '../canvas/colour';
import { island, type Surface } from '../canvas/island';
import {
  axes,
  type Box,
  dot,
  line,
  logTicks,
  roundTicks,
  type Scale,
  shortCount,
  text,
} from '../canvas/plot';

export interface LossChartData {
  readonly losses: LossHistory | null;
  readonly trainingSteps: number;
  /** Loss of the exact denoiser, null where it is not known. */
  readonly floor: number | null;
  readonly log: boolean;
  /** Changes whenever the history has grown. */
  readonly revision: number;
  readonly unit: string;
}

const EMPTY_RANGE = { min: 0.2, max: 1.2 };

function verticalRange(losses: LossHistory | null, floor: number | null, log: boolean) {
  const first = losses?.first ?? 1;
  const last = losses?.last ?? 0;
  const extent = last >= first ? (losses?.extent(first, last) ?? null) : null;
  if (!extent) {
    return floor === null ? EMPTY_RANGE : { min: floor * 0.8, max: Math.max(1.2, floor * 1.5) };
  }
  // The first few losses may tower over all that follows: the envelope may leave the box at the top, the smooth curve not.
  let top = 0;
  const samples = 64;
  for (let i = 0; i <= samples; i++) {
    const smooth = losses?.smoothedAt(Math.round(first + ((last - first) * i) / samples)) ?? 0;
    if (Number.isFinite(smooth) && smooth > top) top = smooth;
  }
  const least = Math.min(extent.min, floor ?? Number.POSITIVE_INFINITY);
  const max = Math.min(extent.max, 1.6 * top) || extent.max;
  if (!log) return { min: 0, max: max * 1.05 };
  const min = Math.max(least * 0.9, max * 1e-4, 1e-9);
  return { min, max: Math.max(max * 1.08, min * 1.5) };
}

const sayLoss = (v: number) => (v !== 0 && v < 0.01 ? v.toPrecision(1) : String(+v.toFixed(3)));

function drawHover(
  surface: Surface,
  box: Box,
  losses: LossHistory,
  scales: { X: Scale; Y: Scale; span: number },
) {
  const { pointer, theme } = surface;
  if (!pointer || pointer.x < box.l || pointer.x > box.r) return;
  const step = Math.round(((pointer.x - box.l) / (box.r - box.l)) * scales.span);
  const smooth = losses.smoothedAt(step);
  if (!Number.isFinite(smooth)) return;
  const x = scales.X(step);
  line(surface, [x, x], [box.t, box.b], theme.colours['ink-3'], { width: 1 });
  dot(surface, x, scales.Y(smooth), 3, theme.colours.model);
  const atRight = x > (box.l + box.r) / 2;
  const say = `step ${step}: ${losses.at(step).toPrecision(3)}, smoothed ${smooth.toPrecision(3)}`;
  text(surface, say, atRight ? x - 6 : x + 6, box.t + 9, {
    align: atRight ? 'right' : 'left',
    colour: theme.colours.ink,
    halo: theme.colours.paper,
  });
}

export const lossChart = island<LossChartData>(
  () => (surface, data) => {
    const { g, w, h, theme } = surface;
    const { colours } = theme;
    const { losses, floor, log } = data;
    const box: Box = { l: 36, r: w - 8, t: 16, b: h - 34 };
    const last = losses?.last ?? 0;
    const span = Math.max(data.trainingSteps, last, 1);
    const { min, max } = verticalRange(losses, floor, log);
    const ticks = log ? logTicks(min, max, 4) : roundTicks(min, max, 4);
    const { X, Y } = axes(
      surface,
      box,
      { lo: 0, hi: span, ticks: roundTicks(0, span, 4), say: shortCount, name: 'training step' },
      { lo: min, hi: max, log, ticks, say: sayLoss, name: data.unit },
    );
    const clampY = (v: number) => Math.min(box.b, Math.max(box.t, Y(Math.max(v, log ? min : v))));
    if (floor !== null && floor >= min) {
      line(surface, [box.l, box.r], [Y(floor), Y(floor)], colours.data, { width: 1.25, dash: [4, 3] });
      text(surface, 'floor: exact ε*', box.r, Y(floor) + 12, {
        align: 'right',
        colour: colours.data,
        halo: colours.paper,
      });
    }
    if (!losses || last < losses.first) {
      text(surface, 'Your run draws its line here.', (box.l + box.r) / 2, (box.t + box.b) / 2, {
        align: 'center',
        size: 13,
        halo: colours.paper,
      });
      return;
    }
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
        g.moveTo(x, clampY(extent.min) + 0.5);
        g.lineTo(x, clampY(extent.max) - 0.5);
      }
      xs.push(x);
      ys.push(clampY(losses.smoothedAt(from)));
    }
    g.strokeStyle = css(colours.model, 0.3);
    g.lineWidth = 1;
    g.stroke();
    line(surface, xs, ys, colours.model, { width: 2 });
    dot(surface, X(last), clampY(losses.smoothedAt(last)), 3.5, colours.model);
    drawHover(surface, box, losses, { X, Y: clampY, span });
  },
  { hover: true, rest: 60 },
);
