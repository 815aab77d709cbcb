/**
 * The clock of a comparison shows both sides at equal times or at equal noise: at the same t, two schedules have different log SNRs.
 * Pure.
 */
import type { Process } from '../../../../diffusion/process';
import { decimal, withMinus } from '../../../../lib/numbers';
import type { ChosenProcess } from '../../../chosenProcess';
import { commonLogSnr } from '../../../time/curves';

/** Whether both sides are shown at the same share of their time axis, or at the same log SNR. */
export type ClockAxis = 'time' | 'snr';

/** Log SNRs that both processes pass through, from data to noise. */
export interface SnrRange {
  readonly from: number;
  readonly to: number;
}

/** Null where a side has no process. */
export function snrRangeOf(a: ChosenProcess, b: ChosenProcess): SnrRange | null {
  if (!('facts' in a && 'facts' in b)) return null;
  return commonLogSnr([a.facts.process, b.facts.process]);
}

/**
 * @param clock 0 data to 1 noise
 * @returns the place on the time axis of a process with the clock's log SNR; the ends of the clock are the ends of the axis
 */
export function positionAtNoise(process: Process, { from, to }: SnrRange, clock: number): number {
  if (clock <= 0) return 0;
  if (clock >= 1) return 1;
  return Math.min(1, Math.max(0, process.timeOfLogSnr(from + (to - from) * clock) / process.timeMax));
}

/** The log SNR of both sides at the clock's position, in words. */
export const snrTextAt = ({ from, to }: SnrRange, clock: number): string =>
  withMinus(decimal((from + (to - from) * clock).toFixed(1)));
