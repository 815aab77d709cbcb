/** The density over time as a surface, integrated by the Fokker–Planck equation. */

export const title = 'The density moves: the Fokker–Planck equation';
export const steps = [
  'Watch the surface grow from the data, or press “One row on”.',
  'Turn it with the two sliders, or drag it.',
  'Read its distance from the closed form, and its mass.',
];
export const look =
  'The surface p(t, x), the paths that run on it, and the current J, which flows from each peak outwards.';
export const outcome =
  'A path is random, its density is not: ∂p/∂t = −∂J/∂x with the [current](term:probability-current) J = f p − ½ g² ∂p/∂x. Finite differences that know the first row and this equation alone stay within 0.0003 of the closed form (∫|p − q| dx), and the mass stays at 1 to 13 digits, for what leaves one cell enters the next. The drift pulls the two peaks together, the diffusion term widens them, and at t = 1 both are N(0, 1).';
