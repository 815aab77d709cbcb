/** First visit: train on points. */
import type { Lesson } from '../lesson';

export const training: Lesson = {
  title: 'Train a network on points',
  part: 'first visit',
  minutes: 1,
  view: 'train',
  changes: { dataset: 'moons', trainingSteps: 1500 },
  steps: ['Press Train, and watch for some seconds.'],
  look: 'The samples, which become two moons, and the sentence about them.',
  outcome:
    'In each step the network sees noised points and predicts the noise in them. The loss soon falls little, for most of it no network can avoid; the samples go on getting better.',
  sources: [{ text: 'Ho, Jain, Abbeel 2020, Algorithm 1', url: 'https://arxiv.org/abs/2006.11239' }],
};
