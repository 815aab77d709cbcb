/** First visit: linear against cosine. */

export const title = 'Linear against cosine';
export const steps = [
  'Put the slider half-way between data and noise.',
  'Then at a quarter and at three quarters.',
];
export const look = 'Both pictures at the same t: one has less left of the data.';
export const outcome =
  'A schedule says how fast noise comes. With linear it comes early, and the last third is noise; with cosine it comes evenly. The lesson “Why cosine?” measures what that is worth.';
