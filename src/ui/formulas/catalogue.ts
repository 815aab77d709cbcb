/** The formulas of the page: what each says, its source, and the code that computes it. Loaded when one is opened. */
import type { RunConfig } from '../../config/fields';
import type { TermId } from '../../config/glossary';
import type { Reference } from '../../config/papers';
import { EQUATIONS } from '../equations.generated';
import { MORE_EQUATIONS } from '../moreEquations.generated';
import { PROCESS_EQUATIONS } from '../processEquations.generated';
import type { CodeId } from './code.generated';

export interface Formula {
  readonly title: string;
  /** What it says, in a sentence or two. */
  readonly says: string;
  /** Of the glossary. */
  readonly terms: readonly TermId[];
  readonly sources: readonly Reference[];
  /** The code that computes it under these settings. */
  readonly code: (config: RunConfig) => readonly CodeId[];
}

const RATES: Readonly<Record<RunConfig['process'], CodeId>> = {
  ddpm: 'chainRates',
  'vp-sde': 'vpRates',
  've-sde': 'veRates',
  flow: 'flowRates',
};

export const FORMULAS = {
  ddpm: {
    title: 'One reverse step of DDPM',
    says: 'The next samples are drawn from the posterior q(x_{t−1} | x_t, x₀), with the network’s prediction x̂₀ in the place of x₀. Where sampling skips steps, the same formula holds between the two levels that it visits.',
    terms: ['ancestral-sampling', 'posterior'],
    sources: [{ paper: 'ho2020', part: 'Equations 6 and 7, Algorithm 2' }],
    code: () => ['posterior'],
  },
  ddim: {
    title: 'One step of DDIM',
    says: 'The predicted noise is kept, and mixed with the prediction of the data as the next level asks. With η = 0 no noise is drawn.',
    terms: ['ddim'],
    sources: [{ paper: 'songDdim2021', part: 'Equation 12' }],
    code: () => ['ddimStep'],
  },
  'dpm-solver++': {
    title: 'One step of DPM-Solver++',
    says: 'The linear part of the probability-flow ODE is solved exactly, and x̂₀ counts as constant over the step. Of order 2, the last two predictions are joined by a line.',
    terms: ['probability-flow-ode', 'nfe'],
    sources: [{ paper: 'lu2022', part: 'Algorithm 2' }],
    code: () => ['dpmSolverStep'],
  },
  score: {
    title: 'The score, from the predicted noise',
    says: 'A network that predicts the noise knows the score as well: they differ by the factor −1/σ. The code is that of the exact reference, which goes the other way, ε = −σ ∇ log p.',
    terms: ['score', 'denoising-score-matching'],
    sources: [
      { paper: 'dhariwal2021', part: 'Equation 11' },
      { paper: 'hyvarinen2005' },
      { paper: 'vincent2011' },
    ],
    code: () => ['exactEps'],
  },
  loss: {
    title: 'The loss on the noise',
    says: 'The mean squared distance of the predicted noise from the noise that was added, over data, noise and t.',
    terms: ['denoising-score-matching', 'floor'],
    sources: [{ paper: 'ho2020', part: 'Equation 14' }],
    code: () => ['targetEps', 'squaredError'],
  },
  lossOfX0: {
    title: 'The loss on the data',
    says: 'The mean squared distance of the predicted data from the data: the network is a denoiser.',
    terms: ['floor'],
    sources: [{ paper: 'karras2022', part: 'Equation 2' }],
    code: () => ['targetX0', 'squaredError'],
  },
  lossOfV: {
    title: 'The loss on v',
    says: 'The mean squared distance of the predicted v from that of the data and the noise.',
    terms: ['v', 'floor'],
    sources: [{ paper: 'salimans2022' }],
    code: () => ['targetV', 'squaredError'],
  },
  lossOfVelocity: {
    title: 'The loss of flow matching',
    says: 'The mean squared distance of the predicted velocity from that of one line between data and noise. The papers count time from noise to data, so their velocity has the other sign.',
    terms: ['velocity', 'floor'],
    sources: [{ paper: 'lipman2023', part: 'Equations 9 and 23' }, { paper: 'liu2023' }],
    code: () => ['targetVelocity', 'squaredError'],
  },
  flowOde: {
    title: 'The ODE of flow matching',
    says: 'Samples follow the marginal velocity, the mean of u over all lines through x at t, from noise to data.',
    terms: ['velocity'],
    sources: [{ paper: 'lipman2023', part: 'Equation 1 and Theorem 1' }, { paper: 'liu2023' }],
    code: () => ['velocity', 'eulerStep'],
  },
  ode: {
    title: 'The probability-flow ODE',
    says: 'Half of the score term and no noise give the same density at every t as the SDE. Euler’s method and Heun’s follow it.',
    terms: ['probability-flow-ode', 'score'],
    sources: [
      { paper: 'songSde2021', part: 'Equation 13' },
      { paper: 'karras2022', part: 'Algorithm 1' },
    ],
    code: ({ process, sampler }) => [RATES[process], sampler === 'heun' ? 'heunCorrection' : 'eulerStep'],
  },
  sde: {
    title: 'The reverse SDE',
    says: 'The forward drift less the whole score term, with fresh noise, leads from noise back to the data. Time runs down.',
    terms: ['reverse-sde', 'score'],
    sources: [{ paper: 'songSde2021', part: 'Equation 6' }],
    code: ({ process }) => [RATES[process], 'reverseSdeStep'],
  },
  forwardSde: {
    title: 'The forward SDE',
    says: 'A drift and fresh noise turn data into noise: f is the drift, g the diffusion coefficient.',
    terms: ['drift', 'diffusion-coefficient', 'sde'],
    sources: [{ paper: 'songSde2021', part: 'Equation 5; VE is Equation 9, VP Equation 11' }],
    code: ({ process }) => [RATES[process]],
  },
  chain: {
    title: 'One step of the chain',
    says: 'The state shrinks by √(1 − β) and noise of variance β is added: the two roots keep the variance at 1.',
    terms: ['beta', 'noise-schedule', 'vp'],
    sources: [
      { paper: 'ho2020', part: 'Equation 2' },
      { paper: 'songSde2021', part: 'Equation 10' },
    ],
    code: () => ['chainStep'],
  },
  forward: {
    title: 'The closed form of a chain',
    says: 'All steps up to t at once: the data times √ᾱ, and noise of variance 1 − ᾱ.',
    terms: ['alpha-bar', 'closed-form', 'snr'],
    sources: [{ paper: 'ho2020', part: 'Equation 4' }],
    code: () => ['closedForm'],
  },
  straight: {
    title: 'The closed form of flow matching',
    says: 'A straight line from data at t = 0 to noise at t = 1. The papers count time the other way.',
    terms: ['closed-form', 'velocity'],
    sources: [{ paper: 'lipman2023', part: 'Equation 22, with σ_min = 0' }, { paper: 'liu2023' }],
    code: () => ['flowLevel', 'closedForm'],
  },
  exploding: {
    title: 'The closed form of a VE process',
    says: 'The data stay as they are, and noise of growing variance is added: the sum of all steps of the chain of NCSN.',
    terms: ['ve', 'ncsn'],
    sources: [{ paper: 'songSde2021', part: 'Equations 8 and 9' }],
    code: () => ['veLevel', 'closedForm'],
  },
  current: {
    title: 'The probability current',
    says: 'How much probability passes x in a unit of time. By Fokker–Planck’s equation the density changes where the current does, ∂p/∂t = −∂J/∂x.',
    terms: ['probability-current', 'fokker-planck'],
    sources: [{ paper: 'songSde2021', part: 'Appendix D.1' }],
    code: ({ process }) => [RATES[process], 'current'],
  },
} as const satisfies Record<string, Formula>;

export type FormulaId = keyof typeof FORMULAS;

const MARKUP: Readonly<Record<FormulaId, string>> = { ...EQUATIONS, ...MORE_EQUATIONS, ...PROCESS_EQUATIONS };

/** The formula that an equation of the page is; null for none. @param markup of the generated equations */
export const formulaOf = (markup: string): FormulaId | null =>
  (Object.keys(FORMULAS) as FormulaId[]).find((id) => MARKUP[id] === markup) ?? null;

/** The symbols of an equation in their order, each once. */
export const symbolsOf = (markup: string): string[] => [
  ...new Set(Array.from(markup.matchAll(/data-sym="(\w+)"/g), ([, id]) => id)),
];
