/**
 * A loss history holds every loss of a run, such that drawing it costs the same however long the run is: raw and smoothed values in
 * growing arrays, and a pyramid of extrema (each level covers four blocks of the one below) for the envelope of any range.
 *
 * A history never changes: appending returns a longer one. Both share their arrays, like a slice and the slice that extends it, so
 * appending costs only the new losses; the shorter one stays valid because it never reads beyond its own end.
 */

interface Extent {
  readonly min: number;
  readonly max: number;
}

export interface LossHistory {
  /** Step of the first loss held; losses are of steps first … last. */
  readonly first: number;
  /** Step of the newest loss; first - 1 when there is none. */
  readonly last: number;
  /**
   * Appends losses of consecutive steps. Steps already held are replaced, with all after them: a run that continues from a checkpoint.
   * Steps between the newest loss and `firstStep` hold NaN.
   */
  append(firstStep: number, losses: Float32Array): LossHistory;
  /** The loss of one step, NaN where it is not held. */
  at(step: number): number;
  /** Level of the recent past, by a line fitted to it so that a falling loss is not shown too high; NaN where it is not held. */
  smoothedAt(step: number): number;
  /** Least and largest finite loss of steps from … to, both included; null where there is none. */
  extent(from: number, to: number): Extent | null;
}

/** Block i of level k covers losses [i·4^(k+1), (i+1)·4^(k+1)). */
interface ExtremaLevel {
  min: Float32Array;
  max: Float32Array;
}

/** The arrays that histories share. Entries are only ever added, never changed. */
interface LossBuffer {
  count: number;
  raw: Float32Array;
  smooth: Float32Array;
  readonly levels: readonly ExtremaLevel[];
  /** The number of steps over which the smoothed curve averages. */
  readonly memory: number;
  readonly fit: LineFit;
}

/** A line fitted to the recent losses by least squares, with weights that fall exponentially with the age in steps. */
interface LineFit {
  /** Weighted sums of 1, age and age². */
  weight: number;
  age: number;
  age2: number;
  /** Weighted sums of the loss and of age times the loss. */
  loss: number;
  ageLoss: number;
  /** Least and largest loss so far: the line does not leave them where the loss falls steeply. */
  least: number;
  largest: number;
}

const createFit = (): LineFit => ({
  weight: 0,
  age: 0,
  age2: 0,
  loss: 0,
  ageLoss: 0,
  least: Number.POSITIVE_INFINITY,
  largest: Number.NEGATIVE_INFINITY,
});

/** Makes all losses one step older, and takes a new one; one that is not finite is left out. */
function addToFit(fit: LineFit, value: number, memory: number): void {
  const decay = 1 - 1 / memory;
  fit.age2 = decay * (fit.age2 + 2 * fit.age + fit.weight);
  fit.age = decay * (fit.age + fit.weight);
  fit.ageLoss = decay * (fit.ageLoss + fit.loss);
  fit.weight *= decay;
  fit.loss *= decay;
  if (!Number.isFinite(value)) return;
  fit.weight += 1;
  fit.loss += value;
  fit.least = Math.min(fit.least, value);
  fit.largest = Math.max(fit.largest, value);
}

/**
 * The height of the line at age 0, NaN before the first finite loss. A mean lags behind a falling loss by its memory; the line does not
 * (Brown's double exponential smoothing is its limit).
 * @param memory also the weight of a prior slope of 0, which holds the line steady over the first few losses
 */
function levelOf({ weight, age, age2, loss, ageLoss, least, largest }: LineFit, memory: number): number {
  if (!(weight > 0)) return Number.NaN;
  const spread = age2 + memory;
  const level = (spread * loss - age * ageLoss) / (weight * spread - age * age);
  return Math.min(largest, Math.max(least, level));
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

const createBuffer = (memory: number): LossBuffer => ({
  count: 0,
  raw: new Float32Array(FIRST_CAPACITY),
  smooth: new Float32Array(FIRST_CAPACITY),
  levels: Array.from({ length: LEVELS }, () => ({
    min: new Float32Array(16),
    max: new Float32Array(16),
  })),
  memory,
  fit: createFit(),
});

function addToPyramid(levels: readonly ExtremaLevel[], index: number, value: number): void {
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

function push(buffer: LossBuffer, value: number): void {
  const { count } = buffer;
  buffer.raw = grown(buffer.raw, count + 1);
  buffer.smooth = grown(buffer.smooth, count + 1);
  buffer.raw[count] = value;
  addToFit(buffer.fit, value, buffer.memory);
  buffer.smooth[count] = levelOf(buffer.fit, buffer.memory);
  addToPyramid(buffer.levels, count, value);
  buffer.count++;
}

/** A buffer of its own with the first `count` losses of another. */
function copied(buffer: LossBuffer, count: number): LossBuffer {
  const copy = createBuffer(buffer.memory);
  for (const value of buffer.raw.subarray(0, count)) push(copy, value);
  return copy;
}

/** The level of the largest whole block that starts at `index` and ends in range; -1 where only the single loss does. */
function blockLevel(index: number, end: number): number {
  let k = -1;
  for (let size = FAN; k + 1 < LEVELS && index % size === 0 && index + size <= end; size *= FAN) k++;
  return k;
}

/** @param end exclusive */
function extentOf({ raw, levels }: LossBuffer, begin: number, end: number): Extent | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let index = begin; index < end; ) {
    const k = blockLevel(index, end);
    const size = FAN ** (k + 1);
    const low = k < 0 ? raw[index] : levels[k].min[index / size];
    const high = k < 0 ? raw[index] : levels[k].max[index / size];
    if (low < min) min = low; // not Math.min: NaN must leave the extent alone
    if (high > max) max = high;
    index += size;
  }
  return Number.isFinite(min) && Number.isFinite(max) ? { min, max } : null;
}

/** The history of the first `count` losses of a buffer. @param first step of the first loss */
function historyOf(buffer: LossBuffer, first: number, count: number): LossHistory {
  const holds = (step: number) => step >= first && step < first + count;
  return {
    first,
    last: first + count - 1,
    append(firstStep, losses) {
      const begin = count === 0 || firstStep < first ? firstStep : first;
      const unchanged = begin < first ? 0 : Math.min(count, firstStep - begin);
      // another history has already extended these arrays, or some losses are replaced
      const shares = unchanged === count && buffer.count === count;
      const next = shares ? buffer : copied(buffer, unchanged);
      while (begin + next.count < firstStep) push(next, Number.NaN);
      for (const loss of losses) push(next, loss);
      return historyOf(next, begin, next.count);
    },
    at: (step) => (holds(step) ? buffer.raw[step - first] : Number.NaN),
    smoothedAt: (step) => (holds(step) ? buffer.smooth[step - first] : Number.NaN),
    extent: (from, to) => extentOf(buffer, Math.max(0, from - first), Math.min(count, to - first + 1)),
  };
}

/** An empty history. @param memory number of steps over which the smoothed curve averages */
export const createLossHistory = (memory = 50): LossHistory => historyOf(createBuffer(memory), 1, 0);
