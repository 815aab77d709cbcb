/** The time left comes from a smoothed pace. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { millisecondsPerStep, NO_PACE, type Pace, paced } from '../../../../src/state/run/pace';
import { beginRun, type RunEvent, type RunState, reduce, timeLeft } from '../../../../src/state/run/run';

/** The paces after windows of [steps, milliseconds], one after the other. */
function pacesAfter(windows: readonly (readonly [number, number])[]): Pace[] {
  let pace: Pace = NO_PACE;
  let now = 0;
  return windows.map(([steps, milliseconds]) => {
    now += milliseconds;
    pace = paced(pace, steps, 0, now);
    return pace;
  });
}

describe('the pace', () => {
  test('of equal steps is their time, from the first window on', () => {
    for (const pace of pacesAfter(Array.from({ length: 50 }, () => [5, 1000] as const)))
      expect(millisecondsPerStep(pace)).toBeCloseTo(200, 9);
    expect(millisecondsPerStep(NO_PACE)).toBeNull();
  });

  test('swings by less than a fifth where single windows swing fourfold', () => {
    const windows = Array.from({ length: 60 }, (_, i) => [1, i % 2 === 0 ? 500 : 2000] as const);
    const paces = pacesAfter(windows)
      .slice(20)
      .map((pace) => millisecondsPerStep(pace)!);
    expect(Math.max(...paces) / Math.min(...paces)).toBeLessThan(1.2);
  });

  test('follows a change of speed: after 30 s at half the speed it is within a seventh of it', () => {
    const fast = Array.from({ length: 60 }, () => [10, 1000] as const);
    const slow = Array.from({ length: 30 }, () => [5, 1000] as const);
    expect(millisecondsPerStep(pacesAfter([...fast, ...slow]).at(-1)!)).toBeGreaterThan(200 * (6 / 7));
  });
});

test('the pace of a long run swings by less than a quarter where a preview takes as long as ten steps', () => {
  // a step a second, and every 40 s a preview of 10 s
  const windows = Array.from({ length: 1200 }, (_, i) => [1, i % 30 === 29 ? 11_000 : 1000] as const);
  const paces = pacesAfter(windows)
    .slice(600)
    .map((pace) => millisecondsPerStep(pace)!);
  expect(Math.max(...paces) / Math.min(...paces)).toBeLessThan(1.25);
});

describe('the time left of a run', () => {
  const config = { ...DEFAULT_CONFIG, trainingSteps: 100 };
  const apply = (state: RunState, events: readonly (readonly [number, RunEvent])[]) =>
    events.reduce((now, [time, event]) => reduce(now, event, time), state);
  const phase = (phase: RunState['phase'], step: number): RunEvent => ({
    type: 'phase',
    runId: 1,
    phase,
    step,
  });
  const losses = (firstStep: number, count: number): RunEvent => ({
    type: 'losses',
    runId: 1,
    firstStep,
    losses: new Float32Array(count),
    stepsPerSecond: 1000,
  });

  test('counts neither the first step, which compiles, nor a pause', () => {
    const run = apply(beginRun({ runId: 1, config }), [
      [0, phase('compiling', 0)],
      [9000, losses(1, 1)],
      [9000, phase('training', 1)],
      [10_000, losses(2, 10)],
      [10_000, phase('paused', 11)],
      [60_000, phase('training', 11)],
      [61_000, losses(12, 10)],
    ]);
    expect(timeLeft(run)).toBeCloseTo(79 * 100, 6);
    expect(timeLeft(apply(run, [[62_000, phase('paused', 21)]]))).toBeNull();
  });

  test('is unknown before the first steps', () => {
    const run = apply(beginRun({ runId: 1, config }), [
      [0, phase('compiling', 0)],
      [9000, losses(1, 1)],
      [9000, phase('training', 1)],
    ]);
    expect(timeLeft(run)).toBeNull();
  });
});
