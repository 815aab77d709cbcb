/** First visit: fewer steps back. */

export const title = 'Use fewer steps';
export const steps = ['Press 1, then 3, then 20 steps back.'];
export const look = 'The roll, and how far it is from the data.';
export const outcome =
  'The network is the same each time. Long steps rely on guesses made in noise too far; each further step corrects them, at the price of one more evaluation.';
