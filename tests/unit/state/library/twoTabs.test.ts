/** Tabs that share a library: none writes the run of another, and no step that was acknowledged is lost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordFigures } from '../../../figures';
import { newDatabase, openTab } from '../../storage/library';
import { createBrowser, createTab } from './tabs';

type Tab = ReturnType<typeof createTab>;

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

test('a run that is resumed right after a pause stays what it is', async () => {
  const browser = createBrowser();
  const tab = createTab(browser, newDatabase(), 1);
  tab.begin();
  await tab.train(10);
  for (let step = 11; step <= 13; step++) {
    await tab.pause();
    tab.resume();
    expect(await tab.train(1)).toEqual(['run 1.1', step]);
    expect(browser.holders('run 1.1')).toBe(1);
  }
  expect([tab.forked, tab.lost]).toEqual([[], []]);
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

test('a run that is opened while it trains elsewhere is copied: what is trained from it is a run of its own', async () => {
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

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((done) => setImmediate(done));
};

/** One tab watches the newest run of the library: it shows the step of the other one where that trains it, and is alive only then. */
async function watchNewest(watcher: Tab, other: Tab, reader: ReturnType<typeof openTab>): Promise<void> {
  const [newest] = await reader.list();
  if (!newest || watcher.trainsAs === newest.id) return;
  const { trainsAs, run } = other;
  const watch = watcher.watch(newest.id);
  await turns(12);
  const { standing, step } = watch.run.value;
  watch.stop();
  if (other.trainsAs !== trainsAs || other.run?.step !== run?.step) return; // it did something meanwhile
  expect(standing === 'live').toBe(trainsAs === newest.id);
  if (standing === 'live') expect(step).toBe(run?.step);
  if (standing === 'idle') expect(step).toBe(newest.step);
}

describe('histories of two tabs', () => {
  const RUNS = Number(process.env.HISTORIES ?? 200);
  const action = fc.record({
    tab: fc.constantFrom(0, 1),
    does: fc.constantFrom(
      'begin',
      'pause',
      'resume',
      'train',
      'train',
      'open',
      'watch',
      'take over',
      'close',
    ),
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
              case 'watch':
                return watchNewest(it, tabs[1 - tab], openTab(name));
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
      recordFigures(`two tabs ${hasLocks ? 'with' : 'without'} locks`, RUNS > 200, {
        [`histories ${hasLocks ? 'with Web Locks' : 'without them'}`]: RUNS,
      });
    },
    60_000 + 200 * RUNS,
  );
});
