/** A code without a network: each pixel by its frequencies in training images. */
export interface Labelled {
  /** [n, size] */
  readonly images: Uint8Array;
  /** [n] */
  readonly labels: Uint8Array;
}

/**
 * Bits of images when each pixel is coded by itself, with one count added to each of the 256 values.
 * @param classOf the class of an image by its label: images of one class have frequencies of their own
 */
export function independentPixelBits(
  training: Labelled,
  test: Labelled,
  classOf: (label: number) => number,
): number {
  const size = test.images.length / test.labels.length;
  const classes = 1 + test.labels.reduce((most, label) => Math.max(most, classOf(label)), 0);
  const counts = new Uint32Array(classes * size * 256).fill(1);
  const totals = new Uint32Array(classes).fill(256);
  /** Where the counts of a pixel begin. */
  const at = (label: number, pixel: number) => (classOf(label) * size + pixel) * 256;
  training.labels.forEach((label, n) => {
    if (classOf(label) >= classes) return; // no test image has this class
    totals[classOf(label)]++;
    for (let i = 0; i < size; i++) counts[at(label, i) + training.images[n * size + i]]++;
  });
  let bits = 0;
  test.labels.forEach((label, n) => {
    for (let i = 0; i < size; i++)
      bits -= Math.log2(counts[at(label, i) + test.images[n * size + i]] / totals[classOf(label)]);
  });
  return bits / test.images.length;
}
