/** The joint histogram with its marginals along the sides, and the conditionals of the selected column and row. */
import {
  CELLS,
  cellPlace,
  forwardGiven,
  type JointHistogram,
  posteriorGiven,
  REACH,
} from '../../../../diffusion/lab1d/jointHistogram';
import * as words from '../../../../words/lessons/pictures/joint';
import { css, onRamp } from '../../../canvas/colour';
import { island } from '../../../canvas/island';
import { line, text } from '../../../canvas/marks';
import { axes, roundTicks } from '../../../canvas/plot';
import { figure } from '../../../format';
import { decimal } from '../controls';

export interface JointPicture {
  readonly histogram: JointHistogram;
  readonly column: number;
  readonly row: number;
}

/** Height of a marginal beside the histogram. */
const SIDE = 54;

/** The square of cells within a canvas, in CSS pixels. */
const squareOf = (w: number, h: number) => {
  const size = Math.min(w - SIDE - 30, h - SIDE - 34);
  return { l: 30, r: 30 + size, t: SIDE + 4, b: SIDE + 4 + size };
};

/** The cell at a place of the canvas, or null outside. */
export function cellAt({ x, y, w, h }: { x: number; y: number; w: number; h: number }) {
  const box = squareOf(w, h);
  const column = Math.floor(((x - box.l) / (box.r - box.l)) * CELLS);
  const row = Math.floor(((box.b - y) / (box.b - box.t)) * CELLS);
  const inside = column >= 0 && column < CELLS && row >= 0 && row < CELLS;
  return inside ? { column, row } : null;
}

export const jointChart = island<JointPicture>(() => (surface, { histogram, column, row }) => {
  const { g, w, h, theme } = surface;
  const { colours, density } = theme;
  const box = squareOf(w, h);
  const ticks = [-2, 0, 2];
  const say = (v: number) => decimal(v, 0);
  const { X, Y } = axes(
    surface,
    box,
    { lo: -REACH, hi: REACH, ticks, say, name: 'x₀' },
    { lo: -REACH, hi: REACH, ticks, say },
  );
  text(surface, 'x_t', 0, box.t + 8, { colour: colours['ink-3'] });
  const side = (box.r - box.l) / CELLS;
  const most = Math.max(...histogram.joint);
  for (let i = 0; i < CELLS; i++)
    for (let j = 0; j < CELLS; j++) {
      g.fillStyle = css(onRamp(density, Math.sqrt(histogram.joint[i * CELLS + j] / most)));
      g.fillRect(box.l + i * side, box.b - (j + 1) * side, side + 0.5, side + 0.5);
    }
  const tallest = Math.max(...histogram.data, ...histogram.noised);
  const length = (mass: number) => ((SIDE - 14) * mass) / tallest;
  for (let k = 0; k < CELLS; k++) {
    g.fillStyle = css(k === column ? colours.model : colours.data, 0.7);
    g.fillRect(box.l + k * side, box.t - 4 - length(histogram.data[k]), side - 1, length(histogram.data[k]));
    g.fillStyle = css(k === row ? colours.b : colours.data, 0.7);
    g.fillRect(box.r + 4, box.b - (k + 1) * side, length(histogram.noised[k]), side - 1);
  }
  text(surface, 'p(x₀)', box.l, 11, { colour: colours['ink-2'] });
  text(surface, 'p(x_t)', box.r + 4, box.t - 6, { colour: colours['ink-2'] });
  g.lineWidth = 2;
  g.strokeStyle = css(colours.model);
  g.strokeRect(X(cellPlace(column)) - side / 2, box.t, side, box.b - box.t);
  g.strokeStyle = css(colours.b);
  g.strokeRect(box.l, Y(cellPlace(row)) - side / 2, box.r - box.l, side);
});

export const conditionalsChart = island<JointPicture>(() => (surface, { histogram, column, row }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const box = { l: 40, r: w - 8, t: 34, b: h - 32 };
  const [forward, posterior] = [forwardGiven(histogram, column), posteriorGiven(histogram, row)];
  const top = 1.1 * Math.max(...forward, ...posterior);
  const { X, Y } = axes(
    surface,
    box,
    { lo: -REACH, hi: REACH, ticks: [-2, 0, 2], say: (v) => decimal(v, 0), name: words.places },
    {
      lo: 0,
      hi: top,
      ticks: roundTicks(0, top, 3),
      say: (v) => figure(+v.toFixed(2), 6),
      name: words.probability,
    },
  );
  const xs = Float64Array.from({ length: CELLS }, (_, i) => X(cellPlace(i)));
  line(surface, xs, forward.map(Y), colours.model, { width: 2 });
  line(surface, xs, posterior.map(Y), colours.b, { width: 2, dash: [7, 3] });
  text(surface, words.forwardColumn, box.r, box.t - 8, { align: 'right', colour: colours.model });
  text(surface, words.posteriorRow, box.r, box.t + 8, {
    align: 'right',
    colour: colours.b,
    halo: colours.paper,
  });
});
