/** Guidance follows a field that is a score at each t by itself, and of no one distribution at all of them. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/guidedDensity';
import type { Lesson } from './lesson';

export const guidedDensity: Lesson = {
  title: words.title,
  minutes: 5,
  view: 'train',
  changes: {
    dataset: 'moons',
    classes: true,
    label: 0,
    guidance: 4,
    sampler: 'ddim',
    samplingSteps: 50,
    trainingSteps: 1500,
  },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  repair: { label: words.repair, changes: { guidance: 1 } },
  sources: [
    { text: `Ho, Salimans 2022, ${cite.section('3')}`, url: 'https://arxiv.org/abs/2207.12598' },
    { text: `Bradley, Nakkiran 2024, ${cite.section('3')}`, url: 'https://arxiv.org/abs/2408.09000' },
  ],
};
