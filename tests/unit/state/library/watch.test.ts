/** A run that trains in another tab, watched: what is seen, and that nothing of it changes. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { type Watch, watchRun } from '../../../../src/state/library/watch';
import type { Answer, WatchChannel } from '../../../../src/state/library/watchers';
import { newDatabase, openTab } from '../../storage/library';
import { createBrowser, createTab } from './tabs';

const turns = async (count = 20) => {
  for (let turn = 0; turn < count; turn++) await new Promise((done) => setImmediate(done));
};

/** What follows from the digest of a checkpoint takes as long as the machine takes for it. */
const eventually = async (holds: () => boolean) => {
  for (let wait = 0; wait < 20_000 && !holds(); wait++) await new Promise((done) => setTimeout(done, 1));
  expect(holds()).toBe(true);
};

describe('a watched run', () => {
  let time = 0;
  let watches: Watch[] = [];

  beforeEach(() => {
    time = 0;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    for (const watch of watches) watch.stop();
    watches = [];
    vi.useRealTimers();
  });

  const lets = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += 500) {
      time += 500;
      vi.advanceTimersByTime(500);
      await turns();
    }
  };

  function open() {
    const [browser, name] = [createBrowser(), newDatabase()];
    const [first, second] = [createTab(browser, name, 1), createTab(browser, name, 2)];
    const watch = (id: string) => {
      const begun = second.watch(id, () => time);
      watches.push(begun);
      return begun;
    };
    return { browser, name, first, second, watch, reader: openTab(name) };
  }

  test('shows step and every loss of the tab that trains it, of steps that no copy has yet', async () => {
    const { first, watch } = open();
    first.begin();
    await first.train(10);
    const { run } = watch('run 1.1');
    await turns();
    expect(run.value).toMatchObject({ standing: 'live', step: 10, stepsPerSecond: 10 });
    first.run!.step = 14; // trained, and not saved
    first.resume();
    await first.pause();
    first.resume();
    await lets(1000);
    expect(run.value.step).toBe(14);
    expect(run.value.losses).toMatchObject({ first: 1, last: 14 });
    expect(run.value.losses!.at(14)).toBeCloseTo(1 / 14, 6);
    expect(run.value.losses!.at(3)).toBeCloseTo(1 / 3, 6);
  });

  test('changes neither the record nor the lock of the run, and leaves no channel', async () => {
    const { browser, first, second, watch, reader } = open();
    first.begin();
    await first.train(10);
    const before = await reader.list();
    const channels = browser.channels.count;
    const watched = watch('run 1.1');
    await lets(3000);
    expect(browser.channels.count).toBe(channels + 1);
    watched.stop();
    expect(await reader.list()).toEqual(before);
    expect(browser.holders('run 1.1')).toBe(1);
    expect(browser.channels.count).toBe(channels);
    expect([first.lost, first.forked, second.forked]).toEqual([[], [], []]);
    expect(await first.train(1)).toEqual(['run 1.1', 11]);
  });

  test('of a frozen tab is shown from its newest copy, and said to be silent, until the tab answers again', async () => {
    const { browser, first, watch } = open();
    first.begin();
    await first.train(10);
    const { run } = watch('run 1.1');
    await turns();
    browser.channels.frozen.add(1);
    await lets(3500);
    expect(run.value.standing).toBe('live'); // it may only be busy
    await lets(3000);
    expect(run.value).toMatchObject({ standing: 'silent', step: 10, stepsPerSecond: 0 });
    expect(run.value.losses!.last).toBe(10);
    browser.channels.frozen.clear();
    await first.train(5);
    await lets(2500);
    expect(run.value).toMatchObject({ standing: 'live', step: 15 });
    expect(run.value.losses!.at(15)).toBeCloseTo(1 / 15, 6);
  });

  test('of a frozen tab is shown from its newest copy where it never answered', async () => {
    const { browser, first, watch } = open();
    first.begin();
    await first.train(10);
    browser.channels.frozen.add(1);
    const { run } = watch('run 1.1');
    await turns();
    expect(run.value.standing).toBe('seeking');
    await lets(6500);
    await eventually(() => run.value.losses?.last === 10);
    expect(run.value).toMatchObject({ standing: 'silent', step: 10 });
  });

  test('that pauses, or whose tab is closed, is at rest at its last saved step', async () => {
    for (const end of ['pause', 'close'] as const) {
      const { first, watch } = open();
      first.begin();
      await first.train(10);
      const { run } = watch('run 1.1');
      await turns();
      await first.train(2);
      await first[end]();
      await lets(6500);
      await eventually(() => run.value.losses?.last === 12);
      expect(run.value, end).toMatchObject({ standing: 'idle', step: 12 });
    }
  });

  test('that a third tab takes over is answered by that one, from then on', async () => {
    const { browser, name, first, watch } = open();
    const third = createTab(browser, name, 3);
    first.begin();
    await first.train(10);
    const { run } = watch('run 1.1');
    await turns();
    await third.open(true);
    third.resume();
    expect(await third.train(5)).toEqual(['run 1.1', 15]);
    await lets(1500);
    expect(run.value).toMatchObject({ standing: 'live', step: 15 });
    expect(first.run).toMatchObject({ step: 10, training: false });
    first.resume(); // a run of its own
    expect(await first.train(100)).toEqual(['branch 1.2', 110]);
    await lets(1500);
    expect(run.value).toMatchObject({ standing: 'live', step: 15 });
  });

  test('that is deleted once it rests is said to be deleted', async () => {
    const { first, watch, reader } = open();
    first.begin();
    await first.train(10);
    await first.pause();
    await turns();
    const { run } = watch('run 1.1');
    await turns();
    expect(run.value).toMatchObject({ standing: 'idle', step: 10 });
    await reader.change('run 1.1', { removedAt: 5 });
    await lets(2500);
    expect(run.value.standing).toBe('deleted');
  });

  test('is watched by two tabs at once, which began at different steps', async () => {
    const { first, watch } = open();
    first.begin();
    await first.train(10);
    const early = watch('run 1.1');
    await turns();
    await first.train(20);
    const late = watch('run 1.1');
    await lets(1500);
    for (const { run } of [early, late]) {
      expect(run.value.losses).toMatchObject({ first: 1, last: 30 });
      for (let step = 1; step <= 30; step++) expect(run.value.losses!.at(step)).toBeCloseTo(1 / step, 6);
    }
  });

  test('of a hundred thousand steps comes in answers of at most 20 000 losses each', async () => {
    const { browser, first, watch } = open();
    const lengths: number[] = [];
    const listener: WatchChannel = browser.channels.openIn(3);
    listener.onmessage = ({ data }) => data.type === 'answer' && lengths.push(data.losses.length);
    first.begin();
    await first.train(100_000);
    const { run } = watch('run 1.1');
    await turns(80);
    expect(lengths).toEqual([20_000, 20_000, 20_000, 20_000, 20_000, 0]);
    expect(run.value.losses!.last).toBe(100_000);
    expect(run.value.losses!.at(99_999)).toBeCloseTo(1 / 99_999, 9);
  });

  test('that went back to a copy after a crash draws its curve anew', async () => {
    const { first, watch } = open();
    first.begin();
    await first.train(40);
    const { run } = watch('run 1.1');
    await turns();
    first.run!.step = 25;
    await first.pause();
    first.resume();
    await lets(2500);
    expect(run.value).toMatchObject({ standing: 'live', step: 25 });
    expect(run.value.losses!.last).toBe(25);
  });
});

describe('a watching tab', () => {
  /** A watch whose channel and clock are the test's; the run is in storage and trains. */
  function watching() {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const questions: Parameters<WatchChannel['postMessage']>[0][] = [];
    const channel: WatchChannel = {
      onmessage: null,
      postMessage: (message) => void questions.push(message),
      close() {},
    };
    let time = 0;
    const { run, stop } = watchRun({
      id: 'run',
      watcher: 'me',
      channel,
      storage: { list: async () => [], load: async () => expect.fail() } as never,
      elsewhere: () => new Promise(() => {}), // no look ends: only answers are tested
      now: () => time,
    });
    return {
      run,
      stop,
      questions,
      later(milliseconds: number) {
        time += milliseconds;
        vi.advanceTimersByTime(milliseconds);
      },
      answer: (changes: Partial<Answer>) =>
        channel.onmessage?.({
          data: {
            type: 'answer',
            to: 'me',
            id: 'run',
            config: DEFAULT_CONFIG,
            step: 1,
            stepsPerSecond: 10,
            firstStep: 1,
            losses: Float32Array.of(1),
            samples: null,
            ...changes,
          },
        } as MessageEvent<Answer>),
    };
  }
  afterEach(() => vi.useRealTimers());

  test('keeps the samples that it shows where an answer has none, and says that it has them', () => {
    const { run, stop, questions, later, answer } = watching();
    const samples = { step: 1, count: 1, shape: [2], values: Float32Array.of(3, 4) };
    answer({ samples });
    answer({ step: 2, firstStep: 2 });
    expect(run.value).toMatchObject({ step: 2, samples });
    later(500);
    expect(questions.at(-1)).toMatchObject({ from: 'me', id: 'run', after: 2, samplesOf: 1 });
    answer({ step: 3, firstStep: 3, samples: { ...samples, step: 3 } });
    expect(run.value.samples?.step).toBe(3);
    stop();
  });

  test('takes no answer to another tab, of another run, or after its end', () => {
    const { run, stop, answer } = watching();
    answer({ to: 'another' });
    answer({ id: 'another' });
    expect(run.value).toMatchObject({ standing: 'seeking', step: 0 });
    stop();
    answer({});
    expect(run.value).toMatchObject({ standing: 'seeking', step: 0 });
  });

  test('waits for an answer for two seconds, and then asks again', () => {
    const { stop, questions, later, answer } = watching();
    expect(questions).toMatchObject([{ after: 0, samplesOf: -1 }]);
    later(1500);
    expect(questions).toHaveLength(1);
    later(500);
    expect(questions).toHaveLength(2);
    answer({});
    later(500);
    expect(questions).toHaveLength(3);
    stop();
  });
});
