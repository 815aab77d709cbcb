/** First visit: one guess of a trained network, and many. */
import * as cite from '../../../words/citations';
import * as words from '../../../words/lessons/firstVisit/guess';
import type { Lesson } from '../lesson';

export const guess: Lesson = {
  title: words.title,
  part: 'first-visit',
  minutes: 1,
  view: 'sample',
  changes: { dataset: 'mnist', samplingSteps: 1 },
  sample: { pretrained: 'mnist-cosine', count: 16 },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    { text: `Song, Meng, Ermon 2021, ${cite.section('4.2')}`, url: 'https://arxiv.org/abs/2010.02502' },
  ],
};
