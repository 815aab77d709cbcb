/** How samples of each family become scores. */
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { createMeasure } from '../../../src/state/families';
import { deviationOf } from '../../../src/state/score';

const POINTS = {
  energyDistance: 0.01,
  energyFloor: 0.002,
  energyError: 0.0005,
  energyFloorSpread: 0.001,
  slicedWasserstein: 0.1,
  slicedFloor: 0.03,
  slicedError: 0,
  slicedFloorSpread: 0.002,
  count: 5000,
};
const FIGURES = { count: 96, confident: 0.5, histogram: Float64Array.of(1, 0), frechet: 40 };

function createScene() {
  const questions: unknown[] = [];
  const measure = createMeasure(
    {
      async quality(question, points) {
        questions.push([Object.keys(question), points.length]);
        return POINTS;
      },
      async imageQuality({ dataset, classifier, images }) {
        questions.push([dataset, classifier, [...images]]);
        return { ...FIGURES, floor: { ...FIGURES, confident: 0.9, frechet: 9 } };
      },
    },
    'https://lab.example/app/',
  );
  return { questions, measure };
}

test('points are judged by the energy distance of at most 5,000, from their data set alone', async () => {
  const { questions, measure } = createScene();
  const run = { config: { ...DEFAULT_CONFIG, dataset: 'moons' as const }, losses: () => 0 };
  const measurement = await measure(run, new Float32Array(12_000));
  expect(questions).toEqual([[['config', 'source'], 10_000]]);
  expect(measurement?.score).toEqual({
    kind: 'energy distance',
    value: 0.01,
    floor: 0.002,
    spread: 0.001,
    error: 0.0005,
    n: 5000,
  });
  expect(measurement?.second).toMatchObject({
    kind: 'sliced Wasserstein',
    value: 0.1,
    floor: 0.03,
    spread: 0.002,
    n: 5000,
  });
});

test('images are judged as bytes by the classifier that ships, others not at all', async () => {
  const { questions, measure } = createScene();
  const config = { ...DEFAULT_CONFIG, dataset: 'mnist' as const };
  const measurement = await measure({ config }, Float32Array.of(-1, 0, 3));
  expect(questions).toEqual([
    ['mnist', 'https://lab.example/app/classifier/mnist.safetensors', [0, 128, 255]],
  ]);
  expect(measurement?.score).toEqual({ kind: 'Fréchet distance', value: 40, floor: 9, spread: null, n: 96 });
  expect(measurement?.second).toMatchObject({ kind: 'clear images', value: 0.5, floor: 0.9 });
  expect(await measure({ config: { ...config, dataset: 'pixel-faces' } }, new Float32Array(4))).toBeNull();
});

test('a floor of one draw stands in for a deviation that is not known', () => {
  expect(deviationOf({ floor: 9, spread: null })).toBe(9);
  expect(deviationOf({ floor: 0.002, spread: 0.001 })).toBe(0.001);
});
