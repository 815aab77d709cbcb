/** First visit: noise a digit. */
import * as cite from '../../../words/citations';
import * as words from '../../../words/lessons/firstVisit/noise';
import type { Lesson } from '../lesson';

export const noise: Lesson = {
  title: words.title,
  part: 'first-visit',
  minutes: 0.5,
  view: 'process',
  changes: { dataset: 'mnist' },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    { text: `Ho, Jain, Abbeel 2020, ${cite.equation('2')}`, url: 'https://arxiv.org/abs/2006.11239' },
  ],
};
