import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { openProcess } from '../../../src/config/openProcess';
import { beginRun, type RunState, reduce } from '../../../src/state/run';
import { scoreOfPoints } from '../../../src/state/score';
import { forwardReel } from '../../../src/ui/views/compare/forwardReel';
import { comparisonRows, type Known, tableTitle } from '../../../src/ui/views/compare/table';
import { lossCaution, lossTitle, momentTitle, nfeTitle, sameness } from '../../../src/ui/views/compare/words';
import type { LossFloor } from '../../../workers/evaluator';
import type { Quality } from '../../../workers/protocol';

describe('what both runs have in common', () => {
  test.each([
    [['schedule'], 'Same data, seed, first weights, batches and noise.', 'Only the schedule differs.'],
    [['width'], 'Same data, seed, batches and noise.', 'Only the width differs.'],
    [['batchSize'], 'Same data, seed and first weights.', 'Only the batch size differs.'],
    [['seed'], 'Nothing random is shared.', 'Only the seed differs.'],
    [['dataset'], 'Same seed, first weights and noise.', 'Only the dataset differs.'],
    [
      ['schedule', 'T'],
      'Same data, seed, first weights, batches and noise.',
      'Only the schedule and number of timesteps T differ.',
    ],
    [[], 'Same data, seed, first weights, batches and noise.', 'Nothing differs: both runs are the same.'],
  ] as const)('when %j differ', (differences, same, differs) => {
    expect(sameness(differences)).toEqual({ same, differs });
  });
});

test('the title of the schedules names each side’s own time where they differ', () => {
  expect(momentTitle({ t: '80', signal: 0.963 }, { t: '80', signal: 0.99 })).toBe(
    'At t = 80: 96% signal in A, 99% in B',
  );
  expect(momentTitle({ t: '80', signal: 0.5 }, { t: '16', signal: 0.5 })).toContain(
    't = 80 in A and 16 in B',
  );
});

test('losses with different floors are called incomparable, with the floors', () => {
  expect(lossCaution(0.31, 0.27)).toMatch(/not comparable.*0\.31 in A and 0\.27 in B/);
  expect(lossCaution(0.31, 0.31)).toContain('can be compared');
  expect(lossCaution(null, 0.3)).toContain('not comparable');
  expect(lossTitle(0.06, -0.02)).toBe('A is 6% above its floor, B 2% below its own');
});

const quality = (energyDistance: number, slicedWasserstein = 0.05): Quality => ({
  energyDistance,
  slicedWasserstein,
  energyFloor: 0.0014,
  energyFloorSpread: 0.0002,
  slicedFloor: 0.036,
  count: 2000,
});

describe('evaluations', () => {
  const points = (values: readonly (readonly [number, number])[]) =>
    values.map(([nfe, energy]) => ({ nfe, score: scoreOfPoints(quality(energy)) }));

  test('are enough from where the distance is nearly that of all', () => {
    const a = points([
      [1, 0.8],
      [10, 0.1],
      [20, 0.011],
      [100, 0.01],
    ]);
    const b = points([
      [1, 0.5],
      [10, 0.0105],
      [20, 0.01],
      [100, 0.01],
    ]);
    expect(nfeTitle(a, b, true)).toBe('20 evaluations are nearly enough for A, 10 for B');
    expect(nfeTitle(a, b, false)).toBe('Quality by network evaluations');
  });

  test('are never enough where each more is better', () => {
    const all = points([
      [1, 0.8],
      [10, 0.1],
      [100, 0.01],
    ]);
    expect(nfeTitle(all, all, true)).toBe('Fewer evaluations are worse, for A and for B');
  });
});

function trained(changes: Partial<RunConfig>, losses: readonly number[]): RunState {
  const config = { ...DEFAULT_CONFIG, trainingSteps: losses.length, ...changes };
  let run = beginRun({ runId: 1, config });
  run = reduce(
    run,
    { runId: 1, type: 'losses', firstStep: 1, losses: Float32Array.from(losses), stepsPerSecond: 40 },
    0,
  );
  run = reduce(run, { runId: 1, type: 'parameters', count: 1000 }, 0);
  return reduce(run, { runId: 1, type: 'phase', phase: 'done', step: losses.length }, 0);
}

const floor = (loss: number): LossFloor => ({ loss, byTime: new Float32Array(50), reference: 'points' });
const known = (energy: number, loss: number, best: number): Known => ({
  run: trained(
    {},
    Array.from({ length: 200 }, () => loss),
  ),
  score: scoreOfPoints(quality(energy)),
  quality: quality(energy),
  images: null,
  floor: floor(best),
  terminal: 0.0063,
});

describe('the table', () => {
  const a = known(0.0042, 0.341, 0.31);
  const b = known(0.0023, 0.282, 0.27);
  const rows = comparisonRows(a, b);
  const row = (name: string) => rows.find((one) => one.name === name)!;

  test('has each figure beside its floor, and B − A', () => {
    expect(row('Quality')).toEqual({
      name: 'Quality',
      floor: '0.0014',
      a: '0.0042',
      b: '0.0023',
      difference: '−0.0019',
      better: 'b',
    });
    expect(row('Loss above its floor')).toMatchObject({ a: '0.031', b: '0.012', difference: '−0.019' });
    expect(row('Signal left at T')).toMatchObject({ a: '0.63%', difference: '0' });
    expect(tableTitle(a, b)).toBe('After 200 steps');
  });

  test('swaps with the sides, signs and winner too', () => {
    const flip = (text: string) => text.replace(/^[+−]/, (sign) => (sign === '+' ? '−' : '+'));
    const other = { a: 'b', b: 'a' } as const;
    expect(comparisonRows(b, a)).toEqual(
      rows.map((one) => ({
        ...one,
        a: one.b,
        b: one.a,
        difference: flip(one.difference),
        better: one.better && other[one.better],
      })),
    );
  });

  test('names no winner where the difference is within the spread of the measure', () => {
    expect(comparisonRows(a, known(0.0041, 0.3, 0.27))[0].better).toBeNull();
  });

  test('has dashes, and no numbers, before anything is known', () => {
    const nothing: Known = {
      run: null,
      score: null,
      quality: null,
      images: null,
      floor: null,
      terminal: null,
    };
    for (const { a: left, difference } of comparisonRows(nothing, nothing))
      expect([left, difference]).toEqual(['–', '–']);
    expect(tableTitle(nothing, nothing)).toBe('Before training');
  });
});

test('the forward reel is α x0 + σ ε at the times of the film’s nine tiles', () => {
  const config: RunConfig = { ...DEFAULT_CONFIG, schedule: 'linear', T: 50 };
  const process = openProcess(config);
  const points = Float32Array.of(1, -2, 0.5, 0.25);
  const eps = Float32Array.of(0.3, 0.1, -1, 2);
  const reel = forwardReel(config, process, { shape: [2], samples: points, eps });
  for (let i = 0; i < 9; i++) {
    const position = (i + 0.5) / 9;
    const { alpha, sigma } = process.level(position * 49);
    const { from, to, share } = reel.at(position);
    const frame = share > 0.5 ? to : from;
    const states = reel.states(frame);
    // tolerance: states and times are 32-bit floats
    for (let k = 0; k < 4; k++) expect(states[k]).toBeCloseTo(alpha * points[k] + sigma * eps[k], 5);
  }
  expect(Array.from(reel.states(reel.at(0).to))).toEqual(Array.from(points));
});
