/** The error of the learned score by time: squared distance of learned eps from exact eps, per dimension. */

import { island } from '../canvas/island';
import { cursor, dot, emptyNote, line, text } from '../canvas/marks';
import { figure } from '../format';
import { clearBaseline } from './labelPlace';
import { positiveOverTime } from './positiveOverTime';

export interface ErrorByTimeData {
  /** Native times and errors, in order; null before there is anything, or where the exact score is not known. */
  readonly error: { readonly times: ArrayLike<number>; readonly values: ArrayLike<number> } | null;
  /** Said in the empty frame. */
  readonly empty: string;
  readonly lastTime: number;
  readonly position: number;
}

/** The width of a letter of a number, in CSS pixels. */
const LETTER = 6.5;

/** The curve at a time, between its two neighbours. */
function valueAt(times: ArrayLike<number>, values: ArrayLike<number>, time: number): number {
  for (let i = 1; i < times.length; i++) {
    if (times[i] >= time) {
      const f = Math.max(0, (time - times[i - 1]) / (times[i] - times[i - 1] || 1));
      return values[i - 1] + (values[i] - values[i - 1]) * f;
    }
  }
  return values[values.length - 1];
}

export const errorByTime = island<ErrorByTimeData>(
  () =>
    (surface, { error, empty, lastTime, position }) => {
      const { w, h, theme } = surface;
      const { colours } = theme;
      const box = { l: 40, r: w - 8, t: 10, b: h - 32 };
      const values = error ? Array.from(error.values).filter((v) => v > 0) : [];
      const least = values.length > 0 ? Math.min(...values) : 0.001;
      const most = values.length > 0 ? Math.max(...values) : 0.1;
      const lo = 10 ** Math.floor(Math.log10(least));
      const hi = Math.max(10 ** Math.ceil(Math.log10(most)), 10 * lo);
      const { X, Y } = positiveOverTime(surface, { box, lastTime, lo, hi });
      if (!error) {
        emptyNote(surface, box, empty);
        return;
      }
      line(surface, Array.from(error.times, X), Array.from(error.values, Y), colours.model, {
        width: 2,
      });
      const time = Math.min(
        Math.max(position * lastTime, error.times[0]),
        error.times[error.times.length - 1],
      );
      cursor(surface, X(position * lastTime), box.t, box.b);
      const value = valueAt(error.times, error.values, time);
      dot(surface, X(time), Y(value), 3.5, colours.model);
      const atRight = position > 0.5;
      const says = figure(value, 2);
      const x = X(time) + (atRight ? -7 : 7);
      const end = x + (atRight ? -1 : 1) * LETTER * says.length;
      const { times, values: curve } = error;
      const timeAt = (at: number) => ((at - box.l) / (box.r - box.l)) * lastTime;
      const yAt = (at: number) => Y(valueAt(times, curve, Math.max(times[0], timeAt(at))));
      text(surface, says, x, clearBaseline(yAt, x, end, box), {
        align: atRight ? 'right' : 'left',
        colour: colours.model,
        weight: 600,
        halo: colours.paper,
      });
    },
  { minInterval: 60 },
);
