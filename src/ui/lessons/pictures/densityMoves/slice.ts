/** The newest row: the integrated density, the closed form and the probability current over x. */
import { PLACES, type Row } from '../../../../diffusion/lab1d/liveDensity';
import * as words from '../../../../words/lessons/pictures/densityMoves';
import { island } from '../../../canvas/island';
import { line, text } from '../../../canvas/marks';
import { axes } from '../../../canvas/plot';
import { decimal } from '../controls';

const SHOWN = 3;

export const sliceChart = island<Row>(() => (surface, { density, closed, current }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const x = { lo: -SHOWN, hi: SHOWN, ticks: [-2, -1, 0, 1, 2], say: (v: number) => decimal(v, 0) };
  const upper = { l: 34, r: w - 8, t: 18, b: h * 0.55 };
  const { X, Y } = axes(
    surface,
    upper,
    { ...x, ticks: [] },
    { lo: 0, hi: 1.05, ticks: [0, 0.5, 1], name: words.density },
  );
  const xs = PLACES.map((place) => (Math.abs(place) <= SHOWN ? X(place) : Number.NaN));
  const within = (values: Float64Array, scale: (v: number) => number) =>
    values.map((v, i) => (Number.isNaN(xs[i]) ? Number.NaN : scale(v)));
  line(surface, xs, within(closed, Y), colours.data, { width: 4, alpha: 0.45 });
  line(surface, xs, within(density, Y), colours.ink, { width: 1.25 });
  text(surface, words.fokkerPlanck, upper.r, upper.t + 2, { align: 'right', colour: colours.ink });
  text(surface, words.closedForm, upper.r, upper.t + 16, { align: 'right', colour: colours.data });
  const lower = { l: 34, r: w - 8, t: h * 0.55 + 26, b: h - 32 };
  const most = Math.max(0.05, ...current.map(Math.abs));
  const scales = axes(
    surface,
    lower,
    { ...x, name: 'x' },
    { lo: -1.1 * most, hi: 1.1 * most, ticks: [0], name: words.current },
  );
  line(surface, xs, within(current, scales.Y), colours.model, { width: 1.75 });
});
