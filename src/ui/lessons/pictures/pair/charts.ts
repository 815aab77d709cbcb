/** Walks of x ← a x + b ε from two starts, with the mean and the deviation that the formulas give. */
import { type Pair, variances } from '../../../../diffusion/lab1d/pair';
import * as words from '../../../../words/lessons/pictures/pair';
import { island } from '../../../canvas/island';
import { clipped, line, text } from '../../../canvas/marks';
import { axes, roundTicks } from '../../../canvas/plot';
import { figure } from '../../../format';
import { decimal } from '../controls';

export interface PairPicture extends Pair {
  /** [walkers, steps + 1]: the first half starts at START, the others at -START. */
  readonly positions: Float64Array;
  readonly steps: number;
}

/** x0 is START or -START, each with probability ½: mean 0, variance 1. */
export const START = 1;
const SHOWN_PATHS = 24;
const LEAST_REACH = 3;

export const walksChart = island<PairPicture>(() => (surface, { a, b, positions, steps }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const columns = steps + 1;
  const walkers = positions.length / columns;
  const last = Math.sqrt(variances({ a, b }, START * START, steps)[steps]);
  const reach = Math.min(1e3, Math.max(LEAST_REACH, 2.2 * last));
  const box = { l: 30, r: w - 8, t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: 0, hi: steps, ticks: roundTicks(0, steps, 5), name: words.steps },
    {
      lo: -reach,
      hi: reach,
      ticks: roundTicks(-reach, reach, 5),
      say: (v) => decimal(v, reach < 2 ? 1 : 0),
      name: 'x',
    },
  );
  const xs = Float64Array.from({ length: columns }, (_, k) => X(k));
  clipped(surface, box, () => {
    for (let i = 0; i < SHOWN_PATHS; i++) {
      const up = i % 2 === 0;
      const path = Math.floor(i / 2) + (up ? 0 : walkers / 2);
      const ys = positions.subarray(path * columns, (path + 1) * columns).map(Y);
      line(surface, xs, ys, up ? colours.data : colours['ink-3'], { width: 1, alpha: i < 4 ? 1 : 0.35 });
    }
    for (const side of [-1, 1]) {
      const mean = Float64Array.from({ length: columns }, (_, k) => Y(side * START * a ** k));
      line(surface, xs, mean, side > 0 ? colours.data : colours.ink, { width: 2, dash: [6, 3] });
    }
  });
  text(surface, words.startLeft, box.l + 6, box.t + 10, { halo: colours.paper });
});

export const varianceChart = island<PairPicture>(() => (surface, { a, b, positions, steps }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const exact = variances({ a, b }, START * START, steps);
  const columns = steps + 1;
  const measured = new Float64Array(columns);
  for (let i = 0; i < positions.length; i++) measured[i % columns] += positions[i] ** 2;
  const walkers = positions.length / columns;
  const top = Math.min(1e6, 1.15 * Math.max(1.4, ...exact));
  const box = { l: 30, r: w - 8, t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: 0, hi: steps, ticks: roundTicks(0, steps, 4), name: words.steps },
    {
      lo: 0,
      hi: top,
      ticks: roundTicks(0, top, 4),
      say: (v) => figure(+v.toPrecision(3), 6),
      name: words.varianceOfX,
    },
  );
  const xs = Float64Array.from({ length: columns }, (_, k) => X(k));
  clipped(surface, box, () => {
    line(surface, [box.l, box.r], [Y(1), Y(1)], colours['ink-3'], { dash: [3, 3] });
    line(
      surface,
      xs,
      measured.map((v) => Y(v / walkers)),
      colours.data,
      { width: 2 },
    );
    line(surface, xs, exact.map(Y), colours.ink, { width: 1.25, dash: [6, 3] });
  });
  text(surface, words.walks, box.r, box.t + 2, { align: 'right', colour: colours.data, halo: colours.paper });
  text(surface, words.recursion, box.r, box.t + 16, { align: 'right', halo: colours.paper });
});
