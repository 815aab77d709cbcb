/**
 * The field's terms as this page uses them: what each means, and its source. The texts of lessons mark a term as
 * `[shown](term:id)`; formulas name theirs. Loaded when the glossary or a lesson is opened.
 */
import type { Reference } from './papers';

interface Term {
  readonly name: string;
  readonly meaning: string;
  /** Where it was introduced, or where this page has it from; `own` for a notion of this page. */
  readonly source: Reference | 'own';
}

export const GLOSSARY = {
  'alpha-bar': {
    name: 'ᾱ, alpha bar',
    meaning: 'The product of 1 − β over the steps up to t: the share of the variance at t that is signal.',
    source: { paper: 'ho2020', part: 'Equation 4' },
  },
  'ancestral-sampling': {
    name: 'Ancestral sampling',
    meaning:
      'Sampling a chain state after state, each drawn from its distribution given the one before. DDPM’s sampler.',
    source: { paper: 'ho2020', part: 'Algorithm 2' },
  },
  beta: {
    name: 'β, beta',
    meaning: 'The variance of the noise that one step of the chain adds.',
    source: { paper: 'ho2020', part: 'Equation 2' },
  },
  brownian: {
    name: 'Brownian motion, Wiener process',
    meaning:
      'A random path w with independent increments: over a time t the increment is normal with variance t.',
    source: { paper: 'songSde2021', part: 'Section 3' },
  },
  'closed-form': {
    name: 'Closed form',
    meaning: 'The state at t directly from the data, without the steps between: x_t = α x₀ + σ ε.',
    source: { paper: 'ho2020', part: 'Equation 4' },
  },
  conditioning: {
    name: 'Conditioning',
    meaning: 'What the network receives beside x_t: the time t, and the class where there is one.',
    source: { paper: 'ho2020' },
  },
  'probability-current': {
    name: 'Probability current',
    meaning: 'How much probability passes a place in a unit of time; the density changes where it does.',
    source: { paper: 'songSde2021', part: 'Appendix D.1' },
  },
  ddim: {
    name: 'DDIM',
    meaning:
      'A sampler for the same network as DDPM that needs no noise and few steps; with η = 1 it is ancestral sampling.',
    source: { paper: 'songDdim2021' },
  },
  'diffusion-coefficient': {
    name: 'Diffusion coefficient, g',
    meaning: 'The size of the noise in dx = f dt + g dw.',
    source: { paper: 'songSde2021', part: 'Equation 5' },
  },
  drift: {
    name: 'Drift, f',
    meaning: 'The part of dx = f dt + g dw that is not random.',
    source: { paper: 'songSde2021', part: 'Equation 5' },
  },
  elbo: {
    name: 'ELBO, variational bound',
    meaning:
      'A bound on the log-likelihood that can be computed: −log p(x₀) is at most the sum of the terms L_T, L_t and L_0.',
    source: { paper: 'ho2020', part: 'Equation 5' },
  },
  ema: {
    name: 'EMA',
    meaning:
      'The exponential moving average of the weights over training. Samples are drawn with it, for it varies less than the weights.',
    source: { paper: 'ho2020', part: 'Appendix B' },
  },
  'energy-distance': {
    name: 'Energy distance',
    meaning:
      'A distance of two distributions from samples, 2 E‖X − Y‖ − E‖X − X′‖ − E‖Y − Y′‖: zero only where they are equal.',
    source: { paper: 'szekely2013' },
  },
  film: {
    name: 'FiLM, scale and shift',
    meaning: 'Conditioning by a factor and a summand for each feature, computed from t.',
    source: { paper: 'perez2018' },
  },
  floor: {
    name: 'Floor',
    meaning:
      'The same figure for real data against other real data, or the least loss that any network can reach: no model gets below it but by chance.',
    source: 'own',
  },
  'fokker-planck': {
    name: 'Fokker–Planck equation',
    meaning: 'How the density of a diffusion changes with time: ∂p/∂t = −∂(f p)/∂x + ½ g² ∂²p/∂x².',
    source: { paper: 'songSde2021', part: 'Appendix D.1' },
  },
  frechet: {
    name: 'Fréchet distance',
    meaning:
      'The distance of two sets of images by mean and covariance of a classifier’s features. This page uses a small classifier of its own, so its figures are no FID of a paper.',
    source: { paper: 'heusel2017' },
  },
  guidance: {
    name: 'Guidance',
    meaning:
      'Sampling with the difference of the predictions with and without a class, times a weight w: closer to the class, and less varied.',
    source: { paper: 'hoSalimans2022' },
  },
  kl: {
    name: 'KL divergence',
    meaning:
      'The mean of log q/p under q: never negative, zero only for equal distributions, and not symmetric.',
    source: { paper: 'ho2020', part: 'Equation 5' },
  },
  ncsn: {
    name: 'NCSN',
    meaning:
      'Noise conditional score networks: data with noise of growing variance and no scaling. Its limit is the VE-SDE.',
    source: { paper: 'song2019' },
  },
  nfe: {
    name: 'NFE',
    meaning: 'Network evaluations that a sample takes: what sampling costs.',
    source: { paper: 'songSde2021' },
  },
  'noise-schedule': {
    name: 'Noise schedule',
    meaning: 'How the noise grows with t: the betas of all steps, or β(t).',
    source: { paper: 'nichol2021', part: 'Section 3.2' },
  },
  'probability-flow-ode': {
    name: 'Probability-flow ODE',
    meaning: 'An ODE whose solutions have the density of the SDE at every t.',
    source: { paper: 'songSde2021', part: 'Equation 13' },
  },
  posterior: {
    name: 'Posterior, q(x_{t−1} | x_t, x₀)',
    meaning:
      'The distribution of the state before x_t when the data are known: a normal distribution with known mean and variance.',
    source: { paper: 'ho2020', part: 'Equations 6 and 7' },
  },
  'reverse-sde': {
    name: 'Reverse SDE',
    meaning:
      'The diffusion that runs from noise to data with the same densities as the forward one; it needs the score.',
    source: { paper: 'anderson1982' },
  },
  score: {
    name: 'Score',
    meaning: 'The gradient of the log density, ∇ log p_t(x): it points towards higher density.',
    source: { paper: 'hyvarinen2005' },
  },
  'denoising-score-matching': {
    name: 'Denoising score matching',
    meaning: 'Learning the score by predicting the noise in noisy data.',
    source: { paper: 'vincent2011' },
  },
  sde: {
    name: 'SDE',
    meaning: 'A stochastic differential equation, dx = f dt + g dw: a drift and noise.',
    source: { paper: 'songSde2021', part: 'Equation 5' },
  },
  'sliced-wasserstein': {
    name: 'Sliced Wasserstein distance',
    meaning: 'The mean distance between two samples along many directions, each sorted along the direction.',
    source: { paper: 'bonneel2015' },
  },
  snr: {
    name: 'SNR, signal-to-noise ratio',
    meaning: 'α²/σ² at a time; its logarithm falls from data to noise.',
    source: { paper: 'kingma2021' },
  },
  'min-snr': {
    name: 'Min-SNR weighting',
    meaning:
      'A weight of each t in the loss, min(SNR, γ), that keeps little noise from outweighing the other times.',
    source: { paper: 'hang2023' },
  },
  'terminal-snr': {
    name: 'Terminal SNR',
    meaning:
      'The SNR at the last time. Where it is not near 0, sampling starts from noise that training never showed.',
    source: { paper: 'lin2023' },
  },
  v: {
    name: 'v prediction',
    meaning: 'A target between noise and data, v = α ε − σ x₀, of the same size at every t.',
    source: { paper: 'salimans2022' },
  },
  ve: {
    name: 'VE, variance exploding',
    meaning: 'A process that adds noise and does not scale the data, so that the variance grows.',
    source: { paper: 'songSde2021', part: 'Equation 9' },
  },
  velocity: {
    name: 'Velocity, u',
    meaning:
      'How x_t changes with t. On straight lines from data to noise it is ε − x₀; flow matching learns its mean.',
    source: { paper: 'lipman2023' },
  },
  vp: {
    name: 'VP, variance preserving',
    meaning: 'A process that scales the data down as it adds noise, so that the variance stays at 1.',
    source: { paper: 'songSde2021', part: 'Equation 11' },
  },
} as const satisfies Record<string, Term>;

export type TermId = keyof typeof GLOSSARY;

export const isTermId = (id: string): id is TermId => Object.hasOwn(GLOSSARY, id);

/** In the order of the ids, which begin as the names do; a Greek letter is by its English name. */
export const TERM_IDS = (Object.keys(GLOSSARY) as TermId[]).sort((a, b) => a.localeCompare(b, 'en'));

const MARK = /\[([^\]]+)\]\(term:([\w-]+)\)/g;

/** A text without its marks. */
export const withoutMarks = (text: string): string => text.replaceAll(MARK, '$1');

/** What a text marks, each once; ids that the glossary lacks are among them. */
export const markedIn = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(MARK), ([, , id]) => id)),
];
