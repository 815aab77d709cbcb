/** docs/image-training.md says what its measurements say. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { imageTrainingDocument } from '../../../scripts/docs/imageTrainingDocument';
import measurements from '../../../src/state/train/imageTraining.json';

test('docs/image-training.md is up to date: node scripts/docs/imageTraining.mjs', () => {
  const text = readFileSync(new URL('../../../docs/image-training.md', import.meta.url), 'utf8');
  expect(text).toBe(imageTrainingDocument(measurements));
});

test('a training has a row for each measured step, and the floor last', () => {
  const text = imageTrainingDocument([
    {
      name: 'digits',
      images: 1000,
      config: { dataset: 'mnist', batchSize: 64 },
      floor: { clear: 0.991, frechet: 1.3 },
      points: [
        { step: 100, clear: 0.2, frechet: 300 },
        { step: 3000, clear: 0.81, frechet: 20.25 },
      ],
    },
  ]);
  expect(text).toContain(
    '| 100 | 20.0 % | 300.0 |\n| 3 000 | 81.0 % | 20.3 |\n| 1 000 real training images | 99.1 % | 1.3 |',
  );
  expect(text).toContain('dataset mnist, batchSize 64.');
});
