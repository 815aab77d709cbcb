/** The gradient of a whole step of the MLP on WebGPU, in shaders of its own, is that on WASM. */
import { expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { createModel } from '../../src/model/model';
import { chooseBackend } from '../../src/runtime/backend';
import { createTinyLearner, TINY } from '../tensor/runs';

/** Widths and batches that no four divides, more blocks than one shader has room for, every way of telling the time. */
const CASES: readonly (readonly [string, Partial<RunConfig>])[] = [
  ['the default, small', { coordinateFeatures: 6 }],
  ['odd sizes, five blocks', { width: 10, depth: 5, batchSize: 19, coordinateFeatures: 2 }],
  ['told by a shift alone', { conditioning: 'add', activation: 'gelu' }],
  ['told beside the places', { conditioning: 'concat', activation: 'relu', coordinateFeatures: 4 }],
  ['told nothing, learned variance', { conditioning: 'none', activation: 'tanh', variance: 'learned' }],
];

/** Adam's first moment with β₁ = 0 after the second step, when the output layer is no longer zero. */
async function gradientOn(backend: 'webgpu' | 'wasm', changes: Partial<RunConfig>): Promise<Float32Array> {
  expect((await chooseBackend(backend)).backend).toBe(backend);
  const learner = createTinyLearner({ ...changes, adamBeta1: 0, gradientClip: 0, warmupSteps: 0 });
  learner.learn();
  learner.learn();
  const { adamM } = await learner.read();
  learner.dispose();
  return adamM!;
}

test.each(CASES)('every gradient is that on WASM to 1e-4: %s', async (_, changes) => {
  const expected = await gradientOn('wasm', changes);
  const made = await gradientOn('webgpu', changes);
  const { layout } = createModel({ ...TINY, ...changes }, { shape: [2], classes: 0 });
  const largest = expected.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  for (const { name, offset, size } of layout.parameters) {
    const theirs = expected.subarray(offset, offset + size);
    const scale = theirs.reduce((most, g) => Math.max(most, Math.abs(g)), 1e-3 * largest);
    const far = theirs.reduce((most, g, i) => Math.max(most, Math.abs(g - made[offset + i])), 0);
    expect(far / scale, name).toBeLessThan(1e-4);
  }
});
