import { describe, expect, test } from 'vitest';
import { createRng } from '../../../../src/lib/rng';
import { createLossHistory } from '../../../../src/state/run/lossHistory';

const noise = (n: number, step = 0) => {
  const rng = createRng({ seed: 3, stream: 'evaluation', step });
  return Float32Array.from({ length: n }, () => 0.3 + 0.1 * rng.normal());
};

describe('a loss history', () => {
  test('the extent of any range is that of a plain scan', () => {
    const losses = noise(3000);
    let history = createLossHistory();
    for (let i = 0; i < losses.length; i += 7) history = history.append(i + 1, losses.slice(i, i + 7));
    const rng = createRng({ seed: 4, stream: 'evaluation', step: 0 });
    for (let k = 0; k < 300; k++) {
      const a = rng.integer(3000) + 1;
      const b = a + rng.integer(3001 - a);
      const scanned = losses.subarray(a - 1, b);
      expect(history.extent(a, b)).toEqual({ min: Math.min(...scanned), max: Math.max(...scanned) });
    }
  });

  test('numbers its losses from the first appended step', () => {
    const history = createLossHistory().append(501, Float32Array.of(3, 2, 1));
    expect([history.first, history.last]).toEqual([501, 503]);
    expect([history.at(500), history.at(501), history.at(503), history.at(504)]).toEqual([NaN, 3, 1, NaN]);
  });

  test('smoothing is unbiased from the first loss on, and keeps a constant', () => {
    const history = createLossHistory(20).append(1, new Float32Array(100).fill(0.25));
    for (const step of [1, 2, 50, 100]) expect(history.smoothedAt(step)).toBeCloseTo(0.25, 6);
  });

  test('the smoothed loss stays with the raw one while it falls', () => {
    const jitter = noise(400); // 0.3 ± 0.1
    const falling = Float32Array.from(jitter, (z, i) => 0.35 + 0.65 * Math.exp(-i / 60) + 0.2 * (z - 0.3));
    const history = createLossHistory(20).append(1, falling);
    // a mean over the same 20 steps is 0.08 too high at step 60; the noise of a mean of ten is 0.006
    for (const step of [30, 60, 100, 150, 400]) {
      let newest = 0;
      for (let back = 0; back < 10; back++) newest += history.at(step - back) / 10;
      expect(Math.abs(history.smoothedAt(step) - newest)).toBeLessThan(0.04);
    }
  });

  test('continuing from a checkpoint replaces the losses after it', () => {
    const before = noise(1000);
    const nines = new Float32Array(10).fill(9);
    const history = createLossHistory().append(1, before).append(901, nines);
    const fresh = createLossHistory().append(1, before.slice(0, 900)).append(901, nines);
    expect(history.last).toBe(910);
    expect(history.extent(1, 910)).toEqual(fresh.extent(1, 910));
    expect(history.smoothedAt(910)).toBe(fresh.smoothedAt(910));
  });

  test('losses that are not finite stay in the history, and leave extents and smoothing alone', () => {
    const history = createLossHistory().append(
      1,
      Float32Array.of(1, Number.NaN, 3, Number.POSITIVE_INFINITY),
    );
    expect(history.at(4)).toBe(Number.POSITIVE_INFINITY);
    expect(history.extent(1, 4)).toEqual({ min: 1, max: 3 });
    expect(history.extent(2, 2)).toBeNull();
    expect(Number.isFinite(history.smoothedAt(4))).toBe(true);
  });

  test('steps without a report are gaps', () => {
    const history = createLossHistory().append(1, Float32Array.of(1)).append(4, Float32Array.of(2));
    expect([history.last, history.at(2), history.at(4)]).toEqual([4, NaN, 2]);
  });

  test('earlier steps than the first begin the history anew', () => {
    const history = createLossHistory().append(50, Float32Array.of(5, 6)).append(10, Float32Array.of(1, 2));
    expect([history.first, history.last, history.at(50), history.extent(1, 99)]).toEqual([
      10,
      11,
      NaN,
      { min: 1, max: 2 },
    ]);
  });

  test('stays as it is while longer ones are appended to it', () => {
    const losses = noise(500);
    const short = createLossHistory().append(1, losses);
    const before = [short.last, short.extent(1, 500), short.smoothedAt(500), short.at(501)];
    const one = short.append(501, new Float32Array(40).fill(7));
    const other = short.append(501, new Float32Array(20).fill(-7));
    expect([short.last, short.extent(1, 1000), short.smoothedAt(500), short.at(501)]).toEqual(before);
    expect([one.last, one.at(510), one.extent(501, 999)]).toEqual([540, 7, { min: 7, max: 7 }]);
    expect([other.last, other.at(510), other.extent(501, 999)]).toEqual([520, -7, { min: -7, max: -7 }]);
  });
});
