/** Standardising is one affine map, taken from the exact moments of a distribution: centre to 0, mean variance of the axes to 1. */

import type { GaussianMixture } from '../../src/lib/mixture';
import type { Rng } from '../../src/lib/rng';
import type { PointDistribution } from '../pointDataset';

export type Point = readonly [x: number, y: number];

/** A point with its class, where there are any. */
type LabelledPoint = readonly [x: number, y: number, label?: number];

/** `variance` is the mean of the two axes' variances. */
export interface Moments {
  readonly mean: Point;
  readonly variance: number;
}

/** A curve, walked as u goes from 0 to 1 at the speed at which points are to lie on it; jumps are allowed. */
export type Curve = (u: number) => LabelledPoint;

/** A power of two, so that curves of 2, 4 or 8 equal parts are cut where they jump. */
const QUADRATURE_NODES = 8192;

/** Moments of a uniformly walked curve by the midpoint rule: error of order 1/8192² on each smooth part. */
export function curveMoments(curve: Curve): Moments {
  let sumX = 0;
  let sumY = 0;
  let squares = 0;
  for (let i = 0; i < QUADRATURE_NODES; i++) {
    const [x, y] = curve((i + 0.5) / QUADRATURE_NODES);
    sumX += x;
    sumY += y;
    squares += x * x + y * y;
  }
  const mean: Point = [sumX / QUADRATURE_NODES, sumY / QUADRATURE_NODES];
  return { mean, variance: (squares / QUADRATURE_NODES - mean[0] ** 2 - mean[1] ** 2) / 2 };
}

/** @param draw one raw point from a distribution with exactly these `moments` */
export function standardised(
  draw: (rng: Rng) => LabelledPoint,
  { mean, variance }: Moments,
): PointDistribution {
  const scale = 1 / Math.sqrt(variance);
  return {
    sample(n, rng, labels) {
      const points = new Float32Array(2 * n); // [n, 2]
      for (let i = 0; i < n; i++) {
        const [x, y, label = 0] = draw(rng);
        if (labels) labels[i] = label;
        points[2 * i] = (x - mean[0]) * scale;
        points[2 * i + 1] = (y - mean[1]) * scale;
      }
      return points;
    },
  };
}

/** Fewest and most bumps that a noisy curve's density is written with. */
const MIN_NODES = 512;
const MAX_NODES = 4096;

/**
 * The density of a noisy curve as a mixture of equal bumps at evenly walked nodes. With nodes no farther apart than the noise is
 * wide, the sum differs from the integral by less than 2 exp(-2π²) ≈ 5e-9 of it (Poisson summation), ends of strokes aside.
 */
function curveMixture(curve: Curve, noise: number, { mean, variance }: Moments): GaussianMixture {
  const scale = 1 / Math.sqrt(variance);
  let nodes: LabelledPoint[] = [];
  for (let count = MIN_NODES; count <= MAX_NODES; count *= 2) {
    nodes = Array.from({ length: count }, (_, i) => curve((i + 0.5) / count));
    const gaps = nodes.slice(1).map(([x, y], i) => Math.hypot(x - nodes[i][0], y - nodes[i][1]));
    // jumps between strokes are few, and are no gaps
    if (gaps.filter((gap) => gap > noise).length < count / 50) break;
  }
  return {
    weights: nodes.map(() => 1 / nodes.length),
    means: nodes.map(([x, y]) => [(x - mean[0]) * scale, (y - mean[1]) * scale]),
    stds: nodes.map(() => noise * scale),
    labels: nodes.map(([, , label = 0]) => label),
  };
}

/** Points along a curve, each moved by round Gaussian noise of deviation `noise`, in the curve's own units. */
export function noisyCurve(curve: Curve, noise: number, moments = curveMoments(curve)): PointDistribution {
  const softened = { mean: moments.mean, variance: moments.variance + noise * noise };
  const { sample } = standardised((rng) => {
    const [x, y, label] = curve(rng.uniform());
    return [x + noise * rng.normal(), y + noise * rng.normal(), label];
  }, softened);
  return { sample, mixture: () => curveMixture(curve, noise, softened) };
}

/** Joins curves into one, whose points have the number of their part as a class; `shares[k]` of them lie on `curves[k]`. Eighths keep the midpoint rule exact at the jumps. */
export function joinCurves(parts: readonly { readonly share: number; readonly curve: Curve }[]): Curve {
  return (u) => {
    let [left, label] = [u, 0];
    while (label < parts.length - 1 && left >= parts[label].share) left -= parts[label++].share;
    const { share, curve } = parts[label];
    const [x, y] = curve(Math.min(left / share, 1));
    return [x, y, label];
  };
}
