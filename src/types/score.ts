/**
 * A score is one figure of generated samples beside the same figure of real data, its floor: no model does better except by chance.
 * Every quality that the page shows is a Score.
 */
import type { ImageQuality } from './quality';

type ScoreKind = 'energy distance' | 'sliced Wasserstein' | 'Fréchet distance' | 'clear images';

export interface Score {
  readonly kind: ScoreKind;
  /** In units of the data (energy distance, sliced Wasserstein), in squared feature units (Fréchet distance), or a share of 0 … 1. */
  readonly value: number;
  /** The same figure of real data against real data. */
  readonly floor: number;
  /** Standard deviation of the measure, in the units of `value`; null where only one floor was drawn. */
  readonly spread: number | null;
  /** Standard error of `value` by the draw of the samples; absent where only the spread at the floor is known. */
  readonly error?: number | undefined;
  /** Samples on each side. */
  readonly n: number;
}

/** All figures of one set of samples. */
export interface Measurement {
  /** The figure that judges the samples: energy distance of points, Fréchet distance of images. Smaller is better. */
  readonly score: Score;
  /** A second figure: sliced Wasserstein distance of points, share of images of which the classifier is confident. */
  readonly second: Score;
  /** The classifier's full answer, with the share of each class; null for points. */
  readonly images: ImageQuality | null;
}

/** A measurement of a run's weights at one training step. */
export interface StepMeasurement extends Measurement {
  readonly step: number;
  /** True where the samples were drawn otherwise than the run samples now. */
  readonly earlierSampling?: boolean;
}
