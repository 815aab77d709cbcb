/** Time bins divide a process's training times into equal parts, to show the loss by t. */
import type { Process } from './process';

export const TIME_BINS = 50;

/** The bin of a native time. Whole times of a discrete process each count as an interval of length 1. */
export function timeBin({ timeMin, timeMax, discrete }: Process, time: number): number {
  const half = discrete ? 0.5 : 0;
  const share = (time - timeMin + half) / (timeMax - timeMin + 2 * half);
  return Math.min(Math.max(Math.floor(share * TIME_BINS), 0), TIME_BINS - 1);
}

/** Averages errors by time until they are taken out. */
export class LossByTime {
  private readonly sums = new Float64Array(TIME_BINS);
  private readonly counts = new Float64Array(TIME_BINS);

  constructor(private readonly process: Process) {}

  add(time: number, error: number): void {
    const bin = timeBin(this.process, time);
    this.sums[bin] += error;
    this.counts[bin] += 1;
  }

  /** @returns [TIME_BINS] means since the last call, NaN where no time fell */
  take(): Float32Array {
    const values = Float32Array.from(this.sums, (sum, bin) => sum / this.counts[bin]);
    this.sums.fill(0);
    this.counts.fill(0);
    return values;
  }
}
