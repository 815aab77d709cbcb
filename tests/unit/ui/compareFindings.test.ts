import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { logSnr } from '../../../src/diffusion/process';
import { createProcess } from '../../../src/diffusion/processes';
import type { Compare } from '../../../src/state/compare/compare';
import { lastPair } from '../../../src/state/compare/lead';
import type { PretrainedSide } from '../../../src/state/compare/pretrainedSide';
import { beginRun, type RunState, reduce } from '../../../src/state/run/run';
import { measurementOfImages, measurementOfPoints } from '../../../src/state/score';
import type { LossFloor, Quality } from '../../../src/types/quality';
import type { StepMeasurement } from '../../../src/types/score';
import { chosenProcess } from '../../../src/ui/chosenProcess';
import { closedFormOf } from '../../../src/ui/closedForm';
import { forwardReel } from '../../../src/ui/families/forwardReel';
import { excessOf } from '../../../src/ui/findings';
import { joinedSymbols } from '../../../src/ui/islands/lossChart';
import { errorScale, newestAt } from '../../../src/ui/islands/lossMap';
import {
  firstLookTitle,
  headline,
  lossCaution,
  lossTitle,
  noiseReason,
  qualityTitle,
  reportedByBoth,
  sameness,
  settingsOfBoth,
  signalTitle,
} from '../../../src/ui/views/compare/findings';
import { positionAtNoise, snrRangeOf } from '../../../src/ui/views/compare/model/clockAxis';
import { qualityOf, qualityOfSide, sideBySide } from '../../../src/ui/views/compare/model/quality';
import type { SideModel } from '../../../src/ui/views/compare/model/sideModel';
import { cardScoreOf } from '../../../src/ui/views/compare/pretrained';
import { rateName } from '../../../src/ui/views/compare/schedulesChart';
import { sideNames } from '../../../src/ui/views/compare/study/sideNames';
import {
  comparisonRows,
  type Measurements,
  type SideBySide,
  tableTitle,
} from '../../../src/ui/views/compare/table';
import { samplesOf, titleWithData } from '../../../src/words/compare/report';
import { isBetter } from '../../../src/words/compare/study';

describe('what both runs have in common', () => {
  test.each([
    [['schedule'], 'Same data, seed, initial weights, batches and noise.', 'Only the schedule differs.'],
    [['width'], 'Same data, seed, batches and noise.', 'Only the width differs.'],
    [['batchSize'], 'Same data, seed and initial weights.', 'Only the batch size differs.'],
    [['seed'], 'No random numbers are shared.', 'Only the seed differs.'],
    [['dataset'], 'Same seed, initial weights and noise.', 'Only the dataset differs.'],
    [
      ['schedule', 'T'],
      'Same data, seed, initial weights, batches and noise.',
      'Only the schedule and number of timesteps T differ.',
    ],
    [[], 'Same data, seed, initial weights, batches and noise.', 'No setting that has an effect differs.'],
  ] as const)('when %j differ', (differences, same, differs) => {
    expect(sameness(differences)).toEqual({ same, differs });
  });
});

test('the line of the settings names both values of what differs, and what one side alone has', () => {
  const chain: RunConfig = { ...DEFAULT_CONFIG, dataset: 'moons', schedule: 'linear', T: 200 };
  expect(settingsOfBoth(chain, chain)).toBe('two moons, linear, T = 200, MLP 3 × 128');
  expect(settingsOfBoth(chain, { ...chain, schedule: 'cosine', width: 32 })).toBe(
    'two moons, linear (A), cosine (B), T = 200, MLP 3 × 128 (A), MLP 3 × 32 (B)',
  );
  expect(settingsOfBoth(chain, { ...chain, process: 'vp-sde' })).toBe(
    'two moons, linear (A), VP, preserving (B), T = 200 (A), MLP 3 × 128',
  );
});

test('two runs in lockstep are shown at the step that both have reported, and by themselves where one does not train', () => {
  const at = (step: number, phase: RunState['phase'] = 'training', firstStep = 1): RunState => {
    const losses = new Float32Array(step);
    const event = { runId: 1, type: 'losses', firstStep, losses, stepsPerSecond: 1 } as const;
    return { ...reduce(beginRun({ runId: 1, config: DEFAULT_CONFIG }), event, 0), phase };
  };
  const [ahead, behind] = [at(293), at(62)];
  expect([reportedByBoth(ahead, behind), reportedByBoth(behind, ahead)]).toEqual([behind, behind]);
  for (const other of [null, at(62, 'done'), at(62, 'failed'), at(62, 'training', 1001)])
    expect(reportedByBoth(ahead, other)).toBe(ahead);
});

test('the title of the schedules names each side’s own time where they differ', () => {
  expect(signalTitle({ t: '80', signal: 0.963 }, { t: '80', signal: 0.99 })).toBe(
    'At t = 80: 96% signal in A, 99% in B',
  );
  expect(signalTitle({ t: '80', signal: 0.5 }, { t: '16', signal: 0.5 })).toContain(
    't = 80 in A and 16 in B',
  );
});

test('the noisier side at the same t is so by its schedule or its process; two sides with about the same signal are not told apart', () => {
  const at = (signal: number) => ({ t: '80', signal });
  expect(noiseReason(at(0.2), at(0.6), 'schedule', true)).toBe(
    'A is noisier here because its schedule is, not because it learned less.',
  );
  expect(noiseReason(at(0.2), at(0.6), 'process', false)).toBe('A is noisier here because its process is.');
  expect(noiseReason(at(0.6), at(0.2), 'schedule', true)).toMatch(/^B /);
  expect(noiseReason(at(0.6), at(0.62), 'schedule', true)).toBeNull();
  expect(noiseReason(at(0.6), { t: '80', signal: null }, 'schedule', true)).toBeNull();
});

const chosen = (changes: Partial<RunConfig>) => chosenProcess({ ...DEFAULT_CONFIG, ...changes });

describe('the pictures name what they show, whatever the process and the prediction', () => {
  const processOf = (changes: Partial<RunConfig>) => ({
    process: createProcess({ ...DEFAULT_CONFIG, ...changes }),
  });
  const chain = processOf({});
  const flow = processOf({ process: 'flow' });
  const exploding = processOf({ process: 've-sde' });

  test('the noise of a step is β of a chain alone', () => {
    expect(rateName([chain, chain])).toBe('noise added by one step, β');
    expect(rateName([flow, exploding])).not.toContain('β');
    expect(rateName([chain, flow])).toMatch(/β or g²\/T/);
  });

  test('the closed form has √ᾱ where the variance is preserved alone', () => {
    const formOf = ({ process }: typeof chain) => closedFormOf(process);
    expect(formOf(chain).factors).toEqual(['abar', 'rest']);
    expect(formOf(processOf({ process: 'vp-sde' })).factors).toEqual(['abar', 'rest']);
    expect(formOf(flow).factors).toEqual(['keep', 'time']);
    expect(formOf(exploding).factors).toEqual(['sigma']);
    for (const { markup, factors } of [chain, flow, exploding].map(formOf))
      for (const factor of factors) expect(markup).toContain(`data-sym="${factor}"`);
  });

  test('the floor is the loss of the exact one of what each network predicts', () => {
    const of = (hue: 'a' | 'b', predicted: string) => ({ hue, predicted });
    expect(joinedSymbols([of('a', 'u'), of('b', 'u')])).toBe('u*');
    expect(joinedSymbols([of('a', 'u'), of('b', 'ε')])).toBe('u* in A, ε* in B');
  });

  test('the figure at the cursor is that of the newest row, where a t fell', () => {
    const row = (...values: number[]) => ({ from: 0, to: 1, values: Float32Array.from(values) });
    expect(newestAt([row(1, 2, 3, 4), row(5, 6, 7, Number.NaN)], 0.3)).toBe(6);
    expect(newestAt([row(1, 2)], 1)).toBe(2);
    expect(newestAt([row(1, Number.NaN)], 1)).toBeNaN();
    expect(newestAt([], 0)).toBeNaN();
  });

  test('the scale of a map of losses holds the error of a guess of 0, and shows how errors of a velocity differ', () => {
    const row = (...values: number[]) => ({ from: 0, to: 1, values: Float32Array.from(values) });
    expect(errorScale('eps', [[row(0.2, 0.9)]])).toEqual({ low: 0.01, high: 1 });
    expect(errorScale('velocity', [[row(0.9, 1.9, Number.NaN)]])).toEqual({ low: 0.5, high: 2 });
    expect(errorScale('velocity', [[row(0.9)], [row(0.13)]])).toEqual({ low: 0.1, high: 2 });
    expect(errorScale('velocity', [[]])).toEqual({ low: 0.5, high: 2 });
  });

  test('a few bins with least errors do not darken the map of all others', () => {
    const row = (least: number, bins: number) => ({
      from: 0,
      to: 1,
      values: Float32Array.from({ length: 40 }, (_, i) => (i < bins ? least : 0.9)),
    });
    expect(errorScale('velocity', [[row(0.03, 2)]])).toEqual({ low: 0.5, high: 2 });
    expect(errorScale('velocity', [[row(0.03, 3)]])).toEqual({ low: 0.02, high: 2 });
    expect(errorScale('velocity', [[row(0.03, 4), row(0.9, 0)]])).toEqual({ low: 0.5, high: 2 });
  });
});

test('the first headline says when half of the variance is noise on each side', () => {
  const linear = chosen({ schedule: 'linear', T: 1000 });
  const cosine = chosen({ schedule: 'cosine', T: 1000 });
  // ᾱ of Ho's linear schedule passes 1/2 at t = 259, of the cosine schedule near its middle
  expect(firstLookTitle(linear, cosine)).toMatch(/at t = 2[56]\d in A, at t = 49\d in B/);
  expect(firstLookTitle(linear, linear)).toMatch(/at t = 2[56]\d, in A and in B/);
});

test('at equal noise both sides have the same log SNR, between the ends of the clock', () => {
  const [a, b] = [chosen({ schedule: 'linear', T: 1000 }), chosen({ schedule: 'cosine', T: 1000 })];
  const range = snrRangeOf(a, b)!;
  if (!('facts' in a && 'facts' in b)) throw new Error('both schedules are valid');
  for (const clock of [0.1, 0.4, 0.8]) {
    const [p, q] = [a, b].map(({ facts: { process } }) =>
      logSnr(process.level(positionAtNoise(process, range, clock) * process.timeMax)),
    );
    expect(p).toBeCloseTo(q, 6);
  }
  const { process } = a.facts;
  expect([positionAtNoise(process, range, 0), positionAtNoise(process, range, 1)]).toEqual([0, 1]);
});

test('losses with different floors are called incomparable, with the floors', () => {
  expect(lossCaution(0.31, 0.27, true)).toMatch(/not comparable.*0\.31 in A and 0\.27 in B/);
  expect(lossCaution(0.31, 0.31, true)).toContain('can be compared');
  expect(lossCaution(null, 0.3, true)).toContain('not comparable');
  // an equal floor of two quantities is a coincidence
  expect(lossCaution(0.31, 0.31, false)).toContain('not comparable');
  expect(lossCaution(null, null, false)).toContain('different predictions');
  // a run that learns few examples goes below the floor of fresh data
  expect(lossCaution(0.31, 0.31, true, true)).toMatch(/that of fresh data/);
  const losses = Array.from({ length: 200 }, () => 0.2);
  expect(excessOf(trained({}, losses), 0.31)).toBeCloseTo(0.2 / 0.31 - 1, 6);
  expect(excessOf(trained({ examples: 30 }, losses), 0.31)).toBeNull();
  expect(lossTitle(0.06, -0.02)).toBe('A is 6% above its floor, B 2% below its own');
});

const quality = (energyDistance: number, slicedWasserstein = 0.05): Quality => ({
  energyDistance,
  slicedWasserstein,
  energyFloor: 0.0014,
  energyError: 0,
  energyFloorSpread: 0.0002,
  slicedFloor: 0.036,
  slicedError: 0,
  slicedFloorSpread: 0.002,
  count: 2000,
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

const floor = (loss: number): LossFloor => ({
  loss,
  byTime: new Float32Array(50),
  points: 5000,
  draws: null,
});
const known = (loss: number, best: number): Measurements => ({
  run: trained(
    {},
    Array.from({ length: 200 }, () => loss),
  ),
  card: null,
  floor: floor(best),
  terminal: 0.0063,
});
const beside = (a: number, b: number, n = 2000): SideBySide => ({
  a: measurementOfPoints({ ...quality(a), count: n }),
  b: measurementOfPoints({ ...quality(b), count: n }),
  step: null,
  untrained: false,
});

describe('the table', () => {
  const a = known(0.341, 0.31);
  const b = known(0.282, 0.27);
  const rows = comparisonRows(a, b, beside(0.0042, 0.0023));
  const row = (name: string) => rows.find((one) => one.name === name)!;

  test('has each figure beside its floor, and B − A', () => {
    expect(row('Quality, n = 2,000')).toEqual({
      name: 'Quality, n = 2,000',
      floor: '0.0014 ± 0.0002',
      a: '0.0042',
      b: '0.0023',
      difference: '−0.0019',
      better: 'b',
    });
    expect(row('Loss, from its floor')).toMatchObject({
      a: '10% above',
      b: '4% above',
      difference: '−6 points',
    });
    const near = comparisonRows(known(0.316, 0.31), known(0.276, 0.27), null);
    expect(near.find(({ name }) => name === 'Loss, from its floor')).toMatchObject({ difference: 'none' });
    const apart = comparisonRows(known(0.316, 0.31), known(0.278, 0.27), null);
    expect(apart.find(({ name }) => name === 'Loss, from its floor')).toMatchObject({
      difference: '+1 point',
    });
    expect(row('Terminal signal')).toMatchObject({ a: '0.0063', difference: '0' });
    expect(tableTitle(a, b)).toBe('After 200 steps');
  });

  test('swaps with the sides, signs and winner too', () => {
    const flip = (text: string) => text.replace(/^[+−]/, (sign) => (sign === '+' ? '−' : '+'));
    const other = { a: 'b', b: 'a' } as const;
    expect(comparisonRows(b, a, beside(0.0023, 0.0042))).toEqual(
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
    const [close] = comparisonRows(a, b, beside(0.0042, 0.0041));
    expect(close).toMatchObject({ difference: '−0.0001, within chance', better: null });
    // far from the data the standard errors are larger than the spread at the floor
    const sliced = (slicedError: number) => {
      const [left, right] = [0.4, 0.36].map((distance) =>
        measurementOfPoints({ ...quality(0.0042, distance), slicedError }),
      );
      return comparisonRows(a, b, { a: left, b: right, step: null, untrained: false })[1].difference;
    };
    expect([sliced(0.01), sliced(0.02)]).toEqual(['−0.04', '−0.04, within chance']);
    const [equal] = comparisonRows(a, b, beside(0.0042, 0.0042));
    expect(equal).toMatchObject({ difference: 'none', better: null });
  });

  test('leaves out what a classifier is confident of where images are far from real ones', () => {
    const images = (frechet: number) =>
      measurementOfImages({
        ...{ count: 1000, confident: 0.9, histogram: new Float64Array(10), frechet },
        floor: { count: 1000, confident: 0.99, histogram: new Float64Array(10), frechet: 2 },
      });
    const named = (left: number, right: number) =>
      comparisonRows(a, b, { ...beside(0.1, 0.1), a: images(left), b: images(right) }).map(
        ({ name }) => name,
      );
    expect(named(6, 8)).toContain('Confident images (> 0.8), n = 1,000');
    for (const pair of [
      [6, 80],
      [80, 6],
    ])
      expect(named(pair[0], pair[1])).not.toContain('Confident images (> 0.8), n = 1,000');
  });

  test('of two models that are not trained has figures as loaded, of one names the steps of the other', () => {
    const loaded = { ...a, run: trained({ trainingSteps: 0 }, []) };
    expect(tableTitle(loaded, loaded)).toBe('As loaded');
    expect(tableTitle(loaded, b)).toBe('B after 200 steps');
    expect(tableTitle(a, loaded)).toBe('A after 200 steps');
  });

  test('has no rows before anything is known', () => {
    const nothing: Measurements = {
      run: null,
      card: null,
      floor: null,
      terminal: null,
    };
    expect(comparisonRows(nothing, nothing, null)).toEqual([]);
    expect(tableTitle(nothing, nothing)).toBe('Before training');
  });
});

test('the forward reel is α x0 + σ ε at the times of the film’s nine tiles', () => {
  const config: RunConfig = { ...DEFAULT_CONFIG, schedule: 'linear', T: 50 };
  const process = createProcess(config);
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

describe('the headline and the table', () => {
  const side: Measurements = { run: null, card: null, floor: null, terminal: null };
  const score = fc.record({
    value: fc.double({ min: 1e-4, max: 1, noNaN: true }),
    floor: fc.double({ min: 1e-4, max: 0.05, noNaN: true }),
    spread: fc.option(fc.double({ min: 0, max: 0.02, noNaN: true })),
    n: fc.constantFrom(16, 96, 512, 1000, 2000),
    kind: fc.constantFrom('energy distance' as const, 'Fréchet distance' as const),
  });
  const second = { kind: 'sliced Wasserstein', value: 0.1, floor: 0.1, spread: null, n: 2000 } as const;

  test('agree on every pair of results, and say nothing of figures that are not comparable', () => {
    fc.assert(
      fc.property(score, score, fc.boolean(), (a, b, same) => {
        const other = same ? { ...b, n: a.n, kind: a.kind } : b;
        const pair = lastPair([{ step: 5, score: a, second }], [{ step: 5, score: other, second }]);
        const [row] = comparisonRows(side, side, pair && { ...pair, step: 5, untrained: false });
        const quality = { pair: pair && { a, b: other }, byCards: false };
        const title = qualityTitle(quality);
        if (!row) {
          expect(title).toBeNull();
          expect(a.n !== other.n || a.kind !== other.kind || a.n < 512).toBe(true);
          return;
        }
        const claims = title!.startsWith('A is closer') ? 'a' : title!.startsWith('B is closer') ? 'b' : null;
        expect(claims).toBe(row.better);
        expect(/none|, within chance$/.test(row.difference)).toBe(claims === null);
        if (claims) expect(row.difference.startsWith(claims === 'b' ? '−' : '+')).toBe(true);
        expect(title).toContain(`n = ${a.n.toLocaleString('en')}`);
        const facts = { trains: false, samples: a.n, planar: false, measurable: true, changed: false };
        expect(headline({ ...facts, quality })).toBe(title);
      }),
      { numRuns: 200 },
    );
  });

  const measured = (value: number, step: number): StepMeasurement => ({
    score: { kind: 'energy distance', value, floor: 0.002, spread: 0.0005, n: 1024 },
    second,
    images: null,
    step,
  });
  /** The quality of two runs at step 242, last measured at `step`; of A, where it is a model, by its own steps. */
  const factsAt = (step: number, modelOfA: 'sampled' | 'trained' | null = null) => {
    const [a, b] = [0.317, 0.32].map((value, i) => {
      const frozen = i === 0 && modelOfA === 'sampled';
      return {
        side: 'a',
        frozen: { value: frozen },
        run: { value: { step: frozen ? 0 : 242 } },
        presentScores: () => [measured(value, step)],
        evaluation: () => ({ newest: { value: measured(value, step) } }),
      };
    }) as unknown as [SideModel, SideModel];
    const compare = {
      pairMeasurement: { result: { value: null } },
      slot: () => 'a',
      commands: { trained: (name: string) => ({ model: name === 'a' && modelOfA ? {} : null }) },
    } as unknown as Compare;
    return {
      facts: qualityOf({ a, b }, compare),
      side: qualityOfSide(a, b, compare),
      row: comparisonRows(side, side, sideBySide({ a, b }, compare))[0],
    };
  };
  const stage = { trains: true, samples: 1024, planar: false, measurable: true, changed: false };

  test('name the step of an earlier measurement', () => {
    const earlier = factsAt(100);
    expect(qualityTitle(earlier.facts)).toBe(
      'A is closer to the data at step 100: 0.317 against 0.32 (n = 1,024)',
    );
    expect(earlier.side).toMatchObject({ kind: 'score', step: 100 });
    const now = factsAt(242);
    expect(qualityTitle(now.facts)).toBe('A is closer to the data: 0.317 against 0.32 (n = 1,024)');
    expect(now.side).toMatchObject({ kind: 'score', step: null });
    expect([earlier.row.name, now.row.name]).toEqual(['Quality, n = 1,024, step 100', 'Quality, n = 1,024']);
  });

  test('name no winner of networks after their first step, and say that they are nearly untrained', () => {
    const { facts, row } = factsAt(1);
    expect(headline({ ...stage, quality: facts })).toBe(
      'So far: Both networks are still nearly untrained at step 1',
    );
    expect(row).toMatchObject({ name: 'Quality, n = 1,024, step 1', difference: '+0.003', better: null });
  });

  test.each(['sampled', 'trained'] as const)('judge a model that is %s beside a first step', (modelOfA) => {
    const { facts, row } = factsAt(1, modelOfA);
    expect(headline({ ...stage, quality: facts })).toMatch(/^So far: A is closer to the data at step 1: /);
    expect(row.better).toBe('a');
  });

  test('beside a model that is sampled name no step of the newest measurement', () => {
    const { facts, row } = factsAt(242, 'sampled');
    expect(qualityTitle(facts)).toBe('A is closer to the data: 0.317 against 0.32 (n = 1,024)');
    expect(row.name).toBe('Quality, n = 1,024');
  });

  test('of the losses use the same figures in the same words', () => {
    const value = fc.double({ min: 0.15, max: 1, noNaN: true });
    fc.assert(
      fc.property(value, value, value, value, (lossA, lossB, bestA, bestB) => {
        const [a, b] = [known(lossA, bestA), known(lossB, bestB)];
        const row = comparisonRows(a, b, null).find(({ name }) => name === 'Loss, from its floor')!;
        const title = lossTitle(excessOf(a.run, a.floor!.loss), excessOf(b.run, b.floor!.loss));
        expect(title).toBe(`A is ${row.a} its floor, B ${row.b} its own`);
      }),
      { numRuns: 200 },
    );
  });

  test('of the shipped MNIST pair are those of the cards, with their n, and no difference within the error', () => {
    const card = (id: string) => JSON.parse(readFileSync(`public/pretrained/${id}/card.json`, 'utf8'));
    const [a, b] = ['mnist-linear', 'mnist-cosine'].map((id) => cardScoreOf(card(id)));
    const rows = comparisonRows({ ...side, card: a }, { ...side, card: b }, null);
    expect(rows[0]).toMatchObject({
      name: 'Quality by the cards, n = 2,000',
      a: '1.09 ± 0.14',
      b: '1.40 ± 0.15',
      floor: '0.629 ± 0.081',
      note: 'sde-dpm-solver++, 25 steps, x0 clipped to [-1, 1]',
      difference: '+0.316, within chance',
    });
    expect(qualityTitle({ pair: { a, b }, byCards: true })).toMatch(
      /^By their cards, A and B are equally good.*n = 2,000/,
    );
  });

  test('say that 16 images are too few, and of which runs they speak after a change', () => {
    const facts = {
      quality: { pair: null, byCards: false },
      trains: false,
      samples: 16,
      planar: false,
      measurable: true,
      changed: false,
    };
    expect(headline(facts)).toBe('Which is better is not measured yet: 16 images are too few');
    expect(headline({ ...facts, changed: true })).toMatch(
      /^Of the runs shown, with their earlier settings: /,
    );
    expect(headline({ ...facts, trains: true })).toMatch(/^So far: /);
    expect(headline({ ...facts, measurable: false })).toContain('no classifier');
  });
});

describe('the names of the sides in an answer', () => {
  const sides = (changes: Partial<RunConfig>) => ({
    a: DEFAULT_CONFIG,
    b: { ...DEFAULT_CONFIG, ...changes },
  });
  const none = { a: null, b: null };
  const flow = { process: 'flow', prediction: 'velocity', sampler: 'euler' } as const;

  test('are those of the schedules, or of the processes with what comes with them, each with its letter', () => {
    const schedules = { differences: ['schedule' as const], configs: sides({ schedule: 'linear' }) };
    expect(sideNames({ ...schedules, pretrained: none })).toEqual({ a: 'cosine (A)', b: 'linear (B)' });
    const differences = ['process', 'prediction', 'sampler'] as const;
    expect(sideNames({ differences, configs: sides(flow), pretrained: none })).toEqual({
      a: 'DDPM (A)',
      b: 'flow matching (B)',
    });
  });

  test('are letters where more differs: the process alone would not be the reason', () => {
    const differences = ['process', 'prediction', 'width'] as const;
    const configs = sides({ ...flow, width: 32 });
    expect(sideNames({ differences, configs, pretrained: none })).toEqual({ a: 'A', b: 'B' });
  });

  test('are letters with the labels of models, and stand in a title and a caption as in a sentence', () => {
    const labelled = (label: string) => ({ label }) as PretrainedSide;
    const pretrained = { a: labelled('MNIST, linear'), b: labelled('MNIST, cosine') };
    const names = sideNames({ differences: ['schedule'], configs: sides({}), pretrained });
    expect(titleWithData(names.a, names.b, 'Digits')).toBe(
      'A (“MNIST, linear”) against B (“MNIST, cosine”): Digits',
    );
    expect(samplesOf(names.a)).toBe('Samples of A (“MNIST, linear”)');
    expect(isBetter(names.b, 'at 20 steps', ['1.6×'], [5, 5])).toBe(
      'B (“MNIST, cosine”) is better at 20 steps by 1.6×, 5 seeds',
    );
  });
});
