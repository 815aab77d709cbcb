/** How far a run has memorised its training examples. */

/** The share of samples that are copies of training examples, beside that of fresh data. */
export interface CopyFigures {
  /** 0 to 1. */
  readonly share: number;
  /** Samples. */
  readonly count: number;
  /** The share of data that the run does not learn, and how many of these there are. */
  readonly floor: number;
  readonly floorCount: number;
}

/** Mean losses of the averaged weights, with the same times and noise on both sides. */
export interface LossPair {
  readonly training: number;
  readonly heldOut: number;
  /** Samples on each side. */
  readonly count: number;
  /** Standard error of the difference of both. */
  readonly error: number;
}

export interface MemorisationReport {
  /** Training steps of the weights that the samples are of. */
  readonly step: number;
  /** Training steps of the weights that have these losses: those of the answer, later than the samples. */
  readonly lossStep: number;
  /** Training examples, n. */
  readonly examples: number;
  readonly copies: CopyFigures;
  readonly losses: LossPair;
}

/** A model in training, measured after a number of steps. */
export type CopyingPoint = Pick<MemorisationReport, 'step' | 'copies' | 'losses'>;

/** The training of a new network on n examples, up to where half of what could be copies beyond chance is. */
export interface CopyingCurve {
  readonly examples: number;
  readonly seed: number;
  readonly points: readonly CopyingPoint[];
  /** The step at which copying begins; null where it does not within the steps that were trained. */
  readonly onset: number | null;
}
