/** The same network with three sampling steps and with twenty. */
import type { Lesson } from './lesson';

export const tooFewSteps: Lesson = {
  title: 'Too few sampling steps',
  minutes: 4,
  view: 'train',
  changes: { dataset: 'swiss-roll', sampler: 'ddim', samplingSteps: 3, trainingSteps: 1500 },
  steps: [
    'Press Train.',
    'When it is done, press “Compare samplers” under the slider.',
    'Then repair it: the same network draws again at once.',
  ],
  look: 'The samples of three steps beside those of twenty, from the same noise.',
  outcome:
    'The network may be good, three steps are too few: the prediction x̂₀ from pure noise is nearly the same for all samples, and each long step relies on it too far. Twenty steps of the same network come at least 2.5 times closer to the data.',
  repair: { label: 'Sample with 20 steps', changes: { samplingSteps: 20 } },
  sources: [
    { text: 'Song, Meng, Ermon 2021, Section 5.1 and Table 1', url: 'https://arxiv.org/abs/2010.02502' },
  ],
};
