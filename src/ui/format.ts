/** How the page writes numbers, shares and durations. Pure. */
import { count } from '../lib/numbers';

export { count, joined } from '../lib/numbers';

/** "1 step", "5,000 steps". @param noun with a regular plural */
export const counted = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? '' : 's'}`;

/**
 * A number with a few significant digits, in exponent form only below 1e-4 and from 1e6. `Number` reads it back.
 * @param digits significant digits; 4 from 1 up and 3 below by default
 */
export function figure(v: number, digits?: number): string {
  if (!Number.isFinite(v)) return String(v);
  const size = Math.abs(v);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return v.toExponential((digits ?? 3) - 1);
  return String(+v.toPrecision(digits ?? (size >= 1 ? 4 : 3)));
}

/** The same for a formula: a minus sign in the place of the hyphen, and ∞. */
export const formulaNumber = (v: number, digits = 3): string =>
  figure(v, digits).replace('Infinity', '∞').replace('e+', 'e').replaceAll('-', '−');

/** "4.2", "310": steps per second. */
export const rateText = (rate: number): string => (rate >= 10 ? count(rate) : String(+rate.toFixed(1)));

/** Shares near 0 and near 1 need decimals, or rounding hides the difference from the end. */
function decimalsOf(share: number): number {
  if (share <= 0 || share >= 1) return 0;
  if (share < 0.01 || share > 0.999) return 2;
  return share < 0.1 || share > 0.99 ? 1 : 0;
}

/** "78%", "6.3%", "0.63%", "1,200%". @param share 1 is 100% */
export function percent(share: number, decimals = decimalsOf(share)): string {
  const hundredths = 100 * share;
  return `${Math.abs(hundredths) >= 1000 ? count(hundredths) : hundredths.toFixed(decimals)}%`;
}

/** "49 s", "3 min 20 s", "1 h 5 min". */
export function duration(milliseconds: number): string {
  const s = Math.round(milliseconds / 1000);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}

/** "8 s", "40 s", "3 min", "1 h 10 min": a duration that is an estimate, with no more digits than it deserves. */
export function roughDuration(milliseconds: number): string {
  const s = milliseconds / 1000;
  if (s < 10) return `${Math.max(1, Math.round(s))} s`;
  if (s < 57.5) return `${5 * Math.round(s / 5)} s`;
  const minutes = Math.round(s / 60);
  if (minutes < 10) return `${minutes} min`;
  const fives = 5 * Math.round(minutes / 5);
  if (fives < 60) return `${fives} min`;
  const tens = 10 * Math.round(minutes / 10);
  const hours = Math.floor(tens / 60);
  return hours < 5 && tens % 60 > 0 ? `${hours} h ${tens % 60} min` : `${Math.round(minutes / 60)} h`;
}

/** ", about 40 s" after the name of a button; nothing where the time is not known. */
export const timeText = (milliseconds: number | null): string =>
  milliseconds === null ? '' : `, about ${roughDuration(milliseconds)}`;

/** The state of a measurement: it draws its samples, which takes the most of its time, then measures them, whose progress nothing tells. */
export function measuringText(
  { done, total, left }: { readonly done: number; readonly total: number; readonly left: number | null },
  noun: string,
): string {
  if (done >= total) return `${count(total)} ${noun} are drawn and being measured`;
  const drawn = `${count(done)} of ${count(total)} ${noun} drawn`;
  return left === null ? drawn : `${drawn}, about ${roughDuration(left)} left`;
}

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
  if (most <= WIDE_RANGE * least || from === to) return `About ${roughDuration(likely)}`;
  const [number, unit, ...others] = from.split(' ');
  const isSameUnit = others.length === 0 && to.split(' ').length === 2 && to.endsWith(` ${unit}`);
  return `${isSameUnit ? number : from} to ${to}`;
}

/** "0.84", "12.3": seconds with three digits. */
export const seconds = (milliseconds: number): string =>
  milliseconds >= 100_000
    ? String(Math.round(milliseconds / 1000))
    : String(+(milliseconds / 1000).toPrecision(3));

/** A phrase at the beginning of a sentence. */
export const capitalised = (phrase: string): string => `${phrase[0].toUpperCase()}${phrase.slice(1)}`;
