/** The same network with three sampling steps and with twenty. */

export const title = 'Too few sampling steps';
export const steps = [
  'Press Train.',
  'When it is done, press “Compare samplers” under the slider.',
  'Then repair it: the same network draws again at once.',
];
export const look = 'The samples of three steps beside those of twenty, from the same noise.';
export const outcome =
  'The network may be good, three steps are too few: the prediction x̂₀ from pure noise is nearly the same for all samples, and each long step relies on it too far. Twenty steps of the same network come at least 2.5 times closer to the data.';
export const repair = 'Sample with 20 steps';
