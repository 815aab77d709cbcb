import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/lib/rng';
import { createLossHistory } from '../../../src/state/lossHistory';

const noise = (n: number, step = 0) => {
  const rng = createRng({ seed: 3, stream: 'evaluation', step });
  return Float32Array.from({ length: n }, () => 0.3 + 0.1 * rng.normal());
};

describe('a loss history', () => {
  test('the extent of any range is that of a plain scan', () => {
    const losses = noise(3000);
    const history = createLossHistory();
    for (let i = 0; i < losses.length; i += 7) history.append(i + 1, losses.slice(i, i + 7));
    const rng = createRng({ seed: 4, stream: 'evaluation', step: 0 });
    for (let k = 0; k < 300; k++) {
      const a = rng.integer(3000) + 1;
      const b = a + rng.integer(3001 - a);
      const scanned = losses.subarray(a - 1, b);
      expect(history.extent(a, b)).toEqual({ min: Math.min(...scanned), max: Math.max(...scanned) });
    }
  });

  test('numbers its losses from the first step it was given', () => {
    const history = createLossHistory();
    history.append(501, Float32Array.of(3, 2, 1));
    expect([history.first, history.last]).toEqual([501, 503]);
    expect([history.at(500), history.at(501), history.at(503), history.at(504)]).toEqual([NaN, 3, 1, NaN]);
  });

  test('smoothing is unbiased from the first loss on, and keeps a constant', () => {
    const history = createLossHistory(20);
    history.append(1, new Float32Array(100).fill(0.25));
    for (const step of [1, 2, 50, 100]) expect(history.smoothedAt(step)).toBeCloseTo(0.25, 6);
  });

  test('going on from a checkpoint replaces what came after it', () => {
    const history = createLossHistory();
    const before = noise(1000);
    history.append(1, before);
    history.append(901, new Float32Array(10).fill(9));
    const fresh = createLossHistory();
    fresh.append(1, before.slice(0, 900));
    fresh.append(901, new Float32Array(10).fill(9));
    expect(history.last).toBe(910);
    expect(history.extent(1, 910)).toEqual(fresh.extent(1, 910));
    expect(history.smoothedAt(910)).toBe(fresh.smoothedAt(910));
  });

  test('losses that are not finite are kept, and leave extents and smoothing alone', () => {
    const history = createLossHistory();
    history.append(1, Float32Array.of(1, Number.NaN, 3, Number.POSITIVE_INFINITY));
    expect(history.at(4)).toBe(Number.POSITIVE_INFINITY);
    expect(history.extent(1, 4)).toEqual({ min: 1, max: 3 });
    expect(history.extent(2, 2)).toBeNull();
    expect(Number.isFinite(history.smoothedAt(4))).toBe(true);
  });

  test('steps that were never told are gaps', () => {
    const history = createLossHistory();
    history.append(1, Float32Array.of(1));
    history.append(4, Float32Array.of(2));
    expect([history.last, history.at(2), history.at(4)]).toEqual([4, NaN, 2]);
  });
});
