import { describe, expect, test } from 'vitest';
import {
  lastPair,
  leadOf,
  ofOneSampling,
  pairings,
  type ScoreAtStep,
  verdictOf,
} from '../../../../src/state/compare/lead';

/** @param values by tens of steps */
const measured = (values: Readonly<Record<number, number>>, spread = 0.001): ScoreAtStep[] =>
  Object.entries(values).map(([tens, value]) => ({
    step: 10 * Number(tens),
    score: { kind: 'energy distance', value, floor: 0.002, spread, n: 2000 },
  }));

const lead = (a: Readonly<Record<number, number>>, b: Readonly<Record<number, number>>) =>
  leadOf(pairings(measured(a), measured(b)));

describe('the lead', () => {
  test('dates from the first step after which it is unbroken', () => {
    expect(
      lead(
        { 0: 1, 100: 0.1, 200: 0.2, 300: 0.2, 400: 0.2 },
        { 0: 1, 100: 0.2, 200: 0.1, 300: 0.1, 400: 0.1 },
      ),
    ).toEqual({
      ahead: 'b',
      since: 2000,
      always: false,
    });
  });

  test('is called constant where it holds at every step of a trained model', () => {
    expect(lead({ 0: 1, 1: 0.1, 2: 0.1, 3: 0.1 }, { 0: 0.9, 1: 0.2, 2: 0.2, 3: 0.2 })).toEqual({
      ahead: 'a',
      since: 10,
      always: true,
    });
  });

  test('does not count the samples of the first step, which tell nothing of the networks', () => {
    const first = (value: number) => ({ ...measured({ 0: value })[0], step: 1 });
    const pairs = pairings(
      [first(1), ...measured({ 1: 0.1, 2: 0.1, 3: 0.1 })],
      [first(1), ...measured({ 1: 0.2, 2: 0.2, 3: 0.2 })],
    );
    expect(leadOf(pairs)).toEqual({ ahead: 'a', since: 10, always: true });
  });

  test('needs more than the larger spread of the two explains, whichever side has it', () => {
    const at = (value: number, spread: number) => measured({ 1: value }, spread)[0].score;
    expect(verdictOf({ a: at(0.25, 0.011), b: at(0.2, 0.03) })).toBe('none');
    expect(verdictOf({ a: at(0.25, 0.03), b: at(0.2, 0.011) })).toBe('none');
    expect(verdictOf({ a: at(0.25, 0.011), b: at(0.2, 0.011) })).toBe('b');
  });

  test('pairs the steps in their order, in whichever the samples were drawn', () => {
    const [first, second, third] = measured({ 1: 0.3, 2: 0.2, 3: 0.1 });
    const steps = pairings([first, third, second], [first, second, third]).map(({ step }) => step);
    expect(steps).toEqual([10, 20, 30]);
  });

  test('far from the data needs more than the standard errors of the two, though the floor has a small spread', () => {
    const at = (value: number, error?: number) => ({ ...measured({ 1: value }, 0.0016)[0].score, error });
    expect(verdictOf({ a: at(0.203, 0.011), b: at(0.192, 0.011) })).toBe('none');
    expect(verdictOf({ a: at(0.203), b: at(0.192) })).toBe('b');
    expect(verdictOf({ a: at(0.2, 0.011), b: at(0.05, 0.005) })).toBe('b');
    expect(verdictOf({ a: at(0.005, 0.0002), b: at(0.004, 0.0002) })).toBe('none'); // the spread of the floor counts near it
  });

  test('needs more than the spread of the measure at every step', () => {
    // B is lower throughout, but until step 3 by less than 2√2 spreads
    expect(
      lead(
        { 1: 0.012, 2: 0.012, 3: 0.02, 4: 0.02, 5: 0.02 },
        { 1: 0.01, 2: 0.01, 3: 0.01, 4: 0.01, 5: 0.01 },
      ),
    ).toEqual({ ahead: 'b', since: 30, always: false });
  });

  test('swaps with the sides', () => {
    const a = { 1: 0.3, 2: 0.2, 3: 0.2, 4: 0.2 };
    const b = { 1: 0.2, 2: 0.4, 3: 0.4, 4: 0.4 };
    expect(lead(a, b)).toEqual({ ahead: 'a', since: 20, always: false });
    expect(lead(b, a)).toEqual({ ahead: 'b', since: 20, always: false });
  });

  test('belongs to no side where the last differences are within the spread of the measure', () => {
    expect(
      lead({ 1: 0.2, 2: 0.011, 3: 0.01, 4: 0.01 }, { 1: 0.1, 2: 0.01, 3: 0.011, 4: 0.012 }),
    ).toMatchObject({
      ahead: null,
    });
  });

  test('is not claimed after too few measurements, or where it has just changed', () => {
    expect(lead({ 1: 0.2, 2: 0.2 }, { 1: 0.1, 2: 0.1 })).toBeNull();
    expect(lead({ 1: 0.2, 2: 0.2, 3: 0.2, 4: 0.1 }, { 1: 0.1, 2: 0.1, 3: 0.1, 4: 0.2 })).toBeNull();
  });

  test('never pairs figures of different numbers of samples, or of too few images', () => {
    const score = (n: number, kind: 'energy distance' | 'Fréchet distance' = 'energy distance') => [
      { step: 1, score: { kind, value: 1, floor: 0.1, spread: 0.1, n } },
    ];
    expect(pairings(score(2000), score(1000))).toEqual([]);
    expect(pairings(score(16, 'Fréchet distance'), score(16, 'Fréchet distance'))).toEqual([]);
    expect(lastPair(score(512, 'Fréchet distance'), score(512, 'Fréchet distance'))?.a.step).toBe(1);
  });

  test('takes the newest of two measurements of one step: the sampler has changed between them', () => {
    const twice = [...measured({ 1: 3 }), ...measured({ 1: 2 })];
    expect(pairings(twice, measured({ 1: 1 })).map(({ a, b }) => [a.value, b.value])).toEqual([[2, 1]]);
    expect(lastPair(twice, measured({ 1: 1 }))?.a.score.value).toBe(2);
  });

  test('depends only on steps at which both were measured', () => {
    expect(
      pairings(measured({ 1: 1, 3: 1, 5: 1 }), measured({ 2: 1, 3: 2, 5: 3 })).map(({ step, b }) => [
        step,
        b.value,
      ]),
    ).toEqual([
      [30, 2],
      [50, 3],
    ]);
  });
});

test('a series is of one way of sampling: the present one once two steps have it', () => {
  const earlier = measured({ 1: 0.1, 2: 0.1 }).map((each) => ({ ...each, earlierSampling: true }));
  const present = measured({ 2: 0.2, 3: 0.2 });
  expect(ofOneSampling(earlier)).toEqual(earlier);
  expect(ofOneSampling([...earlier, present[0]])).toEqual(earlier);
  expect(ofOneSampling([...earlier, ...present])).toEqual(present);
  expect(ofOneSampling(present)).toEqual(present);
});
