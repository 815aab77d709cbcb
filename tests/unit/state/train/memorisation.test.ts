/** Memorisation follows the newest samples of a run. */
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { createNotices } from '../../../../src/state/notices';
import { beginRun, type RunState } from '../../../../src/state/run/run';
import { followMemorisation, whyNoCopies } from '../../../../src/state/train/memorisation';
import type { MemorisationReport } from '../../../../src/types/memorisation';
import type { Trajectory } from '../../../../src/types/trajectory';
import { memoriseFinding } from '../../../../src/ui/views/train/memorise/findings';

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
  const failures: (() => void)[] = [];
  const notices = createNotices(() => {});
  const memorisation = followMemorisation({
    run,
    follows,
    trainer: {
      memorisation: ({ samples, step }) => {
        expect(samples[0]).toBe(step);
        asked.push(samples[0]);
        const report = { step } as MemorisationReport;
        return new Promise((resolve, reject) => {
          answers.push(() => resolve(report));
          failures.push(() => reject(new Error('no connection')));
        });
      },
    },
    notices,
  });
  const show = (step: number, changes: Partial<RunState> = {}) => {
    run.value = { ...run.value!, samples: samplesAt(step), ...changes };
  };
  const settle = async (by: (() => void)[]) => {
    const [first] = by;
    answers.shift();
    failures.shift();
    first();
    await new Promise((resolve) => setTimeout(resolve));
  };
  const answer = () => settle(answers);
  const fail = () => settle(failures);
  const said = () => notices.list.value.map(({ message, hint }) => `${message} ${hint}`);
  const steps = () => memorisation.reports.value.map(({ step }) => step);
  return { run, follows, asked, show, answer, fail, said, notices, steps, memorisation };
}

describe('its finding', () => {
  const of = (copied: number, samples: number, fresh: number, freshSamples: number) =>
    memoriseFinding({
      copies: {
        share: copied / samples,
        count: samples,
        floor: fresh / freshSamples,
        floorCount: freshSamples,
      },
    } as MemorisationReport);

  test('is that there are copies only where chance does not explain them, in the samples and in the fresh data', () => {
    expect(of(1, 64, 0, 256)).toBe(
      'No more copies than chance explains: 1.6% of 64 samples, 0% of 256 fresh data',
    );
    expect(of(3, 64, 0, 256)).toMatch(/^No more/); // by chance in 8 of 1 000 (Fisher's exact test)
    expect(of(4, 64, 0, 256)).toMatch(/^6\.3% of the samples are copies/); // in 1.5 of 1 000
    expect(of(0, 64, 0, 256)).toMatch(/^No more copies than chance explains: 0% of/);
    expect(of(130, 1024, 910, 8192)).toMatch(/^No more/); // 12.7% and 11.1%
    expect(of(160, 1024, 910, 8192)).toMatch(/^16% of the samples/);
  });
});

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

  test('says once a run that it failed, goes on with the next samples, and takes it back with the run', async () => {
    const { run, show, answer, fail, said, notices, steps } = createScene();
    show(5);
    await fail();
    expect(said()).toEqual([expect.stringMatching(/could not be counted\. no connection/)]);
    notices.dismiss(notices.list.value[0].id);
    show(6);
    await fail();
    expect(said()).toEqual([]);
    show(7);
    await answer();
    expect(steps()).toEqual([7]);
    const other = (runId: number) => {
      run.value = { ...run.value!, runId, continues: null, samples: null };
    };
    other(2);
    show(3);
    await fail();
    expect(said()).toHaveLength(1);
    other(3);
    expect(said()).toEqual([]);
  });

  test('does not say that it failed for a run that is gone', async () => {
    const { run, show, fail, said } = createScene();
    show(5);
    run.value = { ...run.value!, runId: 2, continues: null, samples: null };
    await fail();
    expect(said()).toEqual([]);
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
    const labels = Uint8Array.of(0, 1);
    const folders = { kind: 'images', count: 50, labels } as Parameters<typeof whyNoCopies>[1];
    const ownImages = { ...DEFAULT_CONFIG, dataset: 'images', examples: 9, classes: true } as const;
    expect(of({ classes: true, dataset: 'moons' })).toBe('classes');
    expect(of({ classes: true, dataset: 'mnist' })).toBe('classes');
    expect(whyNoCopies(ownImages, folders)).toBe('classes');
    // the field is on, but the network has none
    expect(of({ classes: true, dataset: 'swiss-roll' })).toBeNull();
    expect(of({ classes: true, dataset: 'moons', conditioning: 'none' })).toBeNull();
    expect(of(ownImages)).toBeNull();
    expect(of({ examples: 1 })).toBe('one-example');
    expect(of({ dataset: 'images' })).toBe('all-images');
    expect(of({ dataset: 'images', examples: 50 })).toBe('all-images');
    expect(of({ dataset: 'images', examples: 49 })).toBeNull();
    expect(of({ dataset: 'mnist' })).toBeNull();
  });
});
