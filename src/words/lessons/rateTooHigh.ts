/** Steps that overshoot the minimum. */

export const title = 'A learning rate that is too high';
export const steps = ['Press Train.', 'Then repair it and train again.'];
export const look = 'The loss, beside its floor.';
export const outcome =
  'Each step overshoots the minimum that it heads for. The loss jumps at the first steps and ends above 1, which is the loss of predicting 0; the samples never take the shape of the data.';
export const repair = 'Set the learning rate to 0.002';
