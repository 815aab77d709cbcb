/** A ratio with its interval in a sentence. Pure. */
import { decimal } from '../../lib/numbers';
import type { RatioInterval } from '../../lib/studentT';
import { times } from '../../words/compare/study';

/** Below this a tenth is too coarse: 1.04 must not read as 1.0, nor 1.004 as 1.00. */
const NEAR_ONE = 1.05;
/** An interval narrower than this needs hundredths. */
const NARROW = 0.2;

/** "1.6× (1.4 to 1.8)", "1.15× (1.13 to 1.17)", "17× (5.7 to 53)". */
export function timesText({ ratio, low, high }: RatioInterval): string {
  const text = (value: number) => {
    if (value < NEAR_ONE || high - low < NARROW)
      return decimal(value.toFixed(value > 1 && value < 1.005 ? 3 : 2));
    return decimal(value.toFixed(value < 9.95 ? 1 : 0));
  };
  return times(text(ratio), text(low), text(high));
}
