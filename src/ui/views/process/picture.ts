/**
 * The numbers behind the Process view's pictures: p_t(x) of a 1-D mixture over time, its current, and paths through it. Pure: what is
 * drawn is what these functions give, so that tests hold the picture itself to the closed form.
 *
 * Every column of time is shown in units of its own spread √(α² + σ²): 1 for variance-preserving processes, and what lets the
 * exploding one, whose range grows a thousandfold, stand on the same axis.
 */
import { currentOverTime, densityOverTime, grid } from '../../../diffusion/lab1d/density';
import { forwardPaths, type PathOptions, type Paths, reversePaths } from '../../../diffusion/lab1d/paths';
import { inputScale, type Process } from '../../../diffusion/process';
import type { GaussianMixture } from '../../../lib/mixture';

/** Centres and deviation of five equal bumps, shifted and scaled so that the mixture has mean 0 and variance 1. */
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

/** The data of the 1-D picture: a crowd below, a small one in the middle, a broad one above. */
export const LINE: GaussianMixture = standardised([-1.55, -1.35, 0.25, 1.15, 1.35], 0.17);

/** Half the height of the picture, in spreads. */
export const REACH = 2.9;

/** Native time at a position in [0, 1], between the steps of a chain too. */
export const nativeTime = ({ timeMin, timeMax }: Process, position: number): number =>
  Math.min(timeMax, Math.max(timeMin, position * timeMax));

/** √(α² + σ²): what 1 on the picture's axis is worth at this time, in units of the data. */
export const spreadAt = (process: Process, time: number): number => 1 / inputScale(process.level(time));

/** A function of time and place on an even grid. */
export interface Field {
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
  { columns, rows }: Pick<Field, 'columns' | 'rows'>,
  column: Column,
): Generator<void, Field, void> {
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
  return densityOverTime(LINE, process, [time], xs).map((p) => p * spread);
};

/**
 * The current over g², J/g² = p f/g² - ½ ∂p/∂x, in spreads: what is left when the speed of the clock is taken out, so that early and
 * late times show alike. 0 where nothing diffuses.
 */
const currentColumn: Column = (process, at, xs) => {
  // A chain with zero terminal SNR arrives there at infinite speed: its end is shown as the moment before.
  const finite = Number.isFinite(process.rates(at).diffusionSquared);
  const time = finite ? at : at - 1e-6;
  const spread = spreadAt(process, time);
  const { diffusionSquared } = process.rates(time);
  const unit = diffusionSquared > 0 ? (spread * spread) / diffusionSquared : 0;
  return currentOverTime(LINE, process, [time], xs).map((j) => j * unit);
};

export const DENSITY_SIZE = { columns: 360, rows: 181 };
export const CURRENT_SIZE = { columns: 180, rows: 81 };

/** p_t(x) over time; rests after every column. */
export const densityField = (process: Process, size = DENSITY_SIZE) => fieldOf(process, size, densityColumn);

/** J/g² over time; rests after every column. */
export const currentField = (process: Process, size = CURRENT_SIZE) => fieldOf(process, size, currentColumn);

/** One time of the density, for the curve beside the picture and for the ends. */
export function densityAt(process: Process, time: number, places: Float64Array): Float64Array {
  const spread = spreadAt(process, time);
  return densityColumn(
    process,
    time,
    places.map((place) => place * spread),
  );
}

/** Peaks of a curve that stand out of the valleys beside them by a hundredth of the highest. */
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

export const PATH_KINDS = ['forward', 'reverse', 'ode'] as const;
export type PathKind = (typeof PATH_KINDS)[number];

/** A path as it is drawn: positions on the time axis and places in spreads, both rising with time. */
export interface DrawnPath {
  readonly positions: Float64Array;
  readonly places: Float64Array;
}

export type DrawnPaths = Readonly<Record<PathKind, readonly DrawnPath[]>>;

/** Most steps that a path is drawn with: more than one a pixel or two show nothing. */
const MOST_STEPS = 300;
const COUNTS: Readonly<Record<PathKind, number>> = { forward: 3, reverse: 5, ode: 13 };
/** Paths that are walked in one go. */
const FLOCK = 4;
/** A seed under which three paths begin in three places. */
const SEED = 9;

/** Rising native times of a walk: every step of a short chain, whole steps of a long one. */
export function walkTimes(process: Process): number[] {
  const { timeMax, discrete } = process;
  const steps = discrete ? Math.min(timeMax, MOST_STEPS) : MOST_STEPS;
  if (steps === 0) return [timeMax];
  const times = Array.from({ length: steps + 1 }, (_, i) => {
    const time = nativeTime(process, i / steps);
    return discrete ? Math.round(time) : time;
  });
  return times.filter((time, i) => i === 0 || time > times[i - 1]);
}

function drawn(process: Process, paths: Paths, endsAtData: boolean): DrawnPath[] {
  const { count, times, positions } = paths;
  const order = times.map((_, i) => (endsAtData ? times.length - 1 - i : i));
  const along = Float64Array.from(order, (i) => Math.min(1, times[i] / (process.timeMax || 1)));
  const spreads = order.map((i) => (endsAtData && i === times.length - 1 ? 1 : spreadAt(process, times[i])));
  return Array.from({ length: count }, (_, path) => ({
    positions: along,
    places: Float64Array.from(order, (i, k) => positions[path * times.length + i] / spreads[k]),
  }));
}

const walks: Readonly<Record<PathKind, (process: Process, rising: number[], options: PathOptions) => Paths>> =
  {
    forward: (process, rising, options) => forwardPaths(LINE, process, rising, options),
    reverse: (process, rising, options) => reversePaths(LINE, process, 'sde', rising.toReversed(), options),
    ode: (process, rising, options) => reversePaths(LINE, process, 'ode', rising.toReversed(), options),
  };

/** Evenly from -2 to 2: what a flow does to places shows best where they start in order. */
const ODE_STARTS = grid(-2, 2, COUNTS.ode);

/** A few paths of each kind, with the exact score; rests after every few. */
export function* pathsThrough(process: Process): Generator<void, DrawnPaths, void> {
  const rising = walkTimes(process);
  const found: Record<PathKind, DrawnPath[]> = { forward: [], reverse: [], ode: [] };
  for (const kind of PATH_KINDS) {
    for (let first = 0; first < COUNTS[kind]; first += FLOCK) {
      const count = Math.min(FLOCK, COUNTS[kind] - first);
      const starts = kind === 'ode' ? ODE_STARTS.slice(first, first + count) : undefined;
      const paths = walks[kind](process, rising, { count, seed: SEED + first, starts });
      found[kind].push(...drawn(process, paths, kind !== 'forward'));
      yield;
    }
  }
  return found;
}
