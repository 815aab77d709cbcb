/** Joint, conditional and marginal on a histogram: controls, charts and the sentence that is computed. */

export const column = 'Column x₀';
export const row = 'Row x_t';
export const jointPicture = 'Joint histogram';
export const conditionalsPicture = 'Conditionals';

interface Products {
  readonly x0: string;
  readonly xt: string;
  readonly data: string;
  readonly forward: string;
  readonly noised: string;
  readonly posterior: string;
  /** Both products. */
  readonly products: readonly [string, string];
}
export const products = ({ x0, xt, data, forward, noised, posterior, products: [first, second] }: Products) =>
  `x₀ = ${x0}, x_t = ${xt}: p(x₀) q(x_t|x₀) = ${data} × ${forward} = ${first}, and p(x_t) p(x₀|x_t) = ${noised} × ${posterior} = ${second}: the same joint probability. So p(x₀|x_t) = p(x₀) q(x_t|x₀)/p(x_t) (Bayes).`;

export const places = 'x_t, and x₀';
export const probability = 'probability of a cell';
export const forwardColumn = 'q(x_t | x₀), the column';
export const posteriorRow = 'p(x₀ | x_t), the row, dashed';
