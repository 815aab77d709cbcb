/** The terms of the bound by time, on a logarithmic scale: where the nats are spent. */

import * as words from '../../words/charts';
import { island } from '../canvas/island';
import { cursor, emptyNote, line } from '../canvas/marks';
import { positiveOverTime } from './positiveOverTime';

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
      const { X, Y } = positiveOverTime(surface, { box, lastTime, lo, hi });
      if (!terms) {
        emptyNote(surface, box, words.oneBarATerm);
        return;
      }
      line(surface, Array.from(terms.times, X), Array.from(terms.values, Y), colours.model, {
        width: 2,
      });
      cursor(surface, X(position * lastTime), box.t, box.b);
    },
  { minInterval: 60 },
);
