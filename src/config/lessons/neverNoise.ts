/** Betas made for 1000 steps, used with 20: sampling starts where training never was. */
import type { Lesson } from './lesson';

export const neverNoise: Lesson = {
  title: 'A chain that never reaches noise',
  minutes: 4,
  view: 'train',
  changes: {
    dataset: 'moons',
    schedule: 'linear',
    T: 20,
    scaleBetas: false,
    sampler: 'ddim',
    samplingSteps: 20,
    trainingSteps: 1500,
  },
  steps: [
    'Read the check under the schedule.',
    'Press Train, and watch where samples end.',
    'Then repair it and train again.',
  ],
  look: 'The samples at t = 0, and the right end of the frames, where sampling starts.',
  outcome:
    'Ho’s betas were made for 1000 steps; with 20 of them √ᾱ is still 0.9 at the end, so that 82 % of the variance is [signal](term:terminal-snr). The network learns this chain, yet sampling starts from pure noise, which training never showed it: samples end at least 1.5 times as far from the moons as with T = 200.',
  repair: { label: 'Set T to 200 and scale the betas', changes: { T: 200, scaleBetas: true } },
  sources: [
    { text: 'Lin et al. 2024, Section 3.1', url: 'https://arxiv.org/abs/2305.08891' },
    { text: 'Ho, Jain, Abbeel 2020, Section 4', url: 'https://arxiv.org/abs/2006.11239' },
  ],
};
