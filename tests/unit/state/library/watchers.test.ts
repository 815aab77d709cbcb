/** What a tab that trains answers a tab that watches: no more than that one lacks, and nothing while nothing trains. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { type Answer, answerWatchers, type WatchChannel } from '../../../../src/state/library/watchers';
import { beginRun, type RunState, reduce } from '../../../../src/state/run/run';
import type { Trajectory } from '../../../../src/types/trajectory';

const QUESTION = { type: 'question', from: 'tab', id: 'saved', after: 0, samplesOf: -1 } as const;

/** A run that trains, with the losses of its steps from the first one on. */
function trained(firstStep: number, count: number): RunState {
  const losses = Float32Array.from({ length: count }, (_, i) => firstStep + i);
  const begun = beginRun({ runId: 1, recordId: 'own', config: DEFAULT_CONFIG });
  const training = reduce(begun, { runId: 1, type: 'phase', phase: 'training', step: firstStep - 1 }, 0);
  return reduce(training, { runId: 1, type: 'losses', firstStep, losses, stepsPerSecond: 1 }, 0);
}

/** Two frames of one sample. */
const trajectory: Trajectory = {
  shape: [2],
  states: Float32Array.of(1, 2, 3, 4),
  guesses: Float32Array.of(3, 4, 3, 4),
  times: Float32Array.of(1, 0),
  alphas: Float32Array.of(0, 1),
  sigmas: Float32Array.of(1, 0),
  count: 1,
  frames: 2,
  nfe: 1,
  milliseconds: 1,
};
const samplesOf = (step: number): RunState['samples'] => ({ step, trajectory, weights: 'ema' });

function tab(state: RunState) {
  const run = signal<RunState | null>(state);
  const answers: Answer[] = [];
  const channels: (WatchChannel & { isClosed: boolean })[] = [];
  const open = () => {
    const channel = {
      isClosed: false,
      onmessage: null as WatchChannel['onmessage'],
      postMessage: (message: unknown) => void answers.push(message as Answer),
      close() {
        channel.isClosed = true;
      },
    };
    channels.push(channel);
    return channel;
  };
  const savedAs = (recordId: string) => (recordId === 'own' ? 'saved' : null);
  const stop = answerWatchers({ runs: [run], savedAs, open });
  /** What the tab answers to a message of another one. */
  const ask = (message: object): Answer | undefined => {
    const before = answers.length;
    channels.at(-1)?.onmessage?.({ data: message } as never);
    return answers[before];
  };
  return { run, channels, ask, stop };
}

test('an answer has the losses after the last one that the watcher has', () => {
  const { ask } = tab(trained(1, 5));
  expect(ask(QUESTION)).toMatchObject({ to: 'tab', id: 'saved', firstStep: 1 });
  const { firstStep, losses } = ask({ ...QUESTION, after: 3 })!;
  expect([firstStep, ...losses]).toEqual([4, 4, 5]);
  expect(ask({ ...QUESTION, after: 5 })!.losses).toHaveLength(0);
});

test('of a run that knows no earlier losses they begin with its first', () => {
  const { firstStep, losses } = tab(trained(41, 3)).ask(QUESTION)!;
  expect([firstStep, ...losses]).toEqual([41, 41, 42, 43]);
});

test('samples are sent once for each step that drew them', () => {
  const { run, ask } = tab({ ...trained(1, 5), samples: samplesOf(4) });
  expect(Array.from(ask(QUESTION)!.samples!.values)).toEqual([3, 4]);
  expect(ask({ ...QUESTION, samplesOf: 4 })!.samples).toBeNull();
  run.value = { ...run.value!, samples: samplesOf(5) };
  expect(ask({ ...QUESTION, samplesOf: 4 })!.samples).toMatchObject({ step: 5 });
});

test('the answers of other tabs, and questions about other runs, are not answered', () => {
  const { ask } = tab(trained(1, 5));
  expect(ask({ ...ask(QUESTION)!, type: 'answer' })).toBeUndefined();
  expect(ask({ ...QUESTION, id: 'another' })).toBeUndefined();
});

test('the channel is open while a run trains and no longer', () => {
  const { run, channels, stop } = tab(trained(1, 5));
  expect(channels.map(({ isClosed }) => isClosed)).toEqual([false]);
  run.value = { ...run.value!, step: 6 };
  expect(channels).toHaveLength(1);
  run.value = { ...run.value!, phase: 'paused' };
  expect(channels.map(({ isClosed }) => isClosed)).toEqual([true]);
  run.value = { ...run.value!, phase: 'training' };
  expect(channels.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  stop();
  expect(channels.map(({ isClosed }) => isClosed)).toEqual([true, true]);
});
