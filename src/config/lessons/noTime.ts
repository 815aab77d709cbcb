/** One network for all times needs the time: without it, it predicts an average over all noise levels. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/noTime';
import type { Lesson } from './lesson';

export const noTime: Lesson = {
  title: words.title,
  minutes: 4,
  view: 'train',
  changes: { dataset: 'swiss-roll', conditioning: 'none', trainingSteps: 1500 },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  repair: { label: words.repair, changes: { conditioning: 'scale-shift' } },
  sources: [
    { text: `Ho, Jain, Abbeel 2020, ${cite.section('4')}`, url: 'https://arxiv.org/abs/2006.11239' },
    { text: `Perez et al. 2018, FiLM, ${cite.equation('1')}`, url: 'https://arxiv.org/abs/1709.07871' },
  ],
};
