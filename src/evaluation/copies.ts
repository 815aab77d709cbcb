/**
 * Copies are samples that a model has memorised. A sample counts as one where it is less than a third as far from its nearest training
 * example as from the second nearest one (Yoon et al. 2023; Bonnaire et al. 2025). Fresh data have copies by chance: where d coordinates
 * vary independently and examples are dense, a share of 3⁻ᵈ, in the plane one in nine, whatever the density.
 */

/** Largest ratio of the two distances of a copy. */
const COPY_RATIO = 1 / 3;

/** Training examples: points in data units, or images as bytes. */
type Examples = Float32Array | Uint8Array;

/** Training examples, prepared for searches. */
export interface ExampleSearch {
  /** @param sample [size] in the units of the examples @returns squared distances of the nearest and of the second nearest example */
  nearestTwo(sample: Float32Array): readonly [number, number];
}

/** Examples of few numbers, in the order of their first one: the search goes outwards from the sample, and ends early. */
function searchSorted(examples: Examples, size: number): ExampleSearch {
  const all = examples.length / size;
  const order = Uint32Array.from({ length: all }, (_, i) => i).sort(
    (i, k) => examples[i * size] - examples[k * size],
  );
  const sorted = new Float32Array(examples.length);
  for (const [i, at] of order.entries()) sorted.set(examples.subarray(at * size, (at + 1) * size), i * size);
  return {
    nearestTwo(sample) {
      let [low, high] = [0, all];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (sorted[middle * size] < sample[0]) low = middle + 1;
        else high = middle;
      }
      let [best, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      const look = (at: number) => {
        const first = (sorted[at * size] - sample[0]) ** 2;
        if (first >= second) return false;
        let sum = first;
        for (let d = 1; d < size; d++) sum += (sorted[at * size + d] - sample[d]) ** 2;
        if (sum < best) [best, second] = [sum, best];
        else if (sum < second) second = sum;
        return true;
      };
      for (let at = low; at < all && look(at); at++);
      for (let at = low - 1; at >= 0 && look(at); at--);
      return [best, second];
    },
  };
}

/** @param sample [size] @returns the same mirrored */
type Mirror = (sample: Float32Array) => Float32Array;

/** Examples of many numbers, one after the other; most are given up after some of their numbers. */
function searchAll(examples: Examples, size: number, mirror?: Mirror): ExampleSearch {
  const count = examples.length / size;
  return {
    nearestTwo(sample) {
      // the mirrored sample is as far from an example as the sample from the mirrored example
      const variants = mirror ? [sample, mirror(sample)] : [sample];
      let [best, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let n = 0; n < count; n++) {
        let nearest = second;
        for (const variant of variants) {
          let sum = 0;
          for (let i = 0, at = n * size; i < size && sum < nearest; i++, at++)
            sum += (variant[i] - examples[at]) ** 2;
          nearest = Math.min(nearest, sum);
        }
        if (nearest < best) [best, second] = [nearest, best];
        else second = nearest;
      }
      return [best, second];
    },
  };
}

/** Numbers of a sample up to which examples are sorted. */
const FEW = 3;

/**
 * @param examples [n, size] the training examples; n at least 2. They are not copied where they have many numbers
 * @param mirror   where a run learns mirrored examples too: an example is as near as the nearer of both
 */
export function exampleSearch(examples: Examples, size: number, mirror?: Mirror): ExampleSearch {
  return size <= FEW && !mirror ? searchSorted(examples, size) : searchAll(examples, size, mirror);
}

/** Whether each sample is a copy, one after the other. @param samples [n, size] */
export function* copiesAmong(samples: Float32Array, size: number, search: ExampleSearch): Generator<boolean> {
  for (let at = 0; at < samples.length; at += size) {
    const [nearest, second] = search.nearestTwo(samples.subarray(at, at + size));
    yield nearest < COPY_RATIO ** 2 * second;
  }
}

/**
 * The part of the samples that are copies beyond chance: 0 at the share of fresh data, 1 where every sample is a copy.
 * @param floor the share of fresh data
 */
export const excessOfCopies = (share: number, floor: number): number => (share - floor) / (1 - floor);

/** Copying counts as begun where so much of what could be copies beyond chance is. */
const COPYING_BEGINS = 0.1;

/** A number of training steps, and the excess of copies after them. */
export interface ExcessAt {
  readonly step: number;
  readonly excess: number;
}

/**
 * The step at which copying begins: where the excess passes `COPYING_BEGINS` for the first time, between two measurements along a line in the
 * logarithm of the steps.
 * @param curve by rising step @returns null where it does not begin
 */
export function copyingOnset(curve: readonly ExcessAt[]): number | null {
  const at = curve.findIndex(({ excess }) => excess >= COPYING_BEGINS);
  if (at < 0) return null;
  const { step, excess } = curve[at];
  const before = curve[at - 1];
  if (!before) return step;
  const share = (COPYING_BEGINS - before.excess) / (excess - before.excess);
  return before.step * (step / before.step) ** share;
}
