/** Durations and dates as the page writes them, in its language. Pure; s, min and h are units, the same in every language. */
import { decimal, locale } from './numbers';

const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });

/** "14 Mar 2026". @param then milliseconds since 1970 */
export const dayText = (then: number): string => day.format(then);

/** "14 Mar 2026, 09:30:00". @param then milliseconds since 1970 */
export const momentText = (then: number): string => moment.format(then);

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

/** "0.84", "12.3": seconds with three digits. */
export const seconds = (milliseconds: number): string =>
  milliseconds >= 100_000
    ? String(Math.round(milliseconds / 1000))
    : decimal(+(milliseconds / 1000).toPrecision(3));
