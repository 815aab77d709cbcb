/** Betas made for 1000 steps, used with 20: sampling starts where training never was. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/neverNoise';
import type { Lesson } from './lesson';

export const neverNoise: Lesson = {
  title: words.title,
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
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  repair: { label: words.repair, changes: { T: 200, scaleBetas: true } },
  sources: [
    { text: `Lin et al. 2024, ${cite.section('3.1')}`, url: 'https://arxiv.org/abs/2305.08891' },
    { text: `Ho, Jain, Abbeel 2020, ${cite.section('4')}`, url: 'https://arxiv.org/abs/2006.11239' },
  ],
};
