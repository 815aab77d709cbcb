import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { checkpoint, newDatabase, openTab } from './library';

/** The database as version 1 of the app made it. */
async function version1(name: string, values: readonly object[]): Promise<void> {
  const database = await openDB(name, 1, {
    upgrade: (opened) => void opened.createObjectStore('checkpoints', { keyPath: 'name' }),
  });
  for (const value of values) await database.put('checkpoints', value);
  database.close();
}

const { state, config, losses } = checkpoint('', 20);
const STORED = {
  name: 'train',
  config,
  source: { kind: 'points', points: Float32Array.of(1, 2), name: 'mine.csv' },
  state: { step: 20, parameters: state.params, ema: state.ema, adamM: state.m, adamV: state.v },
  losses,
  savedAt: 1234,
};

test('the checkpoint of version 1 becomes a run of the library, with its data, and once only', async () => {
  const name = newDatabase();
  await version1(name, [STORED]);
  const tab = openTab(name);
  const [record, ...others] = await tab.list();
  expect(others).toEqual([]);
  expect(record).toMatchObject({
    step: 20,
    finished: false,
    current: true,
    origin: 'train',
    updatedAt: 1234,
  });
  const { checkpoint: loaded } = await tab.load(record.id);
  expect(loaded).toMatchObject({ state, config, losses, source: STORED.source });
  await tab.close();

  const later = openTab(name);
  expect(await later.claim(record.id, 1234)).toBe(true);
  await later.change(record.id, { removedAt: 1 });
  await later.purge(2);
  await later.close();
  expect(await openTab(name).list()).toEqual([]);
});

test('an early checkpoint without moments has zeros; one that is broken, and never was offered, becomes no run', async () => {
  const name = newDatabase();
  const { parameters, ema } = STORED.state;
  await version1(name, [
    { ...STORED, state: { step: 20, parameters, ema } },
    { ...STORED, name: 'broken', state: { step: 20, parameters, ema: Float32Array.of(1) } },
  ]);
  const tab = openTab(name);
  const records = await tab.list();
  expect(records).toHaveLength(1);
  const zeros = new Float32Array(3);
  expect((await tab.load(records[0].id)).checkpoint.state).toEqual({ ...state, m: zeros, v: zeros });
});

test('two tabs that open at once take it over once', async () => {
  const name = newDatabase();
  await version1(name, [STORED]);
  const lists = await Promise.all([openTab(name).list(), openTab(name).list()]);
  expect(lists.map((records) => records.length)).toEqual([1, 1]);
});
