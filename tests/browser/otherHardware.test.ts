/** Own shaders as other hardware may run them: see `otherHardware.ts`. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { dispatch } from '../../src/webgpu/dispatch';
import { THREADS_OF_HARDWARE, THREADS_OF_SOFTWARE } from '../../src/webgpu/threads';
import { DIT_KERNEL_CHECKS } from '../tensor/ditKernelChecks';
import { trainAlone, trainJointly } from '../tensor/jointRuns';
import { MLP_KERNEL_CHECKS } from '../tensor/mlpKernelChecks';
import { differencesFromPytorch, TOLERANCE } from '../tensor/muonSteps';
import { differences, KERNEL_CHECKS, type KernelCheck, mostOf } from '../tensor/unetKernelChecks';
import { dirtyMemory } from './dirtyMemory';
import { startOn } from './otherHardware';

const passes = async (check: KernelCheck): Promise<boolean> =>
  (await differences(check, 'webgpu')).every((difference) => difference < mostOf(check, 1e-4));

describe('cut for hardware, threads and workgroups in another order, spare workgroups, guarded writes', () => {
  beforeAll(async () => {
    await startOn({ shuffled: true, guarded: true, spare: true, threads: THREADS_OF_HARDWARE });
    dirtyMemory();
  });

  test.each([...MLP_KERNEL_CHECKS, ...KERNEL_CHECKS, ...DIT_KERNEL_CHECKS])('$name', async (check) => {
    expect(await passes(check)).toBe(true);
  });

  test('a write outside of an array is seen', async () => {
    const write = (to: string) =>
      dispatch({
        name: 'outside',
        sizes: {},
        inputs: {},
        outputs: { y: [8] },
        workgroups: 1,
        body: `y[${to}] = 1.0;`,
      });
    expect(Array.from(await write('local % 8u').y.data())).toEqual(new Array(8).fill(1));
    expect((await write('i32(local)').y.data()).some(Number.isNaN)).toBe(true);
  });
});

describe('two models in each dispatch, threads and workgroups in another order, guarded writes', () => {
  beforeAll(async () => {
    await startOn({ shuffled: true, guarded: true, threads: THREADS_OF_HARDWARE });
    dirtyMemory();
  });

  test('three steps of Muon are those of PyTorch', async () => {
    for (const difference of await differencesFromPytorch()) expect(difference).toBeLessThan(TOLERANCE);
  });

  test('20 joint steps are 20 steps of each side alone, bit for bit', async () => {
    const config = { width: 10, depth: 2, batchSize: 19, coordinateFeatures: 2, T: 40 };
    const sides = [{ ...config, schedule: 'linear' } as const, { ...config, prediction: 'x0' } as const];
    const joint = await trainJointly(sides, 20);
    expect(joint[0].losses.every(Number.isFinite)).toBe(true);
    expect(joint).toEqual(await trainAlone(sides, 20));
  });
});

/** Their images are too few for a large GPU, and a software adapter joins no norm with its convolution. */
describe('cut for a small GPU, threads and workgroups in another order, spare workgroups, guarded writes', () => {
  beforeAll(async () => {
    await startOn({ shuffled: true, guarded: true, spare: true, threads: 2 * THREADS_OF_SOFTWARE });
    dirtyMemory();
  });

  test.each(KERNEL_CHECKS.filter(({ name }) => name.startsWith('the norm of')))('$name', async (check) => {
    expect(await passes(check)).toBe(true);
  });
});

/** Each of their shaders has barriers. Every second one: what is tested is the order of threads, and each compiles its shaders twice. */
const NORM_CHECKS = MLP_KERNEL_CHECKS.filter(({ name }) =>
  name.startsWith('a dense layer after a norm'),
).filter((_, i) => i % 2 === 0);

/** How many checks notice that each shader lacks its first barrier. */
async function noticed(shuffled: boolean): Promise<number> {
  await startOn({ shuffled, withoutFirstBarrier: true });
  let count = 0;
  for (const check of NORM_CHECKS) if (!(await passes(check))) count++;
  return count;
}

test('in another order of threads a missing barrier is noticed, where the usual order hides most', async () => {
  const inOrder = await noticed(false);
  const inAnother = await noticed(true);
  expect.soft(inAnother).toBeGreaterThan(inOrder);
  expect.soft(inAnother).toBeGreaterThanOrEqual(0.8 * NORM_CHECKS.length);
  tf.removeBackend('webgpu');
});
