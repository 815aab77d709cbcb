/**
 * A prediction is the quantity that the network outputs: the noise eps, the data x0, v = alpha eps - sigma x0
 * (Salimans & Ho 2022, App. D), or the velocity u = alpha' x0 + sigma' eps (Lipman et al. 2023). Any one of them and
 * x_t = alpha x0 + sigma eps give the others; the identities stand here and nowhere else.
 *
 * For variance-preserving levels v is the usual one. For others (VE) both signals are first divided by √(alpha²+sigma²), so
 * that v has about unit variance there too.
 *
 * The velocity is output over the root mean square of its two coefficients (`Process.direction`): 1 for flow matching, where it
 * is eps - x0; where variance is preserved it is then √2 v, and √2 eps for VE.
 */

import * as words from '../words/config';
import { epsWithoutSignal } from '../words/errors/refusals';
import type { Level, Slopes } from './process';
import type { Refusal } from './refusal';

/** x̂0 = cXt·x_t + cOut·(the network's output). */
export interface LinearForm {
  readonly cXt: number;
  readonly cOut: number;
}

interface Prediction {
  /** Name in menus. */
  readonly label: string;
  /** x̂0 from x_t and the output. */
  toX0(level: Level, direction: Slopes): LinearForm;
  /** ε̂ from x_t and the output. */
  toEps(level: Level, direction: Slopes): LinearForm;
  /** The training target = cX0·x0 + cEps·eps. */
  target(level: Level, direction: Slopes): { readonly cX0: number; readonly cEps: number };
  /** The factor in ‖error of the output‖² = factor·‖error of the x̂0 it stands for‖². */
  errorOverX0Error(level: Level, direction: Slopes): number;
}

/** The determinant of (x_t, u) in (x0, eps): α σ' - α' σ. */
const determinant = ({ alpha, sigma }: Level, slopes: Slopes) => alpha * slopes.sigma - slopes.alpha * sigma;

const norm = ({ alpha, sigma }: Level) => Math.hypot(alpha, sigma);

export const PREDICTIONS = {
  eps: {
    label: words.predictions.eps,
    toX0: ({ alpha, sigma }) => ({ cXt: 1 / alpha, cOut: -sigma / alpha }),
    toEps: () => ({ cXt: 0, cOut: 1 }),
    target: () => ({ cX0: 0, cEps: 1 }),
    errorOverX0Error: ({ alpha, sigma }) => (alpha / sigma) ** 2,
  },
  x0: {
    label: words.predictions.x0,
    toX0: () => ({ cXt: 0, cOut: 1 }),
    toEps: ({ alpha, sigma }) => ({ cXt: 1 / sigma, cOut: -alpha / sigma }),
    target: () => ({ cX0: 1, cEps: 0 }),
    errorOverX0Error: () => 1,
  },
  v: {
    label: words.predictions.v,
    toX0: (level) => ({ cXt: level.alpha / norm(level) ** 2, cOut: -level.sigma / norm(level) }),
    toEps: (level) => ({ cXt: level.sigma / norm(level) ** 2, cOut: level.alpha / norm(level) }),
    target: (level) => ({ cX0: -level.sigma / norm(level), cEps: level.alpha / norm(level) }),
    errorOverX0Error: (level) => (norm(level) / level.sigma) ** 2,
  },
  velocity: {
    label: words.predictions.velocity,
    toX0(level, slopes) {
      const scale = determinant(level, slopes);
      return { cXt: slopes.sigma / scale, cOut: -level.sigma / scale };
    },
    toEps(level, slopes) {
      const scale = determinant(level, slopes);
      return { cXt: -slopes.alpha / scale, cOut: level.alpha / scale };
    },
    target: (_, slopes) => ({ cX0: slopes.alpha, cEps: slopes.sigma }),
    errorOverX0Error: (level, slopes) => (determinant(level, slopes) / level.sigma) ** 2,
  },
} satisfies Record<string, Prediction>;

/** û from x_t and the output of a prediction: the velocity as an output is itself, and others go by way of x̂0 and ε̂. */
export function toVelocity(id: PredictionId, level: Level, direction: Slopes): LinearForm {
  if (id === 'velocity') return { cXt: 0, cOut: 1 };
  const { toX0, toEps }: Prediction = PREDICTIONS[id];
  const [x0, eps] = [toX0(level, direction), toEps(level, direction)];
  return {
    cXt: direction.alpha * x0.cXt + direction.sigma * eps.cXt,
    cOut: direction.alpha * x0.cOut + direction.sigma * eps.cOut,
  };
}

export type PredictionId = keyof typeof PREDICTIONS;

export const PREDICTION_IDS = Object.keys(PREDICTIONS) as PredictionId[];

/**
 * The field that a network is compared with the exact answer in: eps, whose scale is known at every time, or the velocity where the
 * network outputs it.
 */
export type FieldQuantity = 'eps' | 'velocity';

export const comparedField = (prediction: PredictionId): FieldQuantity =>
  prediction === 'velocity' ? 'velocity' : 'eps';

interface Weighting {
  /** Name in menus. */
  readonly label: string;
  /** The parameters that it alone reads. Names are those of the configuration's fields. */
  readonly parameters: readonly ('minSnrGamma' | 'lossSpace')[];
}

/**
 * The quantity whose squared error is the loss: that of the output, or what follows from it and x_t. Since all of them are linear in the
 * output, a loss in another space is a weighting: ‖ε − ε̂‖² = SNR ‖x0 − x̂0‖².
 */
export const LOSS_SPACES = { output: words.outputItself, ...PREDICTIONS };
export type LossSpaceId = keyof typeof LOSS_SPACES;

/** Loss weightings: what `lossWeight` computes for each. */
export const WEIGHTINGS = {
  none: { label: words.noWeighting, parameters: ['lossSpace'] },
  'min-snr': { label: 'Min-SNR-γ', parameters: ['minSnrGamma'] },
} as const satisfies Record<string, Weighting>;
export type WeightingId = keyof typeof WEIGHTINGS;

export interface LossWeightOptions {
  readonly minSnrGamma?: number;
  readonly lossSpace?: LossSpaceId;
}

/**
 * The weight of a level in the loss on the network's output: such that the loss is the squared error of the loss space (Salimans & Ho
 * 2022, Sec. 4; Li & He 2025, Tab. 1), or that the loss on x̂0 is weighted by min(SNR, γ) (Hang et al. 2023, Eq. 7: min(SNR, γ)/SNR for
 * eps, min(SNR, γ) for x0, min(SNR, γ)/(SNR + 1) for v), whatever the space.
 */
export function lossWeight(
  weighting: WeightingId,
  prediction: PredictionId,
  level: Level,
  direction: Slopes,
  { minSnrGamma: gamma = 5, lossSpace = 'output' }: LossWeightOptions = {},
): number {
  if (weighting === 'none') {
    if (lossSpace === 'output' || lossSpace === prediction) return 1;
    const { errorOverX0Error }: Prediction = PREDICTIONS[lossSpace];
    return errorOverX0Error(level, direction) / PREDICTIONS[prediction].errorOverX0Error(level, direction);
  }
  const snr = (level.alpha / level.sigma) ** 2;
  // At zero SNR eps says nothing of x0, and the ratio is 0/0: its limit is 1.
  if (prediction === 'eps' && snr === 0) return 1;
  return Math.min(snr, gamma) / PREDICTIONS[prediction].errorOverX0Error(level, direction);
}

/** The quantity whose squared error a loss is, weighted where `weighting` says so. */
export const lossQuantity = ({
  weighting,
  lossSpace,
  prediction,
}: {
  readonly weighting: WeightingId;
  readonly lossSpace: LossSpaceId;
  readonly prediction: PredictionId;
}): PredictionId => (weighting === 'none' && lossSpace !== 'output' ? lossSpace : prediction);

/** Why this prediction cannot be trained or sampled where the noise is `level`, or null. */
export function predictionRefusal(prediction: PredictionId, level: Level): Refusal | null {
  if (prediction !== 'eps' || level.alpha > 0) return null;
  return epsWithoutSignal;
}
