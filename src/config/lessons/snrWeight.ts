/** The space of the loss is a weighting: the loss on ε of a network that predicts x0 is its loss on x0 with the weight SNR. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/snrWeight';
import type { Lesson } from './lesson';

export const snrWeight: Lesson = {
  title: words.title,
  minutes: 5,
  view: 'train',
  changes: { dataset: 'swiss-roll', prediction: 'x0', trainingSteps: 1500 },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  repair: { label: words.repair, changes: { lossSpace: 'eps' } },
  sources: [
    { text: `Salimans, Ho 2022, ${cite.section('4')}`, url: 'https://arxiv.org/abs/2202.00512' },
    { text: `Kingma, Gao 2023, ${cite.section('2')}`, url: 'https://arxiv.org/abs/2303.00848' },
  ],
};
