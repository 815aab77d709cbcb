/** Storage under faults: whatever fails, what was acknowledged is whole, and the next attempt succeeds. */
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { StorageError } from '../../../src/storage/errors';
import type { RunStorage } from '../../../src/storage/runs';
import type { DataSource } from '../../../src/types/dataSource';
import { recordFigures } from '../../figures';
import { facts } from './facts';
import { checkpoint, newDatabase, openTab } from './library';

const METHODS = ['put', 'delete', 'get', 'getAll', 'getKey', 'getAllKeys'] as const;
type Method = (typeof METHODS)[number];
type AnyRequest = (this: IDBObjectStore, ...parameters: unknown[]) => IDBRequest;

const prototype = () => IDBObjectStore.prototype as unknown as Record<Method, AnyRequest>;
const originals = Object.fromEntries(METHODS.map((name) => [name, prototype()[name]])) as Record<
  Method,
  AnyRequest
>;

function restore(): void {
  Object.assign(prototype(), originals);
}
afterEach(restore);

/** Calls `before` ahead of every operation of storage, from the first on. */
function intercept(before: (store: IDBObjectStore, method: Method, value: unknown) => void): void {
  for (const name of METHODS)
    prototype()[name] = function (...parameters) {
      before(this, name, parameters[0]);
      return originals[name].apply(this, parameters);
    };
}

const FAULTS: Readonly<Record<string, (store: IDBObjectStore) => void>> = {
  fails() {
    throw new DOMException('the disk cannot be read', 'UnknownError');
  },
  'finds no room'() {
    throw new DOMException('full', 'QuotaExceededError');
  },
  aborts(store) {
    store.transaction.abort();
  },
};

/** Makes the k-th operation of storage go wrong. @returns how many were called so far */
function faultAt(k: number, fault: (store: IDBObjectStore) => void): () => number {
  let called = 0;
  intercept((store) => {
    if (++called === k) fault(store);
  });
  return () => called;
}

const SOURCE: DataSource = { kind: 'points', points: Float32Array.of(1, 2), name: 'mine.csv' };
const at = (id: string, step: number) => checkpoint(id, step, { source: SOURCE });

/** Two runs, one of them with three checkpoints behind it. */
async function library(): Promise<{ name: string; tab: RunStorage }> {
  const name = newDatabase();
  const tab = openTab(name, 'the tab');
  for (const step of [10, 20, 30]) await tab.save(at('one', step), facts());
  await tab.save(at('other', 5), facts());
  return { name, tab };
}

/** All that the library holds, by the eyes of a tab that opens later; every run must be whole. */
async function contents(name: string): Promise<Record<string, number>> {
  const tab = openTab(name);
  const steps: Record<string, number> = {};
  for (const { id, step } of await tab.list()) {
    const loaded = await tab.load(id);
    expect(loaded.faults).toEqual([]);
    expect(loaded.checkpoint.state).toEqual(checkpoint(id, step).state);
    expect(loaded.checkpoint.source).toEqual(SOURCE);
    steps[id] = step;
  }
  await tab.close();
  return steps;
}

const BEFORE = { one: 30, other: 5 };

interface Operation {
  readonly run: (tab: RunStorage) => Promise<unknown>;
  readonly after: Record<string, number>;
  /** What may stand between the two, where it is done in two transactions. */
  readonly between?: Record<string, number>;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'a save, with the checkpoints that it rotates out': {
    run: (tab) => tab.save(at('one', 40), facts()),
    after: { one: 40, other: 5 },
  },
  'the first save of a run': { run: (tab) => tab.save(at('new', 1), facts()), after: { ...BEFORE, new: 1 } },
  'a deletion for good': {
    async run(tab) {
      await tab.change('other', { removedAt: 1 });
      await tab.purge(2);
    },
    between: { one: 30 },
    after: { one: 30 },
  },
  'an import': {
    run: (tab) => tab.add({ record: RECORD, checkpoint: at('imported', 9) }),
    after: { ...BEFORE, imported: 9 },
  },
};

const RECORD = {
  id: 'imported',
  createdAt: 1,
  updatedAt: 1009,
  config: checkpoint('', 9).config,
  data: null,
  step: 9,
  finished: false,
  pinned: false,
  removedAt: null,
  writer: '',
  saves: 1,
  schema: 2,
  appVersion: '',
  ...facts(),
};

let faultsCaused = 0;
afterAll(() => recordFigures('k-th operation of storage', false, { 'faults caused': faultsCaused }));

describe.each(Object.keys(FAULTS))('the k-th operation of storage %s, for all k', (fault) => {
  test.each(Object.keys(OPERATIONS))(
    'in %s: nothing acknowledged is lost, and it succeeds the next time',
    async (subject) => {
      const { run, after, between = BEFORE } = OPERATIONS[subject];
      let operations = 0;
      for (let k = 1; ; k++) {
        const { name, tab } = await library();
        const called = faultAt(k, FAULTS[fault]);
        const failed = await run(tab).then(
          () => false,
          () => true,
        );
        restore();
        const found = await contents(name);
        if (!failed) expect(found).toEqual(after);
        else if (found.one === BEFORE.one)
          expect(Object.keys(found)).toEqual(expect.arrayContaining(['one']));
        if (failed) {
          const isWhole = [BEFORE, between, after].map((steps) => JSON.stringify(steps));
          expect(isWhole).toContain(JSON.stringify(found));
          await run(tab);
          expect(await contents(name)).toEqual(after);
        }
        await tab.close();
        operations = called();
        if (operations < k) break;
        faultsCaused++;
      }
      expect(operations).toBeGreaterThan(3);
    },
  );
});

describe('what the user is told of storage that fails', () => {
  test('a read that fails is said to be one, with the browser’s words beside it', async () => {
    const { tab } = await library();
    faultAt(1, FAULTS.fails);
    const error = await tab.list().catch((error) => error);
    expect(error).toBeInstanceOf(StorageError);
    expect(error.message).toMatch(/^The browser could not read its storage\./);
    expect(error.message).not.toMatch(/save/);
    expect(error.details).toBe('UnknownError: the disk cannot be read');
  });

  test('a write that fails is said to be one, and that training goes on', async () => {
    const { tab } = await library();
    faultAt(1, FAULTS.fails);
    await expect(tab.save(at('one', 40), facts())).rejects.toThrow(/could not write.*Training goes on/);
  });

  test.each([
    ['SecurityError', /lets this page store nothing.*private window.*Download model/],
    ['VersionError', /newer version of this page.*Reload/],
  ])('a database that cannot be opened with a %s says why, and what to do', async (name, says) => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => {
      throw new DOMException('no', name);
    };
    const tab = openTab(newDatabase());
    try {
      await expect(tab.list()).rejects.toThrow(says);
      await expect(tab.save(at('one', 40), facts())).rejects.toThrow(says);
    } finally {
      IDBFactory.prototype.open = open;
    }
    expect(await tab.list()).toEqual([]); // allowed meanwhile
  });
});

describe('an origin with 3 MB', () => {
  const ROOM = 3 * 2 ** 20;
  const NUMBERS = 56_000; // 0.9 MB a checkpoint

  const isIn = (range: IDBKeyRange, key: string): boolean => {
    const [runId, step] = key.split(',');
    return range.includes([runId, Number(step)]);
  };

  /** Bytes of the arrays in the database, by key. */
  function meter(room: () => number): Map<string, number> {
    const sizes = new Map<string, number>();
    intercept((store, method, value) => {
      if (store.name !== 'checkpoints') return;
      if (method === 'delete') {
        const range = value instanceof IDBKeyRange ? value : IDBKeyRange.only(value);
        for (const key of [...sizes.keys()].filter((key) => isIn(range, key))) sizes.delete(key);
        return;
      }
      if (method !== 'put') return;
      const { runId, step, ...arrays } = value as Record<string, unknown>;
      const bytes = Object.values(arrays).reduce<number>(
        (sum, array) => sum + (array as Float32Array).byteLength,
        0,
      );
      const key = [runId, step].join();
      const used = [...sizes].reduce((sum, [other, size]) => sum + (other === key ? 0 : size), 0);
      if (used + bytes > room()) throw new DOMException('full', 'QuotaExceededError');
      sizes.set(key, bytes);
    });
    return sizes;
  }

  const large = (id: string, step: number) => {
    const array = (first: number) => new Float32Array(NUMBERS).fill(first);
    const state = { step, params: array(step), ema: array(1), m: array(2), v: array(3) };
    return checkpoint(id, step, { state });
  };

  test('the oldest checkpoints go first and never the last of a run; then a save fails, and succeeds once there is room', async () => {
    let room = ROOM;
    meter(() => room);
    const name = newDatabase();
    const tab = openTab(name);
    let madeRoom = 0;
    for (const step of [1, 2, 3]) madeRoom += (await tab.save(large('one', step), facts())).madeRoom;
    for (const step of [4, 5]) madeRoom += (await tab.save(large('two', step), facts())).madeRoom;
    madeRoom += (await tab.save(large('three', 6), facts())).madeRoom;
    expect(madeRoom).toBeGreaterThan(1);
    const newest = async () => {
      const runs = await tab.list();
      const loaded = await Promise.all(runs.map(({ id }) => tab.load(id)));
      return loaded.map(({ checkpoint, faults }) => [
        checkpoint.recordId,
        checkpoint.state.step,
        faults.length,
      ]);
    };
    expect(await newest()).toEqual([
      ['three', 6, 0],
      ['two', 5, 0],
      ['one', 3, 0],
    ]);
    const refused = await tab.save(large('four', 7), facts()).catch((error) => error);
    await expect(tab.save(large('one', 8), facts())).rejects.toThrow(/no room/);
    expect(refused).toBeInstanceOf(StorageError);
    expect(refused.full).toBe(true);
    expect(await newest()).toHaveLength(3);
    room = 2 * ROOM;
    await tab.save(large('four', 9), facts());
    expect((await newest())[0]).toEqual(['four', 9, 0]);
  });

  test('deleted runs go before any checkpoint', async () => {
    const name = newDatabase();
    const tab = openTab(name);
    meter(() => ROOM);
    for (const step of [1, 2]) await tab.save(large('one', step), facts());
    await tab.save(large('two', 3), facts());
    await tab.change('two', { removedAt: 1 });
    const { madeRoom } = await tab.save(large('three', 4), facts());
    expect(madeRoom).toBe(0); // of checkpoints that anyone misses
    expect((await tab.list()).map(({ id }) => id)).toEqual(['three', 'one']);
  });
});
