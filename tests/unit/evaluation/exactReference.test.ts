import { expect, test } from 'vitest';
import { createPointDataset } from '../../../datasets';
import { exactEmpirical } from '../../../src/diffusion/exact/empirical';
import { lossFloor } from '../../../src/diffusion/exact/floor';
import { exactReference } from '../../../src/evaluation/exactReference';
import { createRng, evaluationDraw } from '../../../src/lib/rng';

test.each(['checkerboard', 'pinwheel'] as const)(
  'the floor of %s at little noise is that of its density, and not of 5 000 of its points',
  (dataset) => {
    const data = createPointDataset(dataset);
    const many = exactEmpirical(data.sample(80_000, createRng(evaluationDraw('displayData'))), 2);
    const x0 = data.sample(300, createRng(evaluationDraw('reference')));
    const draw = evaluationDraw('lossFloor');
    for (const sigma of [0.02, 0.05, 0.2]) {
      const level = { alpha: Math.sqrt(1 - sigma ** 2), sigma };
      const ratio = lossFloor(exactReference(data), x0, level, draw) / lossFloor(many, x0, level, draw);
      expect(ratio).toBeGreaterThan(0.97);
      expect(ratio).toBeLessThan(1.05);
    }
  },
);
