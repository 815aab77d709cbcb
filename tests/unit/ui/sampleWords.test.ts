/** The Sample view says what is true of its figures. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import type { ModelCard } from '../../../src/interop/modelCard';
import { gridPlace } from '../../../src/ui/canvas/pixels';
import { moved } from '../../../src/ui/views/sample/keys';
import {
  cardQuality,
  curveFinding,
  headline,
  nearestWords,
  perStep,
  refusedSamplers,
  seconds,
} from '../../../src/ui/views/sample/words';

const MNIST: RunConfig = { ...DEFAULT_CONFIG, dataset: 'mnist' };

const curve = (...values: readonly number[]) => ({
  points: values.map((value, i) => ({
    value,
    nfe: 2 ** i,
    steps: 2 ** i,
    floor: 1,
    count: 100,
    clear: null,
  })),
});

const CARD: ModelCard = {
  id: 'mnist-classes',
  label: 'MNIST, choose the digit',
  kind: 'unet',
  data: 'mnist',
  parameters: 280_881,
  steps: 8000,
  trained: 'somewhere',
  sampler: 'ddpm, 40 steps',
  quality: {
    measure: 'Fréchet distance in the features of the fixed classifier',
    samples: 1000,
    frechet: 8.1,
    askedClassRight: 0.996,
    floor: { frechet: 1.25 },
  },
};

describe('words of samples', () => {
  test('give a card its figure beside its floor, and how often it draws what is asked for', () => {
    expect(cardQuality(CARD)).toBe(
      'Fréchet distance 8.1, floor 1.25. It draws the class that is asked for 99.6% of the time.',
    );
    const plain = { ...CARD, quality: { measure: 'energy distance', value: 0.2, floor: 0.1, samples: 10 } };
    expect(cardQuality(plain)).toBe('Energy distance 0.2, floor 0.1.');
  });

  test('name what was drawn by its number', () => {
    expect(headline(MNIST, 64)).toBe('Sixty-four digits that nobody wrote.');
    expect(headline(MNIST, 1)).toBe('One digit that nobody wrote.');
    expect(headline(MNIST, 50)).toBe('50 digits that nobody wrote.');
    expect(headline(DEFAULT_CONFIG, 2000)).toBe('2,000 new points of a swiss roll.');
  });

  test('do not call done what is still being drawn', () => {
    expect(headline(MNIST, 64, true)).toBe('Sixty-four digits on their way.');
    expect(headline(MNIST, 1, true)).toBe('One digit on its way.');
  });

  test('call a copy a copy, and nothing else', () => {
    const answer = (distance: number) =>
      nearestWords({ image: new Uint8Array(0), distance, usual: 40, count: 10_000 });
    expect(answer(3)).toContain('as good as a copy');
    expect(answer(15)).toContain('close to one');
    expect(answer(45)).toContain('not a copy');
    expect(answer(45)).toContain('10,000 training images is 45.0 away');
  });

  test('find the evaluations that are nearly enough, and do not where the last are still needed', () => {
    expect(curveFinding(curve(90, 20, 1.2, 1.1, 1.1))).toBe('4 evaluations are nearly enough');
    expect(curveFinding(curve(90, 20, 9, 4))).toBe('Even 8 evaluations are not enough');
    expect(curveFinding(curve(90, 20))).toBeNull();
  });

  test('leave out the samplers that a chain of betas refuses, and never the chosen one', () => {
    const refused = refusedSamplers(DEFAULT_CONFIG);
    expect(refused).toContain('euler-maruyama');
    for (const sampler of ['ddpm', 'ddim', 'dpm-solver++']) expect(refused).not.toContain(sampler);
    expect(refusedSamplers({ ...DEFAULT_CONFIG, sampler: 'euler-maruyama' })).not.toContain('euler-maruyama');
  });

  test('count evaluations by the step, and seconds in three digits', () => {
    expect(perStep(50, 50)).toBe('one a step');
    expect(perStep(99, 50)).toBe('1.98 a step, 50 steps');
    expect(seconds(842)).toBe('0.842');
    expect(seconds(37_310)).toBe('37.3');
  });
});

describe('the grid', () => {
  test('lays its tiles inside its square, none over another', () => {
    const places = Array.from({ length: 10 }, (_, n) => gridPlace(n, 10, 200, 200, 4));
    for (const [i, { x, y, w, h }] of places.entries()) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x + w, y + h)).toBeLessThanOrEqual(200);
      for (const other of places.slice(i + 1))
        expect(x + w <= other.x || other.x + other.w <= x || y + h <= other.y).toBe(true);
    }
  });

  test('is walked by the arrow keys and left by none', () => {
    expect(moved('ArrowDown', 0, 64)).toBe(8);
    expect(moved('ArrowUp', 3, 64)).toBe(3);
    expect(moved('ArrowRight', 63, 64)).toBe(63);
    expect(moved('End', 0, 64)).toBe(63);
    expect(moved('x', 5, 64)).toBeNull();
  });
});
