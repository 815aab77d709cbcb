/** Storage in a real browser; tests/unit/storage has its cases. */
import { openDB } from 'idb';
import { afterEach, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/fields';
import { createRunLocks } from '../../src/state/library/locks';
import { StorageError } from '../../src/storage/errors';
import { openRuns } from '../../src/storage/runs';
import type { Checkpoint } from '../../src/storage/schema';
import { openSpeeds } from '../../src/storage/speeds';
import { facts } from '../unit/storage/facts';

const DATABASE = 'ddpm-lab-test';

const open = (writer: string) =>
  openRuns({ writer, databaseName: DATABASE, newId: () => crypto.randomUUID() });

const checkpoint = (step: number): Checkpoint => ({
  recordId: 'one',
  config: { ...DEFAULT_CONFIG, seed: 11 },
  source: { kind: 'points', points: Float32Array.of(1, 2), name: 'mine.csv' },
  state: {
    step,
    params: Float32Array.of(1, 2, 3),
    ema: Float32Array.of(1.5, 2.5, 3.5),
    m: Float32Array.of(0, 0, 1),
    v: Float32Array.of(0, 1, 0),
  },
  losses: Float32Array.of(0.9, 0.8),
  savedAt: step,
});

afterEach(() => {
  indexedDB.deleteDatabase(DATABASE);
});

test('a run comes back as it was saved, and what cannot be saved is a StorageError that leaves it whole', async () => {
  const tab = open('tab');
  for (const step of [2, 3]) await tab.save(checkpoint(step), facts());
  const unclonable = { ...facts(), backend: (() => 0) as never };
  await expect(tab.save(checkpoint(4), unclonable)).rejects.toThrow(StorageError);
  expect((await tab.load('one')).checkpoint).toEqual(checkpoint(3));
  await tab.close();
});

test('a lock is one tab’s at a time, and its holder learns that another one took it', async () => {
  const [first, second] = [createRunLocks(), createRunLocks()];
  let lost = 0;
  expect(await first.hold('one', () => lost++)).toBe(true);
  expect(await first.hold('one', () => lost++)).toBe(true);
  expect(await second.hold('one', () => {})).toBe(false);
  expect([...(await second.elsewhere())]).toEqual(['one']);
  await second.takeOver('one', () => {});
  await expect.poll(() => lost).toBe(1);
  expect([...(await first.elsewhere())]).toEqual(['one']);
  second.release('one');
  await expect.poll(() => first.hold('one', () => {})).toBe(true);
  first.release('one');
});

test('measured speeds are stored by device', async () => {
  const name = `${DATABASE}-speeds`;
  await openSpeeds(name).remember('a GPU', { webgpu: 40, wasm: 6 });
  expect(await openSpeeds(name).recall('a GPU')).toEqual({ webgpu: 40, wasm: 6 });
  expect(await openSpeeds(name).recall('another')).toBeNull();
  indexedDB.deleteDatabase(name);
});

test('speeds that another measurement or another version of the browser stored are forgotten', async () => {
  const name = `${DATABASE}-old-speeds`;
  await openSpeeds(name, 'Browser 1').remember('a GPU', { webgpu: 40, wasm: 6 });
  expect(await openSpeeds(name, 'Browser 1').recall('a GPU')).toEqual({ webgpu: 40, wasm: 6 });
  expect(await openSpeeds(name, 'Browser 2').recall('a GPU')).toBeNull();
  const database = await openDB(name, 1);
  await database.put('speeds', { webgpu: 0.3, wasm: 20 }, 'a GPU'); // as the first measurement stored it
  database.close();
  expect(await openSpeeds(name, 'Browser 1').recall('a GPU')).toBeNull();
  indexedDB.deleteDatabase(name);
});
