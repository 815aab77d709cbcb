import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { withRow } from '../../../../src/state/run/lossByTime';
import { beginRun, isLive, reduce } from '../../../../src/state/run/run';
import { createRunStore } from '../../../../src/state/run/store';
import type { Trajectory } from '../../../../src/types/trajectory';
import type { TrainerEvent } from '../../../../workers/protocol';

const phase = (runId: number, phase: 'training' | 'paused' | 'done', step: number): TrainerEvent => ({
  runId,
  type: 'phase',
  phase,
  step,
});
const losses = (runId: number, firstStep: number, values: number[]): TrainerEvent => ({
  runId,
  type: 'losses',
  firstStep,
  losses: Float32Array.from(values),
  stepsPerSecond: 50,
});

describe('reduce', () => {
  const begun = () => beginRun({ runId: 1, config: DEFAULT_CONFIG });

  test('losses advance the step, the rate and the history together', () => {
    const state = reduce(begun(), losses(1, 1, [3, 2, 1]), 0);
    expect([state.step, state.stepsPerSecond, state.losses.last, state.losses.at(2)]).toEqual([3, 50, 3, 2]);
  });

  test('samples advance the step where the losses up to them are reported later', () => {
    const samples = {
      runId: 1,
      type: 'samples',
      step: 58,
      trajectory: {} as Trajectory,
      weights: 'ema',
    } as const;
    const reported = reduce(begun(), losses(1, 1, Array(30).fill(1)), 0);
    const drawn = reduce(reported, samples, 0);
    expect([drawn.step, drawn.samples?.step, drawn.losses.last]).toEqual([58, 58, 30]);
    const later = reduce(drawn, losses(1, 31, Array(20).fill(1)), 0);
    expect([later.step, later.losses.last]).toEqual([58, 50]);
    expect(reduce(later, phase(1, 'paused', 40), 0).step).toBe(40); // what the trainer says holds, also after a fault
  });

  test('an event of another run changes nothing', () => {
    const state = begun();
    expect(reduce(state, losses(2, 1, [1]), 0)).toBe(state);
    expect(state.losses.last).toBe(0);
  });

  test('the time spent training leaves pauses out', () => {
    let state = begun();
    state = reduce(state, phase(1, 'training', 0), 1000);
    state = reduce(state, phase(1, 'paused', 10), 4000);
    state = reduce(state, phase(1, 'training', 10), 10_000);
    state = reduce(state, phase(1, 'done', 20), 12_500);
    expect(state.trainedFor).toBe(5500);
  });

  test('a state stays as it is while later ones follow from it', () => {
    const state = reduce(begun(), losses(1, 1, [3, 2, 1]), 0);
    const next = reduce(state, losses(1, 4, [0.5, 0.4]), 0);
    const other = reduce(state, losses(1, 4, [9]), 0);
    expect([state.losses.last, state.losses.at(4)]).toEqual([3, NaN]);
    expect([next.losses.last, next.losses.at(4), other.losses.last, other.losses.at(4)]).toEqual([
      5, 0.5, 4, 9,
    ]);
  });

  test('a superseded run stops, counts the time that it trained, and takes no more events', () => {
    const training = reduce(begun(), phase(1, 'training', 0), 1000);
    const stopped = reduce(training, { runId: 1, type: 'superseded' }, 3000);
    expect([stopped.phase, stopped.trainedFor, stopped.trainingSince]).toEqual(['stopped', 2000, null]);
    expect(reduce(stopped, losses(1, 1, [1]), 4000)).toBe(stopped);
  });

  test('new sampling fields and the end of a draw change nothing else', () => {
    const drawing = { runId: 1, type: 'drawing', done: 0.5, guesses: new Float32Array(2) } as const;
    const state = reduce(begun(), drawing, 0);
    const resampled = reduce(
      state,
      { runId: 1, type: 'sampling-changed', sampling: { samplingSteps: 9 } },
      0,
    );
    expect(resampled).toEqual({ ...state, config: { ...DEFAULT_CONFIG, samplingSteps: 9 } });
    expect(reduce(state, { runId: 1, type: 'drawing-ended' }, 0)).toEqual({ ...state, drawing: undefined });
  });

  test('a failure keeps what the run has, and says why', () => {
    let state = reduce(begun(), losses(1, 1, [1, 2]), 0);
    state = reduce(
      state,
      { runId: 1, type: 'failed', code: 'device-lost', message: 'gone', hint: 'go on', step: 2 },
      0,
    );
    expect([state.phase, state.failure?.code, state.losses.last]).toEqual(['failed', 'device-lost', 2]);
    expect(isLive(state)).toBe(false);
  });

  test('a run that continues another keeps its history', () => {
    const first = reduce(begun(), losses(1, 1, [3, 2, 1]), 0);
    const next = beginRun({ runId: 2, config: DEFAULT_CONFIG, after: first });
    expect([next.step, next.losses.last]).toEqual([3, 3]);
  });
});

describe('the store', () => {
  test('drops late events of a run that was replaced', () => {
    const store = createRunStore(() => 0);
    const { train: first } = store.begin({ train: { config: DEFAULT_CONFIG } });
    const { train: second } = store.begin({ train: { config: DEFAULT_CONFIG } });
    store.receive(losses(first.runId, 1, [5]));
    store.receive(losses(second.runId, 1, [1, 2]));
    expect(store.run('train').value?.step).toBe(2);
  });

  test('a side that starts alone stops the other side, and keeps its pictures; the run of the Train view goes on', () => {
    const store = createRunStore(() => 0);
    const { train } = store.begin({ train: { config: DEFAULT_CONFIG } });
    const { a } = store.begin({ a: { config: DEFAULT_CONFIG } });
    store.receive(losses(a.runId, 1, [1, 2]));
    store.begin({ b: { config: DEFAULT_CONFIG } });
    expect([store.run('a').value?.phase, store.run('a').value?.losses.last]).toEqual(['stopped', 2]);
    store.receive(losses(a.runId, 3, [1]));
    expect(store.run('a').value?.step).toBe(2);
    store.receive(losses(train.runId, 1, [1, 2]));
    expect(store.run('train').value?.step).toBe(2);
  });

  test('two runs never share an id', () => {
    const store = createRunStore(() => 0);
    const { a, b } = store.begin({ a: { config: DEFAULT_CONFIG }, b: { config: DEFAULT_CONFIG } });
    expect(a.runId).not.toBe(b.runId);
  });
});

describe('the loss map', () => {
  test('stays small, covers every step once, and keeps the mean of each bin', () => {
    let map = withRow([], 10, Float32Array.of(1));
    for (let k = 2; k <= 1000; k++) map = withRow(map, 10 * k, Float32Array.of(k));
    expect(map.length).toBeLessThanOrEqual(128);
    expect(map[0].from).toBe(0);
    for (let i = 1; i < map.length; i++) expect(map[i].from).toBe(map[i - 1].to);
    const sum = map.reduce((total, row) => total + row.values[0] * (row.to - row.from), 0);
    // The mean of 1 … 1000; float32 rounding over ten halvings.
    expect(sum / 10_000).toBeCloseTo(500.5, 2);
  });

  test('of a run that resumes with its losses begins where it resumed: no row says what it was before', () => {
    const run = reduce(beginRun({ runId: 1, config: DEFAULT_CONFIG }), losses(1, 1, Array(570).fill(1)), 0);
    const row = { type: 'loss-by-t', from: 570, step: 600, values: Float32Array.of(1) } as const;
    expect(reduce(run, { runId: 1, ...row }, 0).lossMap).toMatchObject([{ from: 570, to: 600 }]);
  });

  test('a bin in which no t fell takes the other row’s value when rows merge', () => {
    let map = withRow([], 1, Float32Array.of(Number.NaN, 2));
    for (let k = 2; k <= 129; k++) map = withRow(map, k, Float32Array.of(4, Number.NaN));
    expect([...map[0].values]).toEqual([4, 2]);
  });
});
