/**
 * A point data set is a distribution over the plane that can be sampled without end.
 *
 * Built-in sets are standardised by their own exact moments, never by those of a sample: every draw, of any size, is from the
 * same distribution, and the centre is 0. One scale serves both axes, so that shapes keep their proportions: the mean of the two
 * axes' variances is 1. (Where the columns of a CSV differ too much for that, each axis has its own scale.)
 */

import type { GaussianMixture } from '../src/lib/mixture';
import type { Rng } from '../src/lib/rng';
import { noSource } from '../src/words/errors/data';

/**
 * The source of a set that the user made. `points` are [n, 2], y upwards as in the plots: a canvas, whose y goes down, flips first.
 */
export type PointSource =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'points';
      /** [n, 2], from `offset` on */
      readonly points: Float32Array;
      /** The numbers subtracted from the points in float64, so that a large centre costs no digits. Default 0. */
      readonly offset?: readonly [number, number];
      /** [n] class of each point. */
      readonly labels?: Int32Array;
      /** Names of the classes by their numbers. */
      readonly classes?: readonly string[];
    };

/** The conversion to the user's own units: original = offset + scale × standardised. */
interface Units {
  readonly offset: readonly [number, number];
  readonly scale: readonly [number, number];
}

/** A distribution over the plane, ready to be drawn from. */
export interface PointDistribution {
  /**
   * @param labels [n] receives the class of each point, of a set with classes
   * @returns [n, 2] standardised points; the same rng state gives the same points
   */
  sample(n: number, rng: Rng, labels?: Int32Array): Float32Array;
  /** Names of the classes by their numbers; absent where the points have none. */
  readonly classes?: readonly string[];
  /**
   * The density in the same standardised units, where it is a Gaussian mixture: exact for the Gaussian sets and drawings; for noisy
   * curves a fine sum of bumps. Absent where there is none (sharp edges, bent Gaussians, tables).
   */
  mixture?(): GaussianMixture;
  /** Present where points came with units of their own; files are written in these. */
  readonly units?: Units;
}

/** How the page names a data set. */
export interface DatasetName {
  /** In menus: "Swiss roll". */
  readonly label: string;
  /** In a sentence, what samples of it are: "a swiss roll", "8 Gaussians". */
  readonly noun: string;
}

export interface PointDataset extends DatasetName {
  /** The kind of source that the set is made from; absent for built-in sets. */
  readonly source?: PointSource['kind'];
  /** Of a built-in set: those of its distribution. */
  readonly classes?: readonly string[];
  /** Binds the set to its source. @throws DataSourceError for a source that is missing or cannot be learned from */
  open(source?: PointSource): PointDistribution;
  /** `open(source).sample(n, rng)`. */
  sample(n: number, rng: Rng, source?: PointSource): Float32Array;
}

/** Text, drawing or points that nothing can be learned from. The message is for the user. */
export class DataSourceError extends Error {
  readonly code = 'bad-data';
  override readonly name = 'DataSourceError';
}

export function builtIn(name: DatasetName, distribution: PointDistribution): PointDataset {
  return {
    ...name,
    classes: distribution.classes,
    open: () => distribution,
    sample: (n, rng) => distribution.sample(n, rng),
  };
}

export function userMade<K extends PointSource['kind']>(
  name: DatasetName,
  kind: K,
  build: (source: Extract<PointSource, { kind: K }>) => PointDistribution,
): PointDataset {
  const open = (source?: PointSource) => {
    if (source?.kind !== kind) {
      throw new DataSourceError(noSource(name.label, kind, source?.kind));
    }
    return build(source as Extract<PointSource, { kind: K }>);
  };
  return { ...name, source: kind, open, sample: (n, rng, source) => open(source).sample(n, rng) };
}
