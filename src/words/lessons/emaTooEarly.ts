/** An average of the weights that still holds the untrained network. */

export const title = 'EMA weights too early';
export const steps = [
  'Press Train: the loss falls as it should.',
  'Then look at the samples, which come from the EMA weights (their exponential moving average).',
  'Repair it and train again.',
];
export const look = 'A loss that is good, beside samples that look untrained.';
export const outcome =
  'With a decay of 0.999 the [average](term:ema) still holds 61% of the untrained network after 500 steps. The loss is that of the newest weights and looks fine; the samples come from the average, at least four times as far from the data as those of the newest weights.';
export const repair = 'Switch EMA warm-up on';
