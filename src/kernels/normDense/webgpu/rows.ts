/** How the rows of the batch are shared out to workgroups, and where the saved array holds what the backward pass needs. */
import type * as tf from '@tensorflow/tfjs-core';
import { blocksOf, range } from '../../wgsl/blocks';

/** Threads of a workgroup: few, because on some devices each clears the memory of the workgroup before it begins. */
export const THREADS = 32;

/** Features of all rows that fit into the memory of a workgroup, 16 kB on every adapter, beside the sums. */
const MOST_SHARED = 3584;

export const FOUR = range(4);

/** WGSL for each of four rows or lanes. */
export const each = (f: (k: number) => string, separator = '\n    ') => FOUR.map(f).join(separator);

/** Whether four rows of x, [B, K], fit into the memory of a workgroup. */
export const fitsWorkgroup = (x: tf.Tensor): boolean => 4 * 4 * blocksOf(x.shape[1]!) <= MOST_SHARED;

/** Rows that a workgroup computes: as many times four as it has threads for, with `blocks` blocks a row, and memory. */
export function rowsOf(width: number, blocks: number): number {
  let fours = 1;
  while (fours < 4 && 2 * fours * blocks <= THREADS && 2 * fours * 16 * blocksOf(width) <= MOST_SHARED)
    fours *= 2;
  return 4 * fours;
}

/** Sections of the saved array, [rows, width] each: f(z), x̂, f'(z), 1 + scale; after them 1/deviation of each row. */
export const SECTIONS = 4;
export const [VALUE, XHAT, SLOPE, GAIN] = range(SECTIONS);
