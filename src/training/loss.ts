/** The training loss on tensors: the weighted squared error, and L_hybrid where the variance is learned. */
import * as tf from '@tensorflow/tfjs-core';
import { VARIANCE_NUMBERS } from '../diffusion/objective';
import { choose } from '../kernels/choose';
import { type HybridOptions, hybridLossOnModule } from '../kernels/hybridLoss/module';
import type { SquaredError } from '../kernels/squaredError/contract';
import { squaredError } from '../kernels/squaredError/squaredError';
import { meanOutput, predictsVariance, varianceFraction } from '../model/outputs';

export interface LossInputs {
  /** [B, ...shape] target of the output; of its mean alone where the variance is learned */
  readonly target: tf.Tensor;
  /** [B, 1] */
  readonly weight: tf.Tensor;
  /** [B, VARIANCE_NUMBERS] of `TimeNumbers.variance`; [B, 0] where the variance is fixed */
  readonly variance: tf.Tensor;
}

export interface Loss {
  /** [] the objective */
  readonly loss: tf.Scalar;
  /** [B, 1] squared error of each sample, unweighted; caller disposes */
  readonly errors: tf.Tensor;
}

/** The share of L_vlb in L_hybrid (Nichol & Dhariwal 2021, Eq. 16). */
const VLB_WEIGHT = 0.001;

/** [B, ...shape] as [B, numbers of a sample]. */
const rows = (x: tf.Tensor): tf.Tensor => (x.rank === 2 ? x : tf.reshape(x, [x.shape[0], -1]));

/**
 * One term of L_vlb for each sample, in nats per dimension (Ho et al. 2020, Eq. 5; for the first step the density of x0): with
 * log σ² = v log β + (1-v) log β̃, ½(log σ² + (posteriorVariance + meanScale·error)/σ² + constant), times the weight of its time.
 * @param fraction [B, numbers of a sample] v
 * @param error [B, numbers of a sample] squared error of the output, a constant: the mean is not trained by this term
 */
function boundTerms(fraction: tf.Tensor, error: tf.Tensor, variance: tf.Tensor): tf.Tensor {
  const [logMin, logMax, posteriorVariance, meanScale, constant, weight] = tf.split(
    variance,
    VARIANCE_NUMBERS,
    1,
  );
  const logVariance = tf.add(tf.mul(fraction, tf.sub(logMax, logMin)), logMin);
  const spread = tf.add(posteriorVariance, tf.mul(meanScale, error));
  const terms = tf.add(tf.add(logVariance, constant), tf.mul(spread, tf.exp(tf.neg(logVariance))));
  return tf.mul(tf.mul(0.5, weight), tf.mean(terms, 1, true));
}

/** L_hybrid in stock operations. */
function hybridReference(
  output: tf.Tensor,
  target: tf.Tensor,
  weight: tf.Tensor,
  { variance, share }: HybridOptions,
): SquaredError {
  const channels = target.shape[target.rank - 1];
  const guess = meanOutput(output, channels);
  const { loss: simple, errors } = squaredError(rows(guess), rows(target), weight);
  if (!variance) return { loss: simple, errors };
  const error = withoutGradient(() => tf.squaredDifference(guess, target), guess);
  const bound = tf.mean(boundTerms(rows(varianceFraction(output, channels)), rows(error), variance));
  return { loss: tf.add(simple, tf.mul(bound, share)), errors };
}

const hybridLoss = choose({ module: hybridLossOnModule, reference: hybridReference });

/**
 * @param output [B, ...shape], its last axis twice as long where the variance is learned
 * @param T      number of terms of L_vlb, of which each sample estimates one
 */
export function trainingLoss(output: tf.Tensor, { target, weight, variance }: LossInputs, T: number): Loss {
  const channels = target.shape[target.rank - 1];
  if (!predictsVariance(output, channels)) return squaredError(rows(output), rows(target), weight) as Loss;
  // A network that predicts the variance can be trained with a fixed one: then nothing of it is compared.
  const trained = variance.shape[1] === 0 ? null : variance;
  return hybridLoss(output, target, weight, { variance: trained, share: VLB_WEIGHT * T }) as Loss;
}

/** A value that counts as a constant of `x` when gradients are taken: the stop-gradient. */
function withoutGradient(value: () => tf.Tensor, x: tf.Tensor): tf.Tensor {
  return tf.customGrad((x) => ({ value: value(), gradFunc: () => tf.zerosLike(x as tf.Tensor) }))(x);
}
