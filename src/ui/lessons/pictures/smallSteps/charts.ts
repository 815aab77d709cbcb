/** Paths of the chain on one Brownian motion, and the error of its signal against the number of steps. */
import { FINEST, signalError } from '../../../../diffusion/lab1d/smallSteps';
import * as words from '../../../../words/lessons/pictures/smallSteps';
import { island } from '../../../canvas/island';
import { dot, line, text } from '../../../canvas/marks';
import { axes } from '../../../canvas/plot';
import { decimal } from '../controls';

type Path = Float64Array | null;

export interface StepsPicture {
  readonly steps: number;
  /** Paths of the finest chain and of the chosen one on the same motions; null where there is no such chain. */
  readonly paths: readonly { readonly fine: Path; readonly coarse: Path }[];
}
/** Of the axis of x: beyond all paths. */
export const REACH = 4;

export const chainChart = island<StepsPicture>(() => (surface, { steps, paths }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const box = { l: 26, r: w - 8, t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: 0, hi: 1, ticks: [0, 0.25, 0.5, 0.75, 1], name: 't' },
    { lo: -REACH, hi: REACH, ticks: [-4, -2, 0, 2, 4], say: (v) => decimal(v, 0), name: 'x' },
  );
  for (const { fine, coarse } of paths) {
    if (fine)
      line(
        surface,
        fine.map((_, k) => X(k / FINEST)),
        fine.map(Y),
        colours['ink-3'],
        { width: 1 },
      );
    if (!coarse) continue;
    const xs = coarse.map((_, k) => X(k / steps));
    const ys = coarse.map(Y);
    line(surface, xs, ys, colours.data, { width: 1.75 });
    for (let k = 0; steps <= 100 && k <= steps; k++) dot(surface, xs[k], ys[k], 2, colours.data);
  }
  text(surface, words.stepsOf(FINEST), box.r, box.t + 2, { align: 'right', colour: colours['ink-3'] });
  const chosen = steps > 20 ? words.stepsOf(steps) : words.noChain(steps);
  text(surface, chosen, box.r, box.t + 16, { align: 'right', colour: colours.data });
});

/** The numbers of steps at which the error is drawn. */
const COUNTS = [25, 40, 50, 80, 100, 200, 400, 500, 1000, 2000];
const ERRORS = COUNTS.map((steps) => signalError(steps) ?? Number.NaN);

export const errorChart = island<StepsPicture>(() => (surface, { steps }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const box = { l: 44, r: w - 12, t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: 20, hi: 2500, log: true, ticks: [50, 200, 1000], name: words.numberOfSteps },
    { lo: 5e-4, hi: 0.2, log: true, ticks: [0.001, 0.01, 0.1], name: words.largestError },
  );
  line(surface, COUNTS.map(X), ERRORS.map(Y), colours.data, { width: 2 });
  const [first, last] = [COUNTS[0], COUNTS[COUNTS.length - 1]];
  line(surface, [X(first), X(last)], [Y(2 / first), Y(2 / last)], colours['ink-3'], { dash: [5, 3] });
  text(surface, words.firstOrder, X(200), Y(2 / 200) - 14, { colour: colours['ink-3'] });
  const error = signalError(steps);
  if (error !== null) dot(surface, X(steps), Y(error), 5, colours.data);
});
