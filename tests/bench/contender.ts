/** A contender is one implementation of a training step, as the benchmark drives it. */

export interface Contender {
  readonly name: string;
  /** Called before each round: makes its backend the one in use. */
  enter?(): Promise<void>;
  /** Does one step and returns; nothing waits for the device. */
  step(): void;
  /** Waits until all steps are done. @returns the loss of the last */
  settle(): Promise<number>;
  /**
   * Does the run's steps 1, 2, … on the batches that (seed, step) say, which are the same for every contender.
   * @returns their losses
   */
  firstLosses(steps: number): Promise<number[]>;
  dispose(): void;
}

/** Losses that differ by more than this share come of different computations. */
const AGREEMENT = 1e-3;

/** @throws Error that names both where losses differ */
export function checkAgreement([first, ...others]: readonly {
  readonly name: string;
  readonly losses: readonly number[];
}[]): void {
  for (const { name, losses } of [first, ...others])
    if (losses.some((loss, i) => !(Math.abs(loss / first.losses[i] - 1) < AGREEMENT)))
      throw new Error(`${name} has the losses ${losses}, but ${first.name} has ${first.losses}`);
}
