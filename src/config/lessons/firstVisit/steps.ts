/** First visit: fewer steps back. */
import * as cite from '../../../words/citations';
import * as words from '../../../words/lessons/firstVisit/steps';
import type { Lesson } from '../lesson';

export const steps: Lesson = {
  title: words.title,
  part: 'first-visit',
  minutes: 0.5,
  view: 'sample',
  changes: { dataset: 'swiss-roll', sampler: 'ddim', samplingSteps: 20 },
  sample: { pretrained: 'swiss-roll-cosine', count: 2000 },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    { text: `Song, Meng, Ermon 2021, ${cite.section('5.1')}`, url: 'https://arxiv.org/abs/2010.02502' },
  ],
};
