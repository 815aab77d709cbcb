import { signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { createProcess } from '../../../src/diffusion/processes';
import type { RunState } from '../../../src/state/run/run';
import { ERROR_CELLS, errorPlaces, onScale, squaredErrors } from '../../../src/ui/islands/errorMap';
import type { Lab } from '../../../src/ui/shell/lab';
import { errorSentence } from '../../../src/ui/views/train/findings';
import { type ErrorMoment, followPlaceError } from '../../../src/ui/views/train/model/placeError';

describe('the error by place', () => {
  test('is evaluated at the middles of cells that fill the square, from the top left', () => {
    const places = errorPlaces(2);
    const cell = 4 / ERROR_CELLS;
    expect(places).toHaveLength(2 * ERROR_CELLS ** 2);
    expect([...places.slice(0, 2)]).toEqual([-2 + cell / 2, 2 - cell / 2].map(Math.fround));
    expect([...places.slice(-2)]).toEqual([2 - cell / 2, -2 + cell / 2].map(Math.fround));
  });

  test('is the squared distance per dimension', () => {
    expect([...squaredErrors(Float32Array.of(1, 2, 0, 0), Float32Array.of(0, 0, 3, 4))]).toEqual([2.5, 12.5]);
  });

  test('stands on a scale of equal ratios, clipped at both ends', () => {
    expect(onScale(1e-3)).toBe(0);
    expect(onScale(1)).toBe(1);
    expect(onScale(10 ** -1.5)).toBeCloseTo(0.5, 12);
    expect([onScale(0), onScale(50)]).toEqual([0, 1]);
  });

  test('has a text alternative with its median and its maximum', () => {
    expect(errorSentence([0.5, 0.01, 2])).toBe('squared error of ε over the stage: median 0.5, maximum 2');
  });
});

test('a layer that is disposed during a measurement asks for no other one', async () => {
  const image = { getContext: () => ({ createImageData: () => ({ data: [] }) }) };
  vi.stubGlobal('document', { createElement: () => image });
  vi.useFakeTimers();
  const momentOf = (step: number): ErrorMoment => ({
    run: { runId: 1, phase: 'training', config: DEFAULT_CONFIG, samples: { step } } as unknown as RunState,
    process: createProcess(DEFAULT_CONFIG),
    time: 10,
    half: 3,
  });
  const current = signal(momentOf(1));
  let answer = () => {};
  const field = vi.fn(({ places }: { places: Float32Array }) => {
    return new Promise<Float32Array>((resolve) => {
      answer = () => resolve(places);
    });
  });
  const exactEps = async (_: unknown, __: number, places: Float32Array) => places;
  const lab = { evaluator: { exactEps }, trainer: { field }, notices: { problem: vi.fn() } };
  const layer = followPlaceError(lab as unknown as Lab, signal(true), current);
  await vi.advanceTimersByTimeAsync(1100);
  expect(field).toHaveBeenCalledTimes(1);
  answer();
  current.value = momentOf(2);
  await vi.advanceTimersByTimeAsync(1100);
  expect(field).toHaveBeenCalledTimes(2);
  current.value = momentOf(3);
  layer.dispose();
  answer();
  await vi.advanceTimersByTimeAsync(2200);
  expect(field).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
