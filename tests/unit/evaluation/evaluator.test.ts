import { describe, expect, test } from 'vitest';
import { createPointDataset } from '../../../datasets';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { createEvaluator } from '../../../src/evaluation/evaluator';
import { createRng } from '../../../src/lib/rng';

const moons = createPointDataset('moons');
const question = { config: { ...DEFAULT_CONFIG, dataset: 'moons' as const } };
const real = (step: number) => moons.sample(2000, createRng({ seed: 1, stream: 'data', step }));

describe('quality', () => {
  test('of real data is about its floor, and a shift shows', () => {
    const evaluator = createEvaluator();
    const same = evaluator.quality(question, real(0));
    expect(same.count).toBe(2000);
    expect(Math.abs(same.energyDistance - same.energyFloor)).toBeLessThan(6 * same.energyFloorSpread);
    expect(same.slicedWasserstein).toBeLessThan(2 * same.slicedFloor);
    // E‖X - Y‖ grows by about |d|²/(2 E‖X - Y‖) twice over for a small shift d: 0.3² / 1.8 = 0.05
    const shifted = evaluator.quality(
      question,
      real(1).map((value) => value + 0.3 / Math.SQRT2),
    );
    expect(shifted.energyDistance).toBeGreaterThan(0.02);
    expect(shifted.energyDistance).toBeLessThan(0.1);
    expect(shifted.energyFloor).toBe(same.energyFloor);
  });

  test('is the same figure for the same points, whatever the run’s seed', () => {
    const a = createEvaluator().quality(question, real(2));
    const b = createEvaluator().quality({ config: { ...question.config, seed: 99 } }, real(2));
    expect(b).toEqual(a);
  });
});
