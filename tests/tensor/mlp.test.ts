/** Every form of the network has right gradients, depends on the time or does not, and lies in its flat array without gaps. */

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { fillNormal } from '../../src/lib/rng';
import { sizeOf } from '../../src/lib/shape';
import { initialWeights } from '../../src/model/layout';
import { createMlp } from '../../src/model/mlp';
import type { MlpConfig } from '../../src/model/mlpParameters';
import { timeEmbedder } from '../../src/model/timeEmbedding';
import { byName, pack, unpack } from '../../src/model/weights';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';
import { TINY } from './runs';

const CONDITIONINGS: readonly RunConfig['conditioning'][] = ['scale-shift', 'add', 'concat', 'none'];
const VARIANTS: readonly (readonly [string, Partial<MlpConfig>])[] = [
  ...CONDITIONINGS.map((conditioning) => [conditioning, { conditioning }] as const),
  ...(['relu', 'gelu', 'tanh'] as const).map((activation) => [activation, { activation }] as const),
  ['coordinate features', { coordinateFeatures: 6 }],
  ['learned variance', { variance: 'learned' }],
];

const normal = (step: number, shape: number[], scale = 1): Float32Array =>
  fillNormal(new Float32Array(sizeOf(shape)), { seed: 3, stream: 'data', step }).map((x) => scale * x);

/** A model away from its start, where the output layer is zero and hides everything before it. */
function setUp(changes: Partial<MlpConfig>) {
  const model = createMlp({ ...TINY, ...changes });
  const flat = initialWeights(model.layout, 1);
  const moved = normal(9, [flat.length], 0.2).map((x, i) => x + flat[i]);
  const x = tf.tensor2d(normal(1, [5, 2]), [5, 2]);
  const rows = new Float32Array(5 * model.embedding.size);
  for (let i = 0; i < 5; i++) timeEmbedder(model.embedding)(rows, i * model.embedding.size, 150 * i);
  const temb = tf.tensor2d(rows, [5, model.embedding.size]);
  const weights = tf.tensor2d(normal(2, [5, model.outputs]), [5, model.outputs]);
  const loss = (tensors: tf.Tensor[]) =>
    tf.sum(tf.mul(model.forward(byName(tensors, model.layout), x, temb), weights)) as tf.Scalar;
  return { model, moved, x, temb, loss };
}

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => useNodeBackend(backend));

  test.each(VARIANTS)('the gradient of %s is the slope of its loss', async (_, changes) => {
    const { model, moved, loss } = setUp(changes);
    const { grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => loss(tensors))(
      unpack(tf.tensor1d(moved), model.layout),
    );
    const gradient = await pack(grads).data<'float32'>();
    const direction = normal(4, [moved.length]);
    const along = async (h: number) =>
      (await loss(unpack(tf.tensor1d(moved.map((p, i) => p + h * direction[i])), model.layout)).data())[0];
    // Richardson on central differences: error O(h⁴), so h is large enough for float32 losses of size 10.
    const [h1, h2] = [0.01, 0.005];
    const [d1, d2] = [
      ((await along(h1)) - (await along(-h1))) / (2 * h1),
      ((await along(h2)) - (await along(-h2))) / (2 * h2),
    ];
    const slope = (4 * d2 - d1) / 3;
    const predicted = gradient.reduce((sum, g, i) => sum + g * direction[i], 0);
    const size = Math.hypot(...gradient);
    // The kinks of relu leave an error of first order in h.
    expect(Math.abs(predicted - slope)).toBeLessThan((changes.activation === 'relu' ? 0.05 : 0.005) * size);
  });

  test.each(CONDITIONINGS)('a shared time row gives what equal rows give (%s)', async (conditioning) => {
    const { model, moved, x, temb } = setUp({ conditioning });
    const weights = byName(unpack(tf.tensor1d(moved), model.layout), model.layout);
    const row = tf.slice(temb, [3, 0], [1, -1]);
    const shared = await model.forward(weights, x, row).data();
    const each = await model.forward(weights, x, tf.tile(row, [5, 1])).data();
    for (const [i, value] of each.entries()) expect(shared[i]).toBeCloseTo(value, 5);
  });

  test.each(CONDITIONINGS)(
    'conditioning by %s: the output depends on the time, except with none',
    async (conditioning) => {
      const { model, moved, x, temb } = setUp({ conditioning });
      const weights = byName(unpack(tf.tensor1d(moved), model.layout), model.layout);
      const at = (i: number) => model.forward(weights, x, tf.slice(temb, [i, 0], [1, -1])).data();
      const [early, late] = [await at(0), await at(4)];
      const difference = Math.max(...early.map((value, i) => Math.abs(value - late[i])));
      if (conditioning === 'none') expect(difference).toBe(0);
      else expect(difference).toBeGreaterThan(1e-3);
    },
  );
});

test('a layout places every parameter once, and packing undoes unpacking', async () => {
  await useNodeBackend('cpu');
  const { layout } = createMlp(TINY);
  let end = 0;
  for (const { offset, size, shape } of layout.parameters) {
    expect(offset).toBe(end);
    expect(size).toBe(sizeOf(shape));
    end += size;
  }
  expect(end).toBe(layout.size);
  expect(new Set(layout.parameters.map(({ name }) => name)).size).toBe(layout.parameters.length);
  const flat = normal(1, [layout.size]);
  expect(Array.from(await pack(unpack(tf.tensor1d(flat), layout)).data())).toEqual(Array.from(flat));
});

test('the time embedding has the frequencies of DDPM and of diffusers', () => {
  // [sin, cos] with shift 1 is DDPM's code, [cos, sin] with shift 0 is diffusers' default with flip_sin_to_cos.
  const row = new Float32Array(6);
  timeEmbedder({ size: 6, order: 'sin-cos', shift: 1 })(row, 0, 50);
  const ddpm = [1, 1e-2, 1e-4].map((frequency) => 50 * frequency);
  expect(Array.from(row)).toEqual(
    Array.from(new Float32Array([...ddpm.map(Math.sin), ...ddpm.map(Math.cos)])),
  );
  timeEmbedder({ size: 6, order: 'cos-sin', shift: 0 })(row, 0, 50);
  const diffusers = [0, 1, 2].map((k) => 50 * 10_000 ** (-k / 3));
  for (const [k, angle] of diffusers.entries()) {
    expect(row[k]).toBeCloseTo(Math.cos(angle), 6);
    expect(row[3 + k]).toBeCloseTo(Math.sin(angle), 6);
  }
});
