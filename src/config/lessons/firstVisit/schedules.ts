/** First visit: linear against cosine. */
import type { Lesson } from '../lesson';

export const schedules: Lesson = {
  title: 'Linear against cosine',
  part: 'first visit',
  minutes: 1,
  view: 'compare',
  changes: { dataset: 'swiss-roll' },
  a: { schedule: 'linear' },
  b: { schedule: 'cosine' },
  pretrained: { a: 'swiss-roll-linear', b: 'swiss-roll-cosine' },
  steps: ['Put the slider half-way between data and noise.', 'Then at a quarter and at three quarters.'],
  look: 'Both pictures at the same t: one has less left of the data.',
  outcome:
    'A schedule says how fast noise comes. Linear destroys the data early and spends its last third in noise; cosine spreads the loss evenly. The lesson “Why cosine?” measures what that is worth.',
  sources: [{ text: 'Nichol, Dhariwal 2021, Section 3.2', url: 'https://arxiv.org/abs/2102.09672' }],
};
