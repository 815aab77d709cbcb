/** Steps that overshoot the minimum. */
import * as words from '../../words/lessons/rateTooHigh';
import type { Lesson } from './lesson';

export const rateTooHigh: Lesson = {
  title: words.title,
  minutes: 3,
  view: 'train',
  changes: { dataset: 'swiss-roll', learningRate: 20, warmupSteps: 0, decay: 'none', trainingSteps: 600 },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  repair: { label: words.repair, changes: { learningRate: 0.002 } },
  sources: [
    { text: 'LeCun et al. 1998, Efficient BackProp', url: 'https://doi.org/10.1007/3-540-49430-8_2' },
  ],
};
