/** First visit: noise a digit. */
import type { Lesson } from '../lesson';

export const noise: Lesson = {
  title: 'Noise a digit',
  part: 'first visit',
  minutes: 0.5,
  view: 'process',
  changes: { dataset: 'mnist' },
  steps: ['Drag the slider from data to noise and back.'],
  look: 'The row of digits: the same one at every time, with more and more noise.',
  outcome:
    'Each of T steps shrinks the picture a little and adds a little noise. Nothing is learned here: the way to noise is fixed. A diffusion model learns the way back.',
  sources: [{ text: 'Ho, Jain, Abbeel 2020, Equation 2', url: 'https://arxiv.org/abs/2006.11239' }],
};
