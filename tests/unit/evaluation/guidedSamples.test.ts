/** Samples of exact guidance beside those of p(x)^(1-w) p(x|c)^w, by the evaluator that the page asks. */
import { describe, expect, test } from 'vitest';
import { createPointDataset } from '../../../datasets';
import { ofClass } from '../../../datasets/ofClass';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { exactMixture } from '../../../src/diffusion/exact/mixture';
import { energyDistance } from '../../../src/evaluation/energyDistance';
import { createEvaluator } from '../../../src/evaluation/evaluator';
import { exactReference } from '../../../src/evaluation/exactReference';
import { guidedSamples, powerDraw, powerSamples } from '../../../src/evaluation/guidedSamples';
import { createRng } from '../../../src/lib/rng';

const config = (changes: Partial<RunConfig>): RunConfig => ({
  ...DEFAULT_CONFIG,
  classes: true,
  label: 0,
  ...changes,
});
const rng = (step: number) => createRng({ seed: 2, stream: 'evaluation', step });

describe('p(x)^(1-w) p(x|c)^w', () => {
  test('of Gaussians is the Gaussian of the product: mean and deviation to sampling error', () => {
    const [S, s, m, w] = [1, 0.5, 0.8, 3];
    const all = exactMixture({ weights: [1], means: [[0, 0]], stds: [S] });
    const own = exactMixture({ weights: [1], means: [[m, 0]], stds: [s] });
    const data = { ...createPointDataset('moons') };
    const n = 20_000;
    const points = powerSamples({ data, label: 0, scale: w }, [all, own], n, powerDraw());
    const precision = (1 - w) / S ** 2 + w / s ** 2;
    for (const [axis, mean] of [(w * m) / s ** 2 / precision, 0].entries()) {
      const values = points.filter((_, i) => (i & 1) === axis);
      const found = values.reduce((a, b) => a + b, 0) / n;
      const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - found) ** 2, 0) / n);
      expect(Math.abs(found - mean)).toBeLessThan(0.012); // four standard errors of 0.3/√20000, and cells of 0.05, whose own deviation is 0.014
      expect(Math.abs(deviation - 1 / Math.sqrt(precision))).toBeLessThan(0.012);
    }
  });

  test('of a finite set is the class, whatever w is', () => {
    const data = createPointDataset('checkerboard');
    const reference = exactReference(data);
    const points = powerSamples({ data, label: 3, scale: 5 }, [reference, reference], 1000, powerDraw());
    expect(energyDistance(points, ofClass(data, 3).sample(1000, rng(1)))).toBeLessThan(0.005);
  });
});

describe('exact guidance', () => {
  const data = createPointDataset('moons');
  const own = exactReference(ofClass(data, 0));

  test('with the field of the class draws the class', () => {
    const points = guidedSamples(config({ dataset: 'moons' }), own, 600, 1, null);
    const fresh = ofClass(data, 0).sample(600, rng(2));
    const floor = energyDistance(ofClass(data, 0).sample(600, rng(3)), fresh);
    expect(energyDistance(points, fresh)).toBeLessThan(Math.max(3 * floor, 0.006));
  });

  test('is clipped where the network is, to the box of the data', () => {
    const narrow = { min: [-0.4, -0.3], max: [0.5, 0.6] } as const;
    const outside = (box: typeof narrow | null) =>
      guidedSamples(config({ dataset: 'moons' }), own, 100, 1, box).filter(
        (v, i) => v < narrow.min[i & 1] - 1e-6 || v > narrow.max[i & 1] + 1e-6,
      ).length;
    expect(outside(null)).toBeGreaterThan(50);
    expect(outside(narrow)).toBe(0);
    const learned = ofClass(data, 0).sample(100, rng(6));
    const question = (clipDenoised: boolean) => ({
      config: config({ dataset: 'moons', guidance: 12, clipDenoised }),
    });
    const [clipped, free] = [true, false].map((clips) =>
      createEvaluator().guidance(question(clips), learned, 1),
    );
    expect(clipped.exact).not.toEqual(free.exact);
  });

  test('on moons at w = 4 ends far from p(x)^(1-w) p(x|c)^w, which is nearly the class', () => {
    const question = { config: config({ dataset: 'moons', guidance: 4 }) };
    const learned = ofClass(data, 0).sample(600, rng(4));
    const { exact, power, distances } = createEvaluator().guidance(question, learned, 1);
    expect(exact).toHaveLength(1200);
    expect(energyDistance(power, learned)).toBeLessThan(0.05);
    expect(distances.exactToPower).toBeGreaterThan(10 * distances.floor);
    expect(distances.floorSpread).toBeGreaterThan(0);
    expect(distances.floorSpread).toBeLessThan(2 * distances.floor);
    expect(distances.learnedToExact).toBeCloseTo(energyDistance(learned, exact), 10);
  });
});

describe('the evaluator answers for the class that is drawn', () => {
  const evaluator = createEvaluator();

  test('samples of a class are measured against that class, and in turn against all', () => {
    const samples = ofClass(createPointDataset('circles'), 1).sample(500, rng(5));
    const distance = (changes: Partial<RunConfig>) => {
      const { energyDistance, energyFloor } = evaluator.quality(
        { config: config({ dataset: 'circles', ...changes }) },
        samples,
      );
      return energyDistance / energyFloor;
    };
    expect(distance({ label: 1 })).toBeLessThan(4);
    expect(distance({ label: 0 })).toBeGreaterThan(20);
    expect(distance({ label: -1 })).toBeGreaterThan(8);
    expect(distance({ classes: false })).toBeCloseTo(distance({ label: -1 }), 10); // equally likely classes
    expect(distance({ label: 1, guidance: 0 })).toBe(distance({ classes: false })); // no class is drawn
  });

  test('the loss floor of a network that knows the class is lower, and with all labels dropped it is not', () => {
    const floor = (changes: Partial<RunConfig>) =>
      evaluator.floor({ config: config({ dataset: 'gaussians-8', ...changes }) }).loss!;
    const unconditional = floor({ classes: false });
    expect(floor({ labelDropout: 1 })).toBeCloseTo(unconditional, 10);
    expect(floor({ labelDropout: 0 })).toBeLessThan(0.8 * unconditional);
    const half = (floor({ labelDropout: 0 }) + unconditional) / 2;
    expect(floor({ labelDropout: 0.5 })).toBeCloseTo(half, 10);
  });
});
