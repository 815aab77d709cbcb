/** First visit: linear against cosine. */
import * as cite from '../../../words/citations';
import * as words from '../../../words/lessons/firstVisit/schedules';
import type { Lesson } from '../lesson';

export const schedules: Lesson = {
  title: words.title,
  part: 'first-visit',
  minutes: 1,
  view: 'compare',
  changes: { dataset: 'swiss-roll' },
  a: { schedule: 'linear' },
  b: { schedule: 'cosine' },
  pretrained: { a: 'swiss-roll-linear', b: 'swiss-roll-cosine' },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    { text: `Nichol, Dhariwal 2021, ${cite.section('3.2')}`, url: 'https://arxiv.org/abs/2102.09672' },
  ],
};
