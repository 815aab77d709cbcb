/** First visit: one guess of a trained network, and many. */
import type { Lesson } from '../lesson';

export const guess: Lesson = {
  title: 'Ask a trained network once, then often',
  part: 'first visit',
  minutes: 1,
  view: 'sample',
  changes: { dataset: 'mnist', samplingSteps: 1 },
  sample: { pretrained: 'mnist-cosine', count: 16 },
  steps: ['See what one evaluation of the network makes of pure noise.', 'Press 5, then 25.'],
  look: 'The digits, and how far the selected one is from any training image.',
  outcome:
    'From pure noise the network can only predict an average of all digits, and where almost no signal is left, that prediction is crude. A small step towards it and another guess from there, with more to go by, is what sampling repeats.',
  sources: [{ text: 'Song, Meng, Ermon 2021, Section 4.2', url: 'https://arxiv.org/abs/2010.02502' }],
};
