/** One network evaluation for a sample, or many. */

export const title = 'One shot or many steps';
export const steps = [
  'Press the evaluations of the chain, and compare it with both one-step networks.',
  'Look at the four clouds: the regression draws the mean alone, the chain in one evaluation the corners of the data’s box.',
  'Then press “Sample the same noise, 1 to 50 steps” below.',
];
export const look =
  'Where the curve of the chain falls below the dots of the regression, and how near it comes to those of the generator.';
export const outcome =
  'All three are the same network, trained on 192,000 evaluations; the one-step ones have a constant in the place of t. The regression from noise to the data drawn beside it learns the mean of the data, and draws that point: 0.86 from the data. The chain in one evaluation ends 0.93 from it, in the corners of the box to which x̂₀ is clipped: in pure noise its guess divides by almost no signal. The one-step generator lowers the energy distance between a batch of its own and one of the data, and ends at 0.0021; the chain ends at 0.0079 with 20 evaluations and at 0.0035 with 200 (DDIM, 3 seeds; real data 0.00064). In the plane one shot is enough, by the distance that it was trained on. By another, sliced Wasserstein-1 of 500 samples, the generator is 0.096 away and the chain with 20 evaluations 0.069, real data 0.044. In the many dimensions of images a distance between batches says little, and a second network judges in its place, as in a GAN: one evaluation and sharp images, at the price of an unstable game that may leave out a part of the data. A VAE has one evaluation too, and a bound that covers all data, but its Gaussian decoder blurs. Diffusion makes one hard step many easy regressions: stable and covering, and slow to sample.';
export const onTrilemma = 'on the three of speed, quality and coverage';
export const mmdNetworks = 'MMD networks';
