/**
 * The exact answer for a finite data set: the empirical distribution is a mixture of points, so that the noised density is
 * 1/M Σ N(α y_m, σ² I) and E[x0 | x_t] is a softmax-weighted mean of the data. A network that reached it would have
 * memorised the data.
 */
import type { Level } from '../process';
import type { ExactReference } from './mixture';

/** exp(-40) of the largest term changes no sum in float64 that is shown. */
const NEGLIGIBLE = 40;

/**
 * Made for many queries a frame: nothing is allocated per query, and far points cost no exponential.
 * @param data [M, dims] row by row, in the coordinates in which the process runs
 */
export function exactEmpirical(data: Float32Array | Float64Array, dims: number): ExactReference {
  const count = data.length / dims;
  // Column by column, so that the innermost loops run over points.
  const columns = Array.from({ length: dims }, (_, d) =>
    Float64Array.from({ length: count }, (_, m) => data[m * dims + d]),
  );
  const halfSquares = new Float64Array(count);
  for (const column of columns) for (let m = 0; m < count; m++) halfSquares[m] += column[m] ** 2 / 2;
  const terms = new Float64Array(count);
  const mean = new Float64Array(dims);

  /**
   * Fills `mean` with E[x0 | x_t] and returns log Σ exp(-‖x - α y‖²/2σ²). The square is expanded, so that a query is a
   * product with the data: -‖x - α y‖²/2σ² = (α x·y - α²‖y‖²/2)/σ² - ‖x‖²/2σ².
   */
  const query = (x: ArrayLike<number>, first: number, { alpha, sigma }: Level): number => {
    const precision = 1 / (sigma * sigma);
    const quadratic = alpha * alpha * precision;
    for (let m = 0; m < count; m++) terms[m] = -quadratic * halfSquares[m];
    let squares = 0;
    for (let d = 0; d < dims; d++) {
      addScaled(terms, columns[d], alpha * precision * x[first + d]);
      squares += x[first + d] ** 2;
    }
    const largest = maximum(terms);
    const total = softmaxWeights(terms, largest);
    for (let d = 0; d < dims; d++) mean[d] = dot(terms, columns[d]) / total;
    return largest + Math.log(total) - 0.5 * precision * squares;
  };

  /** out = cX·x + cMean·E[x0 | x]. */
  const combine = <A extends Float32Array | Float64Array>(
    x: ArrayLike<number>,
    level: Level,
    cX: number,
    cMean: number,
    out: A,
  ): A => {
    for (let first = 0; first < x.length; first += dims) {
      query(x, first, level);
      for (let d = 0; d < dims; d++) out[first + d] = cX * x[first + d] + cMean * mean[d];
    }
    return out;
  };

  return {
    dims,
    logDensity(x, level, out) {
      const norm = Math.log(count) + 0.5 * dims * Math.log(2 * Math.PI * level.sigma ** 2);
      for (let i = 0; i * dims < x.length; i++) out[i] = query(x, i * dims, level) - norm;
      return out;
    },
    score: (x, level, out) => combine(x, level, -1 / level.sigma ** 2, level.alpha / level.sigma ** 2, out),
    eps: (x, level, out) => combine(x, level, 1 / level.sigma, -level.alpha / level.sigma, out),
    posteriorMean: (x, level, out) => combine(x, level, 0, 1, out),
  };
}

function addScaled(sum: Float64Array, values: Float64Array, factor: number): void {
  for (let m = 0; m < sum.length; m++) sum[m] += factor * values[m];
}

function maximum(values: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let m = 0; m < values.length; m++) if (values[m] > largest) largest = values[m];
  return largest;
}

/** Replaces log weights by weights relative to the largest, and returns their sum. */
function softmaxWeights(terms: Float64Array, largest: number): number {
  const threshold = largest - NEGLIGIBLE;
  let total = 0;
  for (let m = 0; m < terms.length; m++) {
    const weight = terms[m] < threshold ? 0 : Math.exp(terms[m] - largest);
    terms[m] = weight;
    total += weight;
  }
  return total;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let m = 0; m < a.length; m++) sum += a[m] * b[m];
  return sum;
}
