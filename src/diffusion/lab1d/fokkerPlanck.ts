/**
 * The Fokker–Planck equation ∂p/∂t = -∂/∂x[f p] + ½ g² ∂²p/∂x² = -∂J/∂x, integrated without knowing the answer: finite volumes
 * and Crank–Nicolson. What flows out of one cell flows into the next, and nothing crosses the ends, so that mass is conserved
 * to rounding; the closed form is there to be agreed with.
 */
import type { Process } from '../process';

export interface FokkerPlanckOptions {
  /** Centres of equally wide cells; the density should be negligible at both ends. */
  readonly xs: Float64Array;
  /** Native times, rising; one implicit step between neighbours. For a discrete chain include the whole steps. */
  readonly times: ArrayLike<number>;
}

/**
 * @param initial [xs] density at the first time
 * @yields [xs] the density at each later time, in a new array
 */
export function* integrateFokkerPlanck(
  process: Process,
  initial: Float64Array,
  { xs, times }: FokkerPlanckOptions,
): Generator<Float64Array, void, void> {
  const n = xs.length;
  const dx = (xs[n - 1] - xs[0]) / (n - 1);
  const upper = new Float64Array(n);
  const rhs = new Float64Array(n);
  let p = initial;
  for (let step = 1; step < times.length; step++) {
    const dt = times[step] - times[step - 1];
    // Rates at the middle of the step keep the second order in time.
    const { drift, diffusionSquared } = process.rates((times[step] + times[step - 1]) / 2);
    const half = dt / (2 * dx);
    const spread = diffusionSquared / (2 * dx);
    // J at the face right of cell i is ahead·p_i + behind·p_{i+1}; no flux through the ends.
    const ahead = (i: number) => (i < 0 || i >= n - 1 ? 0 : (drift * (xs[i] + dx / 2)) / 2 + spread);
    const behind = (i: number) => (i < 0 || i >= n - 1 ? 0 : (drift * (xs[i] + dx / 2)) / 2 - spread);
    const next = new Float64Array(n);
    // (1 + ½ dt A) p_next = (1 - ½ dt A) p, A tridiagonal: eliminated downwards (Thomas), substituted upwards.
    for (let i = 0; i < n; i++) {
      const low = -half * ahead(i - 1);
      const middle = half * (ahead(i) - behind(i - 1));
      const high = half * behind(i);
      rhs[i] = (1 - middle) * p[i] - (i > 0 ? low * p[i - 1] : 0) - (i < n - 1 ? high * p[i + 1] : 0);
      const pivot = 1 + middle - (i > 0 ? low * upper[i - 1] : 0);
      upper[i] = high / pivot;
      rhs[i] = (rhs[i] - (i > 0 ? low * rhs[i - 1] : 0)) / pivot;
    }
    for (let i = n - 1; i >= 0; i--) next[i] = rhs[i] - (i < n - 1 ? upper[i] * next[i + 1] : 0);
    p = next;
    yield p;
  }
}
