import { signal } from '@preact/signals';
import { beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { startCopies } from '../../../../src/state/library/copies';
import { beginRun, type RunState, reduce } from '../../../../src/state/run/run';
import type { Checkpoint } from '../../../../src/storage/schema';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A run at some step, its losses 1, 1/2, 1/3, … */
function runAt(
  runId: number,
  phase: RunState['phase'],
  steps: number,
  recordId = `record ${runId}`,
): RunState {
  let state = beginRun({ runId, recordId, config: { ...DEFAULT_CONFIG, seed: 3 } });
  const losses = Float32Array.from({ length: steps }, (_, i) => 1 / (i + 1));
  state = reduce(state, { type: 'losses', runId, firstStep: 1, losses, stepsPerSecond: 10 }, 0);
  return reduce(state, { type: 'phase', runId, phase, step: steps }, 0);
}

describe('copies', () => {
  let time = 0;
  let saved: Checkpoint[] = [];
  let save: (copy: Checkpoint) => Promise<void>;
  const run = signal<RunState | null>(null);
  const trainer = {
    state: async () => ({
      step: run.value!.step,
      params: Float32Array.of(run.value!.step),
      ema: Float32Array.of(0),
      m: Float32Array.of(0),
      v: Float32Array.of(0),
    }),
  };
  const start = () => startCopies({ run, trainer, save: (copy) => save(copy), now: () => time });
  const steps = () => saved.map(({ state }) => state.step);

  beforeEach(() => {
    [time, saved] = [0, []];
    save = async (copy) => void saved.push(copy);
    run.value = null;
  });

  test('are taken after 1 and 2 seconds of training, then every 5, not at every event', async () => {
    const { stop } = start();
    for (let step = 1; step <= 170; step++) {
      run.value = runAt(1, 'training', step);
      await settled();
      time += 100;
    }
    stop();
    expect(steps()).toEqual([11, 21, 71, 121]);
    expect(saved[0].losses).toHaveLength(11);
    expect(saved[0].losses[9]).toBeCloseTo(0.1, 6);
    expect(saved[0].config.seed).toBe(3);
    expect(saved[0].recordId).toBe('record 1');
  });

  test.each([
    { what: 'losses come often and a copy is soon there', event: 150, copying: 40 },
    { what: 'losses come once a second', event: 1000, copying: 300 },
    { what: 'a step takes four seconds', event: 4000, copying: 500 },
    { what: 'a copy takes two seconds', event: 150, copying: 2000 },
  ])('are at most 5 seconds old while a run trains: $what', async ({ event, copying }) => {
    const timers: { at: number; call: () => void }[] = [];
    const later = (call: () => void, milliseconds: number) =>
      void timers.push({ at: time + milliseconds, call });
    /** When each step that the trainer gave was its present one. */
    const presentAt = new Map<number, number>();
    const slow = {
      async state() {
        const state = await trainer.state();
        presentAt.set(state.step, time);
        await new Promise<void>((resolve) => later(resolve, copying));
        return state;
      },
    };
    const { stop, latest } = startCopies({ run, trainer: slow, save, now: () => time, later });
    let oldest = 0;
    for (let tick = 1; tick <= 3000; tick++) {
      if (time % event === 0) run.value = runAt(1, 'training', 1 + time / event);
      await Promise.resolve();
      time += 10;
      for (const timer of timers.splice(0)) {
        if (timer.at <= time) timer.call();
        else timers.push(timer);
      }
      for (let i = 0; i < 8; i++) await Promise.resolve();
      const copy = latest(1);
      const since = copy ? presentAt.get(copy.state.step)! : 0;
      const isNewest = copy?.state.step === run.value?.step; // then nothing of it would be lost
      if (!isNewest) oldest = Math.max(oldest, time - since);
    }
    stop();
    expect(oldest).toBeGreaterThan(2000); // not at every event either
    expect(oldest).toBeLessThanOrEqual(5000);
  });

  test('are taken at once when a run trains again after a fault, not when it is resumed after a pause', async () => {
    const { stop, latest } = start();
    const pass = async (phase: RunState['phase'], step: number) => {
      run.value = runAt(1, phase, step);
      await settled();
      time += 100;
    };
    for (let step = 1; step <= 12; step++) await pass('training', step);
    expect(steps()).toEqual([11]);
    for (let fault = 0; fault < 8; fault++) {
      const from = latest(1)!.state.step;
      await pass('preparing', from);
      await pass('compiling', from);
      await pass('training', from + 1);
      await pass('training', from + 2);
      expect(latest(1)!.state.step).toBe(from + 1); // the next fault loses one step, not these two
    }
    await pass('paused', 21);
    const before = saved.length;
    await pass('training', 22);
    stop();
    expect(saved).toHaveLength(before);
  });

  test('are taken at once of a run that trains already when they begin', async () => {
    run.value = runAt(1, 'training', 30);
    const { stop } = start();
    await settled();
    stop();
    expect(steps()).toEqual([30]);
  });

  test('are taken at once when a run pauses or is done, and once only', async () => {
    const { stop } = start();
    run.value = runAt(1, 'paused', 7);
    await settled();
    run.value = { ...run.value };
    await settled();
    run.value = runAt(1, 'done', 20);
    await settled();
    stop();
    expect(steps()).toEqual([7, 20]);
  });

  describe('whose weights are ahead of the losses', () => {
    const timers: (() => void)[] = [];
    const parts = {
      run,
      trainer: { state: async () => ({ ...(await trainer.state()), step: 12 }) },
      save: (copy: Checkpoint) => save(copy),
      now: () => time,
      later: (call: () => void) => void timers.push(call),
    };
    const copyAtStep10 = async () => {
      const copies = startCopies(parts);
      run.value = runAt(1, 'training', 9);
      await settled();
      time += 1000;
      run.value = runAt(1, 'training', 10); // a copy is due, and its weights are two steps ahead of the losses
      await settled();
      expect(steps()).toEqual([]);
      expect(copies.latest(1)?.state.step).toBe(12); // a fault now would cost nothing but two losses
      return copies;
    };

    test('wait for them before they are saved', async () => {
      const { stop } = await copyAtStep10();
      run.value = runAt(1, 'training', 11);
      await settled();
      expect(steps()).toEqual([]);
      run.value = runAt(1, 'training', 14);
      await settled();
      stop();
      expect(steps()).toEqual([12]);
      expect(saved[0].losses).toHaveLength(12);
      expect(saved[0].losses[11]).toBeCloseTo(1 / 12, 6);
    });

    test('are complete where the run ends meanwhile', async () => {
      const { stop } = await copyAtStep10();
      run.value = runAt(1, 'done', 12);
      await settled();
      run.value = runAt(1, 'done', 12);
      await settled();
      stop();
      expect(steps()).toEqual([12]);
      expect(saved[0].losses[11]).toBeCloseTo(1 / 12, 6);
    });

    test('are saved without late ones, and taken again when the run ends at that step', async () => {
      const { stop } = await copyAtStep10();
      for (const call of timers.splice(0)) call();
      await settled();
      expect(saved.at(-1)!.losses[11]).toBeNaN();
      run.value = runAt(1, 'done', 12);
      await settled();
      stop();
      expect(steps()).toEqual([12, 12]);
      expect(saved[1].losses[11]).toBeCloseTo(1 / 12, 6);
    });
  });

  test('are taken at once when the page is left, whatever is due', async () => {
    const { takeNow, stop } = start();
    run.value = runAt(1, 'training', 3);
    await takeNow();
    await takeNow();
    stop();
    expect(steps()).toEqual([3]);
  });

  test('stay in memory where they cannot be saved; a run that has just been continued has its predecessor’s', async () => {
    save = async () => {};
    const { stop, latest } = start();
    run.value = runAt(1, 'paused', 7, 'one');
    await settled();
    run.value = runAt(2, 'compiling', 7, 'one');
    await settled();
    expect([latest(1)?.state.step, latest(2)?.state.step]).toEqual([7, 7]);
    run.value = runAt(3, 'compiling', 0, 'another');
    expect([latest(1)?.state.step, latest(3)]).toEqual([7, null]);
    stop();
  });

  test('that come while one is being saved wait, and the newest of them is saved next', async () => {
    const ends: (() => void)[] = [];
    save = async (copy) => {
      saved.push(copy);
      await new Promise<void>((end) => ends.push(end));
    };
    const { stop } = start();
    for (const step of [5, 6, 7, 8]) {
      run.value = runAt(1, 'paused', step);
      await settled();
    }
    expect(steps()).toEqual([5]);
    ends.shift()!();
    await settled();
    expect(steps()).toEqual([5, 8]);
    stop();
  });

  test('are not taken of a run without a step, or of one that the trainer has no more', async () => {
    const gone = { state: () => Promise.reject(new Error('no such run')) };
    const { stop, latest } = startCopies({ run, trainer: gone, save, now: () => time });
    run.value = runAt(1, 'paused', 0);
    await settled();
    run.value = runAt(2, 'paused', 5);
    run.value = runAt(3, 'training', 1);
    await settled();
    stop();
    expect(saved).toEqual([]);
    expect(latest(2)).toBeNull();
  });

  describe('of a run that another one replaces', () => {
    /** Has each run at ten times its id. */
    const byId = {
      state: async (runId: number) => ({ ...(await trainer.state()), step: 10 * runId }),
    };

    test('are taken at once, and wait for a save beside the first copy of the next run', async () => {
      const ends: (() => void)[] = [];
      save = async (copy) => {
        saved.push(copy);
        await new Promise<void>((end) => ends.push(end));
      };
      const { stop } = startCopies({ run, trainer: byId, save: (copy) => save(copy), now: () => time });
      run.value = runAt(1, 'paused', 10);
      await settled();
      run.value = runAt(2, 'training', 18);
      run.value = runAt(3, 'paused', 30);
      await settled();
      for (let i = 0; i < 3; i++) {
        ends.shift()?.();
        await settled();
      }
      stop();
      expect(steps().toSorted()).toEqual([10, 20, 30]);
      expect(saved.map(({ recordId, state }) => [recordId, state.step])).toContainEqual(['record 2', 20]);
    });

    test('are not taken where it goes on under its record', async () => {
      const { stop } = startCopies({ run, trainer: byId, save: (copy) => save(copy), now: () => time });
      run.value = runAt(1, 'training', 8, 'one');
      await settled();
      saved = [];
      run.value = runAt(2, 'compiling', 8, 'one');
      await settled();
      stop();
      expect(saved).toEqual([]);
    });

    test('are the one before where its worker is lost with its weights', async () => {
      const timers: (() => void)[] = [];
      let isLost = false;
      const failing = {
        state: (runId: number) => (isLost ? Promise.reject(new Error('lost')) : byId.state(runId)),
      };
      const later = (call: () => void) => void timers.push(call);
      run.value = runAt(1, 'training', 9); // its copy is of step 10, and waits for the losses
      const { stop } = startCopies({ run, trainer: failing, save, now: () => time, later });
      await settled();
      expect(saved).toEqual([]);
      isLost = true;
      run.value = null;
      await settled();
      stop();
      expect(steps()).toEqual([10]);
    });

    test('are not those of the run before it, where it has none', async () => {
      const failing = {
        state: (runId: number) => (runId === 1 ? byId.state(runId) : Promise.reject(new Error('lost'))),
      };
      const { stop } = startCopies({ run, trainer: failing, save, now: () => time });
      run.value = runAt(1, 'paused', 10);
      await settled();
      run.value = runAt(2, 'training', 15);
      run.value = null;
      await settled();
      stop();
      expect(steps()).toEqual([10]);
    });

    test('are saved as its own where they come after the next run has begun', async () => {
      const ofRuns: [saved: string, of: string | undefined][] = [];
      const answers: (() => void)[] = [];
      const slow = {
        async state(runId: number) {
          await new Promise<void>((answer) => answers.push(answer));
          return byId.state(runId);
        },
      };
      const noted = async (copy: Checkpoint, of: RunState) => void ofRuns.push([copy.recordId, of.recordId]);
      const { stop } = startCopies({ run, trainer: slow, save: noted, now: () => time });
      run.value = runAt(1, 'paused', 8);
      answers.shift()!();
      await settled();
      run.value = runAt(1, 'paused', 9);
      run.value = runAt(2, 'training', 1);
      while (answers.length > 0) {
        answers.shift()!();
        await settled();
      }
      stop();
      expect(ofRuns).toContainEqual(['record 1', 'record 1']);
      for (const [copied, of] of ofRuns) expect(copied).toBe(of);
    });

    test('are taken of one that is removed', async () => {
      const { stop } = startCopies({ run, trainer: byId, save: (copy) => save(copy), now: () => time });
      run.value = runAt(1, 'training', 7);
      await settled();
      saved = [];
      run.value = runAt(1, 'training', 9);
      run.value = runAt(1, 'stopped', 9);
      await settled();
      stop();
      expect(steps()).toEqual([10]);
    });
  });

  test('are taken of the present step when the page is left while an earlier one is copied', async () => {
    const answers: (() => void)[] = [];
    const slow = {
      async state() {
        const state = await trainer.state();
        await new Promise<void>((answer) => answers.push(answer));
        return state;
      },
    };
    run.value = runAt(1, 'training', 10);
    const { stop, takeNow } = startCopies({
      run,
      trainer: slow,
      save: (copy) => save(copy),
      now: () => time,
    });
    await settled();
    run.value = runAt(1, 'training', 20);
    const taken = takeNow();
    for (let i = 0; i < 4; i++) {
      answers.shift()?.();
      await settled();
    }
    await taken;
    stop();
    expect(steps()).toEqual([10, 20]);
  });

  test('are not taken after the end, though one was due', async () => {
    const timers: (() => void)[] = [];
    const later = (call: () => void) => void timers.push(call);
    const { stop } = startCopies({ run, trainer, save, now: () => time, later });
    run.value = runAt(1, 'training', 1);
    await settled();
    stop();
    saved = [];
    time = 60_000;
    run.value = runAt(1, 'training', 50);
    for (const call of timers) call();
    await settled();
    expect(saved).toEqual([]);
  });
});
