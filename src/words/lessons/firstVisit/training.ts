/** First visit: train on points. */

export const title = 'Train a network on points';
export const steps = ['Press Train, and watch for some seconds.'];
export const look = 'The samples, which become two moons, and the sentence about them.';
export const outcome =
  'In each step the network sees noised points and predicts the noise in them. The loss soon falls little, for most of it no network can avoid; the samples go on getting better.';
