/** Steps that overshoot the minimum. */
import type { Lesson } from './lesson';

export const rateTooHigh: Lesson = {
  title: 'A learning rate that is too high',
  minutes: 3,
  view: 'train',
  changes: { dataset: 'swiss-roll', learningRate: 20, warmupSteps: 0, decay: 'none', trainingSteps: 600 },
  steps: ['Press Train.', 'Then repair it and train again.'],
  look: 'The loss, beside its floor.',
  outcome:
    'Each step overshoots the minimum that it heads for. The loss jumps at the first steps and ends above 1, which is the loss of predicting 0; the samples never take the shape of the data.',
  repair: { label: 'Set the learning rate to 0.002', changes: { learningRate: 0.002 } },
  sources: [
    { text: 'LeCun et al. 1998, Efficient BackProp', url: 'https://doi.org/10.1007/3-540-49430-8_2' },
  ],
};
