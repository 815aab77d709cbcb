/** Each figure of a metrics file stands under its own name, whether it was measured in this visit or an earlier one. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createLossHistory } from '../../../src/state/run/lossHistory';
import type { Score, StepMeasurement } from '../../../src/types/score';
import { metricRows } from '../../../src/ui/files/metrics';

const score = (kind: Score['kind'], value: number): Score => ({
  kind,
  value,
  floor: value / 2,
  spread: null,
  n: 600,
});
const losses = createLossHistory().append(1, Float32Array.of(3, 2));
const rowsOf = (measurement: StepMeasurement) => metricRows(losses, { measurements: signal([measurement]) });

test('a quality of images is a Fréchet distance, also where the classifier’s full answer is not known any more', () => {
  const [, row] = rowsOf({
    step: 2,
    score: score('Fréchet distance', 40),
    second: score('clear images', 0.5),
    images: null,
  });
  expect(row).toMatchObject({ step: 2, loss: 2, frechet_distance: 40, frechet_floor: 20, confident: 0.5 });
  expect(row.energy_distance).toBeUndefined();
});

test('a quality of points is an energy distance, and a file of points has no column of images', () => {
  const [first, row] = rowsOf({
    step: 2,
    score: score('energy distance', 0.02),
    second: score('sliced Wasserstein', 0.1),
    images: null,
  });
  expect(row).toMatchObject({ energy_distance: 0.02, energy_floor: 0.01, sliced_wasserstein: 0.1 });
  expect([first.energy_distance, 'frechet_distance' in row]).toEqual([undefined, false]);
});
