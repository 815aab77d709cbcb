/** The meaning of the equations' symbols: a sentence each, which follows the symbol. Loaded at the first use of the page. */
import type { SymbolId } from '../equations.generated';
import { MAIN_GLOSSES } from './mainGlosses';

export const GLOSSES: Readonly<Partial<Record<SymbolId, string>>> = {
  ...MAIN_GLOSSES,
  c1: 'is the weight of the guess, 1 in the last step; in a chain √ᾱ_{t−1} β_t / (1 − ᾱ_t).',
  c2: 'is the weight of the samples now, 0 in the last step; in a chain √α_t (1 − ᾱ_{t−1}) / (1 − ᾱ_t).',
  alphaS: 'is the factor of the data at the next time s, √ᾱ_s in a chain.',
  sigmaS: 'is the standard deviation of the noise at the next time s.',
  ratio:
    'is how much noise remains: its deviation at the next time s over that at t. h is the step in log(α/σ).',
  sigma: 'is the standard deviation of the noise at time t.',
  pull: 'is the squared size of the noise that the forward process adds in a unit of time.',
  xt: 'is the noisy samples at time t.',
  z: 'is fresh noise from N(0, 1). None is added at the last step.',
  eps: 'is the noise in the samples, by the network’s prediction.',
  drift: 'is the drift of the forward process, towards 0.',
  epsdraw: 'is the noise that was added to the data, drawn from N(0, 1).',
  noise: 'is noise, drawn from N(0, 1).',
  data: 'is a sample of the data.',
  abar: 'is the factor of the data at time t.',
  keep: 'is the factor of the data at time t.',
  time: 'is the time, and the factor of the noise: the two factors sum to 1.',
  rest: 'is the standard deviation of the noise at time t.',
  v: 'is v, as the network predicts it.',
  u: 'is the velocity, as the network predicts it: how a noisy sample changes with t.',
  kick: 'is the noise that the forward process adds; g is the diffusion coefficient.',
  shrink: 'is the factor of the state before in one step.',
  step: 'is the noise that one step adds, of variance β.',
  density: 'is the density of the noisy samples at time t.',
  current: 'is the flow of probability at each place.',
  vdraw: 'is √ᾱ_t ε − √(1 − ᾱ_t) x₀ of a sample and its noise: the way from data to noise at t.',
};
