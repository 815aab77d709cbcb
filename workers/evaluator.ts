/**
 * What the page asks of the second worker: measuring. It has no TensorFlow.js; distances, exact references and floors are float64 on
 * the processor, beside the training and not in its way. Types only.
 */
import type { RunConfig } from '../src/config/fields';
import type { DataSource, Quality } from './protocol';

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
