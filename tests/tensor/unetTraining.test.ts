import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { toTrainingLayout } from '../../src/model/torchLayout';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';
import { fixtureBytes, fixtureUnet } from './unetFiles';
import { type ReferenceTraining, uploadWeights } from './unetFixtures';
import { compareGradients, lossAndGradients, trainingBatch } from './unetGradients';

const BETAS = [0.9, 0.999] as const;
const LEARNING_RATE = 1e-3;
const EPSILON = 1e-8;

const { unet, stored } = fixtureUnet('unet_attn_28');
const reference = JSON.parse(
  new TextDecoder().decode(fixtureBytes('unet_attn_28', 'train.json')),
) as ReferenceTraining;

const batch = () => trainingBatch(unet, reference);

/** Adam as PyTorch writes it, in float64, so that only the gradients are under test. */
function adamStep(
  weights: Float64Array,
  m: Float64Array,
  v: Float64Array,
  g: ArrayLike<number>,
  step: number,
): void {
  const corrections = BETAS.map((beta) => 1 - beta ** step);
  for (let i = 0; i < weights.length; i++) {
    m[i] = BETAS[0] * m[i] + (1 - BETAS[0]) * g[i];
    v[i] = BETAS[1] * v[i] + (1 - BETAS[1]) * g[i] * g[i];
    weights[i] -= ((LEARNING_RATE / corrections[0]) * m[i]) / (Math.sqrt(v[i] / corrections[1]) + EPSILON);
  }
}

describe.each(NODE_BACKENDS)('training the U-Net on %s', (backend) => {
  beforeAll(() => useNodeBackend(backend));

  test('every gradient of the first step is that of PyTorch', () => {
    const weights = uploadWeights(unet, stored);
    const data = batch();
    const { value, grads } = lossAndGradients(unet, weights, data);
    expect(value.dataSync()[0] / reference.losses_10_steps[0]).toBeCloseTo(1, 4);
    expect(Object.keys(reference.grads_step0_torch_layout).sort()).toEqual(
      unet.parameters.map(({ name }) => name).sort(),
    );
    const { wrong, norm } = compareGradients(
      unet,
      reference,
      grads.map((gradient) => gradient.dataSync<'float32'>()),
    );
    expect(wrong).toEqual([]);
    expect(norm / reference.grad_global_norm_step0).toBeCloseTo(1, 4);
    tf.dispose([weights, grads, value, data.xt, data.noise, data.temb]);
  });

  test.runIf(backend === 'wasm')(
    'the losses of ten Adam steps are those of PyTorch, and no tensor is left',
    () => {
      const data = batch();
      const weights = unet.parameters.map((parameter) => {
        const values = Float64Array.from(toTrainingLayout(parameter, stored.get(parameter.name)!.data));
        return { values, m: new Float64Array(values.length), v: new Float64Array(values.length) };
      });
      const losses: number[] = [];
      const counts = new Set<number>();
      for (let step = 1; step <= reference.losses_10_steps.length; step++) {
        const tensors = weights.map(({ values }, i) =>
          tf.tensor(Float32Array.from(values), [...unet.parameters[i].shape]),
        );
        const { value, grads } = lossAndGradients(unet, tensors, data);
        losses.push(value.dataSync()[0]);
        for (const [i, { values, m, v }] of weights.entries())
          adamStep(values, m, v, grads[i].dataSync(), step);
        tf.dispose([value, grads, tensors]);
        counts.add(tf.memory().numTensors);
      }
      for (const [i, expected] of reference.losses_10_steps.entries()) {
        expect(
          Math.abs(losses[i] / expected - 1),
          `loss of step ${i}: ${losses[i]}, ${expected}`,
        ).toBeLessThan(1e-4);
      }
      expect(counts.size).toBe(1);
      tf.dispose([data.xt, data.noise, data.temb]);
    },
  );
});
