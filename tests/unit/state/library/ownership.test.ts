/** Which runs of the library a tab writes, and under which id. */
import { expect, test, vi } from 'vitest';
import { createOwnership } from '../../../../src/state/library/ownership';

/** A tab beside one that trains the runs of `elsewhere`. */
function createTab(elsewhere: readonly string[] = []) {
  const onLost = vi.fn();
  const ownership = createOwnership({
    storage: { claim: async () => true },
    locks: {
      hold: async (id) => !elsewhere.includes(id),
      takeOver: async () => {},
      elsewhere: async () => new Set(elsewhere),
      release() {},
    },
    newId: () => 'branch',
    onLost,
    onFork() {},
  });
  return { ...ownership, onLost };
}

test('a run that the tab has only looked at is not saved; trained further it is', async () => {
  const tab = createTab();
  tab.opened('run', 1, 100);
  expect(await tab.savedAs('run', 100)).toBeNull();
  expect(await tab.savedAs('run', 101)).toBe('run');
});

test('a run that is opened anew is shown as itself, not as the branch that this tab had of it', async () => {
  const tab = createTab(['run']);
  tab.opened('run', 1, 100);
  tab.trains('run');
  expect(await tab.savedAs('run', 101)).toBe('branch');
  expect(tab.shownAs('run')).toBe('branch');
  tab.opened('run', 2, 150);
  expect(tab.shownAs('run')).toBe('run');
  expect(await tab.savedAs('run', 150)).toBeNull();
});

test('a run is lost once, however often the other tab says so', async () => {
  const tab = createTab();
  tab.trains('run');
  expect(await tab.savedAs('run', 1)).toBe('run');
  tab.lost('run');
  tab.lost('run');
  expect(tab.onLost).toHaveBeenCalledTimes(1);
  expect(tab.ownId('run')).toBeNull();
  expect(await tab.savedAs('run', 2)).toBeNull();
});
