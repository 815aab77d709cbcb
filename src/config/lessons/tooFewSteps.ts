/** The same network with three sampling steps and with twenty. */
import { joined } from '../../lib/numbers';
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/tooFewSteps';
import type { Lesson } from './lesson';

export const tooFewSteps: Lesson = {
  title: words.title,
  minutes: 4,
  view: 'train',
  changes: { dataset: 'swiss-roll', sampler: 'ddim', samplingSteps: 3, trainingSteps: 1500 },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  repair: { label: words.repair, changes: { samplingSteps: 20 } },
  sources: [
    {
      text: `Song, Meng, Ermon 2021, ${joined([cite.section('5.1'), cite.table('1')])}`,
      url: 'https://arxiv.org/abs/2010.02502',
    },
  ],
};
