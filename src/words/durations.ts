/** Durations and the state of a measurement, beside buttons and in sentences. */

import { count } from '../lib/numbers';
import { roughDuration } from '../lib/times';

/** ", about 40 s" after the name of a button; nothing where the time is not known. */
export const timeText = (milliseconds: number | null): string =>
  milliseconds === null ? '' : `, about ${roughDuration(milliseconds)}`;

export interface Measuring {
  readonly done: number;
  readonly total: number;
  /** Milliseconds until the samples are drawn; null where they are not known. */
  readonly left: number | null;
}

/**
 * The state of a measurement: it draws its samples, which takes the most of its time, then measures them, whose progress nothing tells.
 * @param noun in the plural
 */
export function measuringText({ done, total, left }: Measuring, noun: string): string {
  if (done >= total) return `${count(total)} ${noun} are drawn and being measured`;
  const drawn = `${count(done)} of ${count(total)} ${noun} drawn`;
  return left === null ? drawn : `${drawn}, about ${roughDuration(left)} left`;
}

export const about = (duration: string): string => `About ${duration}`;
export const fromTo = (from: string, to: string): string => `${from} to ${to}`;
