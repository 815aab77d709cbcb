/** A monotone cubic interpolation: through every point, and without a bend that the points do not have. */

/** A function and its derivative. */
export interface Curve {
  at(x: number): number;
  slope(x: number): number;
}

/** The slope at an end from the three nearest points, kept from changing the direction of the curve. */
function endSlope(h0: number, h1: number, d0: number, d1: number): number {
  const slope = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
  if (slope * d0 <= 0) return 0;
  return d0 * d1 <= 0 && Math.abs(slope) > 3 * Math.abs(d0) ? 3 * d0 : slope;
}

/**
 * Piecewise cubic Hermite interpolation whose slopes are weighted harmonic means of the secants (Fritsch & Carlson 1980; Fritsch & Butland
 * 1984; SciPy's PchipInterpolator). Outside the points the value at the nearest end holds.
 * @param xs [n] rising, n ≥ 2
 * @param ys [n]
 */
export function monotoneCubic(xs: readonly number[], ys: readonly number[]): Curve {
  const last = xs.length - 1;
  const h = Array.from({ length: last }, (_, i) => xs[i + 1] - xs[i]);
  const d = h.map((width, i) => (ys[i + 1] - ys[i]) / width);
  const slopes = xs.map((_, i) => {
    if (last === 1) return d[0];
    if (i === 0) return endSlope(h[0], h[1], d[0], d[1]);
    if (i === last) return endSlope(h[last - 1], h[last - 2], d[last - 1], d[last - 2]);
    if (d[i - 1] * d[i] <= 0) return 0;
    const [a, b] = [2 * h[i] + h[i - 1], h[i] + 2 * h[i - 1]];
    return (a + b) / (a / d[i - 1] + b / d[i]);
  });
  const place = (x: number) => {
    const inside = Math.min(Math.max(x, xs[0]), xs[last]);
    let i = 0;
    while (i < last - 1 && inside >= xs[i + 1]) i += 1;
    return { i, s: (inside - xs[i]) / h[i] };
  };
  return {
    at(x) {
      const { i, s } = place(x);
      const r = 1 - s;
      const [m0, m1] = [h[i] * slopes[i], h[i] * slopes[i + 1]];
      return r * r * ((1 + 2 * s) * ys[i] + s * m0) + s * s * ((3 - 2 * s) * ys[i + 1] - r * m1);
    },
    slope(x) {
      const { i, s } = place(x);
      return 6 * s * (1 - s) * d[i] + (1 - s) * (1 - 3 * s) * slopes[i] + s * (3 * s - 2) * slopes[i + 1];
    },
  };
}
