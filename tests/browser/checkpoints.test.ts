import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/fields';
import { type Checkpoint, openCheckpoints, StorageError } from '../../src/storage/checkpoints';
import { openSpeeds } from '../../src/storage/speeds';

const DATABASE = 'ddpm-lab-test';

const checkpoint = (name: string, step: number): Checkpoint => ({
  name,
  config: { ...DEFAULT_CONFIG, seed: 11 },
  state: {
    step,
    parameters: Float32Array.of(1, 2, 3),
    ema: Float32Array.of(1.5, 2.5, 3.5),
    adamM: Float32Array.of(0, 0, 1),
    adamV: Float32Array.of(0, 1, 0),
  },
  losses: Float32Array.of(0.9, 0.8),
  savedAt: 1,
});

afterEach(() => {
  indexedDB.deleteDatabase(DATABASE);
});

describe('checkpoints', () => {
  test('come back as they were saved, the latest under each name', async () => {
    const store = openCheckpoints(DATABASE);
    await store.save(checkpoint('train', 2));
    await store.save(checkpoint('compare.a', 5));
    await store.save(checkpoint('train', 3));
    expect(await store.load('train')).toEqual(checkpoint('train', 3));
    expect(await store.load('compare.a')).toEqual(checkpoint('compare.a', 5));
    await store.remove('train');
    expect(await store.load('train')).toBeNull();
  });

  test('that are broken are not offered', async () => {
    const store = openCheckpoints(DATABASE);
    const good = checkpoint('train', 2);
    await store.save({ ...good, state: { ...good.state, ema: Float32Array.of(1) } });
    expect(await store.load('train')).toBeNull();
  });

  test('that cannot be saved say so in a StorageError', async () => {
    const store = openCheckpoints(DATABASE);
    const unclonable = { ...checkpoint('train', 2), source: (() => 0) as never };
    await expect(store.save(unclonable)).rejects.toThrow(StorageError);
  });
});

test('measured speeds are kept by device', async () => {
  const name = `${DATABASE}-speeds`;
  await openSpeeds(name).remember('a GPU', { webgpu: 40, wasm: 6 });
  expect(await openSpeeds(name).recall('a GPU')).toEqual({ webgpu: 40, wasm: 6 });
  expect(await openSpeeds(name).recall('another')).toBeNull();
  indexedDB.deleteDatabase(name);
});
