import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { adam, adamStepOf, type OptimizerState } from '../../src/kernels/adam';
import { fillNormal } from '../../src/lib/rng';
import { initialWeights } from '../../src/model/layout';
import { UNET_PRESETS } from '../../src/model/unet/presets';
import { createUnet } from '../../src/model/unet/unet';
import { byName, pack, unpack } from '../../src/model/weights';
import { useNodeBackend } from './nodeBackends';
import { timeRows } from './unetFixtures';

const BATCH = 8;
const STEPS = 60;
const CONSTANTS = { beta1: 0.9, beta2: 0.999, clip: 1 };

beforeAll(() => useNodeBackend('wasm'));

test('the smallest preset learns one batch by heart on WASM, and leaves no tensor behind', () => {
  const unet = createUnet(UNET_PRESETS['grey-28-tiny']);
  const noise = tf.tensor(
    fillNormal(new Float32Array(BATCH * 28 * 28), { seed: 2, stream: 'noise', step: 0 }),
    [BATCH, 28, 28, 1],
  );
  // Squares on black, noised by half: the noise can be told from them.
  const squares = tf.tidy(
    () =>
      tf.sub(
        tf.pad(tf.fill([BATCH, 10, 10, 1], 2), [
          [0, 0],
          [9, 9],
          [9, 9],
          [0, 0],
        ]),
        1,
      ), // prettier-ignore
  );
  const x = tf.tidy(() => tf.add(tf.mul(squares, Math.SQRT1_2), tf.mul(noise, Math.SQRT1_2)));
  const temb = timeRows(
    unet,
    Array.from({ length: BATCH }, () => 300),
  );
  const first = initialWeights(unet.layout, 1);
  const zeros = () => tf.zeros([first.length]);
  let state: OptimizerState = {
    parameters: tf.tensor1d(first),
    m: zeros(),
    v: zeros(),
    ema: tf.tensor1d(first.slice()),
  };

  const learn = (step: number): number => {
    const { rate, epsilon, emaDecay } = adamStepOf(step, 3e-3, {
      ...CONSTANTS,
      epsilon: 1e-8,
      emaDecay: 0.9,
    });
    const [next, loss] = tf.tidy(() => {
      const { value, grads } = tf.valueAndGrads((...weights: tf.Tensor[]) =>
        tf.mean(tf.square(tf.sub(unet.forward(byName(weights, unet.layout), x, temb), noise))),
      )(unpack(state.parameters, unet.layout));
      const after = adam(state, pack(grads), tf.tensor1d([rate, epsilon, emaDecay]), CONSTANTS);
      return [{ ...after }, value.dataSync()[0]] as [tf.NamedTensorMap, number];
    });
    tf.dispose({ ...state } as tf.NamedTensorMap);
    state = next as unknown as OptimizerState;
    return loss;
  };

  const before = learn(1);
  const tensors = tf.memory().numTensors;
  let loss = before;
  for (let step = 2; step <= STEPS; step++) loss = learn(step);
  expect(tf.memory().numTensors).toBe(tensors);
  // Predicting 0 costs 1, the variance of the noise.
  expect(before).toBeGreaterThan(0.9);
  expect(loss).toBeLessThan(0.25);
});
