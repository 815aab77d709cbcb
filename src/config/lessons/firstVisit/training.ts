/** First visit: train on points. */
import * as cite from '../../../words/citations';
import * as words from '../../../words/lessons/firstVisit/training';
import type { Lesson } from '../lesson';

export const training: Lesson = {
  title: words.title,
  part: 'first-visit',
  minutes: 1,
  view: 'train',
  changes: { dataset: 'moons', trainingSteps: 1500 },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    { text: `Ho, Jain, Abbeel 2020, ${cite.algorithm('1')}`, url: 'https://arxiv.org/abs/2006.11239' },
  ],
};
