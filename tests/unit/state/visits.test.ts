import { signal } from '@preact/signals';
import { beforeEach, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { beginRun, type RunState } from '../../../src/state/run/run';
import { followVisits } from '../../../src/state/visits';
import type { Phase } from '../../../src/types/run';

let stored: Map<string, string>;
let alive: string[];
let visits: number;
beforeEach(() => {
  [stored, alive, visits] = [new Map(), [], 0];
});

function visit() {
  const run = signal<RunState | null>(null);
  const calls: (() => void)[] = [];
  const id = `visit ${++visits}`;
  const followed = followVisits({
    storage: () => ({
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    }),
    locks: {
      request: async (name: string) => void alive.push(name),
      query: async () => ({ held: alive.map((name) => ({ name })) }),
    } as unknown as LockManager,
    visit: id,
    runs: [run],
    later: (call) => calls.push(call),
  });
  const phase = (name: Phase) => {
    run.value = { ...beginRun({ runId: 1, recordId: 'one', config: DEFAULT_CONFIG }), phase: name };
  };
  /** The browser ends without a word. */
  const die = () => {
    alive = alive.filter((name) => !name.endsWith(id));
  };
  const tenSeconds = () => {
    for (const call of calls) call();
  };
  return { ...followed, phase, die, tenSeconds };
}

const dieWhileStarting = () => {
  const { phase, die } = visit();
  phase('preparing');
  phase('training');
  die();
};

test('after two visits in a row that ended while a run was starting, the next one is quiet', async () => {
  expect(await visit().isQuiet()).toBe(false);
  dieWhileStarting();
  expect(await visit().isQuiet()).toBe(false);
  dieWhileStarting();
  expect(await visit().isQuiet()).toBe(true);
  dieWhileStarting();
  expect(await visit().isQuiet()).toBe(true);
});

test.each([
  ['trains for ten seconds', (it: ReturnType<typeof visit>) => it.tenSeconds()],
  ['pauses', (it: ReturnType<typeof visit>) => it.phase('paused')],
  ['fails with a message', (it: ReturnType<typeof visit>) => it.phase('failed')],
])('a run that %s ends the row', async (_, does) => {
  dieWhileStarting();
  dieWhileStarting();
  const good = visit();
  good.phase('training');
  does(good);
  good.die();
  dieWhileStarting();
  expect(await visit().isQuiet()).toBe(false);
});

test('a visit that is left in good order is not one of them, and one that is alive in another tab is not either', async () => {
  dieWhileStarting();
  const left = visit();
  left.phase('compiling');
  left.leave();
  left.die();
  expect(await visit().isQuiet()).toBe(false);
  const other = visit();
  other.phase('training');
  expect(await visit().isQuiet()).toBe(false);
  other.die();
  expect(await visit().isQuiet()).toBe(true);
});

test('a browser without storage counts none', async () => {
  const broken = () => {
    throw new DOMException('no', 'SecurityError');
  };
  const { isQuiet, leave } = followVisits({
    storage: broken,
    locks: null,
    visit: 'one',
    runs: [],
  });
  leave();
  expect(await isQuiet()).toBe(false);
});
