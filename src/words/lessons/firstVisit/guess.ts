/** First visit: one guess of a trained network, and many. */

export const title = 'Ask a trained network once, then often';
export const steps = ['See what one evaluation of the network makes of pure noise.', 'Press 5, then 25.'];
export const look = 'The digits, and how far the selected one is from any training image.';
export const outcome =
  'From pure noise the network can only predict an average of all digits, and where almost no signal is left, that prediction is crude. A small step towards it and another guess from there, with more to go by, is what sampling repeats.';
