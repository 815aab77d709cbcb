/** The points of single classes, and a data set as a conditional model draws it. */
import type { GaussianMixture } from '../src/lib/mixture';
import type { Rng } from '../src/lib/rng';
import { noPointOfClass } from '../src/words/errors/data';
import { DataSourceError, type PointDistribution } from './pointDataset';

/** The components of one class alone: p(x | class). */
function mixtureOfClass({ weights, means, stds, labels }: GaussianMixture, label: number): GaussianMixture {
  const own = weights.map((_, k) => k).filter((k) => labels?.[k] === label);
  const total = own.reduce((sum, k) => sum + weights[k], 0);
  return {
    weights: own.map((k) => weights[k] / total),
    means: own.map((k) => means[k]),
    stds: own.map((k) => stds[k]),
  };
}

type Sample = (n: number, rng: Rng) => Float32Array;

/** Points that are drawn at once: those of other classes are dropped. */
const BLOCK = 512;
/** Blocks after which the points that were found are repeated: so rare a class has few rows in its table anyway. */
const MOST_BLOCKS = 8000;

/** p(x | class), of a set with classes. */
export function ofClass(
  data: PointDistribution,
  label: number,
): Pick<PointDistribution, 'sample' | 'mixture'> {
  const sample: Sample = (n, rng) => {
    const points = new Float32Array(2 * n); // [n, 2]
    const labels = new Int32Array(BLOCK);
    let found = 0;
    for (let block = 0; found < n && block < MOST_BLOCKS; block++) {
      const drawn = data.sample(BLOCK, rng, labels);
      for (let i = 0; i < BLOCK && found < n; i++)
        if (labels[i] === label) points.set(drawn.subarray(2 * i, 2 * i + 2), 2 * found++);
    }
    if (found === 0) throw new DataSourceError(noPointOfClass(label));
    for (let i = found; i < n; i++) points.copyWithin(2 * i, 2 * (i - found), 2 * (i - found) + 2);
    return points;
  };
  return { sample, ...(data.mixture && { mixture: () => mixtureOfClass(data.mixture!(), label) }) };
}

/** Equally many points of each class: samples of a conditional model have the classes in turn. */
function inTurn(data: PointDistribution, classes: number): Sample {
  const each = Array.from({ length: classes }, (_, label) => ofClass(data, label).sample);
  return (n, rng) => {
    const points = new Float32Array(2 * n); // [n, 2]
    let at = 0;
    for (const [label, sample] of each.entries()) {
      const part = sample(Math.floor((n + label) / classes), rng);
      points.set(part, at);
      at += part.length;
    }
    return points;
  };
}

/**
 * The distribution that samples of a conditional model are compared with.
 * @param label of the class that is drawn, -1 where all are drawn in turn, null where the model draws the data without regard to them
 */
export function drawnClasses<D extends PointDistribution>(data: D, label: number | null): D {
  const { classes } = data;
  if (!classes || label === null) return data;
  const { mixture: _, ...others } = data;
  if (label >= 0) return { ...others, ...ofClass(data, label) } as D;
  // Classes of the sets that ship are equally likely: those in turn are the data themselves.
  return data.units ? ({ ...others, sample: inTurn(data, classes.length) } as D) : data;
}
