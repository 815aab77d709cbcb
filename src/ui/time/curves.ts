/** The schedule as curves over the time axis: share of the variance, log SNR, and how fast noise comes. Pure. */
import { transitionVariance } from '../../diffusion/forward';
import { DATA_LEVEL, logSnr, type Process, shareOf } from '../../diffusion/process';
import { nativeTime } from './axis';

export interface Curves {
  /** [n] on the time axis, 0 to 1. */
  readonly positions: Float64Array;
  /** [n] native times: every whole step of a chain with few. */
  readonly times: Float64Array;
  /** [n] α²/(α² + σ²): ᾱ for variance-preserving processes. */
  readonly share: Float64Array;
  /** [n] log α²/σ²; -∞ where nothing of the data is left. */
  readonly logSnr: Float64Array;
  /** [n] see `rateAt`. */
  readonly rate: Float64Array;
}

/** How fast noise comes: β_t of the chain's step that ends at t; g²(t) of an SDE, per unit of time. */
export function rateAt(process: Process, time: number): number {
  if (!process.discrete) return process.rates(time).diffusionSquared;
  const t = Math.round(time);
  return transitionVariance(t === 0 ? DATA_LEVEL : process.level(t - 1), process.level(t));
}

/** Beyond this, more points than pixels. */
const MOST_POINTS = 500;

export function curvesOf(process: Process): Curves {
  const { timeMax, discrete } = process;
  const n = discrete ? Math.min(timeMax + 1, MOST_POINTS) : MOST_POINTS;
  const times = Float64Array.from({ length: n }, (_, i) => {
    const time = nativeTime(process, n > 1 ? i / (n - 1) : 0);
    return discrete ? Math.round(time) : time;
  });
  const levels = Array.from(times, (time) => process.level(time));
  return {
    times,
    positions: times.map((time) => (timeMax > 0 ? time / timeMax : 0)),
    share: Float64Array.from(levels, shareOf),
    logSnr: Float64Array.from(levels, logSnr),
    rate: times.map((time) => rateAt(process, time)),
  };
}

/** Where the axis of the rate ends: a few last steps that tower over all others may leave it. */
export function rateCeiling(rate: Float64Array): { readonly top: number; readonly cut: boolean } {
  const sorted = rate.toSorted();
  const largest = sorted[sorted.length - 1];
  const usual = sorted[Math.floor(0.9 * (sorted.length - 1))];
  const cut = largest > 4 * usual;
  return { top: cut ? 1.8 * usual : 1.08 * largest, cut };
}

/**
 * Times of equal steps in log SNR between two values.
 * @returns [count] native times, from the most signal to the least
 */
export function equalLogSnrTimes(process: Process, from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const time = process.timeOfLogSnr(from + ((to - from) * i) / (count - 1));
    return process.discrete ? Math.round(time) : time;
  });
}

/** Less than this share of data shows nowhere: e^-9 of the variance. */
const LEAST_SHOWN = -9;

/** The log SNRs that all of several processes pass through; the end is cut where it shows nothing more. */
export function commonLogSnr(processes: readonly Process[]): { readonly from: number; readonly to: number } {
  const from = Math.min(...processes.map((p) => logSnr(p.level(p.timeMin))));
  const to = Math.max(...processes.map((p) => logSnr(p.level(p.timeMax))), LEAST_SHOWN);
  return { from, to: Math.min(to, from) };
}
