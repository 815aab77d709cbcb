import { computed, signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { progressOf, type TrainingEnd, watchEnds } from '../../../src/state/progress';
import { beginRun, type RunState, reduce } from '../../../src/state/run/run';
import type { Phase } from '../../../src/types/run';
import { endText, progressText, titleText } from '../../../src/ui/shell/progressSentences';

const CONFIG = { ...DEFAULT_CONFIG, trainingSteps: 300 };

function createScene() {
  const slots = {
    train: signal<RunState | null>(null),
    a: signal<RunState | null>(null),
    b: signal<RunState | null>(null),
  };
  type Slot = keyof typeof slots;
  let lastRunId = 0;
  const begin = (slot: Slot, config = CONFIG) => {
    slots[slot].value = beginRun({ runId: ++lastRunId, config });
  };
  const enter = (slot: Slot, phase: Phase, step: number) => {
    const run = slots[slot].value!;
    slots[slot].value = reduce(run, { runId: run.runId, type: 'phase', phase, step }, 1000 * step);
  };
  const fail = (slot: Slot, step: number) => {
    const run = slots[slot].value!;
    const event = { type: 'failed', code: 'bug', message: 'No more memory.', hint: '', step } as const;
    slots[slot].value = reduce(run, { runId: run.runId, ...event }, 0);
  };
  const runs = { train: [slots.train], compare: [slots.a, slots.b] };
  const ends: TrainingEnd[] = [];
  watchEnds(runs, (end) => ends.push(end));
  return { begin, enter, fail, slots, progress: computed(() => progressOf(runs)), ends };
}

test('the run of the Train view shows its step and share while it trains, and nothing else', () => {
  const { begin, enter, progress } = createScene();
  expect(progress.value).toEqual([]);
  begin('train');
  enter('train', 'compiling', 0);
  expect(progress.value).toEqual([]);
  enter('train', 'training', 120);
  expect(progressText(progress.value)).toBe('Step 120 of 300, 40%');
  expect(titleText(progress.value, 'DDPM Lab')).toBe('40% · DDPM Lab');
  enter('train', 'training', 299);
  expect(titleText(progress.value, 'DDPM Lab')).toBe('99% · DDPM Lab'); // 100% appears at the end alone
  enter('train', 'paused', 299);
  expect(titleText(progress.value, 'DDPM Lab')).toBe('DDPM Lab');
});

test('both views at once are told apart by name; a pair counts the steps of both', () => {
  const { begin, enter, progress } = createScene();
  for (const slot of ['train', 'a', 'b'] as const) begin(slot);
  enter('train', 'training', 30);
  enter('a', 'training', 150);
  enter('b', 'training', 149);
  expect(progressText(progress.value)).toBe('Train: step 30 of 300, 10%; Compare: step 149 of 300, 49%');
  enter('train', 'done', 300);
  enter('a', 'done', 300);
  expect(progressText(progress.value)).toBe('Step 149 of 300, 74%');
});

test('a frozen model, which has no steps, leaves the share to the side that trains', () => {
  const { begin, enter, progress } = createScene();
  begin('a', { ...CONFIG, trainingSteps: 0 });
  enter('a', 'done', 0);
  begin('b');
  enter('b', 'training', 75);
  expect(progressText(progress.value)).toBe('Step 75 of 300, 25%');
});

test('the end of a run is reported once; a pause, a reset and a run that never trained are no ends', () => {
  const { begin, enter, slots, ends } = createScene();
  begin('train');
  enter('train', 'training', 1);
  enter('train', 'paused', 5);
  slots.train.value = null;
  begin('train');
  enter('train', 'done', 0);
  expect(ends).toEqual([]);
  begin('train');
  enter('train', 'training', 0);
  enter('train', 'done', 300);
  slots.train.value = { ...slots.train.value! }; // its last samples arrive
  expect(ends.map(endText)).toEqual(['Train: training is done, 300 steps in 5 min 0 s.']);
  begin('train');
  enter('train', 'training', 301);
  enter('train', 'done', 600);
  expect(ends).toHaveLength(2);
});

test('a pair ends when both sides have; a failure is named with its step', () => {
  const { begin, enter, fail, ends } = createScene();
  begin('a');
  begin('b');
  enter('a', 'training', 1);
  enter('b', 'training', 1);
  enter('a', 'done', 300);
  expect(ends).toEqual([]);
  enter('b', 'done', 300);
  expect(ends.map(endText)).toEqual(['Compare: both runs are done, 300 steps each.']);
  const [pair] = ends;
  const [a, b] = pair.runs;
  expect(endText({ ...pair, runs: [a, { ...b, step: 1500 }] })).toBe(
    'Compare: both runs are done, 300 and 1,500 steps.',
  );
  begin('train');
  enter('train', 'training', 7);
  fail('train', 14);
  expect(endText(ends[1])).toBe('Train: training stopped at step 14. No more memory.');
});
