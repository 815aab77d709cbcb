/**
 * Keeps the last weights known to be good. A snapshot is good when the step after it had a sound loss: the loss of step n + 1 is
 * the first thing that the weights of step n say about themselves.
 */
import type { Learner, Snapshot } from './learner';

/** A loss this many times the first one is on its way out of the finite numbers: its weights are not worth keeping. */
const LARGEST_GROWTH = 10;

export class GoodWeights {
  private good: Snapshot;
  private waiting: Snapshot[] = [];
  private firstLoss: number | null = null;

  constructor(private readonly learner: Learner) {
    this.good = learner.snapshot();
  }

  /** Remembers the present weights until their loss is known. */
  remember(): void {
    this.waiting.push(this.learner.snapshot());
  }

  /**
   * Judges remembered weights by the losses of the steps behind them.
   * @param firstStep number of the step of losses[0]
   * @returns the number of the first step whose loss is not finite, or null
   */
  judge(firstStep: number, losses: Float32Array): number | null {
    const bad = losses.findIndex((loss) => !Number.isFinite(loss));
    const sound = bad < 0 ? losses : losses.subarray(0, bad);
    this.firstLoss ??= sound.length > 0 ? sound[0] : null;
    const limit = LARGEST_GROWTH * Math.max(this.firstLoss ?? 0, 1);
    this.waiting = this.waiting.filter((snapshot) => {
      const next = snapshot.step + 1 - firstStep;
      if (next < 0) return this.drop(snapshot);
      if (next >= losses.length) return true;
      if (!(losses[next] <= limit)) return this.drop(snapshot);
      this.good.dispose();
      this.good = snapshot;
      return false;
    });
    return bad < 0 ? null : firstStep + bad;
  }

  /** Goes back to the last good weights. @returns their step */
  restore(): number {
    this.learner.restore(this.good);
    return this.good.step;
  }

  dispose(): void {
    for (const snapshot of [this.good, ...this.waiting]) snapshot.dispose();
    this.waiting = [];
  }

  private drop(snapshot: Snapshot): false {
    snapshot.dispose();
    return false;
  }
}
