/** How the page writes numbers, shares and durations: the functions of the library, and an estimate as a range. Pure. */

import { roughDuration } from '../lib/times';
import { about, fromTo } from '../words/durations';

export {
  capitalised,
  count,
  decimal,
  figure,
  formulaNumber,
  joined,
  percent,
  rateText,
} from '../lib/numbers';
export { duration, momentText, roughDuration, seconds } from '../lib/times';
export { measuringText, timeText } from '../words/durations';

/** A wider range than this is written as one. */
const WIDE_RANGE = 1.5;

/** "About 4 min", or "4 to 9 min" where the speed varies more than half as much again. @param range of milliseconds */
export function roughRange({
  likely,
  range: [least, most],
}: {
  readonly likely: number;
  readonly range: readonly [number, number];
}): string {
  const [from, to] = [roughDuration(least), roughDuration(most)];
  if (most <= WIDE_RANGE * least || from === to) return about(roughDuration(likely));
  const [number, unit, ...others] = from.split(' ');
  const isSameUnit = others.length === 0 && to.split(' ').length === 2 && to.endsWith(` ${unit}`);
  return fromTo(isSameUnit ? number : from, to);
}
