/** The variance of a reverse step as a second output of the network. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/learnedVariance';
import type { Lesson } from './lesson';

export const learnedVariance: Lesson = {
  title: words.title,
  minutes: 5,
  view: 'train',
  changes: { dataset: 'swiss-roll', T: 50, samplingSteps: 5, variance: 'fixed-small', trainingSteps: 1500 },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  repair: { label: words.repair, changes: { variance: 'learned' } },
  sources: [
    {
      text: `Nichol, Dhariwal 2021, ${cite.section('3.1')}, ${cite.figure('1', '2')}`,
      url: 'https://arxiv.org/abs/2102.09672',
    },
    { text: `Bao et al. 2022, ${cite.theorem('1')}`, url: 'https://arxiv.org/abs/2201.06503' },
  ],
};
