/** The glossary: the field's terms as this page uses them, and what stands around them. */

export const terms = {
  'alpha-bar': {
    name: 'ᾱ, alpha bar',
    meaning: 'The product of 1 − β over the steps up to t: the share of the variance at t that is signal.',
  },
  'ancestral-sampling': {
    name: 'Ancestral sampling',
    meaning:
      'Sampling a chain state after state, each drawn from its distribution given the one before. DDPM’s sampler.',
  },
  beta: {
    name: 'β, beta',
    meaning: 'The variance of the noise that one step of the chain adds.',
  },
  brownian: {
    name: 'Brownian motion, Wiener process',
    meaning:
      'A random path w with independent increments: over a time t the increment is normal with variance t.',
  },
  'closed-form': {
    name: 'Closed form',
    meaning: 'The state at t directly from the data, without the steps between: x_t = α x₀ + σ ε.',
  },
  conditioning: {
    name: 'Conditioning',
    meaning: 'What the network receives beside x_t: the time t, and the class where there is one.',
  },
  'probability-current': {
    name: 'Probability current',
    meaning: 'How much probability passes a place in a unit of time; the density changes where it does.',
  },
  ddim: {
    name: 'DDIM',
    meaning:
      'A sampler for the same network as DDPM that needs no noise and few steps; with η = 1 it is ancestral sampling.',
  },
  'diffusion-coefficient': {
    name: 'Diffusion coefficient, g',
    meaning: 'The size of the noise in dx = f dt + g dw.',
  },
  drift: {
    name: 'Drift, f',
    meaning: 'The part of dx = f dt + g dw that is not random.',
  },
  elbo: {
    name: 'ELBO, variational bound',
    meaning:
      'A bound on the log-likelihood that can be computed: −log p(x₀) is at most the sum of the terms L_T, L_t and L_0.',
  },
  ema: {
    name: 'EMA',
    meaning:
      'The exponential moving average of the weights over training. Samples are drawn with it, for it varies less than the weights.',
  },
  'energy-distance': {
    name: 'Energy distance',
    meaning:
      'A distance of two distributions from samples, 2 E‖X − Y‖ − E‖X − X′‖ − E‖Y − Y′‖: zero only where they are equal.',
  },
  film: {
    name: 'FiLM, scale and shift',
    meaning: 'Conditioning by a factor and a summand for each feature, computed from t.',
  },
  floor: {
    name: 'Floor',
    meaning:
      'The same figure for real data against other real data, or the least loss that any network can reach on fresh data: no model gets below it but by chance, or on examples that it has learned by heart.',
  },
  'fokker-planck': {
    name: 'Fokker–Planck equation',
    meaning: 'How the density of a diffusion changes with time: ∂p/∂t = −∂(f p)/∂x + ½ g² ∂²p/∂x².',
  },
  frechet: {
    name: 'Fréchet distance',
    meaning:
      'The distance of two sets of images by mean and covariance of a classifier’s features. This page uses a small classifier of its own, so its figures are no FID of a paper.',
  },
  guidance: {
    name: 'Guidance',
    meaning:
      'Sampling with the difference of the predictions with and without a class, times a weight w: closer to the class, and less varied.',
  },
  kl: {
    name: 'KL divergence',
    meaning:
      'The mean of log q/p under q: never negative, zero only for equal distributions, and not symmetric.',
  },
  ncsn: {
    name: 'NCSN',
    meaning:
      'Noise conditional score networks: data with noise of growing variance and no scaling. Its limit is the VE-SDE.',
  },
  nfe: {
    name: 'NFE',
    meaning: 'Network evaluations that a sample takes: what sampling costs.',
  },
  'noise-schedule': {
    name: 'Noise schedule',
    meaning: 'How the noise grows with t: the betas of all steps, or β(t).',
  },
  'probability-flow-ode': {
    name: 'Probability-flow ODE',
    meaning: 'An ODE whose solutions have the density of the SDE at every t.',
  },
  posterior: {
    name: 'Posterior, q(x_{t−1} | x_t, x₀)',
    meaning:
      'The distribution of the state before x_t when the data are known: a normal distribution with known mean and variance.',
  },
  'reverse-sde': {
    name: 'Reverse SDE',
    meaning:
      'The diffusion that runs from noise to data with the same densities as the forward one; it needs the score.',
  },
  score: {
    name: 'Score',
    meaning: 'The gradient of the log density, ∇ log p_t(x): it points towards higher density.',
  },
  'denoising-score-matching': {
    name: 'Denoising score matching',
    meaning: 'Learning the score by predicting the noise in noisy data.',
  },
  sde: {
    name: 'SDE',
    meaning: 'A stochastic differential equation, dx = f dt + g dw: a drift and noise.',
  },
  'sliced-wasserstein': {
    name: 'Sliced Wasserstein distance',
    meaning: 'The mean distance between two samples along many directions, each sorted along the direction.',
  },
  snr: {
    name: 'SNR, signal-to-noise ratio',
    meaning: 'α²/σ² at a time; its logarithm falls from data to noise.',
  },
  'min-snr': {
    name: 'Min-SNR weighting',
    meaning:
      'A weight of each t in the loss, min(SNR, γ), that keeps little noise from outweighing the other times.',
  },
  'terminal-snr': {
    name: 'Terminal SNR',
    meaning:
      'The SNR at the last time. Where it is not near 0, sampling starts from noise that training never showed.',
  },
  v: {
    name: 'v prediction',
    meaning: 'A target between noise and data, v = α ε − σ x₀, of the same size at every t.',
  },
  ve: {
    name: 'VE, variance exploding',
    meaning: 'A process that adds noise and does not scale the data, so that the variance grows.',
  },
  velocity: {
    name: 'Velocity, u',
    meaning:
      'How x_t changes with t. On straight lines from data to noise it is ε − x₀; flow matching learns its mean.',
  },
  vp: {
    name: 'VP, variance preserving',
    meaning: 'A process that scales the data down as it adds noise, so that the variance stays at 1.',
  },
};
export const glossary = 'Glossary';
export const ownNotion = 'A notion of this page.';
export const termsOfText = 'Terms:';
export const close = 'Close';
