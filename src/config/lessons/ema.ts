/** A moving average of the weights. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/ema';
import type { Lesson } from './lesson';

export const ema: Lesson = {
  title: words.title,
  minutes: 4,
  view: 'train',
  changes: { dataset: 'swiss-roll', decay: 'none', learningRate: 0.01, emaDecay: 0, trainingSteps: 1500 },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  repair: { label: words.repair, changes: { emaDecay: 0.999 } },
  sources: [
    { text: `Song, Ermon 2020, ${cite.section('4')}`, url: 'https://arxiv.org/abs/2006.09011' },
    { text: `Karras et al. 2024, ${cite.section('3')}`, url: 'https://arxiv.org/abs/2312.02696' },
    { text: 'Polyak, Juditsky 1992', url: 'https://doi.org/10.1137/0330046' },
  ],
};
