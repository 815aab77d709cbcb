/** What a run will cost is measured before it starts, by steps that leave nothing behind. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { previewLimits } from '../../src/config/previews';
import { runTime } from '../../src/state/train/runTime';
import { createTrainerHost } from '../../src/training/host';
import type { TrainerEvent } from '../../workers/protocol';
import { TINY } from './runs';

const CONFIG = { ...TINY, backend: 'wasm' as const, width: 64, batchSize: 128, trainingSteps: 400 };

/** A host, and a promise of its next event of a kind. */
async function createScene() {
  const host = createTrainerHost();
  let listen: (event: TrainerEvent) => void = () => {};
  await host.connect((event) => listen(event));
  const reach = (phase: string) =>
    new Promise<void>((resolve) => {
      listen = (event) => {
        if (event.type === 'phase' && event.phase === phase) resolve();
      };
    });
  return { host, reach };
}

/** Measures once more where other processes took the device during the run alone. */
const retried = { retry: 2 };

test(
  'the estimate is within a factor of 1.5 of the time of the run, previews included',
  retried,
  async () => {
    const { host, reach } = await createScene();
    await host.estimate(CONFIG); // loads the backend
    const estimate = async () => {
      const { step, millisecondsPerEvaluation, backend } = (await host.estimate(CONFIG))!;
      const limits = previewLimits(backend, false);
      const speed = {
        step: step.median,
        quartiles: step.quartiles,
        evaluation: millisecondsPerEvaluation,
        limits,
      };
      return runTime([{ config: CONFIG, steps: CONFIG.trainingSteps, speed }]).likely;
    };
    const before = await estimate();
    const compiling = reach('compiling');
    await host.start([{ runId: 1, config: CONFIG }]);
    await compiling; // data and backend are ready
    const began = performance.now();
    await reach('done');
    const took = performance.now() - began;
    const after = await estimate();
    // between both estimates where the device became busier or less busy meanwhile
    expect(took).toBeGreaterThan(Math.min(before, after) / 1.5);
    expect(took).toBeLessThan(Math.max(before, after) * 1.5);
    await host.stop();
  },
);

test('it leaves no tensor behind, and nothing is measured that cannot be trained', async () => {
  const { host } = await createScene();
  await host.estimate(CONFIG);
  const before = tf.memory().numTensors;
  expect(await host.estimate(CONFIG)).not.toBeNull();
  expect(tf.memory().numTensors).toBe(before);
  expect(await host.estimate({ ...CONFIG, model: 'unet' })).toBeNull();
  expect(await host.estimate({ ...CONFIG, dataset: 'csv' })).toBeNull();
  expect(tf.memory().numTensors).toBe(before);
});

test('nothing is measured while a run trains, and a start ends a measurement', async () => {
  const { host, reach } = await createScene();
  const training = reach('training');
  await host.start([{ runId: 1, config: { ...CONFIG, trainingSteps: 100_000 } }]);
  await training;
  expect(await host.estimate(CONFIG)).toBeNull();
  const paused = reach('paused');
  await host.pause();
  await paused;
  const measurement = host.estimate(CONFIG);
  const again = reach('training');
  await host.start([{ runId: 2, config: CONFIG }]);
  expect(await measurement).toBeNull();
  await again; // the run is not held up by it
  await host.stop();
});

test('a later measurement ends the one before it', async () => {
  const { host } = await createScene();
  const [first, second] = await Promise.all([host.estimate(CONFIG), host.estimate(CONFIG)]);
  expect(first).toBeNull();
  expect(second?.step.median).toBeGreaterThan(0);
  expect(second?.backend.backend).toBe('wasm');
});
