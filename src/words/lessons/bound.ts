/** Kullback–Leibler divergence, Jensen's inequality and the bound that training lowers. */

export const title = 'Why a bound: KL, Jensen and the ELBO';
export const steps = [
  'Move the mean and the deviation of q until both divergences are 0.',
  'Watch the two numbers of the divergence differ on the way, and the gap below log p(x).',
  'Then train the model below and press “Evaluate the bound”: its terms are added up above.',
];
export const look =
  'The gap between log p(x) and the ELBO: it is KL(q ‖ p(z|x)), and the distance of the curve from its mean.';
export const outcome =
  'KL(q ‖ p) is never negative (Gibbs), 0 only where q = p, not symmetric, with q at the prior 1.12 nats one way and 0.44 the other, and convex: half q and half p as a mixture is 0.433 away, less than half of 1.12. The logarithm is concave, so that the mean of log w lies below the log of the mean (Jensen); with w = p(x, z)/q(z) the one is the ELBO and the other log p(x), here −1.455 nats. For q at the posterior all w are equal and nothing is lost. A diffusion model has x₁ … x_T in the place of z and a fixed q, the forward process: its ELBO is a sum of such divergences, one for each step, and each is between two Gaussians.';
