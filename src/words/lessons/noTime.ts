/** One network for all times needs the time: without it, it predicts an average over all noise levels. */

export const title = 'A network without time conditioning';
export const steps = ['Press Train.', 'Compare the loss with its floor.', 'Then repair it and train again.'];
export const look = 'The distance between the loss and its floor, and the shape of the samples.';
export const outcome =
  'The same point needs a large correction at a high noise level and a small one at a low noise level. Without t the network learns an average of both: the loss stays at least 10% above that of the same network with t, and the samples stay blurred, at least three times as far from the data.';
export const repair = 'Set time conditioning to scale-shift';
