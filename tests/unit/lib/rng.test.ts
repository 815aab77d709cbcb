import { describe, expect, test } from 'vitest';
import {
  createRng,
  EVALUATION_PURPOSES,
  type EvaluationPurpose,
  evaluationDraw,
  fillIntegers,
  fillNormal,
  fillUniform,
  philox4x32,
} from '../../../src/lib/rng';

const words = (counter: [number, number, number, number], key: [number, number]) =>
  Array.from(philox4x32(counter, key, new Uint32Array(4)), (w) => w.toString(16).padStart(8, '0')).join(' ');

describe('Philox 4x32-10', () => {
  // Random123's kat_vectors file, the three lines "philox4x32 10".
  test('gives the published known answers', () => {
    const f = 0xffffffff;
    expect(words([0, 0, 0, 0], [0, 0])).toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8');
    expect(words([f, f, f, f], [f, f])).toBe('408f276d 41c83b0e a20bc7c6 6d5451fd');
    expect(words([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toBe(
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    );
  });
});

describe('draws', () => {
  const draw = { seed: 7, stream: 'noise', step: 3 } as const;

  test('are the same again, and different for another seed, stream or step', () => {
    const first = fillNormal(new Float64Array(8), draw);
    expect(fillNormal(new Float64Array(8), draw)).toEqual(first);
    for (const other of [
      { ...draw, seed: 8 },
      { ...draw, stream: 'start' as const },
      { ...draw, step: 4 },
    ])
      expect(fillNormal(new Float64Array(8), other)).not.toEqual(first);
  });

  test('may begin anywhere in the sequence', () => {
    for (const fill of [fillNormal, fillUniform]) {
      const whole = fill(new Float64Array(32), draw);
      for (const first of [1, 2, 3, 5, 8])
        expect(fill(new Float64Array(11), draw, first)).toEqual(whole.slice(first, first + 11));
    }
  });

  test('of normals have the moments of N(0, 1)', () => {
    const n = 200_000;
    for (const sample of [
      fillNormal(new Float64Array(n), draw),
      ((rng) => Float64Array.from({ length: n }, () => rng.normal()))(createRng(draw)),
    ]) {
      const moment = (k: number) => sample.reduce((sum, z) => sum + z ** k, 0) / n;
      // four standard errors of each moment: var(z)=1, var(z²)=2, var(z³)=15, var(z⁴)=96
      expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(n));
      expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
      expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / n));
      expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
    }
  });

  test('of uniforms and integers fill their range evenly', () => {
    const n = 100_000;
    const counts = new Array(10).fill(0);
    for (const k of fillIntegers(new Int32Array(n), 10, draw)) counts[k]++;
    const chiSquared = counts.reduce((sum, c) => sum + (c - n / 10) ** 2 / (n / 10), 0);
    expect(chiSquared).toBeLessThan(27.9); // 99.9 % quantile of χ² with 9 degrees of freedom
    const uniforms = fillUniform(new Float64Array(n), draw);
    expect(Math.min(...uniforms.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniforms.slice(0, 50_000))).toBeLessThan(1);
  });

  test('of a running source and of a filled array are different numbers', () => {
    const rng = createRng(draw);
    const running = Float64Array.from({ length: 32 }, () => rng.uniform());
    const filled = new Set(fillUniform(new Float64Array(32), draw));
    expect(running.some((u) => filled.has(u))).toBe(false);
  });

  test('for different purposes of evaluation never coincide', () => {
    const purposes = Object.keys(EVALUATION_PURPOSES) as EvaluationPurpose[];
    const steps = purposes.flatMap((purpose) =>
      [0, 1, 2, 999, 4000].map((index) => evaluationDraw(purpose, 7, index).step),
    );
    expect(new Set(steps).size).toBe(steps.length);
    expect(Math.max(...steps)).toBeLessThan(2 ** 32);
  });
});
