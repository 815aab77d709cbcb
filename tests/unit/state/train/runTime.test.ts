/** The time of a run is that of its steps and of the previews that the preview clock lets it draw. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { previewInterval } from '../../../../src/config/previews';
import { runTime, stepTime, type TimedRun } from '../../../../src/state/train/runTime';
import { PreviewClock } from '../../../../src/training/previewClock';

/** DDPM takes as many evaluations as steps. */
const config = { ...DEFAULT_CONFIG, T: 100, sampler: 'ddpm' as const, samplingSteps: 100 };

const timed = (steps: number, step: number, preview: number): TimedRun => ({
  config,
  steps,
  speed: {
    step,
    quartiles: [step / 2, 2 * step],
    evaluation: preview / 100,
    limits: { samplingSteps: Number.POSITIVE_INFINITY },
  },
});

/** Runs the preview clock over steps in lockstep. @returns milliseconds until the last step, and those of the first preview alone */
function simulated(runs: readonly { steps: number; step: number; preview: number }[]): number {
  const clock = new PreviewClock();
  let now = 0;
  const draw = (step: number) => {
    runs.forEach(({ preview }, i) => {
      now += preview;
      if (i === 0) clock.record(now, step, { milliseconds: preview });
      else clock.recordOther(now, preview);
    });
  };
  draw(0);
  for (let step = 1; step <= runs[0].steps; step++) {
    if (clock.isDue(now)) draw(step - 1);
    for (const run of runs) now += run.step;
  }
  for (const { preview } of runs.slice(0, -1)) now += preview; // drawn before the last run's turn to end
  return now;
}

describe('the time of a run', () => {
  test.each([
    [1000, 10, 0],
    [1000, 10, 50],
    [1000, 10, 1500],
    [200, 10, 1000],
    [60, 5, 1000],
    [3000, 700, 12_000],
  ])('%i steps of %d ms with previews of %d ms agree with the preview clock', (steps, step, preview) => {
    const { likely } = runTime([timed(steps, step, preview)]);
    const real = simulated([{ steps, step, preview }]);
    expect(likely / real).toBeGreaterThan(0.9);
    expect(likely / real).toBeLessThan(1.1);
  });

  test('of two runs in lockstep counts the previews of both', () => {
    const { likely } = runTime([timed(1000, 10, 1000), timed(1000, 12, 800)]);
    const real = simulated([
      { steps: 1000, step: 10, preview: 1000 },
      { steps: 1000, step: 12, preview: 800 },
    ]);
    expect(likely / real).toBeGreaterThan(0.9);
    expect(likely / real).toBeLessThan(1.1);
  });

  test('of a model that is only sampled is that of its samples', () => {
    expect(runTime([timed(0, 10, 1000)]).likely).toBeCloseTo(1000, 9);
    const both = runTime([timed(0, 10, 1000), timed(100, 10, 0)]).likely;
    expect(both).toBeCloseTo(2000, 9);
  });

  test('ranges between the quartiles of a step', () => {
    const { likely, range } = runTime([timed(1000, 10, 0)]);
    expect([range[0], likely, range[1]]).toEqual([5000, 10_000, 20_000]);
  });

  test('gives back the time of a step', () => {
    for (const [steps, step, preview] of [
      [1000, 10, 50],
      [1000, 10, 1500],
      [200, 10, 1000],
      [50, 10, 1000],
    ]) {
      const trained = simulated([{ steps, step, preview }]) - preview;
      expect(stepTime(trained, steps, preview) / step).toBeGreaterThan(0.85);
      expect(stepTime(trained, steps, preview) / step).toBeLessThan(1.15);
    }
    expect(previewInterval(1000)).toBe(3000);
  });
});
