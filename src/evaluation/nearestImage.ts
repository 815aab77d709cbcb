/** The nearest training image shows whether a sample is new or a memorised training image. */

export interface NearestImage {
  /** Index among the training images. */
  readonly index: number;
  /** Root mean square difference of a pixel, 0 to 255. */
  readonly distance: number;
}

/**
 * @param query    [size] bytes of one image
 * @param training [n, size] bytes, n at least 1
 * @throws RangeError where `training` is no whole number of such images
 */
export function nearestImage(query: Uint8Array, training: Uint8Array): NearestImage {
  const size = query.length;
  const count = training.length / size;
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`${training.length} bytes are no whole number of images of ${size} bytes`);
  }
  let index = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < count; n++) {
    let sum = 0;
    const base = n * size;
    // Most images are farther after a few rows than the nearest so far.
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
