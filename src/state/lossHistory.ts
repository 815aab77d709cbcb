/**
 * A loss history is every loss of a run, kept so that drawing it costs the same however long the run: raw and smoothed values in
 * growing arrays, and a pyramid of extrema (each level covers four blocks of the one below) for the envelope of any range.
 */

/** Block i of level k covers losses [i·4^(k+1), (i+1)·4^(k+1)). */
interface Level {
  min: Float32Array;
  max: Float32Array;
}

export interface Extent {
  readonly min: number;
  readonly max: number;
}

export interface LossHistory {
  /** Step of the first loss held; losses are of steps first … last. */
  readonly first: number;
  /** Step of the newest loss; first - 1 when there is none. */
  readonly last: number;
  /** Adds losses of consecutive steps. Steps already held are replaced, with all after them: a run that went on from a checkpoint. */
  append(firstStep: number, losses: Float32Array): void;
  /** The loss of one step, NaN where it is not held. */
  at(step: number): number;
  /** Mean over the recent past (exponential, unbiased at the start), NaN where it is not held. */
  smoothedAt(step: number): number;
  /** Least and largest finite loss of steps from … to, both included; null where there is none. */
  extent(from: number, to: number): Extent | null;
}

const FAN = 4;
/** Ten levels: the top's blocks cover a million steps each. */
const LEVELS = 10;
const FIRST_CAPACITY = 1024;

function grown(array: Float32Array, length: number): Float32Array {
  if (length <= array.length) return array;
  const larger = new Float32Array(Math.max(length, 2 * array.length));
  larger.set(array);
  return larger;
}

/** @param memory number of steps over which the smoothed curve averages */
export function createLossHistory(memory = 50): LossHistory {
  let first = 1;
  let count = 0;
  let raw: Float32Array = new Float32Array(FIRST_CAPACITY);
  let smooth: Float32Array = new Float32Array(FIRST_CAPACITY);
  const levels: Level[] = Array.from({ length: LEVELS }, () => ({
    min: new Float32Array(16),
    max: new Float32Array(16),
  }));
  const keep = 1 - 1 / memory;
  let mean = 0; // of the exponential average, biased towards 0
  let weight = 0; // what its weights sum to; dividing by it takes the bias away

  function cover(index: number, value: number) {
    const finite = Number.isFinite(value);
    const low = finite ? value : Number.POSITIVE_INFINITY;
    const high = finite ? value : Number.NEGATIVE_INFINITY;
    for (let k = 0, size = FAN; k < LEVELS; k++, size *= FAN) {
      const level = levels[k];
      const block = Math.floor(index / size);
      level.min = grown(level.min, block + 1);
      level.max = grown(level.max, block + 1);
      const opens = index % size === 0;
      level.min[block] = opens ? low : Math.min(level.min[block], low);
      level.max[block] = opens ? high : Math.max(level.max[block], high);
    }
  }

  function push(value: number) {
    raw = grown(raw, count + 1);
    smooth = grown(smooth, count + 1);
    raw[count] = value;
    if (Number.isFinite(value)) {
      mean = keep * mean + (1 - keep) * value;
      weight = keep * weight + (1 - keep);
    }
    smooth[count] = weight > 0 ? mean / weight : Number.NaN;
    cover(count, value);
    count++;
  }

  function rewind(length: number) {
    const kept = raw.slice(0, length);
    count = 0;
    mean = weight = 0;
    for (const value of kept) push(value);
  }

  return {
    get first() {
      return first;
    },
    get last() {
      return first + count - 1;
    },
    append(firstStep, losses) {
      if (count === 0) first = firstStep;
      const index = firstStep - first;
      if (index < 0) {
        rewind(0);
        first = firstStep;
      } else if (index < count) rewind(index);
      while (first + count < firstStep) push(Number.NaN); // steps whose losses were never told
      for (const loss of losses) push(loss);
    },
    at: (step) => (step >= first && step < first + count ? raw[step - first] : Number.NaN),
    smoothedAt: (step) => (step >= first && step < first + count ? smooth[step - first] : Number.NaN),
    extent(from, to) {
      let min = Number.POSITIVE_INFINITY;
      let max = Number.NEGATIVE_INFINITY;
      let index = Math.max(0, from - first);
      const end = Math.min(count, to - first + 1);
      while (index < end) {
        // The largest whole block that starts here and ends in range.
        let k = -1;
        while (k + 1 < LEVELS && index % FAN ** (k + 2) === 0 && index + FAN ** (k + 2) <= end) k++;
        if (k < 0) {
          const value = raw[index];
          if (value < min) min = value;
          if (value > max) max = value;
          index++;
        } else {
          const block = index / FAN ** (k + 1);
          if (levels[k].min[block] < min) min = levels[k].min[block];
          if (levels[k].max[block] > max) max = levels[k].max[block];
          index += FAN ** (k + 1);
        }
      }
      return Number.isFinite(min) && Number.isFinite(max) ? { min, max } : null;
    },
  };
}
