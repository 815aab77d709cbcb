/** The chain with smaller and smaller steps against its SDE. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/smallSteps';
import type { Lesson } from './lesson';

export const smallSteps: Lesson = {
  title: words.title,
  minutes: 5,
  view: 'process',
  changes: { process: 'vp-sde', schedule: 'linear' },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    {
      text: `Song et al. 2021, ${cite.equation('10', '11', cite.appendix('B'))}`,
      url: 'https://arxiv.org/abs/2011.13456',
    },
  ],
};
