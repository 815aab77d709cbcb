/** The density over time as a surface, integrated by the Fokker–Planck equation. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/densityMoves';
import type { Lesson } from './lesson';

export const densityMoves: Lesson = {
  title: words.title,
  minutes: 5,
  view: 'process',
  changes: { process: 'vp-sde', schedule: 'linear' },
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [
    { text: `Song et al. 2021, ${cite.appendix('D.1')}`, url: 'https://arxiv.org/abs/2011.13456' },
    { text: 'Lai, Song, Kim, Mitsufuji, Ermon 2025', url: 'https://arxiv.org/abs/2510.21890' },
  ],
};
