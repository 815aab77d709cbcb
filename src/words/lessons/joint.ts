/** Joint, conditional and marginal on a histogram, and Bayes' theorem from them. */

export const title = 'Joint, conditional, marginal: Bayes on a histogram';
export const steps = [
  'Touch the histogram, or move its column and its row.',
  'Read the two products: they give the same cell.',
  'Lower the log SNR to −5, and watch the row become the marginal of x₀.',
];
export const look =
  'The column, which is the forward step q(x_t|x₀), and the row, which is the way back p(x₀|x_t).';
export const outcome =
  'The joint distribution has one number for each pair (x₀, x_t); all 576 add up to 1. Its columns add up to p(x₀), its rows to p(x_t), the marginals. A column over its sum is q(x_t|x₀), a Gaussian that one chooses; a row over its sum is p(x₀|x_t), which nobody chose: at log SNR 0 the row x_t = 0.125 has two peaks, with 0.61 of its mass on the left. The same joint is a product in two directions, and that is all of Bayes. A diffusion model’s q(x₀ … x_T) is such a product of steps forth, and p_θ one of steps back; each step needs the one before alone, for the chain is Markov. At log SNR −5 the row no longer depends on x_t: it is p(x₀) within a total variation of 0.03.';
