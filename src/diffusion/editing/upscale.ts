/**
 * Upscaling draws an image whose reduced version is a given one, with a model that was trained without any: after each step the low frequencies
 * of the state are replaced by those of the given image, noised to the same level (ILVR: Choi et al. 2021, Alg. 1).
 */
import type { Arithmetic, Constraint } from '../samplers/apply';

/** A linear map of states with φ(φ(x)) = φ(x): what a reduced image says of x, at the size of x. */
export type LowPass<X> = (x: X) => X;

/**
 * x ← x + φ(α y + σ z) - φ(x), and φ of the last state is φ(y).
 * @param given y, like a state; only φ(y) is used
 * @param noise gives the k-th noise draw z
 */
export function keepLowPass<X>(
  { combine, release }: Arithmetic<X>,
  given: X,
  lowPass: LowPass<X>,
  noise: (draw: number) => X,
): Constraint<X> {
  let draws = 0;
  return (x, { alpha, sigma }) => {
    const z = sigma === 0 ? null : noise(draws++);
    const missing = combine([[alpha, given], ...(z ? ([[sigma, z]] as const) : []), [-1, x]]);
    const low = lowPass(missing);
    const joined = combine([
      [1, x],
      [1, low],
    ]);
    for (const state of [z, missing, low]) if (state) release?.(state);
    return joined;
  };
}

/** Factors by which an image can be reduced: whole ones that divide its height and width, and leave two pixels or more. */
export const reductions = (height: number, width: number): number[] =>
  Array.from({ length: Math.floor(Math.min(height, width) / 2) }, (_, i) => i + 1).filter(
    (factor) => height % factor === 0 && width % factor === 0,
  );

/** How an image is reduced: pixels to a side of a block, and whether only the mean of the channels counts. */
export interface Reduction {
  readonly factor: number;
  readonly grey: boolean;
}

/** The indices of the values whose mean is one value of the reduced image. @param shape [height, width, channels] */
function blocksOf([height, width, channels]: readonly number[], { factor, grey }: Reduction): number[][] {
  const across = width / factor;
  const blocks: number[][] = [];
  for (let i = 0; i < height * width * channels; i++) {
    const pixel = Math.floor(i / channels);
    const row = Math.floor(Math.floor(pixel / width) / factor);
    const block = row * across + Math.floor((pixel % width) / factor);
    const at = grey ? block : block * channels + (i % channels);
    blocks[at] ??= [];
    blocks[at].push(i);
  }
  return blocks;
}

/**
 * φ of an image: the mean of each block of factor × factor pixels, and where `grey`, of its channels too, at each pixel of the block.
 * @param image [height, width, channels]
 */
export function reduced(image: Float32Array, shape: readonly number[], how: Reduction): Float32Array {
  const means = new Float32Array(image.length);
  for (const block of blocksOf(shape, how)) {
    const mean = block.reduce((sum, i) => sum + image[i], 0) / block.length;
    for (const i of block) means[i] = mean;
  }
  return means;
}

/** Of the interval of the shift, some 4 wide: to 4e-9. */
const HALVINGS = 30;

/**
 * An image whose values lie in -1 … 1 and whose φ is that of `given`: each block is shifted by the number with which its clipped values have
 * the mean. A sample has the mean before it is clipped, and clipping alone would change it.
 * @param given φ of an image of -1 … 1
 */
export function withinRange(
  image: Float32Array,
  given: Float32Array,
  shape: readonly number[],
  how: Reduction,
): Float32Array {
  const fitted = new Float32Array(image.length);
  const clipped = (value: number) => Math.min(1, Math.max(-1, value));
  for (const block of blocksOf(shape, how)) {
    const meanWith = (shift: number) =>
      block.reduce((sum, i) => sum + clipped(image[i] + shift), 0) / block.length;
    const most = Math.max(...block.map((i) => Math.abs(image[i]))) + 1;
    let [low, high] = [-most, most];
    for (let k = 0; k < HALVINGS; k++) {
      const middle = (low + high) / 2;
      if (meanWith(middle) < given[block[0]]) low = middle;
      else high = middle;
    }
    for (const i of block) fitted[i] = clipped(image[i] + high);
  }
  return fitted;
}
