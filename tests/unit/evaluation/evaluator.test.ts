import { describe, expect, test } from 'vitest';
import { createPointDataset } from '../../../datasets';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { exactEmpirical } from '../../../src/diffusion/exact/empirical';
import { createProcess } from '../../../src/diffusion/processes';
import { createEvaluator } from '../../../src/evaluation/evaluator';
import { tableRows } from '../../../src/evaluation/exactReference';
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

  test('compares with an edited table, not with that of the same name, length and first rows before', () => {
    const config = { ...question.config, dataset: 'csv' as const };
    const [rows, samples] = [real(3).slice(0, 400), real(4).slice(0, 400)];
    const table = (shift: number) => {
      const points = rows.map((value, i) => (i < 8 ? value : value + shift * (i % 2)));
      return { config, source: { kind: 'points' as const, name: 'data.csv', points } };
    };
    const evaluator = createEvaluator();
    evaluator.quality(table(0), samples);
    expect(evaluator.quality(table(9), samples)).toEqual(createEvaluator().quality(table(9), samples));
  });
});

describe('the exact answers', () => {
  const config = { ...DEFAULT_CONFIG, dataset: 'gaussians-8' as const, T: 100, schedule: 'linear' as const };

  test('for a point far out point back: eps* of one distant bump is (x - αμ) σ/(α²s² + σ²)', () => {
    const mixture = createPointDataset('gaussians-8').mixture!();
    const time = 2; // so little noise that the next bump adds nothing
    const { alpha, sigma } = createProcess(config).level(time);
    const [mx, my] = mixture.means[0];
    const place = Float32Array.of(1.1 * mx, 1.1 * my);
    const eps = createEvaluator().exactEps({ config }, time, place);
    const gain = sigma / (alpha ** 2 * mixture.stds[0] ** 2 + sigma ** 2);
    expect(eps[0]).toBeCloseTo(gain * (place[0] - alpha * mx), 5);
    expect(eps[1]).toBeCloseTo(gain * (place[1] - alpha * my), 5);
  });

  test('for the velocity of a flow far out lead back to the same bump: u* = (x - E[x0|x])/t', () => {
    const mixture = createPointDataset('gaussians-8').mixture!();
    const flow = { ...config, process: 'flow', prediction: 'velocity' } as const;
    const time = 0.1;
    const [mx, my] = mixture.means[0];
    const place = Float32Array.of(1.1 * mx, 1.1 * my);
    const velocity = createEvaluator().exactVelocity({ config: flow }, time, place);
    const variance = (0.9 * mixture.stds[0]) ** 2 + time ** 2;
    const gain = (0.9 * mixture.stds[0] ** 2) / variance;
    for (const [d, mean] of [mx, my].entries()) {
      const x0 = mean + gain * (place[d] - 0.9 * mean);
      expect(velocity[d]).toBeCloseTo((place[d] - x0) / time, 4);
    }
  });

  test('have a velocity loss of the x0 loss over t² for a flow, as does its floor by time', () => {
    const flow = { ...config, process: 'flow', prediction: 'velocity', T: 100 } as const;
    const { loss, byTime } = createEvaluator().floor({ config: flow });
    const mean = byTime.reduce((sum, value) => sum + value, 0) / byTime.length;
    expect(loss).toBeCloseTo(mean, 6);
    // In the least noise x0 is known, and what is left is eps: E‖u - u*‖² = Var(eps) = 1.
    expect(byTime[0]).toBeGreaterThan(0.5);
    expect(byTime[0]).toBeLessThan(1.1);
    // In noise alone nothing is known of x0, whose variance is 1.
    expect(byTime[byTime.length - 1]).toBeGreaterThan(0.85);
  });

  test('have a loss that falls from near 1 in little noise towards 0 in much', () => {
    const { loss, byTime } = createEvaluator().floor({ config });
    expect(byTime[0]).toBeGreaterThan(0.5);
    expect(byTime[0]).toBeLessThan(1.05);
    expect(byTime[byTime.length - 1]).toBeLessThan(0.01);
    const mean = byTime.reduce((sum, value) => sum + value, 0) / byTime.length;
    expect(loss).toBeCloseTo(mean, 6); // T = 100: two times in each of 50 bins
  });

  test('have an x0 loss of the eps loss times σ²/α² at each time', () => {
    const { byTime } = createEvaluator().floor({ config: { ...config, T: 50 } });
    const { loss } = createEvaluator().floor({ config: { ...config, T: 50, prediction: 'x0' } });
    const process = createProcess({ ...config, T: 50 });
    let expected = 0;
    byTime.forEach((error, t) => {
      const { alpha, sigma } = process.level(t);
      expected += (error * (sigma / alpha) ** 2) / 50;
    });
    expect(Math.abs((loss ?? 0) / expected - 1)).toBeLessThan(1e-5); // byTime is float32
  });

  test('are estimated from 5 000 draws where the density has no closed form', () => {
    const evaluator = createEvaluator();
    const { loss, ...basis } = evaluator.floor({ config: { ...config, dataset: 'checkerboard' } });
    expect(basis).toMatchObject({ points: null, draws: 5000 });
    expect(evaluator.floor({ config })).toMatchObject({ points: null, draws: null });
    expect(loss).toBeGreaterThan(0.05);
    expect(loss).toBeLessThan(0.5);
  });

  test('of a table are those of its rows, each counted once, and of a class those of its own', () => {
    const points = createPointDataset('checkerboard').sample(
      60,
      createRng({ seed: 1, stream: 'data', step: 0 }),
    );
    const labels = Int32Array.from({ length: 60 }, (_, row) => Number(row >= 20));
    const source = {
      kind: 'points' as const,
      points: points.map((value) => 7 * value + 3),
      labels,
      classes: ['a', 'b'],
      name: 'table',
    };
    const table = { ...config, dataset: 'csv' as const };
    const { units } = createPointDataset('csv', source);
    const rows = source.points.map((value, i) => (value - units!.offset[i & 1]) / units!.scale[i & 1]);
    const time = 50;
    const places = Float32Array.of(0.3, -0.2, 1, 0.8, -0.7, 0);
    const ofRows = (own: Float32Array) =>
      exactEmpirical(own, 2).eps(places, createProcess(table).level(time), new Float32Array(6));
    const evaluator = createEvaluator();
    const [first, all] = [rows.subarray(0, 40), rows];
    const conditional = { ...table, classes: true, label: 0, guidance: 1 };
    const answers = [
      [evaluator.exactEps({ config: table, source }, time, places), ofRows(all)],
      [evaluator.exactEps({ config: conditional, source }, time, places), ofRows(first)],
    ];
    for (const [answer, exact] of answers)
      for (const [i, value] of answer.entries()) expect(value).toBeCloseTo(exact[i], 5);
    expect(evaluator.floor({ config: table, source })).toMatchObject({ points: 60, draws: null });
  });

  test('of a table of more rows are those of 5 000 different ones', () => {
    const points = Float32Array.from({ length: 12_000 }, (_, i) => (i & 1 ? i % 7 : i / 1000));
    const source = { kind: 'points' as const, points, name: 'table' };
    const { points: rows, areAll } = tableRows(createPointDataset('csv', source), source)!;
    expect(areAll).toBe(false);
    expect(rows.length).toBe(10_000);
    expect(new Set(rows.filter((_, i) => i % 2 === 0)).size).toBe(5000);
  });

  test('have the negative log-likelihood of the density: eight far bumps need log 8 more nats than one', () => {
    const { stds } = createPointDataset('gaussians-8').mixture!();
    const one = Math.log(2 * Math.PI * Math.E * stds[0] ** 2) / 2; // entropy of N(0, s² I), per dimension
    const { value, error, points } = createEvaluator().exactNegativeLogLikelihood({ config })!;
    expect(points).toBe(5000);
    // -log p of a point of a bump is a constant plus half a chi-square of 2: its deviation is 1 for the point, 1/2 a dimension
    expect(error).toBeCloseTo(0.5 / Math.sqrt(points), 3);
    expect(Math.abs(value - (one + Math.log(8) / 2))).toBeLessThan(3 * error);
  });
});
