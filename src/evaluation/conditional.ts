/** Draws of one coordinate where the other is known, beside the exact conditional distribution of the data. */
import { conditionalMixture, type KnownCoordinate } from '../diffusion/exact/conditional';
import { exactMixture } from '../diffusion/exact/mixture';
import { DATA_LEVEL } from '../diffusion/process';
import type { GaussianMixture } from '../lib/mixture';
import { createRng, evaluationDraw } from '../lib/rng';
import type { Conditional } from '../types/quality';
import { wasserstein1Sorted } from './slicedWasserstein';

/** Places of the density: 4 or more within a deviation of every data set that ships. */
const PLACES = 512;
/** Deviations beyond the outermost components. */
const MARGIN = 5;
/** Values that stand for the exact distribution, each as likely as the next. */
const QUANTILES = 4000;
/** Sets of exact draws in the floor. */
const FLOOR_SETS = 20;

interface Tabulated {
  /** [PLACES] the middles of cells, evenly spaced */
  readonly places: Float64Array;
  readonly density: Float64Array;
  /** The value below which a share of the distribution lies. */
  readonly quantile: (share: number) => number;
}

/** A mixture in one dimension on a grid; within a cell each value is as likely as the next. */
function tabulated(mixture: GaussianMixture): Tabulated {
  const at = (side: number) => mixture.means.map(([mean], k) => mean + side * MARGIN * mixture.stds[k]);
  const lo = at(-1).reduce((a, b) => Math.min(a, b));
  const hi = at(1).reduce((a, b) => Math.max(a, b));
  const cell = (hi - lo) / PLACES;
  const places = Float64Array.from({ length: PLACES }, (_, i) => lo + cell * (i + 0.5));
  const log = exactMixture(mixture).logDensity(places, DATA_LEVEL, new Float64Array(PLACES));
  const density = log.map(Math.exp);
  const sums = new Float64Array(PLACES);
  let total = 0;
  for (let i = 0; i < PLACES; i++) sums[i] = total += density[i];
  const quantile = (share: number) => {
    let [low, high] = [0, PLACES - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] > share * total) high = middle;
      else low = middle + 1;
    }
    const before = sums[low] - density[low];
    return lo + cell * (low + (share * total - before) / density[low]);
  };
  return { places, density, quantile };
}

/**
 * The Wasserstein-1 distance of draws from the exact conditional distribution, beside that of as many exact draws.
 * @param points [n, 2] draws whose known coordinate has its value
 */
export function compareConditional(
  mixture: GaussianMixture,
  known: KnownCoordinate,
  points: Float32Array,
): Conditional {
  const { places, density, quantile } = tabulated(conditionalMixture(mixture, known));
  const drawn = Float64Array.from({ length: points.length / 2 }, (_, i) => points[2 * i + 1 - known.axis]);
  const exact = Float64Array.from({ length: QUANTILES }, (_, i) => quantile((i + 0.5) / QUANTILES));
  const distanceOf = (values: Float64Array) => wasserstein1Sorted(values.sort(), exact);
  const floors = Array.from({ length: FLOOR_SETS }, (_, k) => {
    const rng = createRng(evaluationDraw('conditionalFloor', 0, k));
    return distanceOf(Float64Array.from(drawn, () => quantile(rng.uniform())));
  });
  const mean = floors.reduce((a, b) => a + b) / FLOOR_SETS;
  const squares = floors.reduce((sum, floor) => sum + (floor - mean) ** 2, 0);
  return {
    places,
    density,
    distance: distanceOf(drawn),
    floor: { mean, spread: Math.sqrt(squares / (FLOOR_SETS - 1)), sets: FLOOR_SETS },
    near: { share: shareNear(mixture, known), reach: REACH },
  };
}

/** How far from the known value data are near. */
const REACH = 0.1;
const STRIPS = 40;

/** The share of the data within REACH of the known value, by the midpoint rule. */
function shareNear({ weights, means, stds }: GaussianMixture, { axis, value }: KnownCoordinate): number {
  const marginal = { weights, means: means.map((mean) => [mean[axis]]), stds };
  const strip = (2 * REACH) / STRIPS;
  const at = Float64Array.from({ length: STRIPS }, (_, i) => value - REACH + strip * (i + 0.5));
  const log = exactMixture(marginal).logDensity(at, DATA_LEVEL, new Float64Array(STRIPS));
  return strip * log.reduce((sum, each) => sum + Math.exp(each), 0);
}
