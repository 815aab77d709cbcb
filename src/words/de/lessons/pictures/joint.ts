/** Joint, conditional and marginal on a histogram: controls, charts and the sentence that is computed. */

export const column = 'Spalte x₀';
export const row = 'Zeile x_t';
export const jointPicture = 'Gemeinsames Histogramm';
export const conditionalsPicture = 'Bedingte Verteilungen';

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
  `x₀ = ${x0}, x_t = ${xt}: p(x₀) q(x_t|x₀) = ${data} × ${forward} = ${first} und p(x_t) p(x₀|x_t) = ${noised} × ${posterior} = ${second}: dieselbe gemeinsame Wahrscheinlichkeit. Also p(x₀|x_t) = p(x₀) q(x_t|x₀)/p(x_t) (Bayes).`;

export const places = 'x_t und x₀';
export const probability = 'Wahrscheinlichkeit einer Zelle';
export const forwardColumn = 'q(x_t | x₀), die Spalte';
export const posteriorRow = 'p(x₀ | x_t), die Zeile, gestrichelt';
