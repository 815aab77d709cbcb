/** The terms of the bound by time, on a logarithmic scale: where the nats are spent. */

import * as words from '../../words/charts';
import { island } from '../canvas/island';
import { cursor, emptyNote, line } from '../canvas/marks';
import { axes, logTicks } from '../canvas/plot';
import { decimal } from '../format';
import { timeTicks } from './lossMap';

export interface BoundByTimeData {
  /** Native times and L_t for t ≥ 1, in order; null before there is anything. */
  readonly terms: { readonly times: ArrayLike<number>; readonly values: ArrayLike<number> } | null;
  readonly lastTime: number;
  readonly position: number;
}

/** Decades shown below the largest term. */
const DECADES = 5;

export const boundByTime = island<BoundByTimeData>(
  () =>
    (surface, { terms, lastTime, position }) => {
      const { w, h, theme } = surface;
      const { colours } = theme;
      const box = { l: 48, r: w - 8, t: 10, b: h - 32 };
      const largest = terms ? Math.max(...Array.from(terms.values), 1e-12) : 1;
      const hi = 10 ** Math.ceil(Math.log10(largest));
      const lo = hi / 10 ** DECADES;
      const say = (v: number) => (v < 0.001 ? v.toExponential(0) : decimal(+v.toPrecision(1)));
      const { X, Y } = axes(
        surface,
        box,
        { lo: 0, hi: lastTime, ticks: timeTicks(lastTime, box.r - box.l), name: words.noisingTime },
        { lo, hi, log: true, ticks: logTicks(lo, hi, 3), say },
      );
      if (!terms) {
        emptyNote(surface, box, words.oneBarATerm);
        return;
      }
      const clampY = (v: number) => Y(Math.min(hi, Math.max(lo, v)));
      line(surface, Array.from(terms.times, X), Array.from(terms.values, clampY), colours.model, {
        width: 2,
      });
      cursor(surface, X(position * lastTime), box.t, box.b);
    },
  { minInterval: 60 },
);
