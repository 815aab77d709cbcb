/** What `index.html` says before any code runs. */

export const title = 'DDPM Lab';
export const description =
  'Train a denoising diffusion model in a browser tab, on the GPU, and watch it learn.';
export const withoutScript = 'DDPM Lab trains a neural network in this tab: it needs JavaScript.';
