/** At the end of the cosine schedule the prediction of x0 divides by almost nothing. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/unclippedCosine';
import type { Lesson } from './lesson';

export const unclippedCosine: Lesson = {
  title: words.title,
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
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  repair: { label: words.repair, changes: { clipDenoised: true } },
  sources: [
    { text: `Nichol, Dhariwal 2021, ${cite.section('3.2')}`, url: 'https://arxiv.org/abs/2102.09672' },
    { text: `Saharia et al. 2022, ${cite.section('2.3')}`, url: 'https://arxiv.org/abs/2205.11487' },
  ],
};
