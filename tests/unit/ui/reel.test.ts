import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import type { Trajectory } from '../../../src/types/trajectory';
import { positionOf, timeAt } from '../../../src/ui/time/axis';
import { createReel, signalCoefficient } from '../../../src/ui/time/reel';

const config = { ...DEFAULT_CONFIG, T: 11 };

/** One sample whose x is the number of its frame. */
const trajectory = (times: number[]): Trajectory => ({
  shape: [2],
  states: Float32Array.from(times.flatMap((_, frame) => [frame, 0])),
  guesses: Float32Array.from(times.flatMap((_, frame) => [-frame, 0])),
  times: Float32Array.from(times),
  alphas: Float32Array.from(times, (_, frame) => frame / (times.length - 1)),
  sigmas: Float32Array.from(times, (_, frame) => 1 - frame / (times.length - 1)),
  count: 1,
  frames: times.length,
  nfe: times.length - 1,
  milliseconds: 0,
});

const xAt = (reel: ReturnType<typeof createReel>, position: number) => {
  const { from, to, share } = reel.at(position);
  return reel.states(from)[0] + (reel.states(to)[0] - reel.states(from)[0]) * share;
};

describe('a reel', () => {
  test('begins with the noise and ends with the result', () => {
    const reel = createReel(trajectory([10, 5, 0, 0]), config);
    expect([xAt(reel, 1), xAt(reel, 0)]).toEqual([0, 3]);
  });

  test('the frame at t = 0, one step of noise, gives its place to the result', () => {
    const reel = createReel(trajectory([10, 5, 0, 0]), config);
    expect(xAt(reel, 0.25)).toBeCloseTo(2, 9); // midway between frames 1 and 3
  });

  test('a state between two frames is mixed from both', () => {
    const reel = createReel(trajectory([10, 4, 0]), config);
    expect(xAt(reel, 0.7)).toBeCloseTo(0.5, 9);
  });

  test('above its first time the noise stands still: a sampler may begin below T - 1', () => {
    const reel = createReel(trajectory([8, 4, 0]), config);
    expect(xAt(reel, 0.95)).toBe(0);
  });

  test('repeated times, as of a corrector, show the last state', () => {
    const reel = createReel(trajectory([10, 10, 5, 5, 0]), config);
    expect(xAt(reel, 1)).toBe(1);
    expect(xAt(reel, 0.5)).toBe(3);
  });
});

describe('positions', () => {
  test('whole times of a chain and positions give each other back', () => {
    for (let t = 0; t < 11; t++) expect(timeAt(config, positionOf(config, t))).toBe(t);
  });

  test('an SDE has times from 0 to 1', () => {
    expect(timeAt({ process: 'vp-sde', T: 1000 }, 0.37)).toBe(0.37);
  });

  test('the share of the signal is √ᾱ where the variance is preserved, and falls where it explodes', () => {
    expect(signalCoefficient({ alpha: 0.6, sigma: 0.8 })).toBeCloseTo(0.6, 12);
    expect(signalCoefficient({ alpha: 1, sigma: Math.sqrt(3) })).toBeCloseTo(0.5, 12);
  });
});
