/**
 * The use of samples of each family, points and images: how many it draws for which purpose, and how it measures them.
 * One image costs a processor as much as thousands of points, hence the different counts.
 */
import type { DataQuestion, EvaluatorApi, ImageEvaluatorApi } from '../../workers/evaluator';
import { type Family, familyOf } from '../config/family';
import type { RunConfig } from '../config/fields';
import type { Measurement } from '../types/score';
import { classifierOf, toBytes } from './sample/imageMeasure';
import { FEWEST_IMAGES, measurementOfImages, measurementOfPoints } from './score';

interface SampleCounts {
  /** The number that a newly opened model draws: as many as fit the stage. */
  readonly usual: number;
  /** The largest number shown with its trajectory, which stays whole in memory. */
  readonly most: number;
  /** For a first preview; absent where the trainer's own number is quick enough. */
  readonly preview?: number;
  /** In one panel of few steps against many. */
  readonly panel: number;
  /** For one measurement of a sweep: the fewest that tell two samplers apart. */
  readonly measured: number;
}

interface Evaluators {
  readonly evaluator: Pick<EvaluatorApi, 'quality'> & Pick<ImageEvaluatorApi, 'imageQuality'>;
  /** Address of the page, below which the classifiers are. */
  readonly base: string;
}

export interface SampleFamily {
  readonly counts: SampleCounts;
  /** True where the exact score of the data is known, and with it the floor of the loss. */
  readonly exactScore: boolean;
  /** True where a sweep goes up to all T steps; else it ends at the largest of the common step budgets. */
  readonly sweepsAllSteps: boolean;
  /** @returns null where nothing can measure samples of this data set */
  measure(
    evaluators: Evaluators,
    data: DataQuestion,
    samples: Float32Array,
    reference?: number,
  ): Promise<Measurement | null>;
}

/** The largest number of points that is measured: the cost grows with its square, and more points add little precision. */
const MOST_MEASURED_POINTS = 5000;

export const FAMILIES = {
  points: {
    counts: { usual: 2000, most: 20_000, panel: 600, measured: 2000 },
    exactScore: true,
    sweepsAllSteps: true,
    async measure({ evaluator }, data, samples, reference) {
      const points = samples.slice(0, 2 * MOST_MEASURED_POINTS);
      return measurementOfPoints(await evaluator.quality(data, points, reference));
    },
  },
  images: {
    counts: { usual: 64, most: 144, preview: 4, panel: 9, measured: FEWEST_IMAGES },
    exactScore: false,
    sweepsAllSteps: false,
    async measure({ evaluator, base }, { config: { dataset } }, samples, reference) {
      const classifier = classifierOf(dataset, base);
      if (!classifier) return null;
      const images = toBytes(samples);
      return measurementOfImages(await evaluator.imageQuality({ dataset, classifier, images, reference }));
    },
  },
} satisfies Record<Family, SampleFamily>;

export const sampleFamilyOf = ({ dataset }: Pick<RunConfig, 'dataset'>): SampleFamily =>
  FAMILIES[familyOf(dataset)];

/**
 * Measures samples beside real data, in the evaluator's worker.
 * @param samples   [n, ...shape] in data units; of images n is at least 2
 * @param reference which real data: others for each; 0 if absent
 * @returns null where nothing can measure samples of this data set
 */
export type MeasureSamples = (
  data: DataQuestion,
  samples: Float32Array,
  reference?: number,
) => Promise<Measurement | null>;

/** @param base address of the page */
export const createMeasure =
  (evaluator: Evaluators['evaluator'], base: string): MeasureSamples =>
  ({ config, source }, samples, reference) =>
    sampleFamilyOf(config).measure({ evaluator, base }, { config, source }, samples, reference);
