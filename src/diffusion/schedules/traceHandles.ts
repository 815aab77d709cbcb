/** Traces a schedule: handles of a drawn one that follow its ᾱ. */
import { type Handle, handleCurve, LOG_SNR_RANGE, MOST_HANDLES } from './drawn';

const signalOf = (logSnr: number): number => 1 / (1 + Math.exp(-logSnr));

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Rounds in which every handle may move. */
const ROUNDS = 30;

/** The larger it is, the more the largest error alone counts. */
const POWER = 6;

/** Steps of a chain that are compared: evenly spaced ones, and all of the first and the last, where log SNR is steep. */
const EVEN_STEPS = 160;
const END_STEPS = 12;

/** The traced values: at each compared step its share of the chain, log SNR within what can be drawn, and ᾱ. */
interface Target {
  readonly t: Float64Array;
  readonly logSnr: Float64Array;
  readonly signal: Float64Array;
}

function targetOf(chain: ArrayLike<number>): Target {
  const last = chain.length - 1;
  const isCompared = (step: number) =>
    Math.min(step, last - step) < END_STEPS ||
    Math.floor((step * EVEN_STEPS) / last) !== Math.floor(((step - 1) * EVEN_STEPS) / last);
  const steps = Array.from(chain, (_, step) => step).filter(isCompared);
  const { min, max } = LOG_SNR_RANGE;
  const logSnr = Float64Array.from(steps, (step) => Math.min(Math.max(chain[step], min), max));
  return { t: Float64Array.from(steps, (step) => step / last), logSnr, signal: logSnr.map(signalOf) };
}

/** The last is a little higher than the schedule: rounded the other way its last beta could pass the largest that can be drawn. */
function handlesAt(places: readonly number[], { t, logSnr }: Target): readonly Handle[] {
  const end = logSnr.length - 1;
  return places.map((place) => ({
    t: rounded(t[place], 5),
    logSnr: rounded(place === end ? logSnr[place] + 0.0015 : logSnr[place], 3),
  }));
}

/** |ᾱ of the curve through these places - ᾱ| at each. */
function errorsOf(places: readonly number[], { t, logSnr, signal }: Target): Float64Array {
  const curve = handleCurve(places.map((place) => ({ t: t[place], logSnr: logSnr[place] })));
  return signal.map((value, place) => Math.abs(signalOf(curve.at(t[place])) - value));
}

const costOf = (places: readonly number[], target: Target): number =>
  errorsOf(places, target).reduce((sum, error) => sum + error ** POWER, 0);

/** Moves one handle after the other to where the errors are least, by ever smaller steps. */
function settled(begin: readonly number[], target: Target): readonly number[] {
  let places = begin;
  let cost = costOf(places, target);
  let reach = 16;
  for (let round = 0; round < ROUNDS && reach >= 1; round++) {
    let moved = false;
    for (let k = 1; k < places.length - 1; k++) {
      for (const by of [-reach, reach]) {
        const place = places[k] + by;
        if (place <= places[k - 1] || place >= places[k + 1]) continue;
        const tried = places.with(k, place);
        const next = costOf(tried, target);
        if (next < cost) [places, cost, moved] = [tried, next, true];
      }
    }
    if (!moved) reach = Math.floor(reach / 2);
  }
  return places;
}

/** With one more handle, where the error is largest; null where none fits. */
function withOneMore(places: readonly number[], target: Target): readonly number[] | null {
  const errors = errorsOf(places, target);
  const worst = errors.indexOf(Math.max(...errors));
  return places.includes(worst)
    ? null
    : settled(
        [...places, worst].sort((a, b) => a - b),
        target,
      );
}

/** Takes out the handle that is missed least and sets it where the error is largest, as long as that helps. */
function exchanged(begin: readonly number[], target: Target): readonly number[] {
  let places = begin;
  for (;;) {
    const without = places.slice(1, -1).map((place) => places.filter((other) => other !== place));
    const costs = without.map((fewer) => costOf(fewer, target));
    const next = withOneMore(without[costs.indexOf(Math.min(...costs))] ?? places, target);
    if (!next || !(costOf(next, target) < 0.99 * costOf(places, target))) return places;
    places = next;
  }
}

/**
 * Handles at the two ends, and one after the other where ᾱ of the curve is furthest from that of the schedule; then they move until the
 * curve is as close as they bring it.
 * @param logSnr [T] of the schedule, falling, T ≥ 2; beyond what can be drawn (-∞ at zero terminal SNR) the last that can takes its place
 * @returns at most `count` handles, t to 5 digits and log SNR to 3
 */
export function traceHandles(logSnr: ArrayLike<number>, count = MOST_HANDLES): readonly Handle[] {
  const target = targetOf(logSnr);
  let places: readonly number[] = [0, target.t.length - 1];
  while (places.length < count) {
    const next = withOneMore(places, target);
    if (!next) break;
    places = next;
  }
  // rounding may have made two equal
  return handlesAt(exchanged(places, target), target).filter(
    ({ t, logSnr: value }, i, all) => i === 0 || (t > all[i - 1].t && value < all[i - 1].logSnr),
  );
}
