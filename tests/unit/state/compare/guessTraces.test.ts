/** Where each side thinks it is going: the same noise for both, and when guesses count as settled. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import {
  createGuessTraces,
  guessDistances,
  SETTLED,
  settledAfter,
} from '../../../../src/state/compare/guessTraces';
import { beginRun, type RunState, reduce } from '../../../../src/state/run/run';
import type { Trajectory } from '../../../../src/types/trajectory';
import type { DrawRequest } from '../../../../workers/protocol';

const doneRun = (runId: number, seed: number): RunState =>
  reduce(
    beginRun({ runId, config: { ...DEFAULT_CONFIG, seed } }),
    { runId, type: 'phase', phase: 'done', step: 9 },
    0,
  );

function createScene(answer: (request: DrawRequest) => Trajectory | null = () => ({}) as Trajectory) {
  const runs = { a: signal<RunState | null>(doneRun(1, 7)), b: signal<RunState | null>(doneRun(2, 8)) };
  const requests: DrawRequest[] = [];
  const traces = createGuessTraces({
    run: (slot) => runs[slot].value,
    trainer: {
      async drawTrajectory(request) {
        requests.push(request);
        return answer(request);
      },
      async cancelDraw() {},
    },
    onProblem(message) {
      throw new Error(message);
    },
  });
  return { traces, runs, requests };
}

test('both sides are drawn from the same noise, whatever the seeds of their training', async () => {
  const { traces, requests } = createScene();
  await traces.draw();
  const [a, b] = requests.map(({ runId: _, id: __, ...request }) => request);
  expect(requests.map(({ runId }) => runId)).toEqual([1, 2]);
  expect(a).toEqual(b);
  expect(traces.result.value).not.toBeNull();
  expect(traces.busy.value).toBe(false);
});

test('they go with the weights, and a cancelled draw leaves none', async () => {
  const { traces, runs } = createScene();
  await traces.draw();
  runs.a.value = { ...runs.a.value!, step: 10 };
  expect(traces.result.value).toBeNull();
  const drawing = traces.draw();
  traces.cancel();
  await drawing;
  expect([traces.result.value, traces.busy.value]).toEqual([null, false]);
});

test('distances are root mean squares in standard deviations of the results', () => {
  // two points at (±1, ±1): standard deviation 1; guesses 3 off in x, then 0.3, then at the result
  const frame = (off: number) => [1 + off, 1, -1 + off, -1];
  const guesses = Float32Array.from([...frame(3), ...frame(0.3), ...frame(0)]);
  const distances = guessDistances({ guesses, frames: 3 });
  expect(distances[0]).toBeCloseTo(3 / Math.SQRT2, 6);
  expect(distances[1]).toBeCloseTo(0.3 / Math.SQRT2, 6);
  expect(distances[2]).toBe(0);
});

test('guesses have settled after the last one that is not near: one near guess before does not count', () => {
  expect(settledAfter([1, SETTLED / 2, 1, SETTLED / 2, 0])).toBe(3 / 4);
  expect(settledAfter([SETTLED, 0, 0])).toBe(0);
  expect(settledAfter([2, 1, 0])).toBe(1);
  expect(settledAfter([2, Number.NaN, 0])).toBe(1);
});
