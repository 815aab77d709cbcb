/** Memorisation follows the newest samples of a run. */
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { beginRun, type RunState } from '../../../../src/state/run/run';
import { followMemorisation, whyNoCopies } from '../../../../src/state/train/memorisation';
import type { MemorisationReport } from '../../../../src/types/memorisation';
import type { Trajectory } from '../../../../src/types/trajectory';

/** Of two frames, the last of which holds the step. */
const samplesAt = (step: number) => ({
  step,
  weights: 'ema' as const,
  trajectory: { states: Float32Array.of(9, 9, step, step), frames: 2, shape: [2] } as unknown as Trajectory,
});

function createScene(config: Partial<RunConfig> = {}) {
  const first = beginRun({ runId: 1, config: { ...DEFAULT_CONFIG, examples: 10, ...config } });
  const run = signal<RunState | null>({ ...first, phase: 'training' });
  const follows = signal(true);
  const asked: number[] = [];
  const answers: (() => void)[] = [];
  const memorisation = followMemorisation({
    run,
    follows,
    trainer: {
      memorisation: ({ samples }) => {
        asked.push(samples[0]);
        const report = { step: samples[0] } as MemorisationReport;
        return new Promise((resolve) => answers.push(() => resolve(report)));
      },
    },
    onProblem: (message) => expect.unreachable(message),
  });
  const show = (step: number, changes: Partial<RunState> = {}) => {
    run.value = { ...run.value!, samples: samplesAt(step), ...changes };
  };
  const answer = async () => {
    answers.shift()!();
    await new Promise((resolve) => setTimeout(resolve));
  };
  const steps = () => memorisation.reports.value.map(({ step }) => step);
  return { run, follows, asked, show, answer, steps, memorisation };
}

describe('memorisation', () => {
  test('is measured on the result of the newest samples; those between two answers are left out', async () => {
    const { asked, show, answer, steps } = createScene();
    show(0); // an untrained network
    show(5);
    show(6);
    show(7);
    expect(asked).toEqual([5]);
    await answer();
    expect(asked).toEqual([5, 7]);
    await answer();
    expect(steps()).toEqual([5, 7]);
    expect(asked).toEqual([5, 7]);
  });

  test('waits until it is to follow, and then measures what is shown', () => {
    const { asked, show, follows } = createScene();
    follows.value = false;
    show(5);
    expect(asked).toEqual([]);
    follows.value = true;
    expect(asked).toEqual([5]);
  });

  test('starts again with another run, and goes on with one that continues', async () => {
    const { run, show, answer, steps } = createScene();
    show(5);
    await answer();
    run.value = { ...run.value!, runId: 2, continues: 1 };
    expect(steps()).toEqual([5]);
    run.value = { ...run.value!, runId: 3, continues: null };
    expect(steps()).toEqual([]);
  });

  test('drops the answer of a run that is gone', async () => {
    const { run, show, answer, steps } = createScene();
    show(5);
    run.value = { ...run.value!, runId: 2, continues: null, samples: null };
    await answer();
    expect(steps()).toEqual([]);
  });

  test('is not measured where nothing is held out', () => {
    const { asked, show } = createScene({ dataset: 'csv' });
    show(5);
    expect(asked).toEqual([]);
    const of = (changes: Partial<RunConfig>, count = 50) =>
      whyNoCopies({ ...DEFAULT_CONFIG, ...changes }, {
        kind: 'images',
        count,
      } as Parameters<typeof whyNoCopies>[1]);
    expect(of({ classes: true })).toBe('classes');
    expect(of({ dataset: 'images' })).toBe('all-images');
    expect(of({ dataset: 'images', examples: 50 })).toBe('all-images');
    expect(of({ dataset: 'images', examples: 49 })).toBeNull();
    expect(of({ dataset: 'mnist' })).toBeNull();
  });
});
