/** The exact class of points, as the density of the data knows it: p(class | x), and how often the likeliest class is right. */
import type { BoundPointDataset } from '../../datasets';
import { ofClass } from '../../datasets/ofClass';
import { exactMixture } from '../diffusion/exact/mixture';
import { DATA_LEVEL } from '../diffusion/process';
import { createRng, evaluationDraw } from '../lib/rng';
import type { TestPoints } from '../types/quality';

/** Points of the mean that no classifier exceeds: its standard error is at most half a hundredth. */
const BAYES_POINTS = 10_000;

/** @param points [n, 2] @returns [n, classes], classes equally likely; null where the density is not known, or has no classes */
export function exactClassPosterior(data: BoundPointDataset, points: Float32Array): Float32Array | null {
  const names = data.classes;
  if (!names || !data.mixture) return null;
  const n = points.length / 2;
  const logs = names.map((_, label) =>
    exactMixture(ofClass(data, label).mixture!()).logDensity(points, DATA_LEVEL, new Float64Array(n)),
  );
  const posterior = new Float32Array(n * names.length);
  for (let i = 0; i < n; i++) {
    const most = Math.max(...logs.map((log) => log[i]));
    const total = logs.reduce((sum, log) => sum + Math.exp(log[i] - most), 0);
    for (const [c, log] of logs.entries()) posterior[i * names.length + c] = Math.exp(log[i] - most) / total;
  }
  return posterior;
}

/** The likeliest class of each point, and its share. */
function likeliest(posterior: Float32Array, classes: number): { label: number; share: number }[] {
  return Array.from({ length: posterior.length / classes }, (_, i) => {
    const own = posterior.subarray(i * classes, (i + 1) * classes);
    const share = Math.max(...own);
    return { label: own.indexOf(share), share };
  });
}

/** Fresh points with their classes, and how well any classifier can do on them. */
export function testPoints(data: BoundPointDataset, count: number, seed: number): TestPoints {
  const classes = data.classes?.length ?? 0;
  const labels = new Int32Array(count);
  const points = data.sample(count, createRng(evaluationDraw('classifiedPoints', seed)), labels);
  const exact = exactClassPosterior(data, points);
  if (!exact) return { points, labels, bayes: null };
  const right = likeliest(exact, classes).filter(({ label }, i) => label === labels[i]).length;
  const many = data.sample(BAYES_POINTS, createRng(evaluationDraw('classifiedPoints', seed, 1)));
  const shares = likeliest(exactClassPosterior(data, many)!, classes);
  return {
    points,
    labels,
    bayes: { right, share: shares.reduce((sum, { share }) => sum + share, 0) / BAYES_POINTS },
  };
}
