/** A worker that hangs is noticed in some ten seconds; one that works for long, or a machine that sleeps, is left alone. */
import { describe, expect, test } from 'vitest';
import { SILENCE, startPulse } from '../../../src/training/pulse';
import { createWatchdog } from '../../../workers/watchdog';

/** A clock, and a watchdog that hears the pulse of a worker. */
function createScene() {
  const time = { page: 0 };
  const silences: number[] = [];
  let look = () => {};
  let beatNow = () => {};
  const clock = {
    now: () => time.page,
    repeat: (call: () => void) => {
      look = call;
      return () => {
        look = () => {};
      };
    },
  };
  const watchdog = createWatchdog((milliseconds) => silences.push(milliseconds), clock);
  const pulse = startPulse(watchdog.beat, {
    now: () => time.page,
    every: (call) => {
      beatNow = call;
    },
  });
  /** @param beats whether the worker's thread turns meanwhile */
  const seconds = (n: number, beats = true) => {
    for (let second = 0; second < n; second++) {
      time.page += 1000;
      if (beats) beatNow();
      look();
    }
  };
  /** The worker's thread is held by operations of so many seconds each. */
  const operate = (n: number, each: number) => {
    for (let i = 0; i < n; i++) {
      pulse.touch();
      seconds(each, false);
    }
  };
  return { time, silences, pulse, seconds, operate, look: () => look() };
}

describe('the heartbeat', () => {
  test('reports a worker that hangs once, in at most eleven seconds', () => {
    const { silences, seconds } = createScene();
    seconds(60);
    expect(silences).toEqual([]);
    seconds(11, false);
    expect(silences).toEqual([SILENCE]);
    seconds(60, false);
    expect(silences).toHaveLength(1);
  });

  test('reports a hang during work whose operations are short as soon as any other', async () => {
    const { silences, seconds, pulse } = createScene();
    await pulse.declare(200, async () => seconds(11, false));
    expect(silences).toEqual([SILENCE]);
  });

  test('leaves an operation alone that is declared to be long, and reports a hang after it', async () => {
    const { silences, seconds, pulse } = createScene();
    await pulse.declare(50_000, async () => seconds(45, false));
    expect(silences).toEqual([]);
    seconds(11, false);
    expect(silences).toHaveLength(1);
  });

  test('waits no longer than two minutes, whatever is declared', async () => {
    const { silences, seconds, pulse } = createScene();
    await pulse.declare(1e9, async () => seconds(121, false));
    expect(silences).toEqual([120_000]);
  });

  test('allows the longest of what is declared at the same time', async () => {
    const { silences, seconds, pulse } = createScene();
    await pulse.declare(30_000, async () => {
      await pulse.declare(20_000, async () => seconds(25, false));
      seconds(29, false);
      expect(silences).toEqual([]);
    });
    seconds(11, false);
    expect(silences).toHaveLength(1);
  });

  test('goes on between operations that hold the thread for long together', () => {
    const { silences, operate, seconds } = createScene();
    operate(100, 3);
    expect(silences).toEqual([]);
    seconds(11, false);
    expect(silences).toHaveLength(1);
  });

  test('does not count a sleep of the machine', () => {
    const { silences, seconds, time, look } = createScene();
    seconds(5);
    time.page += 3_600_000;
    look();
    expect(silences).toEqual([]);
  });

  test('leaves a worker two minutes until the first beat, in which it loads', () => {
    const silences: number[] = [];
    let look = () => {};
    let now = 0;
    createWatchdog((milliseconds) => silences.push(milliseconds), {
      now: () => now,
      repeat: (call) => {
        look = call;
        return () => {};
      },
    });
    const pass = (until: number) => {
      for (; now < until; now += 1000) look();
    };
    pass(119_000);
    expect(silences).toEqual([]);
    pass(122_000);
    expect(silences).not.toEqual([]);
  });
});
