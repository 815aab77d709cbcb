/** The score is learned where noised data fall, and nowhere else. */
import * as cite from '../../words/citations';
import * as words from '../../words/lessons/emptyPlaces';
import type { Lesson } from './lesson';

export const emptyPlaces: Lesson = {
  title: words.title,
  minutes: 4,
  view: 'train',
  changes: { dataset: 'gaussians-8', trainingSteps: 1500 },
  layers: 'samples,error',
  steps: words.steps,
  look: words.look,
  outcome: words.outcome,
  sources: [{ text: `Song, Ermon 2019, ${cite.section('3.2')}`, url: 'https://arxiv.org/abs/1907.05600' }],
};
