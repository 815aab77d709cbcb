/** Kullback–Leibler divergence, Jensen's inequality and the bound that training lowers. */
import type { Lesson } from './lesson';

export const bound: Lesson = {
  title: 'Why a bound: KL, Jensen and the ELBO',
  minutes: 6,
  view: 'train',
  changes: { dataset: 'moons', trainingSteps: 1500 },
  steps: [
    'Move the mean and the deviation of q until both divergences are 0.',
    'Watch the two numbers of the divergence differ on the way, and the gap below log p(x).',
    'Then train the model below and press “Evaluate the bound”: its terms are added up above.',
  ],
  look: 'The gap between log p(x) and the ELBO: it is KL(q ‖ p(z|x)), and the distance of the curve from its mean.',
  outcome:
    'KL(q ‖ p) is never negative (Gibbs), 0 only where q = p, and not symmetric: with q at the prior it is 1.12 nats one way and 0.44 the other. The logarithm is concave, so that the mean of log w lies below the log of the mean (Jensen); with w = p(x, z)/q(z) the one is the ELBO and the other log p(x), here −1.455 nats. For q at the posterior all w are equal and nothing is lost. A diffusion model has x₁ … x_T in the place of z and a fixed q, the forward process: its ELBO is a sum of such divergences, one for each step, and each is between two Gaussians.',
  sources: [
    { text: 'Sohl-Dickstein et al. 2015, Section 2.4', url: 'https://arxiv.org/abs/1503.03585' },
    { text: 'Ho, Jain, Abbeel 2020, Equation 5', url: 'https://arxiv.org/abs/2006.11239' },
    { text: 'Kingma, Welling 2014, Equations 1 to 3', url: 'https://arxiv.org/abs/1312.6114' },
  ],
};
