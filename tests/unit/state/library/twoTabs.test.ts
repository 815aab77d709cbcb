/** Tabs that share a library: none writes the run of another, and no step that was acknowledged is lost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRunLocks } from '../../../../src/state/library/locks';
import { createOwnership } from '../../../../src/state/library/ownership';
import { facts } from '../../storage/facts';
import { checkpoint, newDatabase, openTab } from '../../storage/library';

interface Request {
  readonly name: string;
  readonly tab: number;
  end(error?: Error): void;
}

/** Web Locks of one browser: each tab has its own manager over the same locks. */
function createBrowser() {
  const held: Request[] = [];
  const drop = (request: Request) => {
    const at = held.indexOf(request);
    if (at >= 0) held.splice(at, 1);
  };
  const managerOf = (tab: number) =>
    ({
      async request(name: string, options: LockOptions, use: (lock: Lock | null) => unknown) {
        const holder = held.find((other) => other.name === name);
        if (holder && !options.steal) return use(null);
        if (holder) {
          drop(holder);
          holder.end(new DOMException('stolen', 'AbortError'));
        }
        let request!: Request;
        const ended = new Promise<void>((resolve, reject) => {
          request = { name, tab, end: (error) => (error ? reject(error) : resolve()) };
        });
        held.push(request);
        await Promise.race([Promise.resolve(use({ name, mode: 'exclusive' } as Lock)), ended]).finally(() =>
          drop(request),
        );
      },
      query: async () => ({ held: held.map(({ name }) => ({ name })) }),
    }) as unknown as LockManager;
  return {
    managerOf,
    holders: (id: string) => held.filter(({ name }) => name.endsWith(`:${id}`)).length,
    close(tab: number) {
      for (const request of held.filter((other) => other.tab === tab)) {
        drop(request);
        request.end();
      }
    },
  };
}

/** A tab that trains one run at a time, as the Train view does. */
function createTab(
  browser: ReturnType<typeof createBrowser>,
  databaseName: string,
  number: number,
  hasLocks = true,
) {
  const storage = openTab(databaseName);
  let ids = 0;
  const lost: string[] = [];
  const forked: string[] = [];
  let run: { recordId: string; step: number; training: boolean } | null = null;
  const pause = async () => {
    if (!run) return;
    run.training = false;
    ownership.pauses(run.recordId);
  };
  const ownership = createOwnership({
    storage,
    locks: createRunLocks(hasLocks ? browser.managerOf(number) : null),
    newId: () => `branch ${number}.${++ids}`,
    onLost(recordId) {
      lost.push(recordId);
      if (run?.recordId === recordId) run.training = false; // the page pauses it
    },
    onFork: (recordId) => forked.push(recordId),
  });
  return {
    lost,
    forked,
    get run() {
      return run;
    },
    begin() {
      void pause();
      run = { recordId: `run ${number}.${++ids}`, step: 0, training: true };
      ownership.trains(run.recordId);
    },
    pause,
    resume() {
      if (!run || run.training) return;
      run.training = true;
      ownership.trains(run.recordId);
    },
    /** Trains, and saves a copy. @returns what was acknowledged: the id and the step; null where nothing was */
    async train(steps: number): Promise<readonly [string, number] | null> {
      if (!run?.training) return null;
      run.step += steps;
      const { recordId, step } = run;
      try {
        const id = await ownership.savedAs(recordId, step);
        if (id === null) return null;
        await storage.save(checkpoint(id, step), facts());
        return [id, step];
      } catch (error) {
        if ((error as { code?: string }).code !== 'taken-over') throw error;
        ownership.lost(recordId);
        return null;
      }
    },
    /** Goes on with the newest run of the library, or takes it over. */
    async open(takeOver: boolean) {
      const [newest] = await storage.list();
      if (!newest || newest.id === run?.recordId) return;
      await pause();
      if (takeOver) await ownership.takeOver(newest.id);
      const { checkpoint: loaded, record } = await storage.load(newest.id);
      if (takeOver) await storage.claim(newest.id, record.updatedAt);
      ownership.opened(newest.id, record.updatedAt, loaded.state.step);
      run = { recordId: newest.id, step: loaded.state.step, training: false };
    },
    close: () => browser.close(number),
  };
}

test('a tab that pauses gives a run away; the tab that goes on with it has it, and the first one’s own branch is another run', async () => {
  const [browser, name] = [createBrowser(), newDatabase()];
  const [first, second] = [createTab(browser, name, 1), createTab(browser, name, 2)];
  first.begin();
  expect(await first.train(10)).toEqual(['run 1.1', 10]);
  await first.pause();
  await second.open(false);
  second.resume();
  expect(await second.train(5)).toEqual(['run 1.1', 15]);
  expect(second.forked).toEqual([]);
  first.resume();
  expect(await first.train(1)).toEqual(['branch 1.2', 11]);
  expect(first.forked).toEqual(['run 1.1']);
  expect(await second.train(5)).toEqual(['run 1.1', 20]);
});

test('a run that another tab trained further and paused is not written from where it was before', async () => {
  const [browser, name] = [createBrowser(), newDatabase()];
  const [first, second] = [createTab(browser, name, 1), createTab(browser, name, 2)];
  first.begin();
  await first.train(10);
  await first.pause();
  await second.open(false);
  second.resume();
  await second.train(5);
  await second.pause();
  await new Promise((done) => setTimeout(done)); // its lock is free
  first.resume();
  expect(await first.train(1)).toBeNull();
  expect(first.lost).toEqual(['run 1.1']);
  first.resume();
  expect(await first.train(1)).toEqual(['branch 1.2', 12]);
});

test('a run that trains elsewhere is watched: what is trained from it is a run of its own', async () => {
  const [browser, name] = [createBrowser(), newDatabase()];
  const [first, second] = [createTab(browser, name, 1), createTab(browser, name, 2)];
  first.begin();
  await first.train(10);
  await second.open(false);
  second.resume();
  expect(await second.train(5)).toEqual(['branch 2.1', 15]);
  expect(await first.train(2)).toEqual(['run 1.1', 12]);
  expect(first.lost).toEqual([]);
});

test('a run that is taken over stops where it was, saves no more there, and goes on as a run of its own', async () => {
  const [browser, name] = [createBrowser(), newDatabase()];
  const [first, second] = [createTab(browser, name, 1), createTab(browser, name, 2)];
  first.begin();
  await first.train(10);
  await second.open(true);
  expect(first.lost).toEqual(['run 1.1']);
  expect(first.run?.training).toBe(false);
  second.resume();
  expect(await second.train(5)).toEqual(['run 1.1', 15]);
  first.resume();
  expect(await first.train(3)).toEqual(['branch 1.2', 13]);
});

describe('histories of two tabs', () => {
  const RUNS = Number(process.env.HISTORIES ?? 200);
  const action = fc.record({
    tab: fc.constantFrom(0, 1),
    does: fc.constantFrom('begin', 'pause', 'resume', 'train', 'train', 'open', 'take over', 'close'),
    together: fc.boolean(),
  });

  test.each([
    ['with Web Locks', true],
    ['without them, as over plain HTTP', false],
  ])(
    `%s: of ${RUNS} random ones, none loses a step that was acknowledged, and no run has two writers`,
    async (_, hasLocks) => {
      await fc.assert(
        fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 24 }), async (actions) => {
          const [browser, name] = [createBrowser(), newDatabase()];
          let opened = 2;
          const tabs = [createTab(browser, name, 1, hasLocks), createTab(browser, name, 2, hasLocks)];
          /** The last acknowledged step of every run. */
          const acknowledged = new Map<string, number>();
          const perform = async (tab: number, does: string) => {
            const it = tabs[tab];
            switch (does) {
              case 'begin':
                return it.begin();
              case 'pause':
                return it.pause();
              case 'resume':
                return it.resume();
              case 'train': {
                const saved = await it.train(1);
                if (!saved) return;
                const [id, step] = saved; // a step that is not beyond the last one is of another branch
                expect(step).toBeGreaterThan(acknowledged.get(id) ?? 0);
                acknowledged.set(id, step);
                return;
              }
              case 'close':
                it.close();
                tabs[tab] = createTab(browser, name, ++opened, hasLocks);
                return;
              default:
                return it.open(does === 'take over');
            }
          };
          for (const { tab, does, together } of actions) {
            const other = together ? perform(1 - tab, 'train') : undefined;
            await Promise.all([perform(tab, does), other]);
            for (const id of acknowledged.keys()) expect(browser.holders(id)).toBeLessThanOrEqual(1);
          }
          const reader = openTab(name);
          const stored = new Map((await reader.list()).map(({ id, step }) => [id, step]));
          for (const [id, step] of acknowledged) {
            expect(stored.get(id)).toBe(step);
            const { checkpoint: loaded, faults } = await reader.load(id);
            expect([loaded.state.step, faults]).toEqual([step, []]);
          }
        }),
        { numRuns: RUNS },
      );
    },
  );
});
