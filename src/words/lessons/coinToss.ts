/** Brownian motion from coin tosses; drift and diffusion coefficient by hand. */

export const title = 'From coin tosses to Brownian motion';
export const steps = [
  'Begin with one toss, then move “Tosses” to the right.',
  'Move the drift a, then the diffusion coefficient b, and predict the mean and the deviation first.',
  'Then look at the forward paths of the view below: the same motion, with a drift towards 0.',
];
export const look =
  'The paths, the histogram of where they end, and the normal density of the limit beside it.';
export const outcome =
  'A fair coin moves x by ±√Δt. One toss leaves two places; many leave the bell curve: the largest difference of the two distribution functions is 0.341 after 1 toss, 0.098 after 16 and 0.025 after 256, about 0.4/√n. The mean a t and the variance b² t are right at every n, for each toss has mean 0 and variance Δt. The limit is [Brownian motion](term:brownian) w, and dx = a dt + b dw a diffusion process: a is its [drift](term:drift), b its [diffusion coefficient](term:diffusion-coefficient).';
