/**
 * Latency and cost of work on a device: the answer to n equal pieces of work comes after latency + n · cost. The latency is the way to the
 * device and back (a browser may tell completion on a timer of 100 ms); only the cost says how fast the device is. One timing cannot tell
 * them apart, so more and more work is timed until the time grows with it.
 */

/** Some pieces of work, and the time from the call to the answer. */
export interface Timing {
  readonly count: number;
  readonly milliseconds: number;
}

export interface LatencyAndCost {
  /** Milliseconds, at least 0. */
  readonly latency: number;
  /** Milliseconds for each piece, more than 0. */
  readonly cost: number;
}

export interface CostTimerOptions {
  /** Pieces to time first. */
  readonly first?: number;
  /** Most pieces at a time. */
  readonly most: number;
  /** Milliseconds that one timing should not exceed by much: where the next would, the last one decides. */
  readonly longest: number;
  /** How many times longer than the shortest timing the last one must be. */
  readonly ratio: number;
}

export interface CostTimer {
  /** Pieces to time next. */
  readonly count: number;
  /** @returns null as long as more pieces must be timed */
  add(milliseconds: number): LatencyAndCost | null;
  /** The two timings that the result is of. */
  readonly timings: readonly [short: Timing, long: Timing];
}

/** Milliseconds by which two timings must differ: clocks of browsers are coarse, and other work comes in between. */
const SHORTEST_DIFFERENCE = 20;

/** A time of less than this much says little about the next. */
const SHORT = 20;

const LEAST_COST = 1e-6;

/** @param short a timing of less work than `long`, or the same */
export function latencyAndCostOf(short: Timing, long: Timing): LatencyAndCost {
  const between = long.count - short.count;
  if (between === 0) return { latency: 0, cost: Math.max(long.milliseconds / long.count, LEAST_COST) };
  const cost = Math.max((long.milliseconds - short.milliseconds) / between, LEAST_COST);
  return { cost, latency: Math.max(short.milliseconds - short.count * cost, 0) };
}

export function createCostTimer({ first = 1, most, longest, ratio }: CostTimerOptions): CostTimer {
  let count = first;
  let short: Timing | null = null;
  let long: Timing | null = null;

  /** Four times the work where nothing says yet that it costs anything, else twice. */
  function nextCount(shortest: Timing, last: Timing): number {
    const free =
      last.milliseconds < SHORT ||
      (last.count > shortest.count && last.milliseconds < 1.5 * shortest.milliseconds);
    const within = Math.floor((longest * last.count) / Math.max(last.milliseconds, 1e-3));
    return Math.min((free ? 4 : 2) * last.count, most, within);
  }

  return {
    get count() {
      return count;
    },
    get timings() {
      return [short!, long!] as const;
    },
    add(milliseconds) {
      long = { count, milliseconds };
      // More work that took less time: something else was in the time before.
      if (!short || milliseconds < short.milliseconds) short = long;
      const difference = milliseconds - short.milliseconds;
      const isSignificant = difference >= Math.max((ratio - 1) * short.milliseconds, SHORTEST_DIFFERENCE);
      const next = nextCount(short, long);
      if (isSignificant || next <= count) return latencyAndCostOf(short, long);
      count = next;
      return null;
    },
  };
}
