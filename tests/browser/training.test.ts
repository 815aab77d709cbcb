/** A tiny run on each GPU backend (a software adapter in CI): the loss falls, samples are drawn, tensors do not pile up. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { createTrainerHost } from '../../src/training/host';
import type { BackendId } from '../../src/types/backend';
import type { TrainerEvent } from '../../workers/protocol';

const TINY: RunConfig = {
  ...DEFAULT_CONFIG,
  dataset: 'moons',
  T: 10,
  samplingSteps: 10,
  width: 16,
  depth: 1,
  timeFeatures: 8,
  coordinateFeatures: 0,
  batchSize: 32,
  trainingSteps: 30,
  warmupSteps: 0,
  learningRate: 0.01,
};

/** Trains to the end (or to a failure). @returns all events */
async function train(config: RunConfig): Promise<TrainerEvent[]> {
  const host = createTrainerHost();
  const events: TrainerEvent[] = [];
  await new Promise<void>((resolve, reject) => {
    void host
      .connect((event) => {
        events.push(event);
        if (event.type === 'failed') reject(new Error(`${event.code}: ${event.message}`));
        if (event.type === 'phase' && event.phase === 'done') resolve();
      })
      .then(() => host.start([{ runId: 1, config }]))
      .catch(reject);
  });
  await host.stop();
  return events;
}

const lossesIn = (events: readonly TrainerEvent[]): number[] =>
  events.flatMap((event) => (event.type === 'losses' ? Array.from(event.losses) : []));

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

const reportIn = (events: readonly TrainerEvent[]) =>
  events.find((event) => event.type === 'backend')?.report;

const losses: Partial<Record<BackendId, number[]>> = {};

test.each(['webgpu', 'webgl', 'wasm'] as const)(
  '30 steps on %s: a falling loss, and samples',
  async (backend) => {
    const events = await train({ ...TINY, backend });
    expect(reportIn(events)).toMatchObject({ backend, reason: '' });
    const reported = lossesIn(events);
    losses[backend] = reported;
    expect(reported).toHaveLength(30);
    expect(reported.every(Number.isFinite)).toBe(true);
    expect(mean(reported.slice(-10))).toBeLessThan(mean(reported.slice(0, 5)));
    const pictures = events.filter((event) => event.type === 'samples');
    expect(pictures.length).toBeGreaterThanOrEqual(2);
    const states = pictures.at(-1)!.trajectory.states;
    expect(states.every(Number.isFinite)).toBe(true);
    expect(Math.max(...states)).toBeGreaterThan(0.1); // something was drawn
  },
);

test('the same seed gives the same losses on every backend, to 1e-3', () => {
  for (const backend of ['webgpu', 'webgl'] as const)
    for (const [i, loss] of losses.wasm!.entries())
      expect(Math.abs(losses[backend]![i] / loss - 1), `${backend}, step ${i + 1}`).toBeLessThan(1e-3);
});

test('auto passes over a software adapter, and says so', async () => {
  const events = await train({ ...TINY, trainingSteps: 1, backend: 'auto' });
  const report = reportIn(events)!;
  if (report.backend === 'wasm') expect(report.reason).toMatch(/programs? on the processor/);
  else expect(report.software).toBe(false); // a machine with a GPU
});

test.each(['webgpu', 'webgl'] as const)(
  'the number of tensors on %s is the same after each of 200 steps',
  async (backend) => {
    const { chooseBackend } = await import('../../src/runtime/backend');
    const { createTinyLearner } = await import('../tensor/runs');
    await chooseBackend(backend, ({ message }) => {
      throw new Error(message);
    });
    // The smallest network there is: what could pile up does so in the step, not in the layers.
    const learner = createTinyLearner({
      width: 4,
      depth: 1,
      batchSize: 4,
      timeFeatures: 4,
      conditioning: 'none',
      gradientClip: 0,
    });
    const step = () => learner.learn();
    for (let i = 0; i < 3; i++) step();
    const before = tf.memory().numTensors;
    for (let i = 0; i < 200; i++) {
      step();
      if (i % 20 === 19) await step().loss.data(); // a software adapter's queue must not grow without end
      expect(tf.memory().numTensors).toBe(before);
    }
    const { params } = await learner.read();
    expect(params.every(Number.isFinite)).toBe(true);
    learner.dispose();
  },
);
