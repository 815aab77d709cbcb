/** How one network knows t: four kinds of conditioning, and one network for each t. */
import { joined } from '../../lib/numbers';
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/timeConditioning';
import type { Lesson } from './lesson';

export const timeConditioning: Lesson = {
  title: words.title,
  minutes: 4,
  view: 'compare',
  changes: { dataset: 'swiss-roll', trainingSteps: 1500 },
  a: { conditioning: 'concat' },
  b: { conditioning: 'scale-shift' },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    {
      text: `Ho, Jain, Abbeel 2020, ${joined([cite.section('4'), cite.appendix('B')])}`,
      url: 'https://arxiv.org/abs/2006.11239',
    },
    { text: `Perez et al. 2018, FiLM, ${cite.equation('1')}`, url: 'https://arxiv.org/abs/1709.07871' },
    { text: `Dhariwal, Nichol 2021, ${cite.section('3')}`, url: 'https://arxiv.org/abs/2105.05233' },
  ],
};
