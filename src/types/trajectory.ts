/**
 * A trajectory holds every frame of the reverse process for many samples at once. Frame 0 is noise, the last frame is the result.
 */
export interface Trajectory {
  /** Of one sample: [2] for a point, [height, width, channels] for an image. */
  readonly shape: readonly number[];
  /** [frames, count, ...shape] states x_t in data units; images are in [-1, 1], beyond it while noisy. */
  readonly states: Float32Array;
  /** [frames, count, ...shape] the network's guess x̂0 at each frame (the last repeats the result). */
  readonly guesses: Float32Array;
  /** [frames] native time of each frame; the last is the end of the process and counts as data. */
  readonly times: Float32Array;
  /** [frames] signal and noise at each frame. */
  readonly alphas: Float32Array;
  readonly sigmas: Float32Array;
  readonly count: number;
  readonly frames: number;
  /** [count] the class that each sample is conditioned on, -1 for none; only of a model with classes. */
  readonly labels?: Int32Array;
  /** Evaluations of the sampling plan for each sample; guidance takes two of the network for each. */
  readonly nfe: number;
  readonly milliseconds: number;
}
