/** An edit is what a draw begins with in place of noise alone: a sample that one has. Samples are in data units. */
export type Edit =
  /** Draws the part of a sample that is not known. */
  | {
      readonly kind: 'inpaint';
      /** [...shape]; values that are not known are not read. */
      readonly sample: Float32Array;
      /** [size of a sample] 1 where it is known, else 0 */
      readonly known: Uint8Array;
      /** How often each stretch of levels is walked down, and how many levels it has; whole numbers from 1. */
      readonly resamplings: number;
      readonly jumpLength: number;
    }
  /** Draws a sample whose reduced version is that of a given one. */
  | {
      readonly kind: 'upscale';
      /** [height, width, channels]; only its reduced version is used. */
      readonly sample: Float32Array;
      /** Pixels of a block whose mean is given, along each side: divides both. */
      readonly factor: number;
      /** Whether the mean of the channels is given, and not each of them. */
      readonly grey: boolean;
      /** As of `inpaint`. */
      readonly resamplings: number;
      readonly jumpLength: number;
    }
  /** Makes a sample of a drawing. */
  | {
      readonly kind: 'sdedit';
      /** [...shape] for all samples, or [count, ...shape] with one for each */
      readonly sample: Float32Array;
      /** 0 for the drawing itself to 1 for a fresh sample: the share of the levels that are visited. */
      readonly strength: number;
    }
  /** Leads samples up to their noise, along the probability-flow ODE, so that DDIM leads them back. */
  | {
      readonly kind: 'encode';
      /** [count, ...shape] */
      readonly samples: Float32Array;
    }
  /** Leads given noise down to samples. */
  | {
      readonly kind: 'decode';
      /** [count, ...shape] states at the sampler's first level; of `encode`, at the level where it ends. */
      readonly states: Float32Array;
      readonly encoded?: boolean;
      /** Conditions sample i on the share shares[i] of the way from one class to another; by the configuration if absent. */
      readonly classes?: ClassPath;
    };

/** A way between two classes, for a model with classes. */
export interface ClassPath {
  readonly from: number;
  readonly to: number;
  /** [count] 0 for the first class to 1 for the second */
  readonly shares: readonly number[];
}
