/** The pair of one noising step: only a² + b² = 1 keeps the variance. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/pair';
import type { Lesson } from './lesson';

export const pair: Lesson = {
  title: words.title,
  minutes: 4,
  view: 'process',
  changes: {},
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    { text: `Ho, Jain, Abbeel 2020, ${cite.equation('2')}`, url: 'https://arxiv.org/abs/2006.11239' },
    { text: `Song et al. 2021, ${cite.section('3.4')}`, url: 'https://arxiv.org/abs/2011.13456' },
    { text: 'Song, Ermon 2019 (NCSN)', url: 'https://arxiv.org/abs/1907.05600' },
  ],
};
