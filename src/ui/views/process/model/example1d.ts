/**
 * The one-dimensional example of the Process view: p_t(x) of a Gaussian mixture over time, its current, and paths through it. Pure: the
 * pictures draw exactly these numbers, so that tests compare the picture itself with the closed form.
 *
 * Every column of time is in units of its own spread √(α² + σ²), which is 1 for variance-preserving processes. A variance-exploding
 * process, whose range grows a thousandfold, then has the same axis.
 */
import { PATH_KINDS, type PathKind } from '../../../../config/pageParameters';
import { currentOverTime, densityOverTime, grid } from '../../../../diffusion/lab1d/density';
import { forwardPaths, type PathOptions, type Paths, reversePaths } from '../../../../diffusion/lab1d/paths';
import { type Process, unitVarianceScale } from '../../../../diffusion/process';
import type { GaussianMixture } from '../../../../lib/mixture';
import { nativeTime } from '../../../time/axis';

/** A mixture of equal weights, shifted and scaled to mean 0 and variance 1. */
function standardised(centres: readonly number[], deviation: number): GaussianMixture {
  const n = centres.length;
  const mean = centres.reduce((a, b) => a + b, 0) / n;
  const variance = centres.reduce((sum, c) => sum + (c - mean) ** 2, 0) / n + deviation ** 2;
  const scale = 1 / Math.sqrt(variance);
  return {
    weights: centres.map(() => 1 / n),
    means: centres.map((c) => [(c - mean) * scale]),
    stds: centres.map(() => deviation * scale),
  };
}

/** The data of the example: two components below, one in the middle and two above; 3 peaks. */
export const MIXTURE: GaussianMixture = standardised([-1.55, -1.35, 0.25, 1.15, 1.35], 0.17);

/** Half the height of the pictures, in spreads. */
export const REACH = 2.9;

/** √(α² + σ²): one unit of the pictures' axis at this time, in units of the data. */
export const spreadAt = (process: Process, time: number): number =>
  1 / unitVarianceScale(process.level(time));

/** A function of time and place on an even grid. */
export interface SpaceTimeGrid {
  /** Number of times, evenly over positions 0 to 1. */
  readonly columns: number;
  /** Number of places, evenly from -REACH to REACH spreads, both included. */
  readonly rows: number;
  /** [columns, rows] */
  readonly values: Float64Array;
  /** The largest absolute value. */
  readonly most: number;
}

type Column = (process: Process, time: number, xs: Float64Array) => Float64Array;

function* fieldOf(
  process: Process,
  { columns, rows }: Pick<SpaceTimeGrid, 'columns' | 'rows'>,
  column: Column,
): Generator<void, SpaceTimeGrid, void> {
  const places = grid(-REACH, REACH, rows);
  const values = new Float64Array(columns * rows);
  let most = 0;
  for (let i = 0; i < columns; i++) {
    const time = nativeTime(process, i / (columns - 1));
    const spread = spreadAt(process, time);
    const found = column(
      process,
      time,
      places.map((place) => place * spread),
    );
    values.set(found, i * rows);
    for (const value of found) most = Math.max(most, Math.abs(value));
    yield;
  }
  return { columns, rows, values, most };
}

/** p_t at places in data units, as a density over spreads: p_t(x) √(α² + σ²). */
const densityColumn: Column = (process, time, xs) => {
  const spread = spreadAt(process, time);
  return densityOverTime(MIXTURE, process, [time], xs).map((p) => p * spread);
};

/**
 * The current over g², J/g² = p f/g² - ½ ∂p/∂x, in spreads: without the speed of the noising, so that early and late times show
 * alike. 0 where nothing diffuses.
 */
const currentColumn: Column = (process, at, xs) => {
  // A chain with zero terminal SNR has an infinite rate at its end: the time just before is used instead.
  const finite = Number.isFinite(process.rates(at).diffusionSquared);
  const time = finite ? at : at - 1e-6;
  const spread = spreadAt(process, time);
  const { diffusionSquared } = process.rates(time);
  const unit = diffusionSquared > 0 ? (spread * spread) / diffusionSquared : 0;
  return currentOverTime(MIXTURE, process, [time], xs).map((j) => j * unit);
};

const DENSITY_SIZE = { columns: 360, rows: 181 };
const CURRENT_SIZE = { columns: 180, rows: 81 };

/** p_t(x) over time; yields after every column. */
export const densityField = (process: Process, size = DENSITY_SIZE) => fieldOf(process, size, densityColumn);

/** J/g² over time; yields after every column. */
export const currentField = (process: Process, size = CURRENT_SIZE) => fieldOf(process, size, currentColumn);

/** The density over spreads at one time. */
export function densityAt(process: Process, time: number, places: Float64Array): Float64Array {
  const spread = spreadAt(process, time);
  return densityColumn(
    process,
    time,
    places.map((place) => place * spread),
  );
}

/** The number of peaks that rise above the valleys beside them by at least a hundredth of the highest. */
export function countPeaks(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]);
  const out = most / 100;
  let peaks = 0;
  let low = 0;
  let high = 0;
  let rising = true;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (rising) {
      high = Math.max(high, v);
      if (high - low > out && v < high - out) {
        peaks++;
        rising = false;
        low = v;
      }
    } else {
      low = Math.min(low, v);
      if (v > low + out) {
        rising = true;
        high = v;
      }
    }
  }
  return peaks;
}

/** A path for drawing: [n] positions on the time axis, rising, and [n] places in spreads. */
export interface DrawnPath {
  readonly positions: Float64Array;
  readonly places: Float64Array;
}

export type DrawnPaths = Readonly<Record<PathKind, readonly DrawnPath[]>>;

/** Most steps of a drawn path: about one for two pixels. */
const MOST_STEPS = 300;
const COUNTS: Readonly<Record<PathKind, number>> = { forward: 3, reverse: 5, ode: 13 };
/** Paths that are simulated together. */
const BATCH = 4;
/** A seed with which the three forward paths start in different places. */
const SEED = 9;

/** Rising native times of a path: every step of a short chain, whole steps of a long one. */
function pathTimes(process: Process): number[] {
  const { timeMax, discrete } = process;
  const steps = discrete ? Math.min(timeMax, MOST_STEPS) : MOST_STEPS;
  if (steps === 0) return [timeMax];
  const times = Array.from({ length: steps + 1 }, (_, i) => {
    const time = nativeTime(process, i / steps);
    return discrete ? Math.round(time) : time;
  });
  return times.filter((time, i) => i === 0 || time > times[i - 1]);
}

function linesOf(process: Process, paths: Paths, endsAtData: boolean): DrawnPath[] {
  const { count, times, positions } = paths;
  const order = times.map((_, i) => (endsAtData ? times.length - 1 - i : i));
  const rising = Float64Array.from(order, (i) => Math.min(1, times[i] / (process.timeMax || 1)));
  const spreads = order.map((i) => (endsAtData && i === times.length - 1 ? 1 : spreadAt(process, times[i])));
  return Array.from({ length: count }, (_, path) => ({
    positions: rising,
    places: Float64Array.from(order, (i, k) => positions[path * times.length + i] / spreads[k]),
  }));
}

const simulate: Readonly<
  Record<PathKind, (process: Process, rising: number[], options: PathOptions) => Paths>
> = {
  forward: (process, rising, options) => forwardPaths(MIXTURE, process, rising, options),
  reverse: (process, rising, options) => reversePaths(MIXTURE, process, 'sde', rising.toReversed(), options),
  ode: (process, rising, options) => reversePaths(MIXTURE, process, 'ode', rising.toReversed(), options),
};

/** Evenly from -2 to 2, so that the flow's contraction and expansion show. */
const ODE_STARTS = grid(-2, 2, COUNTS.ode);

/** A few paths of each kind, with the exact score; yields after every batch. */
export function* pathsThrough(process: Process): Generator<void, DrawnPaths, void> {
  const rising = pathTimes(process);
  const drawnPaths: Record<PathKind, DrawnPath[]> = { forward: [], reverse: [], ode: [] };
  for (const kind of PATH_KINDS) {
    for (let first = 0; first < COUNTS[kind]; first += BATCH) {
      const count = Math.min(BATCH, COUNTS[kind] - first);
      const starts = kind === 'ode' ? ODE_STARTS.slice(first, first + count) : undefined;
      const paths = simulate[kind](process, rising, { count, seed: SEED + first, starts });
      drawnPaths[kind].push(...linesOf(process, paths, kind !== 'forward'));
      yield;
    }
  }
  return drawnPaths;
}
