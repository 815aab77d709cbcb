/** The reverse SDE, with parts of it left out, and one step of it by Bayes. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/backInTime';
import type { Lesson } from './lesson';

export const backInTime: Lesson = {
  title: words.title,
  minutes: 6,
  view: 'process',
  changes: { process: 'vp-sde', schedule: 'linear' },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    { text: 'Anderson 1982', url: 'https://doi.org/10.1016/0304-4149(82)90051-5' },
    { text: `Song et al. 2021, ${cite.equation('6', '13')}`, url: 'https://arxiv.org/abs/2011.13456' },
    { text: `Sohl-Dickstein et al. 2015, ${cite.section('2.2')}`, url: 'https://arxiv.org/abs/1503.03585' },
  ],
};
