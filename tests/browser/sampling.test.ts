/** The same sampler code drives float64 numbers and a GPU's tensors. */
import { beforeAll, describe, test } from 'vitest';
import { chooseBackend } from '../../src/runtime/backend';
import { expectFloat64Trajectory, SAMPLERS } from '../tensor/trajectories';

describe.each(['webgpu', 'webgl'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await chooseBackend(backend, ({ message }) => {
      throw new Error(message);
    });
  });

  // few steps: a software adapter takes milliseconds for each of a step's operations
  test.each(SAMPLERS)('%s in float32 stays within 5e-4 of the float64 trajectory', (_, changes) =>
    expectFloat64Trajectory({ ...changes, samplingSteps: 12 }),
  );
});
