/** The library of a tab that has lost its run to another tab: its rows and its newest checkpoint are of the library, not of then. */
import { expect, test } from 'vitest';
import { createLibrary } from '../../../../src/state/library/library';
import { createNotices } from '../../../../src/state/notices';
import type { RunState } from '../../../../src/state/run/run';
import { openRunOf } from '../../../../src/ui/runs/rows';
import { newDatabase } from '../../storage/library';
import { createBrowser, createTab } from './tabs';

const unused = () => {
  throw new Error('not part of this test');
};

/** The library of a tab. @param others runs of its other views */
function libraryOf(tab: ReturnType<typeof createTab>, others: () => readonly RunState[] = () => []) {
  let ids = 0;
  return createLibrary({
    storage: tab.storage,
    ownership: tab.ownership,
    locks: tab.locks,
    notices: createNotices(),
    present: () => [tab.shown.value, ...others()],
    newId: () => `second branch ${++ids}`,
    archiver: { exportRuns: unused, importRuns: unused },
    watchChannel: unused,
    saveNow: async () => {},
  });
}

/** Two tabs, the second of which has taken the run of the first over at step 10, and trained it to step 15. */
async function takenOver() {
  const [browser, name] = [createBrowser(), newDatabase()];
  const [first, second] = [createTab(browser, name, 1), createTab(browser, name, 2)];
  first.begin();
  await first.train(10);
  await second.open(true);
  second.resume();
  await second.train(5);
  await second.pause();
  await first.pause();
  return { first, second };
}

test('a run that another tab has taken over is opened from its newest checkpoint, and goes on as the same run', async () => {
  const { first, second } = await takenOver();
  const library = libraryOf(first);
  const then = first.shown.value!;
  expect([then.recordId, then.step, library.idOf(then)]).toEqual(['run 1.1', 10, null]);
  expect(openRunOf(then, 'train', library.idOf)).toEqual([]);
  const { recordId, state } = await library.open('run 1.1', then);
  expect([recordId, state.step]).toEqual(['run 1.1', 15]);
  expect(library.idOf(then)).toBe('run 1.1');
  expect(libraryOf(second).idOf(second.shown.value!)).toBe('run 1.1');
});

test('where another view still has it as it was then, what is opened is a run of its own', async () => {
  const { first } = await takenOver();
  const then = first.shown.value!;
  const library = libraryOf(first, () => [{ ...then, runId: 2 }]);
  const { recordId, state } = await library.open('run 1.1', then);
  expect([recordId, state.step]).toEqual(['second branch 1', 15]);
});

test('what is trained on from then is listed under its own id, and the other tab’s run is not', async () => {
  const { first } = await takenOver();
  first.resume();
  expect(await first.train(3)).toEqual(['branch 1.2', 13]);
  const library = libraryOf(first);
  const [row] = openRunOf(first.shown.value, 'train', library.idOf);
  expect([row.id, row.step, row.trains]).toEqual(['branch 1.2', 13, true]);
  await expect(library.remove('branch 1.2')).rejects.toThrow('This run trains now');
});
