/** The space of the loss is a weighting: the loss on ε of a network that predicts x0 is its loss on x0 with the weight SNR. */
import type { Lesson } from './lesson';

export const snrWeight: Lesson = {
  title: 'A loss on ε is a loss on x₀ with the weight SNR',
  minutes: 5,
  view: 'train',
  changes: { dataset: 'swiss-roll', prediction: 'x0', trainingSteps: 1500 },
  steps: [
    'Press Train. The network predicts x₀, and its loss is the squared error of x̂₀.',
    'Look at the samples, and at their distance from the data.',
    'Then repair it and train again: the floor of the loss becomes that of ε-prediction.',
  ],
  look: 'The samples along the roll, and the floor of the loss.',
  outcome:
    'ε = (x − αx₀)/σ, so an error of x̂₀ counts α²/σ² = [SNR](term:snr) times in ε: more than 3 900 at the first step of noise, 1 in the middle and almost 0 at the last. A loss on x₀ without this weight is mostly about high noise, where x₀ can only be guessed; the fine shape, which little noise would show, hardly counts. The samples end at least twice as far from the data as with the weight. A network that predicts ε has the weight built into its output.',
  repair: { label: 'Take the loss on ε: weight x₀ by the SNR', changes: { lossSpace: 'eps' } },
  sources: [
    { text: 'Salimans, Ho 2022, Section 4', url: 'https://arxiv.org/abs/2202.00512' },
    { text: 'Kingma, Gao 2023, Section 2', url: 'https://arxiv.org/abs/2303.00848' },
  ],
};
