/** Runs for the tests of storage, on an IndexedDB in memory. */
import 'fake-indexeddb/auto';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { openRuns } from '../../../src/storage/runs';
import type { Checkpoint, RunQuality } from '../../../src/storage/schema';

let databases = 0;
let ids = 0;

/** A name that no other test uses. */
export const newDatabase = (): string => `runs ${++databases}`;

/** A tab's view of a database. */
export const openTab = (databaseName: string, writer = `tab ${++ids}`) =>
  openRuns({ databaseName, writer, newId: () => `new ${++ids}`, appVersion: '0.1.0' });

/** All numbers follow from the run and the step, so that a mixture of two checkpoints is seen. */
export const checkpoint = (recordId: string, step: number, more: Partial<Checkpoint> = {}): Checkpoint => ({
  recordId,
  config: { ...DEFAULT_CONFIG, seed: 11, trainingSteps: 100 },
  source: undefined,
  state: {
    step,
    params: Float32Array.of(step, 2, 3),
    ema: Float32Array.of(step, 2.5, 3.5),
    m: Float32Array.of(step, 0, 1),
    v: Float32Array.of(step, 1, 0),
  },
  losses: Float32Array.from({ length: step }, (_, i) => 1 / (i + 1)),
  savedAt: 1000 + step,
  ...more,
});

export const quality = (step: number, value: number): RunQuality => {
  const score = { kind: 'energy distance', value, floor: 0.01, spread: null, n: 100 } as const;
  return { step, score, second: { ...score, kind: 'sliced Wasserstein' } };
};
