/** The nearest training picture shows whether a sample was made or remembered. */

export interface NearestImage {
  /** Its number among the training pictures. */
  readonly index: number;
  /** Root mean square difference of a pixel, 0 to 255. */
  readonly distance: number;
}

/**
 * @param query    [size] one picture's bytes
 * @param training [n, size] bytes, n at least 1
 * @throws RangeError when the training pictures are no whole number of such pictures
 */
export function nearestImage(query: Uint8Array, training: Uint8Array): NearestImage {
  const size = query.length;
  const count = training.length / size;
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`${training.length} bytes are no whole number of pictures of ${size} bytes`);
  }
  let index = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < count; n++) {
    let sum = 0;
    const base = n * size;
    // Most pictures are out after a few rows: only the nearest so far matters.
    for (let i = 0; i < size && sum < best; i++) {
      const difference = query[i] - training[base + i];
      sum += difference * difference;
    }
    if (sum < best) {
      best = sum;
      index = n;
    }
  }
  return { index, distance: Math.sqrt(best / size) };
}
