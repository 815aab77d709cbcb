/** One network for all times needs the time: without it, it predicts an average over all noise levels. */
import type { Lesson } from './lesson';

export const noTime: Lesson = {
  title: 'A network without time conditioning',
  minutes: 4,
  view: 'train',
  changes: { dataset: 'swiss-roll', conditioning: 'none', trainingSteps: 1500 },
  steps: ['Press Train.', 'Compare the loss with its floor.', 'Then repair it and train again.'],
  look: 'The distance between the loss and its floor, and the shape of the samples.',
  outcome:
    'The same point needs a large correction at a high noise level and a small one at a low noise level. Without t the network learns an average of both: the loss stays at least 10 % above that of the same network with t, and the samples stay blurred, at least three times as far from the data.',
  repair: { label: 'Set time conditioning to scale-shift', changes: { conditioning: 'scale-shift' } },
  sources: [
    { text: 'Ho, Jain, Abbeel 2020, Section 4', url: 'https://arxiv.org/abs/2006.11239' },
    { text: 'Perez et al. 2018, FiLM, Equation 1', url: 'https://arxiv.org/abs/1709.07871' },
  ],
};
