/** The density of the one-dimensional example at one time, with N(0, 1) and the exact score as arrows towards higher density. */
import { exactMixture } from '../../../diffusion/exact/mixture';
import { grid } from '../../../diffusion/lab1d/density';
import * as words from '../../../words/process';
import { css } from '../../canvas/colour';
import { island, type Surface } from '../../canvas/island';
import { line, text } from '../../canvas/marks';
import { axes, roundTicks } from '../../canvas/plot';
import { tint } from '../../canvas/theme';
import { decimal } from '../../format';
import { signalCoefficient } from '../../time/reel';
import type { Now } from './findings';
import { densityAt, MIXTURE, REACH, type SpaceTimeGrid, spreadAt } from './model/example1d';

export interface SliceData {
  readonly now: Now;
  readonly density: SpaceTimeGrid | null;
  readonly symbol: string | null;
}

const PLACES = grid(-REACH, REACH, 241);
const ARROWS = 21;
const ARROW_PLACES = grid(-REACH * 0.95, REACH * 0.95, ARROWS);
const exact = exactMixture(MIXTURE);

/** eps* = -σ ∇ log p at the arrows' places: -σ times the score, which has about the same size at every time. */
export function arrowsAt({ process, time, level }: Now): Float64Array {
  const spread = spreadAt(process, time);
  return exact.eps(
    ARROW_PLACES.map((place) => place * spread),
    level,
    new Float64Array(ARROWS),
  );
}

/** The density that sampling starts from, N(0, 1) in spreads. */
const NORMAL = PLACES.map((x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI));

function drawArrows(surface: Surface, X: (v: number) => number, y: number, { now, symbol }: SliceData) {
  const { g, theme } = surface;
  const lit = symbol === 'score';
  arrowsAt(now).forEach((eps, i) => {
    const x = X(ARROW_PLACES[i]);
    const d = -(lit ? 9 : 7.5) * Math.tanh(1.2 * eps);
    line(surface, [x, x + d], [y, y], theme.colours.data, { width: lit ? 3 : 2 });
    if (Math.abs(d) < 1.5) return;
    g.beginPath();
    g.moveTo(x + d + Math.sign(d) * 4, y);
    g.lineTo(x + d, y - 3.2);
    g.lineTo(x + d, y + 3.2);
    g.fillStyle = css(theme.colours.data);
    g.fill();
  });
}

export const slice = island<SliceData>(() => (surface, data) => {
  const { g, w, h, theme } = surface;
  const { colours } = theme;
  const { now, density, symbol } = data;
  const { process, time, level } = now;
  const box = { l: 30, r: w - 8, t: 12, b: h - 66 };
  const values = densityAt(process, time, PLACES);
  // One scale for all times: the curve moves, the axis does not.
  const top = 1.06 * Math.max(density?.most ?? 0, ...values, 0.45);
  const { X, Y } = axes(
    surface,
    box,
    { lo: -REACH, hi: REACH, ticks: [-2, -1, 0, 1, 2] },
    { lo: 0, hi: top, ticks: roundTicks(0, top, 3), say: (v) => decimal(+v.toFixed(2)) },
  );
  const hue = tint(theme, colours.data, signalCoefficient(level));
  const xs = PLACES.map(X);
  const ys = values.map(Y);
  g.beginPath();
  g.moveTo(xs[0], Y(0));
  for (let i = 0; i < xs.length; i++) g.lineTo(xs[i], ys[i]);
  g.lineTo(xs[xs.length - 1], Y(0));
  g.fillStyle = css(hue, symbol === 'density' ? 0.5 : 0.25);
  g.fill();
  line(surface, xs, ys, hue, { width: symbol === 'density' ? 3.5 : 2 });
  line(surface, xs, NORMAL.map(Y), colours['ink-3'], { width: 1, dash: [3, 3] });
  text(surface, 'N(0, 1)', X(1.5), Y(0.13) - 10, { colour: colours['ink-3'], halo: colours.paper });
  const y = box.b + 34;
  drawArrows(surface, X, y, data);
  const axis = process.variancePreserving ? 'x' : 'x / √(α² + σ²)';
  text(surface, axis, box.r, h - 8, { align: 'right' });
  text(surface, words.exactScore, box.l, h - 8, { colour: colours.data });
});

/** The symbol whose mark is at this height. */
export const sliceSymbol = (y: number, h: number): 'score' | 'density' => (y > h - 60 ? 'score' : 'density');
