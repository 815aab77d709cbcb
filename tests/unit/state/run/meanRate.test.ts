/** How long a run has trained, and how fast, while it trains and while it does not. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import {
  beginRun,
  meanRate,
  presentRate,
  type RunState,
  reduce,
  trainingTime,
} from '../../../../src/state/run/run';

test('the stretch of training that goes on counts, and a pause does not', () => {
  expect(trainingTime({ trainedFor: 3000, trainingSince: 10_000 }, 12_500)).toBe(5500);
  expect(trainingTime({ trainedFor: 3000, trainingSince: null }, 12_500)).toBe(3000);
});

/** A run that compiled with its first step, and trains from 0 ms on. */
function training(): RunState {
  const begun = reduce(
    beginRun({ runId: 1, config: DEFAULT_CONFIG }),
    { type: 'losses', runId: 1, firstStep: 1, losses: new Float32Array(1), stepsPerSecond: 1 },
    -5000,
  );
  return reduce(begun, { type: 'phase', runId: 1, phase: 'training', step: 1 }, 0);
}

const trained = (run: RunState, steps: number, now: number): RunState =>
  reduce(
    run,
    {
      type: 'losses',
      runId: 1,
      firstStep: run.step + 1,
      losses: new Float32Array(steps),
      stepsPerSecond: 7,
    },
    now,
  );

const inPhase = (run: RunState, phase: 'paused' | 'training' | 'done', now: number): RunState =>
  reduce(run, { type: 'phase', runId: 1, phase, step: run.step }, now);

describe('the mean rate', () => {
  test('is none before the first step, nor within the first second, whose steps arrive late and at once', () => {
    expect(meanRate(training())).toBeNull();
    expect(meanRate(trained(training(), 200, 10))).toBeNull(); // would be 20,000
    expect(meanRate(trained(trained(training(), 200, 10), 300, 1000))).toBe(500);
  });

  test('does not count the step that compiled, whose time is not counted either', () => {
    expect(meanRate(trained(training(), 1, 25_000))).toBe(1 / 25);
  });

  test('reaches up to the newest steps, so that two runs of one pace have one rate between their reports', () => {
    const a = trained(training(), 1000, 2000);
    const b = trained(training(), 1100, 2200);
    expect([meanRate(a), meanRate(b)]).toEqual([500, 500]);
  });

  test('leaves pauses out, and stands at once for a run that was over within a second', () => {
    const paused = inPhase(trained(training(), 1000, 2000), 'paused', 2000);
    expect(meanRate(paused)).toBe(500);
    expect(meanRate(trained(inPhase(paused, 'training', 60_000), 1000, 62_000))).toBe(500);
    expect(meanRate(inPhase(trained(training(), 90, 300), 'done', 300))).toBe(300);
  });
});

describe('the present rate', () => {
  test('is that of the recent steps while the run trains, as its time left, and the mean with the time that it took', () => {
    let run = training();
    for (let second = 1; second <= 60; second++) run = trained(run, second <= 30 ? 1000 : 10, 1000 * second);
    expect(presentRate(run)).toBeLessThan(200);
    expect(meanRate(run)).toBe(505);
    expect(presentRate(inPhase(run, 'done', 60_000))).toBe(505);
  });

  test('is none before the first steps', () => {
    expect(presentRate(training())).toBeNull();
  });
});
