/** The study of when copying begins: which networks it trains, and what it finds in their curves. */
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { createNotices } from '../../../../src/state/notices';
import { beginRun, type RunState } from '../../../../src/state/run/run';
import {
  createCopyingStudy,
  exampleCounts,
  onsetExponent,
  onsetsOf,
} from '../../../../src/state/train/copyingStudy';
import type { CopyingCurve } from '../../../../src/types/memorisation';
import { studyFinding } from '../../../../src/ui/views/train/memorise/findings';
import type { CopyingRequest } from '../../../../workers/protocol';

const curveOf = (examples: number, seed: number, onset: number | null): CopyingCurve =>
  ({ examples, seed, onset, points: [{ copies: { floor: 0.1 } }] }) as unknown as CopyingCurve;

/** Copying begins after 5 n steps, where these are done. */
function createScene(config: Partial<RunConfig> = {}) {
  const run = signal<RunState | null>(beginRun({ runId: 3, config: { ...DEFAULT_CONFIG, ...config } }));
  const requests: CopyingRequest[] = [];
  const cancelled: number[] = [];
  let during: () => void = () => {};
  const notices = createNotices(() => {});
  const said = () => notices.list.value.map(({ message, hint }) => `${message} ${hint}`);
  const study = createCopyingStudy({
    run,
    trainer: {
      async trainToCopying(request) {
        requests.push(request);
        during();
        const { examples, seed, steps } = request;
        return cancelled.length > 0
          ? null
          : curveOf(examples, seed, 5 * examples <= steps ? 5 * examples : null);
      },
      cancelCopying: async (runId) => void cancelled.push(runId),
    },
    notices,
  });
  const asked = () => requests.map(({ examples }) => examples);
  return { run, study, requests, asked, cancelled, said, whileTraining: (act: () => void) => (during = act) };
}

describe('the study', () => {
  test('trains on more and more examples, up to the first number at which no copying begins', async () => {
    const { study, requests, asked } = createScene();
    await study.measure(1000);
    expect(asked()).toEqual([10, 30, 100, 300]);
    expect(new Set(requests.map(({ seed, steps, runId }) => `${seed} ${steps} ${runId}`))).toEqual(
      new Set([`${DEFAULT_CONFIG.seed + 1} 1000 3`]),
    );
    expect(study.result.value!.curves.map(({ onset }) => onset)).toEqual([50, 150, 500, null]);
    expect(study.progress.value).toBeNull();
  });

  test('adds a seed where it is pressed again, and begins anew with another limit', async () => {
    const { study } = createScene();
    await study.measure(1000);
    await study.measure(1000);
    expect(new Set(study.result.value!.curves.map(({ seed }) => seed)).size).toBe(2);
    await study.measure(3000);
    expect(new Set(study.result.value!.curves.map(({ seed }) => seed)).size).toBe(1);
    expect(study.result.value!.steps).toBe(3000);
  });

  test('ends when it is cancelled, and keeps the curves so far', async () => {
    const { study, requests, cancelled, whileTraining } = createScene();
    whileTraining(() => requests.length === 2 && study.cancel());
    await study.measure(100_000);
    expect(cancelled).toEqual([3]);
    expect(study.result.value!.curves).toHaveLength(1);
    expect(study.progress.value).toBeNull();
  });

  test('is dropped with its run; of images it tries no more than 1 000', async () => {
    const { study, run, asked } = createScene({ dataset: 'mnist' });
    await study.measure(100_000);
    expect(asked()).toEqual([10, 30, 100, 300, 1000]);
    run.value = beginRun({ runId: 4, config: DEFAULT_CONFIG });
    expect(study.result.value).toBeNull();
  });
});

test('of images of the user’s own it tries as many as leave some to hold out', () => {
  const own = (count: number) =>
    exampleCounts({ dataset: 'images' }, { kind: 'images', count } as Parameters<typeof exampleCounts>[1]);
  expect(own(50)).toEqual([10, 30]);
  expect(own(30)).toEqual([10]);
  expect(own(5)).toEqual([]);
  expect(exampleCounts({ dataset: 'moons' }, undefined).at(-1)).toBe(10_000);
});

describe('its failure', () => {
  const failing = () => {
    throw new Error('no connection');
  };
  test('is said, ends it with the curves so far, and goes with the next attempt or with the run', async () => {
    const { study, run, requests, said, whileTraining } = createScene();
    whileTraining(() => requests.length === 2 && failing());
    await study.measure(1000);
    expect(said()).toEqual([expect.stringMatching(/could not be trained\. no connection/)]);
    expect(study.result.value!.curves).toHaveLength(1);
    expect(study.progress.value).toBeNull();
    whileTraining(() => expect(said()).toEqual([]));
    await study.measure(1000);
    expect(said()).toEqual([]);
    whileTraining(failing);
    await study.measure(1000);
    expect(said()).toHaveLength(1);
    run.value = beginRun({ runId: 4, config: DEFAULT_CONFIG });
    expect(said()).toEqual([]);
  });

  test('is not said of a run that is gone', async () => {
    const { study, run, said, whileTraining } = createScene();
    whileTraining(() => {
      run.value = beginRun({ runId: 4, config: DEFAULT_CONFIG });
      failing();
    });
    await study.measure(1000);
    expect(said()).toEqual([]);
  });
});

describe('its finding', () => {
  const curves = [
    ...[1, 2].flatMap((seed) => [10, 100, 1000].map((n) => curveOf(n, seed, seed * 2 * n ** 0.9))),
    curveOf(3000, 1, 9000),
    curveOf(3000, 2, null),
  ];
  test('is the power of n, over the numbers at which every seed copies', () => {
    const onsets = onsetsOf(curves);
    expect(onsets.map(({ without }) => without)).toEqual([0, 0, 0, 1]);
    expect(onsets[0].mean).toBeCloseTo(Math.sqrt(2 * 4) * 10 ** 0.9, 6); // the geometric mean of both seeds
    expect(onsetExponent(onsets)).toBeCloseTo(0.9, 9);
    expect(studyFinding(onsets, 10_000)).toMatch(/n to the power 0\.90, from n = 10 to 1,000/);
  });

  test('says in how many seeds copying begins, where it is not all', () => {
    const some = onsetsOf([curveOf(10, 1, 200), curveOf(10, 2, null)]);
    expect(studyFinding(some, 1000)).toBe('With 10 examples copying begins after 200 steps in 1 of 2 seeds');
  });

  test('is a number of steps where it is known for fewer than three, and says where none is', () => {
    expect(studyFinding(onsetsOf([curveOf(10, 1, 210)]), 1000)).toBe(
      'With 10 examples copying begins after 210 steps',
    );
    expect(studyFinding(onsetsOf([curveOf(10, 1, null)]), 1000)).toMatch(/does not begin within 1,000/);
    expect(studyFinding([], 1000)).toBeNull();
  });
});
