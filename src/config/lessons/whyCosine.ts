/** Why the cosine schedule was invented: where a schedule spends its steps. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/whyCosine';
import type { Lesson } from './lesson';

export const whyCosine: Lesson = {
  title: words.title,
  minutes: 5,
  view: 'compare',
  changes: { dataset: 'swiss-roll' },
  a: { schedule: 'linear' },
  b: { schedule: 'cosine' },
  pretrained: { a: 'swiss-roll-linear', b: 'swiss-roll-cosine' },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    {
      text: `Nichol, Dhariwal 2021, ${cite.section('3.2')}, ${cite.figures('3', '5')}`,
      url: 'https://arxiv.org/abs/2102.09672',
    },
    { text: `Chen 2023, ${words.onImageSizes}`, url: 'https://arxiv.org/abs/2301.10972' },
  ],
};
