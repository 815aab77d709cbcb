/** Runs outlive their workers: they go on from the newest copy, one recovery at a time, and no call of the page waits for ever. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REST } from '../../../../src/state/run/backendLimit';
import { createRecoveringTrainer, QUESTIONS } from '../../../../src/state/run/recoveringTrainer';
import type { RecoveryReport } from '../../../../src/state/run/recovery';
import { recoveryWords } from '../../../../src/state/run/recoveryWords';
import type { TrainState } from '../../../../src/types/weights';
import type { TrainerApi, TrainerEvent } from '../../../../workers/protocol';
import { recordFigures } from '../../../figures';
import { type Delay, FakeWorker, requestOf, stateAt } from './fakeWorkers';

/** A recovering trainer on fake workers. */
function createScene(delay: Delay = (promise) => promise) {
  const workers: FakeWorker[] = [];
  const events: TrainerEvent[] = [];
  const reports: RecoveryReport[] = [];
  const copies = new Map<number, TrainState<Float32Array>>();
  const timers: { at: number; call: () => void }[] = [];
  const clock = { now: 0 };
  /** Workers that held runs while another one started some. */
  let overlaps = 0;
  const onStart = (starting: FakeWorker) => {
    overlaps += workers.filter((other) => other !== starting && !other.isTerminated).length;
  };
  const trainer = createRecoveringTrainer({
    async open(handlers) {
      await delay(Promise.resolve());
      const worker = new FakeWorker(handlers, delay, onStart);
      workers.push(worker);
      return worker;
    },
    onEvent: (event) => void events.push(event),
    latest: (runId) => copies.get(runId) ?? null,
    onRecovery: (report) => reports.push(report),
    now: () => clock.now,
    later: (call, milliseconds) => timers.push({ at: clock.now + milliseconds, call }),
  });
  const present = () => workers[workers.length - 1];
  /** Lets the clock run, and everything that waits for it. */
  const pass = async (milliseconds: number) => {
    clock.now += milliseconds;
    for (const timer of timers.splice(0)) {
      if (timer.at <= clock.now) timer.call();
      else timers.push(timer);
    }
    await settle();
  };
  const saveCopies = () => {
    for (const { runId, step } of present().runs) copies.set(runId, stateAt(step));
  };
  return {
    trainer,
    workers,
    events,
    reports,
    copies,
    clock,
    present,
    pass,
    saveCopies,
    overlaps: () => overlaps,
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
const GPU = { kind: 'gpu', message: 'Device was destroyed.' } as const;
const CRASH = { kind: 'crashed', message: 'out of luck' } as const;

async function runningScene(runIds: readonly number[] = [1]) {
  const scene = createScene();
  await scene.trainer.start(runIds.map((runId) => requestOf(runId)));
  await settle();
  scene.present().train(10);
  scene.saveCopies();
  scene.present().train(3);
  await settle();
  return scene;
}

describe('a run whose worker crashes', () => {
  test('goes on from the newest copy under its id, and the page says from which step', async () => {
    const { present, workers, reports } = await runningScene();
    present().fail(CRASH);
    await settle();
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
    expect(present().runs).toEqual([{ runId: 1, step: 10, paused: false }]);
    expect(reports.map(({ phase, lostAt, from }) => [phase, lostAt, from])).toEqual([
      ['preparing', 13, 10],
      ['training', 13, 10],
    ]);
    expect(recoveryWords(reports[1], 'train')).toEqual({
      message: 'The trainer stopped at step 13.',
      hint: 'Training went on from step 10, on WebGPU.',
      details: 'out of luck',
    });
  });

  test('begins as it began where there is no copy yet', async () => {
    const { trainer, present } = createScene();
    await trainer.start([{ ...requestOf(1), resume: stateAt(7) }]);
    present().fail(CRASH);
    await settle();
    expect(present().runs).toEqual([{ runId: 1, step: 7, paused: false }]);
  });

  test('stays paused where it was paused, and keeps the sampling that was chosen', async () => {
    const { trainer, present, reports } = await runningScene();
    await trainer.pause();
    await settle();
    present().fail(CRASH);
    await settle();
    expect(present().runs[0].paused).toBe(true);
    expect(reports.at(-1)?.phase).toBe('paused');
  });

  test('both runs of a comparison go on together', async () => {
    const { present } = await runningScene([1, 2]);
    present().fail(CRASH);
    await settle();
    expect(present().runs.map(({ runId, step }) => [runId, step])).toEqual([
      [1, 10],
      [2, 10],
    ]);
  });

  test('a side of a comparison whose copy is older catches up before the other goes on', async () => {
    const { trainer, present, copies } = createScene();
    await trainer.start([{ ...requestOf(1), resume: stateAt(100) }, requestOf(2)]);
    copies.set(1, stateAt(130)).set(2, stateAt(28));
    present().fail(CRASH);
    await settle();
    expect(
      present().requests.map(({ runId, resume, headStart }) => [runId, resume?.step, headStart]),
    ).toEqual([
      [1, 130, undefined],
      [2, 28, 2],
    ]);
  });

  test('what an earlier worker still sends is dropped', async () => {
    const { workers, present, events } = await runningScene();
    present().fail(CRASH);
    await settle();
    const before = events.length;
    workers[0].sendLate(1, 999);
    workers[0].fail(GPU);
    await settle();
    expect([events.length, workers.length]).toEqual([before, 2]);
  });
});

describe('a run whose GPU is lost', () => {
  test('goes on from the worker’s own copy where that is newer than the page’s', async () => {
    const { present } = await runningScene();
    present().fail(GPU);
    await settle();
    expect(present().runs[0].step).toBe(13);
  });

  test('uses WebGPU again after the first loss, WebGL after the second, WASM after the third, and WebGPU after a rest', async () => {
    const { present, pass, reports } = await runningScene();
    const backends: unknown[] = [];
    for (let loss = 0; loss < 3; loss++) {
      present().fail(GPU);
      await settle();
      await pass(1000);
      backends.push(present().backend);
      present().train(1);
    }
    expect(backends).toEqual(['webgpu', 'webgl', 'wasm']);
    expect(recoveryWords(reports.at(-1)!, 'train')?.hint).toContain('hence WASM');
    await pass(REST - 10_000);
    expect(present().backend).toBe('wasm');
    present().train(5);
    await pass(20_000);
    expect(present().backend).toBe('webgpu');
    expect(present().runs[0].step).toBe(21);
    expect(recoveryWords(reports.at(-1)!, 'train')?.message).toBe(
      'Training went on from step 21, on WebGPU.',
    );
  });

  test('two losses at once are one recovery', async () => {
    const { present, workers, reports } = await runningScene();
    const worker = present();
    worker.fail(GPU);
    worker.fail(GPU);
    await settle();
    expect(workers).toHaveLength(2);
    expect(reports.map(({ phase }) => phase)).toEqual(['preparing', 'training']);
  });
});

describe('the page’s calls', () => {
  test('a question whose answer is lost is asked again once the run goes on', async () => {
    const { trainer, present } = await runningScene();
    const answer = trainer.state(1);
    present().fail(CRASH);
    expect((await answer).step).toBe(10);
  });

  /** What the page asks of a run that a worker answers now, with the parameters of each. */
  const ask = (trainer: TrainerApi, name: keyof typeof QUESTIONS) => {
    const takesConfig = name === 'estimate';
    const takesId = name === 'state' || name === 'lastCopy' || name === 'savedModel';
    const parameters = takesConfig ? [requestOf(1).config] : [takesId ? 1 : { runId: 1 }];
    return (trainer[name] as (...parameters: unknown[]) => Promise<unknown>)(...parameters);
  };
  const names = Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[];

  test.each(names)('%s is asked again of the next worker', async (name) => {
    const { trainer, present, workers } = await runningScene();
    const answer = ask(trainer, name);
    present().fail(CRASH);
    await answer;
    expect(workers.map(({ asked }) => asked.filter((each) => each === name).length)).toEqual([1, 1]);
  });

  test.each(names.filter((name) => QUESTIONS[name] !== null))(
    '%s is not asked again where it was cancelled meanwhile, unless another run’s was',
    async (name) => {
      for (const [cancelled, times] of [
        [1, 0],
        [2, 1],
      ]) {
        const { trainer, present } = await runningScene([1, 2]);
        const answer = ask(trainer, name);
        present().fail(CRASH);
        await (trainer[QUESTIONS[name]!] as (runId: number) => Promise<void>)(cancelled);
        const value = await answer;
        expect(present().asked.filter((each) => each === name)).toHaveLength(times);
        if (times === 0) expect(value).toBe(name === 'evaluateBound' ? false : null);
      }
    },
  );

  test('a draw that was cancelled meanwhile is not asked again; another one of the run is', async () => {
    const { trainer, present } = await runningScene();
    const request = { runId: 1, count: 1, seed: 0, weights: 'ema' } as const;
    const answers = [7, 8].map((id) => trainer.draw({ ...request, id }));
    present().fail(CRASH);
    await trainer.cancelDraw(1, 7);
    expect(await answers[0]).toBeNull();
    await answers[1];
    expect(present().asked.filter((each) => each === 'draw')).toHaveLength(1);
  });

  test('a pause that is lost with its worker pauses the run that goes on', async () => {
    const { trainer, present } = await runningScene();
    const pausing = trainer.pause();
    present().fail(CRASH);
    await pausing;
    await settle();
    expect(present().runs[0].paused).toBe(true);
  });

  test('a run that starts during a recovery takes the place of the one before', async () => {
    const { trainer, present } = await runningScene();
    present().fail(CRASH);
    await trainer.start([requestOf(2)]);
    await settle();
    expect(present().runs.map(({ runId }) => runId)).toEqual([2]);
  });

  test('a crash while nothing runs starts another worker at the next call', async () => {
    const { trainer, present, workers, reports } = await runningScene();
    await trainer.stop();
    present().fail(CRASH);
    await settle();
    expect([workers.length, reports.length]).toEqual([1, 0]);
    await trainer.start([requestOf(2)]);
    expect(workers).toHaveLength(2);
  });
});

test('a run that crashes again and again at the same step fails, with the way on', async () => {
  const { present, pass, events, reports, workers } = await runningScene();
  for (let crash = 0; crash < 6; crash++) {
    present().fail(CRASH);
    await pass(1000);
  }
  expect(events.at(-1)).toMatchObject({
    type: 'failed',
    runId: 1,
    message: 'The trainer stopped again and again at step 10.',
    step: 10,
  });
  expect(reports.at(-1)?.phase).toBe('failed');
  expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true);
});

test('a worker that ran out of memory is replaced at the next start', async () => {
  const { trainer, present, workers, events } = await runningScene();
  present().runOutOfMemory(1);
  await settle();
  expect(events.at(-1)).toMatchObject({ type: 'failed', code: 'out-of-memory' });
  await trainer.start([requestOf(2)]);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
});

type Action =
  | { readonly kind: 'start' | 'pause' | 'resume' | 'copy' | 'ask' }
  | { readonly kind: 'train'; readonly steps: number }
  | { readonly kind: 'fail' | 'late'; readonly worker: number; readonly how: 'gpu' | 'crashed' | 'silent' };

const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'start' } as const) },
  { weight: 2, arbitrary: fc.constantFrom({ kind: 'pause' } as const, { kind: 'resume' } as const) },
  { weight: 3, arbitrary: fc.constantFrom({ kind: 'copy' } as const, { kind: 'ask' } as const) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('train' as const), steps: fc.integer({ min: 1, max: 9 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('fail' as const, 'late' as const),
      worker: fc.nat(3),
      how: fc.constantFrom('gpu' as const, 'crashed' as const, 'silent' as const),
    }),
  },
);

const faultOf = (how: 'gpu' | 'crashed' | 'silent') =>
  how === 'silent' ? ({ kind: how, milliseconds: 10_000 } as const) : { kind: how, message: '' };

const RUNS = process.env.FAULTS === 'full' ? 20_000 : 1000;
/** Milliseconds for so many, on a machine that is busy with other things. */
const LIMIT = 60_000 + 50 * RUNS;

test(
  `in ${RUNS} interleavings of faults and commands no run is lost, and never do two workers hold runs`,
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(actions, { maxLength: 14 }), async (scheduler, history) => {
        const scene = createScene((promise) => scheduler.schedule(promise));
        const { trainer, workers, copies, clock, events } = scene;
        const calls: Promise<unknown>[] = [];
        let runId = 0;
        let paused = false;
        const call = (promise: Promise<unknown>) => void calls.push(promise.catch(() => {}));
        const start = () => {
          paused = false;
          call(trainer.start([requestOf(++runId)]));
        };
        const perform = (action: Action) => {
          const worker = workers[workers.length - 1] as FakeWorker | undefined;
          switch (action.kind) {
            case 'start':
              return start();
            case 'pause':
            case 'resume':
              paused = action.kind === 'pause';
              return call(trainer[action.kind]());
            case 'ask':
              return call(trainer.draw({ runId, count: 1, seed: 0, weights: 'ema' }));
            case 'copy': {
              const run = worker?.runs.find((run) => run.runId === runId);
              if (run && !worker?.isTerminated) copies.set(runId, stateAt(run.step));
              return;
            }
            case 'train':
              return worker?.train(action.steps);
            case 'fail':
              return workers[workers.length - 1 - action.worker]?.fail(faultOf(action.how));
            case 'late':
              return workers[workers.length - 1 - action.worker]?.isTerminated
                ? workers[workers.length - 1 - action.worker].sendLate(runId, 1_000_000)
                : undefined;
            default:
              return action satisfies never;
          }
        };
        start();
        for (const action of history) {
          clock.now += 1000;
          perform(action);
          if (scheduler.count() > 0) await scheduler.waitOne();
        }
        await scheduler.waitIdle();
        await Promise.all(calls);
        await scheduler.waitIdle();

        expect(scene.overlaps()).toBe(0);
        const alive = workers.filter(({ isTerminated }) => !isTerminated);
        expect(alive.length).toBeLessThanOrEqual(1);
        const [failure] = events.filter((event) => event.type === 'failed' && event.runId === runId);
        const newest = copies.get(runId)?.step ?? 0;
        if (failure)
          expect((failure as { step: number }).step).toBe(newest); // given up, with its newest copy
        else {
          expect(alive[0].runs.map((run) => [run.runId, run.paused])).toEqual([[runId, paused]]);
          expect(alive[0].runs[0].step).toBeGreaterThanOrEqual(newest);
        }
        expect(events.some((event) => 'step' in event && event.step === 1_000_000)).toBe(false);
      }),
      { numRuns: RUNS },
    );
    recordFigures('faults and commands together', RUNS > 1000, { interleavings: RUNS });
  },
  LIMIT,
);

test('the calls of a recovering trainer are those of a trainer', () => {
  const { trainer } = createScene();
  expect((trainer as TrainerApi & { then?: unknown }).then).toBeUndefined();
});
