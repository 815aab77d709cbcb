/** Kullback–Leibler divergence, Jensen's inequality and the bound that training lowers. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/bound';
import type { Lesson } from './lesson';

export const bound: Lesson = {
  title: words.title,
  minutes: 6,
  view: 'train',
  changes: { dataset: 'moons', trainingSteps: 1500 },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    { text: `Sohl-Dickstein et al. 2015, ${cite.section('2.4')}`, url: 'https://arxiv.org/abs/1503.03585' },
    { text: `Ho, Jain, Abbeel 2020, ${cite.equation('5')}`, url: 'https://arxiv.org/abs/2006.11239' },
    { text: `Kingma, Welling 2014, ${cite.equations('1', '3')}`, url: 'https://arxiv.org/abs/1312.6114' },
  ],
};
