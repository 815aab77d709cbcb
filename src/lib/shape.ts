/** The number of elements of a tensor: the product of its axes, 1 for a scalar. Beyond 2^53 it is inexact, or infinite. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
