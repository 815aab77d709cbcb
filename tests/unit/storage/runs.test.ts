import { openDB } from 'idb';
import { describe, expect, test } from 'vitest';
import { DamagedRunError, TakenOverError } from '../../../src/storage/errors';
import type { Manifest, StoredCheckpoint } from '../../../src/storage/schema';
import type { DataSource } from '../../../src/types/dataSource';
import { facts } from './facts';
import { checkpoint, newDatabase, openTab, quality } from './library';

const stepsOf = async (name: string): Promise<number[]> => {
  const database = await openDB(name);
  const manifests: Manifest[] = await database.getAll('manifests');
  const keys = await database.getAllKeys('checkpoints');
  database.close();
  expect(keys).toEqual(manifests.map(({ runId, step }) => [runId, step]));
  return manifests.map(({ step }) => step);
};

const table = (name: string): DataSource => ({
  kind: 'points',
  points: Float32Array.of(1, 2, 3, 4),
  offset: [10, 20],
  name,
});

describe('a run', () => {
  test('comes back as it was saved, with its data and its record', async () => {
    const tab = openTab(newDatabase());
    const saved = checkpoint('one', 7, { source: table('mine.csv') });
    await tab.save(saved, facts({ thumbnail: Uint8Array.of(1, 2), quality: quality(7, 0.5) }));
    const { checkpoint: loaded, record, faults } = await tab.load('one');
    expect(loaded).toEqual(saved);
    expect(faults).toEqual([]);
    expect(record).toMatchObject({
      id: 'one',
      name: 'a run',
      step: 7,
      finished: false,
      data: { kind: 'points', name: 'mine.csv' },
      quality: { step: 7, score: { value: 0.5, floor: 0.01, n: 100 } },
      thumbnail: Uint8Array.of(1, 2),
      schema: 2,
      appVersion: '0.1.0',
    });
  });

  test('comes back with the moments of the loss where its times follow them, and is damaged where they are', async () => {
    const name = newDatabase();
    const tab = openTab(name);
    const saved = checkpoint('one', 7);
    const lossMoments = Float32Array.of(1, 2, 3);
    await tab.save({ ...saved, state: { ...saved.state, lossMoments } }, facts());
    expect((await tab.load('one')).checkpoint.state).toEqual({ ...saved.state, lossMoments });
    const database = await openDB(name);
    const stored: StoredCheckpoint = await database.get('checkpoints', ['one', 7]);
    await database.put('checkpoints', { ...stored, lossMoments: Float32Array.of(1, 2, 4) });
    database.close();
    await expect(tab.load('one')).rejects.toThrow(/"lossMoments" is not as it was written/);
  });

  test('says how much room its checkpoints take', async () => {
    const tab = openTab(newDatabase());
    await tab.save(checkpoint('one', 10), facts());
    await tab.save(checkpoint('one', 20), facts());
    await tab.save(checkpoint('two', 5), facts());
    // four arrays of 3 numbers and a loss for each step, 4 bytes a number
    const sizes = new Map([
      ['one', 4 * (2 * 4 * 3 + 10 + 20)],
      ['two', 4 * (4 * 3 + 5)],
    ]);
    expect(await tab.sizes()).toEqual(sizes);
  });

  test('is replaced by no other run, and keeps the newest two checkpoints and the best', async () => {
    const name = newDatabase();
    const tab = openTab(name);
    await tab.save(checkpoint('other', 3), facts());
    for (const [step, value] of [
      [10, 0.9],
      [20, 0.2],
      [30, 0.4],
      [40, 0.5],
      [50, 0.3],
    ])
      await tab.save(checkpoint('one', step), facts({ quality: quality(step, value) }));
    expect(await stepsOf(name)).toEqual([20, 40, 50, 3]);
    expect((await tab.load('one')).checkpoint.state.step).toBe(50);
    expect((await tab.list()).map(({ id, step }) => [id, step])).toEqual([
      ['one', 50],
      ['other', 3],
    ]);
  });

  test('that goes back to an earlier step goes on from the checkpoint that was written last', async () => {
    const name = newDatabase();
    const tab = openTab(name);
    for (const step of [10, 20, 12]) await tab.save(checkpoint('one', step), facts());
    expect((await tab.load('one')).checkpoint.state.step).toBe(12);
    await tab.save(checkpoint('one', 15), facts());
    expect(await stepsOf(name)).toEqual([12, 15]);
  });

  test('is measured after its checkpoint, too', async () => {
    const name = newDatabase();
    const tab = openTab(name);
    await tab.save(checkpoint('one', 10), facts());
    await tab.measured('one', quality(10, 0.1));
    for (const step of [20, 30, 40]) await tab.save(checkpoint('one', step), facts());
    expect(await stepsOf(name)).toEqual([10, 30, 40]);
    expect((await tab.list())[0].quality).toEqual(quality(10, 0.1));
  });

  test('is finished at its last step, and has the day of its first checkpoint and its last picture', async () => {
    const tab = openTab(newDatabase());
    await tab.save(checkpoint('one', 99), facts({ thumbnail: Uint8Array.of(7) }));
    expect((await tab.list())[0]).toMatchObject({ finished: false, createdAt: 1099 });
    await tab.save(checkpoint('one', 100), facts());
    expect((await tab.list())[0]).toMatchObject({
      finished: true,
      createdAt: 1099,
      updatedAt: 1100,
      thumbnail: Uint8Array.of(7),
    });
    expect(await tab.duplicate('one', 'copy')).not.toBe('one');
    const copy = (await tab.list()).find(({ name }) => name === 'copy');
    expect(copy).toMatchObject({ finished: true, current: false });
  });

  test('that was deleted while it trains comes back with its next checkpoint', async () => {
    const tab = openTab(newDatabase());
    await tab.save(checkpoint('one', 10), facts());
    await tab.change('one', { removedAt: 5 });
    await tab.save(checkpoint('one', 20), facts());
    expect((await tab.list()).map(({ step }) => step)).toEqual([20]);
  });

  test('has no measurement of a tab that does not write it', async () => {
    const name = newDatabase();
    await openTab(name).save(checkpoint('one', 10), facts());
    await openTab(name).measured('one', quality(10, 0.1));
    expect((await openTab(name).list())[0].quality).toBeNull();
  });

  test('is renamed, pinned alone, duplicated, deleted, brought back, and at last deleted for good', async () => {
    const name = newDatabase();
    const tab = openTab(name);
    const source = table('mine.csv');
    await tab.save(checkpoint('one', 10, { source }), facts());
    await tab.save(checkpoint('two', 10), facts());
    await tab.change('one', { name: 'mine' });
    await tab.pin('two');
    await tab.pin('one');
    await tab.save(checkpoint('one', 20, { source }), facts());
    const copy = await tab.duplicate('one', 'mine, copy');
    expect((await tab.list()).map(({ name, step, pinned }) => [name, step, pinned])).toEqual([
      ['mine, copy', 20, false],
      ['mine', 20, true],
      ['a run', 10, false],
    ]);
    expect((await tab.load(copy)).checkpoint).toMatchObject({ source, state: checkpoint('one', 20).state });

    await tab.change('one', { removedAt: 5 });
    expect(await tab.list()).toHaveLength(2);
    await tab.purge(5);
    await tab.change('one', { removedAt: null });
    expect(await tab.list()).toHaveLength(3);
    for (const id of ['one', copy]) await tab.change(id, { removedAt: 5 });
    await tab.purge(6);
    expect(await tab.list()).toHaveLength(1);
    expect(await stepsOf(name)).toEqual([10]);
    const database = await openDB(name);
    expect(await database.getAllKeys('data')).toEqual([]);
    database.close();
  });

  test('stores the data of the user once, however many runs and checkpoints use them', async () => {
    const name = newDatabase();
    const tab = openTab(name);
    for (const id of ['one', 'two'])
      for (const step of [1, 2, 3])
        await tab.save(checkpoint(id, step, { source: table('mine.csv') }), facts());
    const database = await openDB(name);
    expect(await database.count('data')).toBe(1);
    database.close();
  });
});

describe('a damaged checkpoint', () => {
  const damage: Readonly<Record<string, (value: StoredCheckpoint) => object>> = {
    'a changed number': (value) => ({ ...value, m: value.m.with(1, 0.5) }),
    'a missing array': ({ ema, ...rest }) => rest,
    'a short array': (value) => ({ ...value, v: value.v.slice(1) }),
    'changed losses': (value) => ({ ...value, losses: value.losses.with(0, 9) }),
  };
  test.each(Object.keys(damage))('with %s is passed over for the one before, and says so', async (kind) => {
    const name = newDatabase();
    const tab = openTab(name);
    for (const step of [10, 20]) await tab.save(checkpoint('one', step), facts());
    const database = await openDB(name);
    await database.put('checkpoints', damage[kind](await database.get('checkpoints', ['one', 20])));
    const { checkpoint: loaded, faults } = await tab.load('one');
    expect(loaded).toEqual(checkpoint('one', 10));
    expect(faults).toEqual([expect.stringMatching(/^The checkpoint of step 20 cannot be used: "/)]);
    await database.put('checkpoints', damage[kind](await database.get('checkpoints', ['one', 10])));
    await expect(tab.load('one')).rejects.toThrow(DamagedRunError);
    await expect(tab.load('one')).rejects.toThrow(/step 20 .*step 10 .*delete it in Runs, or import it/);
    database.close();
  });

  test('is left out of a copy: what is said of it is of the checkpoint before', async () => {
    const name = newDatabase();
    const tab = openTab(name);
    const { config } = checkpoint('one', 10);
    await tab.save(checkpoint('one', 10), facts());
    const curve = { steps: Float32Array.of(1, 10, 15, 20), values: Float32Array.of(4, 3, 2, 1) };
    const end = checkpoint('one', 20, { config: { ...config, trainingSteps: 20 } });
    await tab.save(end, facts({ curve, quality: quality(20, 0.1) }));
    const records = async (id: string) => (await tab.list()).find((record) => record.id === id)!;
    const whole = await records(await tab.duplicate('one', 'of the newest'));
    expect(whole).toMatchObject({ step: 20, finished: true, curve, quality: quality(20, 0.1) });
    const database = await openDB(name);
    await database.delete('checkpoints', ['one', 20]);
    database.close();
    const { step, finished, config: settings, ...rest } = await records(await tab.duplicate('one', 'a copy'));
    expect([step, finished, settings.trainingSteps]).toEqual([10, false, config.trainingSteps]);
    expect(rest.quality).toBeNull();
    expect(rest.curve).toEqual({ steps: Float32Array.of(1, 10), values: Float32Array.of(4, 3) });
  });

  test.each([
    ['of a newer version of the app', { schema: 3 }, /newer version/],
    ['with a changed setting', { config: { ...checkpoint('one', 20).config, seed: 12 } }, /description/],
    ['with another step', { savedAt: 3 }, /description/],
  ])('%s is passed over, too', async (_, change, says) => {
    const name = newDatabase();
    const tab = openTab(name);
    for (const step of [10, 20]) await tab.save(checkpoint('one', step), facts());
    const database = await openDB(name);
    await database.put('manifests', { ...(await database.get('manifests', ['one', 20])), ...change });
    database.close();
    const { checkpoint: loaded, faults } = await tab.load('one');
    expect(loaded.state.step).toBe(10);
    expect(faults.join()).toMatch(says);
  });

  test('with weights that are not finite is passed over; a loss that is not finite is part of the history', async () => {
    const tab = openTab(newDatabase());
    await tab.save(checkpoint('one', 10, { losses: Float32Array.of(1, Number.NaN) }), facts());
    const { state } = checkpoint('one', 20);
    const broken = { ...state, ema: state.ema.with(1, Number.NaN) };
    await tab.save(checkpoint('one', 20, { state: broken }), facts());
    const { checkpoint: loaded, faults } = await tab.load('one');
    expect(loaded.losses).toEqual(Float32Array.of(1, Number.NaN));
    expect(faults.join()).toContain('not finite');
  });

  test('whose data are damaged still opens, without them', async () => {
    const name = newDatabase();
    const tab = openTab(name);
    await tab.save(checkpoint('one', 10, { source: table('mine.csv') }), facts());
    const database = await openDB(name);
    const [stored] = await database.getAll('data');
    await database.put('data', { ...stored, source: table('other.csv') });
    database.close();
    const { checkpoint: loaded, faults } = await tab.load('one');
    expect(loaded.source).toBeUndefined();
    expect(faults.join()).toContain('data');
  });
});

describe('two tabs', () => {
  test('do not write one run: the one that claimed it last does, from where the other had saved it', async () => {
    const name = newDatabase();
    const [first, second] = [openTab(name), openTab(name)];
    await first.save(checkpoint('one', 10), facts());
    expect(await second.claim('one', 999)).toBe(false);
    expect(await second.claim('none', 1010)).toBe(false);
    expect(await second.claim('one', 1010)).toBe(true);
    await expect(first.save(checkpoint('one', 12), facts())).rejects.toThrow(TakenOverError);
    await second.save(checkpoint('one', 11), facts());
    expect(await first.claim('one', 1010)).toBe(false);
    expect((await first.load('one')).checkpoint.state.step).toBe(11);
  });
});
