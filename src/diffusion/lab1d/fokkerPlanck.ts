/**
 * The Fokker–Planck equation ∂p/∂t = -∂/∂x[f p] + ½ g² ∂²p/∂x² = -∂J/∂x, integrated without knowing the answer: finite volumes
 * and Crank–Nicolson. What flows out of one cell flows into the next, and nothing crosses the ends, so that mass is conserved
 * to rounding; the closed form is what the result must agree with.
 */
import type { GaussianMixture } from '../../lib/mixture';
import { type Process, unitVarianceScale } from '../process';
import { densityOverTime, grid } from './density';

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
  process: Pick<Process, 'rates'>,
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

/** Half the width of the grid, in spreads √(α² + σ²); less than 1e-8 of a standardised mixture lies outside. */
const REACH = 6;
const CELLS = 900;
/** Fewest time steps. A chain has as many in each of its steps as are needed for that. */
const FEWEST_STEPS = 600;
/** Comparisons with the closed form along the way. */
const COMPARISONS = 12;

/**
 * The same process in units of its own spread, y = x/s with s² = α² + σ². From ds/dt = s (drift + g²/2s²) follows
 * dy = -(g²/2s²) y dt + (g/s) dw: a process whose range does not grow, so that one grid serves them all.
 */
const inSpreads = (process: Process): Pick<Process, 'rates'> => ({
  rates(time) {
    const diffusionSquared =
      process.rates(time).diffusionSquared * unitVarianceScale(process.level(time)) ** 2;
    return { drift: -diffusionSquared / 2, diffusionSquared };
  },
});

/**
 * How far the integrated density is from the closed form: the largest total variation ½ ∫|p - q| at any of several times, in units of
 * the spread. Where no signal is left at the end (α = 0) the rate is infinite there: the last step of a chain is left out, and the last
 * hundredth of a continuous time.
 * @param mixture of variance about 1, around 0
 * @yields after each time step
 */
export function* fokkerPlanckError(
  mixture: GaussianMixture,
  process: Process,
): Generator<void, number, void> {
  const { timeMin, timeMax, discrete, level } = process;
  const end = level(timeMax).alpha > 0 ? timeMax : timeMax - (discrete ? 1 : 0.01);
  const intervals = discrete ? end - timeMin : 1;
  const steps = intervals * Math.ceil(FEWEST_STEPS / Math.max(intervals, 1));
  const times = grid(timeMin, end, steps + 1);
  const ys = grid(-REACH, REACH, CELLS);
  const dy = ys[1] - ys[0];
  const closedForm = (time: number) => {
    const spread = 1 / unitVarianceScale(level(time));
    const xs = ys.map((y) => y * spread);
    return densityOverTime(mixture, process, [time], xs).map((p) => p * spread);
  };
  const every = Math.ceil(steps / COMPARISONS);
  let [step, worst] = [0, 0];
  for (const p of integrateFokkerPlanck(inSpreads(process), closedForm(timeMin), { xs: ys, times })) {
    step++;
    if (step % every === 0 || step === steps) {
      const closed = closedForm(times[step]);
      const distance = p.reduce((sum, value, i) => sum + Math.abs(value - closed[i]), 0) * dy;
      worst = Math.max(worst, distance / 2);
    }
    yield;
  }
  return worst;
}
