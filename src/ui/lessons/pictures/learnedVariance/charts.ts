/** Where the best variance of a reverse step lies between β̃ and β, by its place in the chain. */
import type { StepVariances } from '../../../../diffusion/lab1d/reverseVariance';
import * as words from '../../../../words/lessons/pictures/learnedVariance';
import { island } from '../../../canvas/island';
import { dot, line, text } from '../../../canvas/marks';
import { axes } from '../../../canvas/plot';
import { decimal } from '../controls';

export const variancesChart = island<readonly StepVariances[]>(() => (surface, variances) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const box = { l: 34, r: w - 10, t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: 0, hi: 1, ticks: [0, 0.25, 0.5, 0.75, 1], name: 't / T' },
    { lo: 0, hi: 1.08, ticks: [0, 0.25, 0.5, 0.75, 1], say: (v) => decimal(v), name: words.varianceOverBeta },
  );
  const xs = variances.map(({ place }) => X(place));
  const curve = (of: (one: StepVariances) => number) => variances.map((one) => Y(of(one) / one.large));
  line(surface, [box.l, box.r], [Y(1), Y(1)], colours['ink-2'], { width: 1.5, dash: [6, 3] });
  const [small, best] = [curve((one) => one.small), curve((one) => one.best)];
  line(surface, xs, small, colours.bad, { width: 2 });
  line(surface, xs, best, colours.model, { width: 2 });
  const radius = variances.length > 20 ? 2 : 3.5;
  xs.forEach((x, i) => {
    dot(surface, x, small[i], radius, colours.bad);
    dot(surface, x, best[i], radius, colours.model);
  });
  const legend = [
    [words.betaDashed, colours['ink-2']],
    [words.best, colours.model],
    ['β̃', colours.bad],
  ] as const;
  legend.forEach(([name, colour], i) => {
    text(surface, name, box.r, Y(0.34) + 16 * i, { align: 'right', colour });
  });
});
