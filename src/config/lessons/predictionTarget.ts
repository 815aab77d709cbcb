/** The same network with the noise, the data or v as its output. */
import { joined } from '../../lib/numbers';
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/predictionTarget';
import type { Lesson } from './lesson';

export const predictionTarget: Lesson = {
  title: words.title,
  minutes: 4,
  view: 'train',
  changes: {
    dataset: 'swiss-roll',
    prediction: 'eps',
    clipDenoised: false,
    sampler: 'ddim',
    samplingSteps: 20,
    trainingSteps: 1500,
  },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  repair: { label: words.repair, changes: { prediction: 'v' } },
  sources: [
    {
      text: `Salimans, Ho 2022, ${joined([cite.section('4'), cite.appendix('D')])}`,
      url: 'https://arxiv.org/abs/2202.00512',
    },
    { text: `Karras et al. 2022, ${cite.section('5')}`, url: 'https://arxiv.org/abs/2206.00364' },
  ],
};
