/** The app's MLP (src/model/mlp.ts, time by scale and shift, SiLU) in stock operations. */
import * as tf from '@tensorflow/tfjs-core';
import type { RunConfig } from '../../src/config/fields';
import type { StockNetwork, StockWeights } from './stockTraining';

const silu = (x: tf.Tensor) => tf.mul(x, tf.sigmoid(x));

const linear = (w: StockWeights, name: string, x: tf.Tensor) =>
  tf.add(tf.matMul(x as tf.Tensor2D, w(`${name}.weight`) as tf.Tensor2D), w(`${name}.bias`));

function normalised(x: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, 1, true);
  return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5)));
}

const modulated = (x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor) =>
  silu(tf.add(tf.mul(normalised(x), tf.add(scale, 1)), shift));

/** [2, 2·waves]: the angular frequencies of the coordinate features, from 1 to 16 rad a unit. */
export function waveMatrix(coordinateFeatures: number): number[][] {
  const count = coordinateFeatures / 2;
  const waves = Array.from({ length: count }, (_, k) => 16 ** (k / Math.max(count - 1, 1)));
  return [waves.flatMap((f) => [f, 0]), waves.flatMap((f) => [0, f])];
}

export function stockMlp({ depth, coordinateFeatures }: RunConfig): StockNetwork {
  return (w, x, temb) => {
    const angles = tf.matMul(x as tf.Tensor2D, tf.tensor2d(waveMatrix(coordinateFeatures)));
    const conditioning = silu(linear(w, 'time', temb));
    let h = linear(w, 'input', tf.concat([x, tf.sin(angles), tf.cos(angles)], 1));
    for (let i = 0; i < depth; i++) {
      const name = `blocks.${i}`;
      const u = modulated(
        h,
        linear(w, `${name}.scale`, conditioning),
        linear(w, `${name}.shift`, conditioning),
      );
      h = tf.add(h, linear(w, `${name}.dense`, u));
    }
    return linear(w, 'output', modulated(h, w('norm.scale'), w('norm.shift')));
  };
}
