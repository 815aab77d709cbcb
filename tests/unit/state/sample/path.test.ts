/** A path of samples is refined where they change fast, until no step is longer than a tenth of the way. */
import { describe, expect, test } from 'vitest';
import { arc, drawPath, evenly, longestStep, stepsOf } from '../../../../src/state/sample/editing/path';

/** A sample that stays, turns into another within a hundredth of the way, and stays. */
const sudden = (share: number) => Float32Array.of(Math.tanh(200 * (share - 0.43)), 0.1 * share);
const drawing = (sampleAt: (share: number) => Float32Array) => {
  const requests: number[] = [];
  const draw = async (shares: readonly number[]) => {
    requests.push(...shares);
    if (requests.length > 100) throw new Error('the path has no end');
    return shares.map(sampleAt);
  };
  return { requests, draw };
};

describe('a path', () => {
  test('has no step longer than a tenth of it, however suddenly the samples change', async () => {
    const { requests, draw } = drawing(sudden);
    const path = (await drawPath(draw))!;
    expect(longestStep(path)).toBeLessThanOrEqual(1 / 10);
    expect(path.shares).toEqual([...path.shares].sort((a, b) => a - b));
    expect(path.shares.at(0)).toBe(0);
    expect(path.shares.at(-1)).toBe(1);
    expect(new Set(requests).size).toBe(requests.length); // none is drawn twice
    expect(requests.length).toBeLessThanOrEqual(65);
    for (const [i, share] of path.shares.entries()) expect(path.samples[i]).toEqual(sudden(share));
  });

  test('needs no more samples than at first where they change evenly', async () => {
    const { requests, draw } = drawing((share) => Float32Array.of(share, 2 * share));
    const path = (await drawPath(draw))!;
    expect(requests).toHaveLength(17);
    expect(longestStep(path)).toBeCloseTo(1 / 16, 6);
  });

  test('ends with the most samples where a jump cannot be refined, and says how long its step is', async () => {
    const { requests, draw } = drawing((share) => Float32Array.of(share < 0.5 ? 0 : 1));
    const path = (await drawPath(draw, { fewest: 5, most: 12, longest: 0.1 }))!;
    expect(requests).toHaveLength(12);
    expect(longestStep(path)).toBe(1);
  });

  test('is none where the drawing is cancelled', async () => {
    expect(await drawPath(async () => null)).toBeNull();
  });

  test('is shown by samples that are evenly far apart, the ends among them', async () => {
    const path = (await drawPath(drawing(sudden).draw))!;
    const shown = evenly(path, 6);
    expect(shown.samples[0]).toBe(path.samples[0]);
    expect(shown.samples.at(-1)).toBe(path.samples.at(-1));
    const steps = stepsOf(shown);
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(2.5);
  });
});

test('the states of an arc are one after another, both noises at its ends', () => {
  const [a, b] = [Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0)];
  const states = arc(a, b, [0, 0.5, 1]);
  expect(Array.from(states.slice(0, 3))).toEqual([1, 0, 0]);
  expect(states[3]).toBeCloseTo(Math.SQRT1_2, 6);
  expect(states[7]).toBeCloseTo(1, 6);
});
