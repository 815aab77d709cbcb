/**
 * Keeps the last weights known to be good. A snapshot is good when the step after it had a sound loss: the loss of step n + 1 is
 * the first thing that the weights of step n say about themselves.
 */
import type { Learner, Snapshot } from './learner';

/**
 * A loss this many times the first one counts as having left the finite numbers: its square has (float32 ends at 3e38), and layers
 * that normalise can keep such a loss from ever saying so itself.
 */
const RUNAWAY = 1e15;

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
   * @returns the number of the first step whose loss is not finite, or as good as that; or null
   */
  judge(firstStep: number, losses: Float32Array): number | null {
    if (losses.length > 0 && Number.isFinite(losses[0])) this.firstLoss ??= losses[0];
    const unit = Math.max(this.firstLoss ?? 0, 1);
    const bad = losses.findIndex((loss) => !(loss <= RUNAWAY * unit));
    const limit = LARGEST_GROWTH * unit;
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
