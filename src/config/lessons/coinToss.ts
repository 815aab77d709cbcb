/** Brownian motion from coin tosses; drift and diffusion coefficient by hand. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/coinToss';
import type { Lesson } from './lesson';

export const coinToss: Lesson = {
  title: words.title,
  minutes: 5,
  view: 'process',
  changes: {},
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    { text: `Sohl-Dickstein et al. 2015, ${cite.section('2')}`, url: 'https://arxiv.org/abs/1503.03585' },
    { text: `Song et al. 2021, ${cite.equation('5')}`, url: 'https://arxiv.org/abs/2011.13456' },
  ],
};
