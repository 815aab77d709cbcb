/** The operations of the MLP, and Muon, on the GPU backends, in fused kernels on WebGPU, against stock operations on the processor. */
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../src/runtime/backend';
import { MLP_KERNEL_CHECKS } from '../tensor/mlpKernelChecks';
import { differencesFromPytorch, TOLERANCE } from '../tensor/muonSteps';
import { differences, mostOf, oneOfEachKind } from '../tensor/unetKernelChecks';
import { dirtyMemory } from './dirtyMemory';

describe.each([
  ['webgpu', 1e-5],
  ['webgl', 1e-3], // the exponentials of software WebGL are coarse
] as const)('on %s', (backend, tolerance) => {
  beforeAll(async () => {
    expect((await chooseBackend(backend)).backend).toBe(backend);
    if (backend === 'webgpu') dirtyMemory();
  });

  test.each(oneOfEachKind(MLP_KERNEL_CHECKS))(
    '$name has the value and the gradients of stock operations',
    async (check) => {
      for (const difference of await differences(check, backend))
        expect(difference).toBeLessThan(mostOf(check, tolerance));
    },
  );

  // with WebGL they are stock operations, as in tests/tensor/muon.test.ts
  test.runIf(backend === 'webgpu')('three steps of Muon are those of PyTorch', async () => {
    for (const difference of await differencesFromPytorch()) expect(difference).toBeLessThan(TOLERANCE);
  });
});
