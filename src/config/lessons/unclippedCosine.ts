/** At the end of the cosine schedule the prediction of x0 divides by almost nothing. */
import type { Lesson } from './lesson';

export const unclippedCosine: Lesson = {
  title: 'Cosine blows up without clipping',
  minutes: 3,
  view: 'train',
  changes: {
    dataset: 'swiss-roll',
    schedule: 'cosine',
    sampler: 'ddim',
    samplingSteps: 20,
    clipDenoised: false,
    trainingSteps: 1500,
  },
  steps: ['Press Train.', 'Then repair it: the same network draws again at once.'],
  look: 'The samples, and their distance from the data.',
  outcome:
    'At the end of the cosine [schedule](term:noise-schedule) almost no signal is left, and the prediction x̂₀ = (x − σε̂)/α divides by it: a small error of ε̂ moves x̂₀ far outside the data, and later steps correct only part of it. The distance is more than 1000 times that of real data; clipping x̂₀ of the same network brings it below 20 times.',
  repair: { label: 'Clip x̂₀ to the range of the data', changes: { clipDenoised: true } },
  sources: [
    { text: 'Nichol, Dhariwal 2021, Section 3.2', url: 'https://arxiv.org/abs/2102.09672' },
    { text: 'Saharia et al. 2022, Section 2.3', url: 'https://arxiv.org/abs/2205.11487' },
  ],
};
