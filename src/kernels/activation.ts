/**
 * An activation is the non-linearity between two layers. The forward pass saves what makes its derivative cheap, so that no
 * exponential is computed twice.
 */
import * as tf from '@tensorflow/tfjs-core';

export interface Activation {
  /** @returns y = f(z), and the tensors that `backward` needs */
  forward(z: tf.Tensor): { readonly y: tf.Tensor; readonly saved: readonly tf.Tensor[] };
  /** @returns dy · f'(z) */
  backward(dy: tf.Tensor, saved: readonly tf.Tensor[]): tf.Tensor;
}

const SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
const GELU_CUBIC = 0.044715;

export const ACTIVATIONS = {
  linear: {
    forward: (z) => ({ y: z, saved: [] }),
    backward: (dy) => dy,
  },
  /** z·σ(z) (Elfwing et al. 2017; "swish"); f' = σ + y(1 - σ). */
  silu: {
    forward(z) {
      const s = tf.sigmoid(z);
      const y = tf.mul(z, s);
      return { y, saved: [y, s] };
    },
    backward: (dy, [y, s]) => tf.mul(dy, tf.add(s, tf.sub(y, tf.mul(y, s)))),
  },
  relu: {
    forward(z) {
      const y = tf.relu(z);
      return { y, saved: [y] };
    },
    backward: (dy, [y]) => tf.mul(dy, tf.step(y)),
  },
  tanh: {
    forward(z) {
      const y = tf.tanh(z);
      return { y, saved: [y] };
    },
    backward: (dy, [y]) => tf.mul(dy, tf.sub(1, tf.square(y))),
  },
  /** ½z(1 + tanh(√(2/π)(z + 0.044715 z³))) (Hendrycks & Gimpel 2016, the tanh form). */
  gelu: {
    forward(z) {
      const inner = tf.mul(tf.mul(z, tf.add(1, tf.mul(tf.square(z), GELU_CUBIC))), SQRT_2_OVER_PI);
      const tanhInner = tf.tanh(inner);
      const y = tf.mul(tf.mul(z, 0.5), tf.add(1, tanhInner));
      return { y, saved: [z, tanhInner] };
    },
    backward(dy, [z, tanhInner]) {
      const innerSlope = tf.mul(tf.add(1, tf.mul(tf.square(z), 3 * GELU_CUBIC)), SQRT_2_OVER_PI);
      const slope = tf.add(
        tf.mul(tf.add(1, tanhInner), 0.5),
        tf.mul(tf.mul(tf.mul(z, 0.5), tf.sub(1, tf.square(tanhInner))), innerSlope),
      );
      return tf.mul(dy, slope);
    },
  },
} as const satisfies Record<string, Activation>;

export type ActivationId = keyof typeof ACTIVATIONS;
