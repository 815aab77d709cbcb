/** An average of the weights that still holds the untrained network. */
import type { Lesson } from './lesson';

export const emaTooEarly: Lesson = {
  title: 'EMA weights too early',
  minutes: 3,
  view: 'train',
  changes: { dataset: 'swiss-roll', emaWarmup: false, emaDecay: 0.999, trainingSteps: 500 },
  steps: [
    'Press Train: the loss falls as it should.',
    'Then look at the samples, which come from the EMA weights (their exponential moving average).',
    'Repair it and train again.',
  ],
  look: 'A loss that is good, beside samples that look untrained.',
  outcome:
    'With a decay of 0.999 the [average](term:ema) still holds 61 % of the untrained network after 500 steps. The loss is that of the newest weights and looks fine; the samples come from the average, at least four times as far from the data as those of the newest weights.',
  repair: { label: 'Switch EMA warm-up on', changes: { emaWarmup: true } },
  sources: [
    { text: 'Song, Ermon 2020, Section 4', url: 'https://arxiv.org/abs/2006.09011' },
    { text: 'Karras et al. 2024, Section 3', url: 'https://arxiv.org/abs/2312.02696' },
  ],
};
