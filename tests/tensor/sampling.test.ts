/** The reverse loop on tensors: right for a distribution whose noise is known exactly, and the float64 trajectory in float32. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { fillNormal } from '../../src/lib/rng';
import { sample, sampleTrajectory } from '../../src/sampling/sample';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';
import { exactTensors, expectFloat64Trajectory, MEAN, planOf, SAMPLERS, STD } from './trajectories';

beforeAll(() => useNodeBackend('wasm'));

test.each(SAMPLERS)(
  'with the exact noise of a Gaussian, %s gives its mean and deviation',
  async (_, changes) => {
    const { plan } = planOf(changes);
    const points = (await sample(plan, exactTensors, { seed: 2, count: 4000 }))!;
    for (const axis of [0, 1]) {
      const values = Array.from({ length: 4000 }, (_, i) => points[2 * i + axis]);
      const mean = values.reduce((a, b) => a + b, 0) / 4000;
      const std = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 3999);
      // Sampling error: 4 standard errors of a mean are 0.03, of a deviation 0.022; the rest is the solvers' own at 100 steps.
      expect(Math.abs(mean - MEAN[axis])).toBeLessThan(0.04);
      expect(Math.abs(std - STD)).toBeLessThan(0.05);
    }
  },
);

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => useNodeBackend(backend));

  test.each(SAMPLERS)('%s in float32 stays within 5e-4 of the float64 trajectory', (_, changes) =>
    expectFloat64Trajectory(changes),
  );
});

test.each(SAMPLERS)('%s leaves no tensor behind', async (_, changes) => {
  await useNodeBackend('wasm');
  const { plan, process } = planOf({ ...changes, samplingSteps: 10 });
  const before = tf.memory().numTensors;
  await sample(plan, exactTensors, { seed: 1, count: 30 });
  await sampleTrajectory(plan, process, exactTensors, { seed: 1, count: 30 });
  const cancelling = new AbortController();
  let steps = 0;
  const onStep = () => ++steps > 3 && cancelling.abort();
  expect(
    await sample(plan, exactTensors, { seed: 1, count: 30, onStep, signal: cancelling.signal }),
  ).toBeNull();
  expect(steps).toBe(4);
  expect(tf.memory().numTensors).toBe(before);
});

test('the same seed gives the same samples in chunks of any size', async () => {
  const { plan } = planOf({ samplingSteps: 5 });
  const many = (await sample(plan, exactTensors, { seed: 3, count: 2500 }))!; // two chunks
  const few = (await sample(plan, exactTensors, { seed: 3, count: 100 }))!;
  expect(Array.from(few)).toEqual(Array.from(many.subarray(0, 200)));
});

test('a trajectory goes from noise to the samples, in at most 33 frames', async () => {
  const { plan, process } = planOf({});
  const trajectory = (await sampleTrajectory(plan, process, exactTensors, { seed: 3, count: 50 }))!;
  expect(trajectory.frames).toBe(33);
  expect(trajectory.nfe).toBe(100);
  expect(trajectory.states).toHaveLength(33 * 50 * 2);
  const samples = (await sample(plan, exactTensors, { seed: 3, count: 50 }))!;
  expect(Array.from(trajectory.states.slice(-100))).toEqual(Array.from(samples));
  expect(Array.from(trajectory.guesses.slice(-100))).toEqual(Array.from(samples));
  const noise = fillNormal(new Float32Array(100), { seed: 3, stream: 'start', step: 0 });
  for (let i = 0; i < 100; i++) expect(trajectory.states[i]).toBeCloseTo(noise[i] * plan.initialScale, 5);
  expect(trajectory.times[0]).toBe(99);
  for (let k = 1; k < 33; k++) expect(trajectory.sigmas[k]).toBeLessThan(trajectory.sigmas[k - 1]);
  expect(trajectory.sigmas[32]).toBe(0);
});
