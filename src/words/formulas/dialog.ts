/** The formulas of the page: what each says, and what stands around it. */

import { capitalised, count } from '../../lib/numbers';

export const says = {
  ddpm: 'The next samples are drawn from the posterior q(x_{t−1} | x_t, x₀), with the network’s prediction x̂₀ in the place of x₀. Where sampling skips steps, the same formula holds between the two levels that it visits.',
  ddim: 'The predicted noise is kept, and mixed with the prediction of the data as the next level asks. With η = 0 no noise is drawn.',
  'dpm-solver++':
    'The linear part of the probability-flow ODE is solved exactly, and x̂₀ counts as constant over the step. Of order 2, the last two predictions are joined by a line.',
  score:
    'A network that predicts the noise knows the score as well: they differ by the factor −1/σ. The code is that of the exact reference, which goes the other way, ε = −σ ∇ log p.',
  loss: 'The mean squared distance of the predicted noise from the noise that was added, over data, noise and t.',
  lossOfX0: 'The mean squared distance of the predicted data from the data: the network is a denoiser.',
  lossOfV: 'The mean squared distance of the predicted v from that of the data and the noise.',
  lossOfVelocity:
    'The mean squared distance of the predicted velocity from that of one line between data and noise. The papers count time from noise to data, so their velocity has the other sign.',
  flowOde:
    'Samples follow the marginal velocity, the mean of u over all lines through x at t, from noise to data.',
  ode: 'Half of the score term and no noise give the same density at every t as the SDE. Euler’s method and Heun’s follow it.',
  sde: 'The forward drift less the whole score term, with fresh noise, leads from noise back to the data. Time runs down.',
  forwardSde: 'A drift and fresh noise turn data into noise: f is the drift, g the diffusion coefficient.',
  chain:
    'The state shrinks by √(1 − β) and noise of variance β is added: the two roots keep the variance at 1.',
  forward: 'All steps up to t at once: the data times √ᾱ, and noise of variance 1 − ᾱ.',
  straight: 'A straight line from data at t = 0 to noise at t = 1. The papers count time the other way.',
  exploding:
    'The data stay as they are, and noise of growing variance is added: the sum of all steps of the chain of NCSN.',
  current:
    'How much probability passes x in a unit of time. By Fokker–Planck’s equation the density changes where the current does, ∂p/∂t = −∂J/∂x.',
};
export const forwardSdeEquations = 'Equation 5; VE is Equation 9, VP Equation 11';
export const straightEquation = 'Equation 22, with σ_min = 0';

export const numbersAt = 'Numbers at t =';
export const timeOfNumbers = 'Time of the numbers';
export const symbols = 'Symbols';
export const symbol = 'Symbol';
export const meaning = 'Meaning';
export const now = 'Now';
/** "is the noise that was added", which follows a symbol elsewhere, as the beginning of a sentence. */
export const asMeaning = (gloss: string) => capitalised(gloss.replace(/^is /, ''));
export const loss = (value: string, step: number) => `L = ${value} at step ${count(step)}, smoothed.`;
export const noLoss = 'L has no value before a training step.';
export const source = 'Source';
export const inCode = 'In the code';
export const close = 'Close';

export const learnedSigma = (least: string, most: string) =>
  `σ_t from ${least} to ${most}, as the network says`;
export const sigmaWithEta = (sigma: string, left: string, fresh: string) =>
  `${sigma}; with η, ${left} of it and fresh noise of ${fresh}`;
export const ratioWithH = (ratio: string, h: string) => `${ratio}, with h = ${h}`;
export const shrinkWithBeta = (shrink: string, beta: string) => `${shrink}, with β = ${beta}`;
export const rootAlphaBar = (root: string, alphaBar: string) => `${root}, so ᾱ = ${alphaBar}`;

interface Step {
  readonly from: string;
  /** The time to which it leads; null for the data. */
  readonly to: string | null;
  readonly number: number;
  readonly of: number;
}
export const step = ({ from, to, number, of }: Step) =>
  `The step from t = ${from} to ${to === null ? 'the data' : `t = ${to}`}, number ${number} of ${of}.`;
