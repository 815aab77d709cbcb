/**
 * A prediction is what the network is asked for: the noise eps, the data x0, or v = alpha eps - sigma x0
 * (Salimans & Ho 2022, App. D). Any one of them and x_t = alpha x0 + sigma eps give the other two; the identities stand here and
 * nowhere else.
 *
 * For variance-preserving levels v is the usual one. For others (VE) both signals are first divided by √(alpha²+sigma²), so
 * that v has about unit variance there too.
 */
import type { Level } from './process';
import type { Refusal } from './refusal';

export type PredictionId = 'eps' | 'x0' | 'v';

/** x̂0 = cXt·x_t + cOut·(the network's output). */
export interface LinearForm {
  readonly cXt: number;
  readonly cOut: number;
}

interface Prediction {
  readonly label: string;
  /** x̂0 from x_t and the output. */
  toX0(level: Level): LinearForm;
  /** ε̂ from x_t and the output. */
  toEps(level: Level): LinearForm;
  /** The training target = cX0·x0 + cEps·eps. */
  target(level: Level): { readonly cX0: number; readonly cEps: number };
  /** The factor in ‖error of the output‖² = factor·‖error of the x̂0 it stands for‖². */
  errorOverX0Error(level: Level): number;
}

const norm = ({ alpha, sigma }: Level) => Math.hypot(alpha, sigma);

export const PREDICTIONS = {
  eps: {
    label: 'noise (eps)',
    toX0: ({ alpha, sigma }) => ({ cXt: 1 / alpha, cOut: -sigma / alpha }),
    toEps: () => ({ cXt: 0, cOut: 1 }),
    target: () => ({ cX0: 0, cEps: 1 }),
    errorOverX0Error: ({ alpha, sigma }) => (alpha / sigma) ** 2,
  },
  x0: {
    label: 'data (x0)',
    toX0: () => ({ cXt: 0, cOut: 1 }),
    toEps: ({ alpha, sigma }) => ({ cXt: 1 / sigma, cOut: -alpha / sigma }),
    target: () => ({ cX0: 1, cEps: 0 }),
    errorOverX0Error: () => 1,
  },
  v: {
    label: 'velocity (v)',
    toX0: (level) => ({ cXt: level.alpha / norm(level) ** 2, cOut: -level.sigma / norm(level) }),
    toEps: (level) => ({ cXt: level.sigma / norm(level) ** 2, cOut: level.alpha / norm(level) }),
    target: (level) => ({ cX0: -level.sigma / norm(level), cEps: level.alpha / norm(level) }),
    errorOverX0Error: (level) => (norm(level) / level.sigma) ** 2,
  },
} satisfies Record<PredictionId, Prediction>;

export const PREDICTION_IDS = Object.keys(PREDICTIONS) as PredictionId[];

/** ε̂ = (x_t - alpha x̂0)/sigma, for one number. */
export const epsFromX0 = (x: number, x0: number, { alpha, sigma }: Level): number => (x - alpha * x0) / sigma;

/** x̂0 = (x_t - sigma ε̂)/alpha, for one number. */
export const predictX0FromEps = (x: number, eps: number, { alpha, sigma }: Level): number =>
  (x - sigma * eps) / alpha;

/** ∇log p_t(x) = -ε̂/sigma. */
export const scoreFromEps = (eps: number, { sigma }: Level): number => -eps / sigma;

export type WeightingId = 'none' | 'min-snr';

/**
 * The weight of a level in the loss on the network's output: 1, or such that the loss on x̂0 is weighted by min(SNR, γ)
 * (Hang et al. 2023, Eq. 7: min(SNR, γ)/SNR for eps, min(SNR, γ) for x0, min(SNR, γ)/(SNR + 1) for v).
 */
export function lossWeight(
  weighting: WeightingId,
  prediction: PredictionId,
  level: Level,
  gamma = 5,
): number {
  if (weighting === 'none') return 1;
  const snr = (level.alpha / level.sigma) ** 2;
  // At zero SNR eps says nothing of x0, and the ratio is 0/0: its limit is 1.
  if (prediction === 'eps' && snr === 0) return 1;
  return Math.min(snr, gamma) / PREDICTIONS[prediction].errorOverX0Error(level);
}

/** Why this prediction cannot be trained or sampled where the noise is `level`, or null. */
export function predictionRefusal(prediction: PredictionId, level: Level): Refusal | null {
  if (prediction !== 'eps' || level.alpha > 0) return null;
  return {
    reason:
      'With zero terminal SNR, x_T is noise alone: guessing eps there says nothing of x0, and x̂0 = (x_t - σε̂)/α divides by 0.',
    wayOut: 'Choose v-prediction (or x0), which is defined at every level.',
  };
}
