import { describe, expect, test } from 'vitest';
import { leadOf, pairings } from '../../../src/state/lead';
import type { StepScore } from '../../../src/state/score';

const measured = (values: Readonly<Record<number, number>>, spread = 0.001): StepScore[] =>
  Object.entries(values).map(([step, value]) => ({ step: Number(step), value, floor: 0.002, spread }));

const lead = (a: Readonly<Record<number, number>>, b: Readonly<Record<number, number>>) =>
  leadOf(pairings(measured(a), measured(b)));

describe('the lead', () => {
  test('is told from the first step on at which it was never lost again', () => {
    expect(
      lead(
        { 0: 1, 100: 0.1, 200: 0.2, 300: 0.2, 400: 0.2 },
        { 0: 1, 100: 0.2, 200: 0.1, 300: 0.1, 400: 0.1 },
      ),
    ).toEqual({
      ahead: 'b',
      since: 200,
      always: false,
    });
  });

  test('is always, where it was there at every step of a trained model', () => {
    expect(lead({ 0: 1, 1: 0.1, 2: 0.1, 3: 0.1 }, { 0: 0.9, 1: 0.2, 2: 0.2, 3: 0.2 })).toEqual({
      ahead: 'a',
      since: 1,
      always: true,
    });
  });

  test('swaps with the sides', () => {
    const a = { 1: 0.3, 2: 0.2, 3: 0.2, 4: 0.2 };
    const b = { 1: 0.2, 2: 0.4, 3: 0.4, 4: 0.4 };
    expect(lead(a, b)).toEqual({ ahead: 'a', since: 2, always: false });
    expect(lead(b, a)).toEqual({ ahead: 'b', since: 2, always: false });
  });

  test('is nobody’s where the last differences are within the spread of the measure', () => {
    expect(
      lead({ 1: 0.2, 2: 0.011, 3: 0.01, 4: 0.01 }, { 1: 0.1, 2: 0.01, 3: 0.011, 4: 0.012 }),
    ).toMatchObject({
      ahead: null,
    });
  });

  test('is not spoken of after too few measurements, or where it has just changed', () => {
    expect(lead({ 1: 0.2, 2: 0.2 }, { 1: 0.1, 2: 0.1 })).toBeNull();
    expect(lead({ 1: 0.2, 2: 0.2, 3: 0.2, 4: 0.1 }, { 1: 0.1, 2: 0.1, 3: 0.1, 4: 0.2 })).toBeNull();
  });

  test('only rests on steps at which both were measured', () => {
    expect(
      pairings(measured({ 1: 1, 3: 1, 5: 1 }), measured({ 2: 1, 3: 2, 5: 3 })).map(({ step, b }) => [
        step,
        b,
      ]),
    ).toEqual([
      [3, 2],
      [5, 3],
    ]);
  });
});
