/** The figures beside the press are those of a training with the form's settings, and no others. */
import { expect, test } from 'vitest';
import { ofChoice } from '../../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { learningFields, trainingLike } from '../../../../src/state/train/imageTraining';
import measurements from '../../../../src/state/train/imageTraining.json';

const digits = ofChoice(DEFAULT_CONFIG, { dataset: 'mnist' });

test('what a visitor trains who chooses digits was measured: node scripts/docs/imageTraining.mjs mnist', () => {
  const training = trainingLike(digits);
  expect(training?.name).toBe('mnist');
  expect(training?.points.at(-1)?.step).toBe(digits.trainingSteps);
});

test('another seed or backend learns as well; any other setting has no figures', () => {
  expect(trainingLike({ ...digits, seed: 1, backend: 'webgpu' })).toBe(trainingLike(digits));
  const others: Partial<RunConfig>[] = [
    { trainingSteps: 2000 },
    { prediction: 'eps' },
    { schedule: 'linear' },
    { fullData: true },
    { samplingSteps: 10 },
  ];
  for (const change of others)
    expect(trainingLike({ ...digits, ...change }), JSON.stringify(change)).toBeNull();
  expect(trainingLike(DEFAULT_CONFIG)).toBeNull();
});

test('fields that images do not read make no difference', () => {
  expect(trainingLike({ ...digits, width: 32, text: 'DDPM' })).toBe(trainingLike(digits));
});

test('every measured training has figures between those of noise and those of real images', () => {
  expect(measurements.length).toBeGreaterThan(0);
  for (const { floor, points, config } of measurements) {
    expect(config).toEqual(learningFields({ ...DEFAULT_CONFIG, ...config } as RunConfig));
    for (const { clear, frechet } of points) {
      expect(clear).toBeLessThan(floor.clear);
      expect(frechet).toBeGreaterThan(floor.frechet);
    }
  }
});
