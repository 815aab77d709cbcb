/** A moving average of the weights. */

export const title = 'EMA: an average of the weights';
export const steps = [
  'Choose the decay, and watch the average of one noisy weight, with warm-up and without.',
  'Press Train below: the rate stays high, and the newest weights draw.',
  'Then repair it and train again: the average draws.',
];
export const look = 'How much the average still shakes, and how late it follows.';
export const outcome =
  'At a constant rate each batch moves the weights again, and they never settle. The average w̄ ← d w̄ + (1 − d) w forgets single batches and follows the trend: in the example it moves 0.30 with decay 0.99 and 0.10 with 0.999 of what the weight does. The price is that it follows late: with decay 0.999 half of it is of the last 693 steps. So it is warmed up, with decay (1 + n)/(10 + n) at step n until that reaches d; else it still holds the untrained start. Measured after 1500 steps at a constant rate of 0.01 (3 seeds; real data 0.00064): the newest weights end 0.019 from the data, averages with decay 0.9 0.0034, with 0.99 0.0010 and with 0.999 0.0011, and with 0.999 and no warm-up 0.0060. A rate that falls to 0 does a part of the same work.';
export const repair = 'Average with decay 0.999';
