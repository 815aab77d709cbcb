/** Measures of a model or of its samples, each beside its floor, which a model passes only by chance. */
import type { VarianceId } from '../diffusion/samplers/sampler';

/** Distances between samples and fresh data, and the same figures for data against data. Smaller is better. */
export interface Quality {
  readonly energyDistance: number;
  /** Standard error by the draw of the samples. */
  readonly energyError: number;
  readonly energyFloor: number;
  /** Standard deviations of the floors' repeats. */
  readonly energyFloorSpread: number;
  readonly slicedFloorSpread: number;
  readonly slicedWasserstein: number;
  /** Standard error by the draw of the samples. */
  readonly slicedError: number;
  readonly slicedFloor: number;
  /** Points on each side. */
  readonly count: number;
}

/** Draws of one coordinate where the other is known, beside the exact conditional distribution of the data. */
export interface Conditional {
  /** [cells] the middles of cells, evenly spaced, and the exact density there. */
  readonly places: Float64Array;
  readonly density: Float64Array;
  /** Wasserstein-1, in units of the data. */
  readonly distance: number;
  /** The same distance of as many exact draws: mean and standard deviation of several sets. */
  readonly floor: { readonly mean: number; readonly spread: number; readonly sets: number };
  /** The share of the data within `reach` of the known value: where it is small, hardly any data taught the network this line. */
  readonly near: { readonly share: number; readonly reach: number };
}

/** The exact negative log-likelihood of the data's own density, in nats per dimension: the mean over fresh points of the data. */
export interface ExactLikelihood {
  readonly value: number;
  /** Its standard error over the points. */
  readonly error: number;
  readonly points: number;
}

/** The variational bound of a trained model, as means over samples. Smaller is better. */
export interface BoundReport {
  /** Per dimension: nats of a density for points, bits of 8-bit pixels for images. */
  readonly unit: 'nats' | 'bits';
  /** [T] native time of each term. */
  readonly times: Float32Array;
  /** [T] L_t by t with the run's own variance; entry 0 is L_0. */
  readonly terms: Float32Array;
  /** L_T, the KL divergence of the end of the chain from noise, on which the network has no influence. */
  readonly prior: number;
  /** L = L_T + Σ L_t with each variance that the model can be read with. */
  readonly totals: Readonly<Partial<Record<VarianceId, number>>>;
  /** Standard error of each total over the points. */
  readonly errors: Readonly<Partial<Record<VarianceId, number>>>;
  /** By how much the learned variance makes the bound smaller than the better fixed one, of the same points and noise; null where it is fixed. */
  readonly saving: { readonly value: number; readonly error: number } | null;
  /**
   * -log p by the probability-flow ODE, the divergence exact for points; for images Hutchinson's estimate on dequantised pixels. Null at zero
   * terminal SNR.
   */
  readonly odeNegativeLogLikelihood: number | null;
  /** Its standard error over the points. */
  readonly odeError: number | null;
  readonly points: number;
  /** Whether the run has learned these samples: true where no others are known. */
  readonly learned: boolean;
}

export interface ImageFigures {
  readonly count: number;
  /** Share of images with a confidence over `CONFIDENT`, 0 to 1. */
  readonly confident: number;
  /** [classes] share of each class, by the most likely one. */
  readonly histogram: Float64Array;
  /** Fréchet distance from the features of all real test images, in squared feature units. */
  readonly frechet: number;
}

export interface ImageQuality extends ImageFigures {
  /** The same figures of as many real images: a model does better only by chance. */
  readonly floor: ImageFigures;
}

/** The loss of a perfect network. */
export interface LossFloor {
  /** In the units of the training loss: its mean over training times. Null where that is not known (learned variance). */
  readonly loss: number | null;
  /** [bins] mean squared error of the exact eps by time, the bins of 'loss-by-t'. */
  readonly byTime: Float32Array;
  /** Of how many points the reference is exact, the rows of a table; null where it is that of a density. */
  readonly points: number | null;
  /** Draws of the data by which the density is estimated; null where the reference is exact. */
  readonly draws: number | null;
}

/** The training image nearest to a sample. Distances are root mean square differences of a pixel, 0 to 255. */
export interface NearestAnswer {
  /** [height, width, channels], 0 to 255 */
  readonly image: Uint8Array;
  readonly distance: number;
  /** Mean distance of training images from the nearest other one; null where there is one alone. */
  readonly usual: number | null;
  /** Images searched. */
  readonly count: number;
}

/** Fresh points of a set with classes. */
export interface TestPoints {
  /** [n, 2] */
  readonly points: Float32Array;
  /** [n] */
  readonly labels: Int32Array;
  /** Of the class that is likeliest by the exact density: on how many of these it is right, and the share of all data. Null where that is not known. */
  readonly bayes: { readonly right: number; readonly share: number } | null;
}
