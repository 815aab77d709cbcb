/** A weight that training shakes, and its average. */

import * as words from '../../../../words/lessons/pictures/ema';
import { island } from '../../../canvas/island';
import { clipped, line, text } from '../../../canvas/marks';
import { axes } from '../../../canvas/plot';
import { decimal } from '../controls';

export interface AveragePicture {
  readonly weights: Float64Array;
  readonly averages: Float64Array;
}

export const averageChart = island<AveragePicture>(() => (surface, { weights, averages }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const box = { l: 30, r: w - 10, t: 18, b: h - 32 };
  const last = weights.length - 1;
  const { X, Y } = axes(
    surface,
    box,
    { lo: 0, hi: last, ticks: [0, 200, 400, 600], name: words.trainingStep },
    { lo: -1, hi: 3.1, ticks: [0, 1, 2, 3], say: (v) => decimal(v, 0), name: words.weight },
  );
  const xs = weights.map((_, n) => X(n));
  clipped(surface, box, () => {
    line(surface, [box.l, box.r], [Y(0), Y(0)], colours.ink, { width: 1, dash: [5, 3] });
    line(surface, xs, weights.map(Y), colours['ink-3'], { width: 1 });
    line(surface, xs, averages.map(Y), colours.model, { width: 2.5 });
  });
  text(surface, words.newestWeight, box.r, box.t + 8, { align: 'right' });
  text(surface, words.itsAverage, box.r, box.t + 24, { align: 'right', colour: colours.model });
  text(surface, words.bestValue, box.r, box.t + 40, { align: 'right', colour: colours.ink });
});
