/**
 * Randomness without state: a draw is a function of (seed, stream, step, index).
 *
 * Philox 4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") turns a 128-bit counter and a
 * 64-bit key into four uniform 32-bit words. The counter is (block, stream, step, kind) and the key is the seed, so batches,
 * timesteps, noise and first weights can be drawn in any order, on any device, and again: a resumed run continues exactly and
 * two runs in a comparison see the same data and noise. `kind` is 0 where an array is filled and 1 for a running source (`createRng`):
 * the two share no number, whatever their seed, stream and step. The same integer arithmetic stands in WGSL for the GPU.
 */

/** The purpose of a draw. Two streams never share a number. The values are part of the file format: never renumber. */
export const STREAM = {
  batch: 1,
  time: 2,
  noise: 3,
  weights: 4,
  start: 5,
  samplingNoise: 6,
  data: 7,
  evaluation: 8,
  projection: 9,
  labels: 10,
  augmentation: 11,
} as const;

export type StreamName = keyof typeof STREAM;

/** Names one sequence of numbers. `seed` and `step` are integers in [0, 2³²). */
export interface Draw {
  readonly seed: number;
  readonly stream: StreamName;
  readonly step: number;
}

/**
 * The purposes of the stream `evaluation`, which no training reads. Two purposes never share a number. The floors of the shipped models
 * were drawn with these values: never renumber.
 */
export const EVALUATION_PURPOSES = {
  /** The sample against which every model of a data set is measured. */
  reference: 0,
  /** Pairs of real samples, whose distance is the floor of a measure. */
  floor: 1,
  /** The finite sample whose exact density and score stand in where a data set has no closed form. */
  exactSample: 2,
  /** Data and noise of the lowest loss; by the number of the time. */
  lossFloor: 3,
  imageFloor: 5,
  /** Real data beside samples on the page, and noise for them. */
  displayData: 6,
  displayNoise: 7,
  /** Data at which the learned score is compared with the exact one, and noise by the number of the time. */
  scoreData: 8,
  scoreNoise: 9,
  /** Data of the variational bound, and noise by the step of the chain. */
  boundData: 10,
  boundNoise: 11,
  /** Data saved to a file; by the number of the file. */
  download: 12,
  /** Test images that are edited or classified. */
  testImages: 13,
  /** Noise of images that a model classifies; by the number of the pair. */
  classify: 14,
  /** Points that a run does not learn: its loss on them is beside that on its training examples. */
  heldOut: 15,
  /** Where pixels of 8 bits lie within their bins. */
  dequantisation: 16,
  /** Exact draws of a conditional distribution, whose distance from it is the floor; by the number of the set. */
  conditionalFloor: 17,
  /** Points that a model classifies. */
  classifiedPoints: 18,
} as const;

export type EvaluationPurpose = keyof typeof EVALUATION_PURPOSES;

/** More purposes than there will be: the steps of one purpose are this far apart. */
const PURPOSES = 256;

/**
 * A draw of the stream `evaluation`.
 * @param seed  0 where the draw must not depend on the run
 * @param index which of several draws for the same purpose, below 2²⁴
 */
export const evaluationDraw = (purpose: EvaluationPurpose, seed = 0, index = 0): Draw => ({
  seed,
  stream: 'evaluation',
  step: EVALUATION_PURPOSES[purpose] + PURPOSES * index,
});

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/** High 32 bits of a 32×32-bit product, by 16-bit halves (WGSL has no 64-bit integers either). */
function mulHigh(a: number, b: number): number {
  const al = a & 0xffff;
  const ah = a >>> 16;
  const bl = b & 0xffff;
  const bh = b >>> 16;
  const u = ah * bl + ((al * bl) >>> 16);
  const v = al * bh + (u & 0xffff);
  return (ah * bh + Math.floor(u / 65536) + Math.floor(v / 65536)) >>> 0;
}

/**
 * Ten rounds of Philox on one counter block.
 * @param counter [4] and @param key [2] unsigned 32-bit words
 * @param out     [4] receives the words
 */
export function philox4x32(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
  out: Uint32Array,
): Uint32Array {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = mulHigh(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0;
    const high1 = mulHigh(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
  return out;
}

const block = new Uint32Array(4);

function drawBlock({ seed, stream, step }: Draw, index: number): Uint32Array {
  return philox4x32([index >>> 0, STREAM[stream], step >>> 0, 0], [seed >>> 0, 0], block);
}

/** Fills `out` with uniform numbers in [0, 1), 24 random bits each; `first` skips that many numbers of the sequence. */
export function fillUniform<A extends Float32Array | Float64Array>(out: A, draw: Draw, first = 0): A {
  let words: Uint32Array = block;
  for (let i = 0; i < out.length; i++) {
    const index = first + i;
    if (i === 0 || (index & 3) === 0) words = drawBlock(draw, Math.floor(index / 4));
    out[i] = (words[index & 3] >>> 8) * 2 ** -24;
  }
  return out;
}

/**
 * Fills `out` with standard normal numbers: Box–Muller on word pairs (0, 1) and (2, 3) of each block, the radius from
 * (0, 1] so that its logarithm is finite, the angle in [-π, π) where WGSL specifies sin and cos.
 */
export function fillNormal<A extends Float32Array | Float64Array>(out: A, draw: Draw, first = 0): A {
  let words: Uint32Array = block;
  for (let i = 0; i < out.length; i++) {
    const index = first + i;
    const lane = index & 3;
    if (i === 0 || lane === 0) words = drawBlock(draw, Math.floor(index / 4));
    const pair = lane & 2;
    const radius = Math.sqrt(-2 * Math.log(((words[pair] >>> 8) + 1) * 2 ** -24));
    const angle = 2 * Math.PI * ((words[pair + 1] >>> 8) * 2 ** -24 - 0.5);
    out[i] = radius * ((lane & 1) === 0 ? Math.cos(angle) : Math.sin(angle));
  }
  return out;
}

/** Fills `out` with integers in [0, range), for range up to 2²⁴. */
export function fillIntegers(out: Int32Array, range: number, draw: Draw, first = 0): Int32Array {
  let words: Uint32Array = block;
  for (let i = 0; i < out.length; i++) {
    const index = first + i;
    if (i === 0 || (index & 3) === 0) words = drawBlock(draw, Math.floor(index / 4));
    out[i] = Math.floor((words[index & 3] >>> 8) * 2 ** -24 * range);
  }
  return out;
}

/** A running source over one sequence, for code that reads "the next number": a data set's sampler. */
export interface Rng {
  uniform(): number;
  normal(): number;
  /** Integer in [0, range). */
  integer(range: number): number;
}

/** @returns a source that walks the sequence named by `draw`, one word (normal: one block) a number. */
export function createRng(draw: Draw): Rng {
  const words = new Uint32Array(4);
  let next = 0;
  let lane = 4;
  let spare: number | null = null;
  const word = (): number => {
    if (lane === 4) {
      philox4x32([next++ >>> 0, STREAM[draw.stream], draw.step >>> 0, 1], [draw.seed >>> 0, 0], words);
      lane = 0;
    }
    return words[lane++];
  };
  const uniform = () => (word() >>> 8) * 2 ** -24;
  return {
    uniform,
    integer: (range) => Math.floor(uniform() * range),
    normal() {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(((word() >>> 8) + 1) * 2 ** -24));
      const angle = 2 * Math.PI * (uniform() - 0.5);
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}
