/** The exact class of points, beside what follows from the symmetry of the data. */
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { createEvaluator } from '../../../src/evaluation/evaluator';

const config = (dataset: RunConfig['dataset']): RunConfig => ({ ...DEFAULT_CONFIG, dataset });

test('in the middle of eight Gaussians all are equally likely, between two of them these are, at one it is', () => {
  const evaluator = createEvaluator();
  const { points, labels } = evaluator.testPoints({ config: config('gaussians-8') }, 4000, 1);
  const centres = Array.from({ length: 8 }, (_, label) => {
    const own = [...labels.keys()].filter((i) => labels[i] === label);
    return [0, 1].map((axis) => own.reduce((sum, i) => sum + points[2 * i + axis], 0) / own.length);
  });
  const [first] = centres;
  const nearest = centres
    .slice(1)
    .sort(
      (a, b) => Math.hypot(a[0] - first[0], a[1] - first[1]) - Math.hypot(b[0] - first[0], b[1] - first[1]),
    )[0];
  const half = [0, 1].map((axis) => (first[axis] + nearest[axis]) / 2);
  const places = Float32Array.of(0, 0, ...first, ...half);
  const posterior = evaluator.exactClassPosterior({ config: config('gaussians-8') }, places)!;
  for (const share of posterior.subarray(0, 8)) expect(share).toBeCloseTo(1 / 8, 2);
  expect(posterior[8]).toBeCloseTo(1, 4);
  // their means are known to some hundredths of a deviation, and their ratio is steep between them
  expect(posterior[16] + posterior[16 + centres.indexOf(nearest)]).toBeCloseTo(1, 3);
  expect(posterior[16]).toBeGreaterThan(0.1);
  expect(posterior[16]).toBeLessThan(0.9);
});

test('the density classifies fresh points as it says it does; without a density or without classes nothing is said', () => {
  const evaluator = createEvaluator();
  const { points, labels, bayes } = evaluator.testPoints({ config: config('circles') }, 2000, 1);
  expect(points).toHaveLength(4000);
  expect(new Set(labels)).toEqual(new Set([0, 1]));
  expect(bayes!.right / 2000).toBeCloseTo(bayes!.share, 1);
  expect(evaluator.testPoints({ config: config('circles') }, 2000, 1).points).toEqual(points);
  expect(evaluator.testPoints({ config: config('circles') }, 2000, 2).points).not.toEqual(points);
  expect(evaluator.testPoints({ config: config('checkerboard') }, 20, 1).bayes).toBeNull();
  for (const dataset of ['checkerboard', 'swiss-roll'] as const)
    expect(evaluator.exactClassPosterior({ config: config(dataset) }, Float32Array.of(0, 0))).toBeNull();
});
