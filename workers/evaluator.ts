/**
 * What the page asks of the second worker: measuring. It has no TensorFlow.js; distances, exact references and floors are float64 on
 * the processor, beside the training and not in its way. Types only.
 */
import type { RunConfig } from '../src/config/fields';
import type { ImageFigures, ImageQuality } from '../src/evaluation/imageQuality';
import type { DataSource, Quality } from './protocol';

export type { ImageFigures, ImageQuality };

/** The data a run learns, as the evaluator needs to know it. */
export interface DataQuestion {
  readonly config: RunConfig;
  readonly source?: DataSource;
}

/** The loss a perfect network would reach. */
export interface LossFloor {
  /** In the units of the training loss: its mean over training times. Null where that is not known (learned variance). */
  readonly loss: number | null;
  /** [bins] mean squared error of the exact eps by time, the bins of 'loss-by-t'. */
  readonly byTime: Float32Array;
  /** 'density': exact for the distribution. 'points': for 5 000 of its points, where the density has no closed form; then a little low. */
  readonly reference: 'density' | 'points';
}

/** The training picture nearest to a sample. Distances are root mean square differences of a pixel, 0 to 255. */
export interface NearestAnswer {
  /** [height, width, channels], 0 to 255 */
  readonly image: Uint8Array;
  readonly distance: number;
  /** Mean distance of training pictures from the nearest other one. */
  readonly usual: number;
  /** Pictures searched. */
  readonly count: number;
}

export interface ImageEvaluatorApi {
  /** How good pictures are beside as many real ones. @param images [n, height, width, 1], 0 to 255; n at least 2 */
  imageQuality(question: {
    readonly dataset: string;
    /** Address of the fixed classifier of the data set. */
    readonly classifier: string;
    readonly images: Uint8Array;
  }): Promise<ImageQuality>;
  /** @param all searches every picture that ships, which may have to be fetched first */
  nearestImage(question: {
    readonly dataset: string;
    readonly all: boolean;
    readonly image: Uint8Array;
  }): Promise<NearestAnswer>;
}

export interface EvaluatorApi {
  /** @param points [n, 2] generated samples in data units; compared with n fresh points */
  quality(question: DataQuestion, points: Float32Array): Promise<Quality>;
  floor(question: DataQuestion): Promise<LossFloor>;
  /**
   * Mean of -log p over 5 000 fresh points, in nats per dimension: what no model can be better than, but by chance. Null where the
   * density is not known.
   */
  exactNegativeLogLikelihood(question: DataQuestion): Promise<number | null>;
  /**
   * Exact eps of the data on a list of places at one time: of its density where it has one, else of 5 000 of its points.
   * @param places [n, 2] @returns [n, 2]
   */
  exactEps(question: DataQuestion, time: number, places: Float32Array): Promise<Float32Array>;
}
