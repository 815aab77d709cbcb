/**
 * The preview clock says when a run draws its next preview: from time to time, in at most about a quarter of the time. Runs in lockstep
 * draw in one round, so the previews of all of them count.
 */
import { previewInterval } from '../config/previews';
import type { Trajectory } from '../types/trajectory';

export class PreviewClock {
  private dueAt = 0;
  private step = -1;
  /** Milliseconds of this round's previews: that of the run, and those of the runs that follow it. */
  private spent = 0;

  /** The step whose weights the current preview was drawn from; -1 where there is none. */
  get previewStep(): number {
    return this.step;
  }

  /** @param now milliseconds of any one clock */
  isDue(now: number): boolean {
    return now >= this.dueAt;
  }

  /** @param at the earliest time at which the next preview is due */
  postpone(at: number): void {
    this.dueAt = Math.max(this.dueAt, at);
  }

  /** Makes the last preview out of date: the way of sampling has changed. */
  reset(): void {
    this.step = -1;
    this.dueAt = 0;
  }

  /** Records a preview of the weights of a step. */
  record(now: number, step: number, { milliseconds }: Pick<Trajectory, 'milliseconds'>): void {
    this.step = step;
    this.spent = milliseconds;
    this.dueAt = now + previewInterval(this.spent);
  }

  /** Records the preview of another run, which this one waited for. */
  recordOther(now: number, milliseconds: number): void {
    if (this.step < 0) return; // its own is due, and counts anew
    this.spent += milliseconds;
    this.dueAt = now + previewInterval(this.spent);
  }
}
