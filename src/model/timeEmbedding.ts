/**
 * A time embedding is a row of sines and cosines of the time, on which the network is conditioned: low frequencies encode t roughly, high
 * ones precisely (Vaswani et al. 2017, section 3.5; Ho et al. 2020, appendix B).
 */

export interface TimeEmbedding {
  /** Numbers in a row; of an odd size, the last is 0. */
  readonly size: number;
  /** DDPM's code writes sines first, diffusers' flip_sin_to_cos cosines first. */
  readonly order: 'sin-cos' | 'cos-sin';
  /** freqs = exp(-ln(10000) k / (half - shift)): 1 in DDPM's code, 0 in Nichol & Dhariwal's. */
  readonly shift: number;
}

const LONGEST_PERIOD = 10_000;

/** @returns [floor(size/2)] angular frequencies, from 1 downwards */
function timeFrequencies({ size, shift }: TimeEmbedding): Float64Array {
  const half = Math.floor(size / 2);
  const divisor = Math.max(half - shift, 1);
  return Float64Array.from({ length: half }, (_, k) => Math.exp((-Math.log(LONGEST_PERIOD) * k) / divisor));
}

/** @returns a function that writes the row of one time to `out[at … at + size)`; float64 until the cast into `out` */
export function timeEmbedder(
  embedding: TimeEmbedding,
): (out: Float32Array, at: number, time: number) => void {
  const frequencies = timeFrequencies(embedding);
  const half = frequencies.length;
  const [sines, cosines] = embedding.order === 'sin-cos' ? [0, half] : [half, 0];
  return (out, at, time) => {
    for (let k = 0; k < half; k++) {
      const angle = time * frequencies[k];
      out[at + sines + k] = Math.sin(angle);
      out[at + cosines + k] = Math.cos(angle);
    }
    if (2 * half < embedding.size) out[at + 2 * half] = 0;
  };
}
