/** The shape of a diffusion transformer: the arguments of `DiT` in facebookresearch/DiT that this program supports, in TypeScript's spelling. */
export interface DitConfig {
  /** Side of the square images in pixels. */
  readonly inputSize: number;
  /** Side of a patch in pixels; divides the image's. */
  readonly patchSize: number;
  readonly inChannels: number;
  /** Whether a second output for each channel predicts the variance. */
  readonly learnSigma: boolean;
  /** Numbers of a token; a multiple of four and of the heads. */
  readonly hiddenSize: number;
  /** Blocks. */
  readonly depth: number;
  readonly numHeads: number;
  /** Classes; the embedding has a row more, for no class. 0: unconditional, without an embedding. */
  readonly numClasses: number;
  /** Names of the classes by their numbers. Default: none are known. */
  readonly classNames?: readonly string[];
}
