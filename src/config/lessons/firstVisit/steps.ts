/** First visit: fewer steps back. */
import type { Lesson } from '../lesson';

export const steps: Lesson = {
  title: 'Use fewer steps',
  part: 'first visit',
  minutes: 0.5,
  view: 'sample',
  changes: { dataset: 'swiss-roll', sampler: 'ddim', samplingSteps: 20 },
  sample: { pretrained: 'swiss-roll-cosine', count: 2000 },
  steps: ['Press 1, then 3, then 20 steps back.'],
  look: 'The roll, and how far it is from the data.',
  outcome:
    'The network is the same each time. Long steps rely on guesses made in noise too far; each further step corrects them, at the price of one more evaluation.',
  sources: [{ text: 'Song, Meng, Ermon 2021, Section 5.1', url: 'https://arxiv.org/abs/2010.02502' }],
};
