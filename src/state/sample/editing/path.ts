/**
 * A path of samples from one to another, refined until no step is long: where samples change fast, between two digits say, more of them are
 * drawn. Pure but for the drawing.
 */
import { slerp } from '../../../diffusion/editing/interpolate';

export interface SamplePath {
  /** [count] places along the way, 0 to 1, rising. */
  readonly shares: readonly number[];
  /** [count] samples, [...shape] each. */
  readonly samples: readonly Float32Array[];
}

interface Refinement {
  /** Samples to begin with, evenly along the way. */
  readonly fewest: number;
  /** At most this many are drawn. */
  readonly most: number;
  /** No step is longer than this share of the whole way. */
  readonly longest: number;
}

const REFINEMENT: Refinement = { fewest: 17, most: 65, longest: 1 / 10 };

const distance = (a: Float32Array, b: Float32Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0));

/** The lengths of the steps of a path, from each sample to the next, by root of the sum of squares. */
export const stepsOf = ({ samples }: SamplePath): number[] =>
  samples.slice(1).map((sample, i) => distance(samples[i], sample));

/** The longest step as a share of the whole way; 0 where nothing changes. */
export function longestStep(path: SamplePath): number {
  const steps = stepsOf(path);
  const whole = steps.reduce((sum, step) => sum + step, 0);
  return whole === 0 ? 0 : Math.max(...steps) / whole;
}

/**
 * Draws a path, then the middles of the steps that are too long, until none is or the most samples are drawn.
 * @param draw gives the samples at these shares, in their order; null where it was cancelled
 */
export async function drawPath(
  draw: (shares: readonly number[]) => Promise<readonly Float32Array[] | null>,
  { fewest, most, longest }: Refinement = REFINEMENT,
): Promise<SamplePath | null> {
  let path: SamplePath = { shares: [], samples: [] };
  let pending = Array.from({ length: fewest }, (_, i) => i / (fewest - 1));
  while (pending.length > 0) {
    const drawn = await draw(pending);
    if (!drawn) return null;
    const all = [...path.shares, ...pending].map((share, i) => ({
      share,
      sample: [...path.samples, ...drawn][i],
    }));
    all.sort((a, b) => a.share - b.share);
    path = { shares: all.map(({ share }) => share), samples: all.map(({ sample }) => sample) };
    const { shares } = path;
    const steps = stepsOf(path);
    const limit = longest * steps.reduce((sum, step) => sum + step, 0);
    pending = steps
      .flatMap((step, i) => (step > limit ? [(shares[i] + shares[i + 1]) / 2] : []))
      .slice(0, most - shares.length);
  }
  return path;
}

/** The states on the arc between two noises, one after another: [shares.length, ...shape]. */
export function arc(a: Float32Array, b: Float32Array, shares: readonly number[]): Float32Array {
  const states = new Float32Array(a.length * shares.length);
  for (const [i, share] of shares.entries()) states.set(slerp(a, b, share), i * a.length);
  return states;
}

/** @param count samples, evenly spaced by the length of the way, the ends included; fewer where the path has fewer */
export function evenly(path: SamplePath, count: number): SamplePath {
  const lengths = [0];
  for (const step of stepsOf(path)) lengths.push(lengths.at(-1)! + step);
  const whole = lengths.at(-1)!;
  const nearest = (length: number) =>
    lengths.reduce((best, at, i) => (Math.abs(at - length) < Math.abs(lengths[best] - length) ? i : best), 0);
  const places = [...new Set(Array.from({ length: count }, (_, k) => nearest((k * whole) / (count - 1))))];
  return { shares: places.map((i) => path.shares[i]), samples: places.map((i) => path.samples[i]) };
}
