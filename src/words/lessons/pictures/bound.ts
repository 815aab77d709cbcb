/** A Gaussian that one moves, its divergences and the bound that it gives: controls, charts and the sentences that are computed. */
import { count } from '../../../lib/numbers';

export const mean = 'Mean of q';
export const deviation = 'Deviation of q';
export const setToPosterior = 'Set q to the posterior';
export const boundPicture = 'Posterior and bound';
export const jensenPicture = 'Jensen’s inequality';

interface Terms {
  readonly gap: string;
  readonly reverse: string;
  readonly reconstruction: string;
  readonly toPrior: string;
  readonly elbo: string;
  readonly evidence: string;
}
export const terms = ({ gap, reverse, reconstruction, toPrior, elbo, evidence }: Terms) =>
  `KL(q ‖ p) = ${gap} nats, KL(p ‖ q) = ${reverse}. E[log p(x|z)] − KL(q ‖ p(z)) = ${reconstruction} − ${toPrior} = ${elbo}, the ELBO; with the gap of ${gap} it is log p(x) = ${evidence}.`;

interface Mixture {
  readonly half: string;
  readonly chord: string;
}
export const convex = ({ half, chord }: Mixture) =>
  `Half q and half p(z|x), as a mixture, is ${half} nats from p(z|x), and half of KL(q ‖ p) is ${chord}: the divergence of a mixture is at most the mixture of the divergences. It is convex.`;
export const convexPicture = 'Convexity of the divergence';
export const shareOfPosterior = 'share of p(z|x) in the mixture';
export const ofMixture = 'KL of the mixture';
export const mixedDivergences = 'mixture of the KLs, dashed';

export const density = 'density';
export const posteriorExact = 'p(z|x), exact';
export const priorDashed = 'p(z), dashed';
export const nats = 'nats';
export const logOfMean = 'log of the mean';
export const meanOfLog = 'mean of the log';

interface Trained {
  readonly step: number;
  readonly end: string;
  readonly middle: string;
  readonly steps: number;
  readonly sign: string;
  readonly first: string;
  readonly total: string;
  readonly unit: 'nats' | 'bits';
  readonly points: number;
  /** Whether the model has learned these samples. */
  readonly learned: boolean;
}
export const trained = ({ step, end, middle, steps, sign, first, total, unit, points, learned }: Trained) =>
  `Your model at step ${count(step)}: L_T ${end} + ΣL_t ${middle} over ${steps} steps ${sign} L₀ ${first} = ${total} ${unit} per dimension, a bound on −log p(x₀) (mean of ${count(points)} ${learned ? 'training samples' : 'fresh samples'}).`;
export const trainFirst =
  'Train the model below and press “Evaluate the bound”: its terms are added up here.';
export const sumPicture = 'The terms added up';
export const termsAdded = 'terms added, from noise to data';
export const perDimension = (unit: 'nats' | 'bits') => `${unit} per dimension`;
