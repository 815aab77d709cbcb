/**
 * The divergence guard stores the last good snapshot of a run, to which the run goes back where its loss diverges. A snapshot is good
 * when the step after it has a finite loss: the loss of step n + 1 is the first to be computed from the weights of step n.
 */
import type { Snapshot } from './device/weightStore';
import type { Learner } from './learner';

/**
 * A loss this many times the first one counts as not finite: its square is not (float32 ends at 3e38), and normalisation layers can keep
 * such a loss from becoming infinite itself.
 */
const RUNAWAY = 1e15;

/** A loss this many times the first one is about to leave the finite numbers: the weights before it are not good. */
const LARGEST_GROWTH = 10;

export class DivergenceGuard {
  private good: Snapshot;
  /** Snapshots whose next loss is not known yet. */
  private pending: Snapshot[] = [];
  private firstLoss: number | null = null;

  constructor(private readonly learner: Learner) {
    this.good = learner.snapshot();
  }

  /** Takes a snapshot of the present weights, to be judged when the loss of the next step is known. */
  addSnapshot(): void {
    this.pending.push(this.learner.snapshot());
  }

  /**
   * Judges the pending snapshots by the losses of the steps after them.
   * @param firstStep number of the step of losses[0]
   * @returns the number of the first step whose loss is not finite, or `RUNAWAY` times the first; else null
   */
  judge(firstStep: number, losses: Float32Array): number | null {
    if (losses.length > 0 && Number.isFinite(losses[0])) this.firstLoss ??= losses[0];
    const unit = Math.max(this.firstLoss ?? 0, 1);
    const bad = losses.findIndex((loss) => !(loss <= RUNAWAY * unit));
    const limit = LARGEST_GROWTH * unit;
    this.pending = this.pending.filter((snapshot) => {
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

  /** Restores the last good snapshot. @returns its step */
  restore(): number {
    this.learner.restore(this.good);
    return this.good.step;
  }

  dispose(): void {
    for (const snapshot of [this.good, ...this.pending]) snapshot.dispose();
    this.pending = [];
  }

  private drop(snapshot: Snapshot): false {
    snapshot.dispose();
    return false;
  }
}
