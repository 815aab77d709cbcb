/** An average of the weights that still holds the untrained network. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/emaTooEarly';
import type { Lesson } from './lesson';

export const emaTooEarly: Lesson = {
  title: words.title,
  minutes: 3,
  view: 'train',
  changes: { dataset: 'swiss-roll', emaWarmup: false, emaDecay: 0.999, trainingSteps: 500 },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  repair: { label: words.repair, changes: { emaWarmup: true } },
  sources: [
    { text: `Song, Ermon 2020, ${cite.section('4')}`, url: 'https://arxiv.org/abs/2006.09011' },
    { text: `Karras et al. 2024, ${cite.section('3')}`, url: 'https://arxiv.org/abs/2312.02696' },
  ],
};
