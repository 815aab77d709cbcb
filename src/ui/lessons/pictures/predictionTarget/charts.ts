/** The factor by which an error of the output reaches x̂₀ or ε̂, by time. */
import {
  CHAIN,
  type ErrorFactors,
  errorFactors,
  TARGETS,
  type Target,
} from '../../../../diffusion/lab1d/targetErrors';
import * as words from '../../../../words/lessons/pictures/predictionTarget';
import { island } from '../../../canvas/island';
import { clipped, cursor, dot, line, text } from '../../../canvas/marks';
import { axes } from '../../../canvas/plot';

export const TARGET_NAMES = { eps: 'ε', x0: 'x₀', v: 'v' } as const;

export interface FactorsPicture {
  readonly time: number;
  readonly of: keyof ErrorFactors;
}

const DASHES: Readonly<Record<Target, readonly number[]>> = { eps: [], x0: [7, 3], v: [2, 3] };

export const factorsChart = island<FactorsPicture>(() => (surface, { time, of }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const inks = { eps: colours.a, x0: colours.b, v: colours.ink } as const;
  const box = { l: 44, r: w - 10, t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: 0, hi: CHAIN.timeMax, ticks: [0, 50, 100, 150, 199], name: 't' },
    {
      lo: 0.001,
      hi: 10_000,
      log: true,
      ticks: [0.01, 1, 100, 10_000],
      name: words.factorIn(of === 'x0' ? 'x̂₀' : 'ε̂'),
    },
  );
  const times = Float64Array.from({ length: CHAIN.timeMax + 1 }, (_, t) => t);
  clipped(surface, box, () => {
    for (const target of TARGETS) {
      const factors = times.map((t) => Y(errorFactors(target, CHAIN.level(t))[of]));
      line(surface, times.map(X), factors, inks[target], { width: 2, dash: DASHES[target] });
    }
    cursor(surface, X(time), box.t, box.b);
    for (const target of TARGETS)
      dot(surface, X(time), Y(errorFactors(target, CHAIN.level(time))[of]), 4, inks[target]);
  });
  TARGETS.forEach((target, i) => {
    const x = box.l + 14 + 76 * i;
    line(surface, [x, x + 28], [box.t + 8, box.t + 8], inks[target], { width: 2, dash: DASHES[target] });
    text(surface, TARGET_NAMES[target], x + 34, box.t + 8, { base: 'middle', colour: inks[target] });
  });
});
