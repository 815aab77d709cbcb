/** The gradient of a whole step of the MLP in fused kernels on WebGPU is that on WASM. */
import { expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { createModel } from '../../src/model/model';
import { chooseBackend } from '../../src/runtime/backend';
import { createTinyLearner, TINY } from '../tensor/runs';

/** Widths and batches that are not multiples of four, more blocks than one shader can hold, every way of conditioning on the time. */
const CASES: readonly (readonly [string, Partial<RunConfig>])[] = [
  ['the default, small', { coordinateFeatures: 6 }],
  ['odd sizes, five blocks', { width: 10, depth: 5, batchSize: 19, coordinateFeatures: 2 }],
  ['conditioned by a shift alone', { conditioning: 'add', activation: 'gelu' }],
  ['conditioned by concatenation', { conditioning: 'concat', activation: 'relu', coordinateFeatures: 4 }],
  ['not conditioned, learned variance', { conditioning: 'none', activation: 'tanh', variance: 'learned' }],
];

/** Adam's first moment with β₁ = 0 after the second step, when the output layer is no longer zero. */
async function gradientOn(backend: 'webgpu' | 'wasm', changes: Partial<RunConfig>): Promise<Float32Array> {
  expect((await chooseBackend(backend)).backend).toBe(backend);
  const learner = createTinyLearner({ ...changes, adamBeta1: 0, gradientClip: 0, warmupSteps: 0 });
  learner.learn();
  learner.learn();
  const { m } = await learner.read();
  learner.dispose();
  return m;
}

test.each(CASES)('every gradient is that on WASM to 1e-4: %s', async (_, changes) => {
  const expected = await gradientOn('wasm', changes);
  const gradient = await gradientOn('webgpu', changes);
  const { layout } = createModel({ ...TINY, ...changes }, { shape: [2], classes: 0 });
  const largest = expected.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  for (const { name, offset, size } of layout.parameters) {
    const theirs = expected.subarray(offset, offset + size);
    const scale = theirs.reduce((most, g) => Math.max(most, Math.abs(g)), 1e-3 * largest);
    const error = theirs.reduce((most, g, i) => Math.max(most, Math.abs(g - gradient[offset + i])), 0);
    expect(error / scale, name).toBeLessThan(1e-4);
  }
});
