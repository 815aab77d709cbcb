/** The bound as a sum that grows term by term on the way from noise to data. */
import type { BoundReport } from '../../../../types/quality';
import * as words from '../../../../words/lessons/pictures/bound';
import { island } from '../../../canvas/island';
import { dot, line, text } from '../../../canvas/marks';
import { axes, roundTicks } from '../../../canvas/plot';
import { decimal } from '../controls';

export interface SumPicture {
  /** [T + 1] L_T, then each with one more term. */
  readonly sums: Float64Array;
  readonly unit: BoundReport['unit'];
}

export const sumChart = island<SumPicture | null>(() => (surface, picture) => {
  if (!picture) return;
  const { sums, unit } = picture;
  const { w, h, theme } = surface;
  const { colours } = theme;
  const box = { l: 44, r: w - 10, t: 18, b: h - 32 };
  const last = sums.length - 1;
  const [least, most] = [Math.min(0, ...sums), Math.max(...sums)];
  const room = 0.12 * (most - least);
  const [lo, hi] = [least - room, most + room];
  const { X, Y } = axes(
    surface,
    box,
    {
      lo: 0,
      hi: last,
      ticks: [0, last],
      say: (k) => (k === 0 ? 'L_T' : '+ L₀'),
      name: words.termsAdded,
    },
    { lo, hi, ticks: roundTicks(lo, hi, 4), say: (v) => decimal(v, 1), name: words.perDimension(unit) },
  );
  const [xs, ys] = [sums.map((_, k) => X(k)), sums.map(Y)];
  line(surface, xs, ys, colours.model, { width: 2 });
  dot(surface, xs[last - 1], ys[last - 1], 3, colours.model);
  dot(surface, xs[last], ys[last], 4, colours.model);
  text(surface, decimal(sums[last], 3), xs[last], ys[last] - 8, { align: 'right', halo: colours.paper });
});
