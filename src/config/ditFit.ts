/** Which sizes of a diffusion transformer fit together, and fit images. */

/** Attention compares each token with every other: more are beyond what a tab trains, and beyond the shared memory of a workgroup. */
export const MOST_TOKENS = 1024;

/** Sines and cosines of two coordinates share the numbers of a token. */
export const HIDDEN_MULTIPLE = 4;

const divisorsOf = (n: number): number[] =>
  Array.from({ length: n }, (_, i) => i + 1).filter((divisor) => n % divisor === 0);

/** The patch sizes that fill images of `side` × `side` pixels with a number of tokens that can be trained. */
export const fittingPatches = (side: number): number[] =>
  divisorsOf(side).filter((patch) => (side / patch) ** 2 <= MOST_TOKENS);

/** The numbers of heads that share a hidden size equally; none where the positions of the patches do not fit it. */
export const fittingHeads = (hiddenSize: number): number[] =>
  hiddenSize % HIDDEN_MULTIPLE === 0 ? divisorsOf(hiddenSize) : [];
