/** Student's t distribution with whole degrees of freedom, for the interval of a mean of few repeats. */

/**
 * P(|T| ≤ t), the closed forms for odd and even degrees of freedom (Abramowitz & Stegun 1964, 26.7.3 and 26.7.4).
 * @param t at least 0 @param df degrees of freedom, a whole number from 1
 */
function centralProbability(t: number, df: number): number {
  const theta = Math.atan(t / Math.sqrt(df));
  const [sine, cosine] = [Math.sin(theta), Math.cos(theta)];
  const odd = df % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = odd && df === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < df; k += 2) {
    term *= cosine ** 2 * ((k - 1) / k);
    sum += term;
  }
  return odd ? (2 / Math.PI) * (theta + sine * sum) : sine * sum;
}

/**
 * The half-width, in standard errors, of the two-sided interval of a mean.
 * @param confidence in (0, 1) @param df degrees of freedom, a whole number from 1: repeats minus one
 */
export function studentHalfWidth(confidence: number, df: number): number {
  let [low, high] = [0, 1];
  while (centralProbability(high, df) < confidence) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (centralProbability(middle, df) < confidence) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sample standard deviation; NaN for a single value. */
export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

/** A ratio and the ends of its interval, all above 0. */
export interface RatioInterval {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The geometric mean of ratios, and its interval by Student's t on their logarithms. Reciprocal ratios have the reciprocal interval.
 * @param ratios [n] above 0, n from 2 @param confidence in (0, 1)
 */
export function ratioInterval(ratios: readonly number[], confidence: number): RatioInterval {
  const logs = ratios.map(Math.log);
  const middle = mean(logs);
  const half = (studentHalfWidth(confidence, logs.length - 1) * deviation(logs)) / Math.sqrt(logs.length);
  return { ratio: Math.exp(middle), low: Math.exp(middle - half), high: Math.exp(middle + half) };
}
