/** Durations and the state of a measurement, beside buttons and in sentences. */

import { count } from '../../lib/numbers';
import { roughDuration } from '../../lib/times';
import type { Measuring } from '../durations';

export const timeText = (milliseconds: number | null): string =>
  milliseconds === null ? '' : `, etwa ${roughDuration(milliseconds)}`;

export function measuringText({ done, total, left }: Measuring, noun: string): string {
  if (done >= total) return `${count(total)} ${noun} sind gezogen und werden vermessen`;
  const drawn = `${count(done)} von ${count(total)} ${noun} gezogen`;
  return left === null ? drawn : `${drawn}, noch etwa ${roughDuration(left)}`;
}

export const about = (duration: string): string => `Etwa ${duration}`;
export const fromTo = (from: string, to: string): string => `${from} bis ${to}`;
