import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromTrainingLayout, toTrainingLayout } from '../../src/model/unet/parameters';
import { byName } from '../../src/model/weights';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';
import { fixtureBytes, fixtureUnet } from './unetFiles';
import { image, type ReferenceTraining, timeRows, uploadWeights } from './unetFixtures';

const BETAS = [0.9, 0.999] as const;
const LEARNING_RATE = 1e-3;
const EPSILON = 1e-8;

const { unet, stored } = fixtureUnet('unet_attn_28');
const reference = JSON.parse(
  new TextDecoder().decode(fixtureBytes('unet_attn_28', 'train.json')),
) as ReferenceTraining;

/** The fixture's batch: x_t and the noise in it. */
function batch() {
  const [, channels, height, width] = reference.shape;
  const size = channels * height * width;
  const cumulative = linearAlphasCumprod();
  const xt = reference.x0.map((x0, i) => {
    const alpha = cumulative[reference.t[Math.floor(i / size)]];
    return Math.sqrt(alpha) * x0 + Math.sqrt(1 - alpha) * reference.noise[i];
  });
  return {
    xt: image(xt, reference.shape),
    noise: image(reference.noise, reference.shape),
    temb: timeRows(unet, reference.t),
  };
}

/** β from 1e-4 to 0.02 at T = 1000, as the fixture says. */
function linearAlphasCumprod(): number[] {
  let product = 1;
  return Array.from({ length: 1000 }, (_, i) => (product *= 1 - (1e-4 + ((0.02 - 1e-4) * i) / 999)));
}

type Batch = ReturnType<typeof batch>;

const lossAndGradients = (weights: tf.Tensor[], { xt, noise, temb }: Batch) =>
  tf.valueAndGrads((...given: tf.Tensor[]) =>
    tf.mean(tf.square(tf.sub(unet.forward(byName(given, unet.layout), xt, temb), noise))),
  )(weights);

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

const norm = (values: ArrayLike<number>) => Math.sqrt(Array.from(values).reduce((sum, v) => sum + v * v, 0));

describe.each(NODE_BACKENDS)('training the U-Net on %s', (backend) => {
  beforeAll(() => useNodeBackend(backend));

  test('every gradient of the first step is that of PyTorch', () => {
    const weights = uploadWeights(unet, stored);
    const data = batch();
    const { value, grads } = lossAndGradients(weights, data);
    expect(value.dataSync()[0] / reference.losses_10_steps[0]).toBeCloseTo(1, 4);
    expect(Object.keys(reference.grads_step0_torch_layout).sort()).toEqual(
      unet.parameters.map(({ name }) => name).sort(),
    );
    const wrong: string[] = [];
    let squares = 0;
    for (const [i, parameter] of unet.parameters.entries()) {
      const expected = reference.grads_step0_torch_layout[parameter.name];
      const gradient = fromTrainingLayout(parameter, grads[i].dataSync<'float32'>());
      const size = norm(gradient);
      squares += size * size;
      // Some gradients are 0 but for rounding (a bias before a norm of its own): they are held to 1e-6 instead.
      const tolerance = Math.max(1e-3 * expected.norm, 1e-6);
      const sum = gradient.reduce((total, v) => total + v, 0);
      const far =
        Math.abs(size - expected.norm) > tolerance ||
        Math.abs(sum - expected.sum) > tolerance * Math.sqrt(gradient.length) ||
        expected.first4.some((v, k) => Math.abs(v - gradient[k]) > tolerance);
      if (far)
        wrong.push(`${parameter.name}: |g| ${size}, expected ${expected.norm}; Σg ${sum}, ${expected.sum}`);
    }
    expect(wrong).toEqual([]);
    expect(Math.sqrt(squares) / reference.grad_global_norm_step0).toBeCloseTo(1, 4);
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
        const { value, grads } = lossAndGradients(tensors, data);
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
