/** Joint, conditional and marginal on a histogram, and Bayes' theorem from them. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/joint';
import type { Lesson } from './lesson';

export const joint: Lesson = {
  title: words.title,
  minutes: 4,
  view: 'process',
  changes: { process: 'vp-sde', schedule: 'linear' },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    {
      text: `Sohl-Dickstein et al. 2015, ${cite.section('2.1', '2.2')}`,
      url: 'https://arxiv.org/abs/1503.03585',
    },
    {
      text: `Ho, Jain, Abbeel 2020, ${cite.equation('1', '2', '6')}`,
      url: 'https://arxiv.org/abs/2006.11239',
    },
  ],
};
