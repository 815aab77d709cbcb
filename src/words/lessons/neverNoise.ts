/** Betas made for 1000 steps, used with 20: sampling starts where training never was. */

export const title = 'A chain that never reaches noise';
export const steps = [
  'Put the slider at noise, and read how much signal is left there.',
  'Press Train, and watch where samples end.',
  'Then repair it and train again.',
];
export const look = 'The samples at t = 0, and the right end of the frames, where sampling starts.';
export const outcome =
  'Ho’s betas were made for 1000 steps; with 20 of them √ᾱ is still 0.9 at the end, so that 82% of the variance is [signal](term:terminal-snr). The network learns this chain, yet sampling starts from pure noise, which training never showed it: samples end at least 1.5 times as far from the moons as with T = 200.';
export const repair = 'Set T to 200 and scale the betas';
