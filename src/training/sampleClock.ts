/** The sample clock says when a run draws its next picture: from time to time, in at most about a quarter of the time. */
import type { Trajectory } from '../../workers/protocol';

/** Time that goes into training for each millisecond of sampling. */
const TRAINING_PER_SAMPLING = 3;
/** Pictures follow each other no faster than this. */
const SHORTEST_PAUSE = 400;

/** When the next samples are due. */
export class SampleClock {
  private dueAt = 0;
  private sampled = -1;

  /** The step that was drawn from last and is not out of date, else -1. */
  get sampledStep(): number {
    return this.sampled;
  }

  /** @param now milliseconds of any one clock */
  due(now: number): boolean {
    return now >= this.dueAt;
  }

  /** True where these weights have been drawn from already. */
  isFresh(step: number): boolean {
    return step === this.sampled;
  }

  /** The last picture is out of date: the way of sampling has changed. */
  forget(): void {
    this.sampled = -1;
    this.dueAt = 0;
  }

  done(now: number, step: number, { milliseconds }: Pick<Trajectory, 'milliseconds'>): void {
    this.sampled = step;
    this.dueAt = now + Math.max(TRAINING_PER_SAMPLING * milliseconds, SHORTEST_PAUSE);
  }
}
