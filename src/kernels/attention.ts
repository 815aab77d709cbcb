/** Scaled dot-product attention of several heads (Vaswani et al. 2017, Eq. 1), with the gradient in closed form. */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable';

/**
 * @param q [B, N, heads·D] queries; head h has the channels h·D to (h+1)·D
 * @param k [B, N, heads·D] keys
 * @param v [B, N, heads·D] values
 * @returns [B, N, heads·D], softmax(q kᵀ / √D) v in each head
 */
export function attention(q: tf.Tensor, k: tf.Tensor, v: tf.Tensor, heads: number): tf.Tensor {
  const [batch, length, width] = q.shape as [number, number, number];
  const size = width / heads;
  const scale = 1 / Math.sqrt(size);
  const split = (x: tf.Tensor): tf.Tensor3D => {
    if (heads === 1) return x as tf.Tensor3D;
    const apart = tf.transpose(tf.reshape(x, [batch, length, heads, size]), [0, 2, 1, 3]);
    return tf.reshape(apart, [batch * heads, length, size]);
  };
  const join = (x: tf.Tensor): tf.Tensor => {
    if (heads === 1) return x;
    const apart = tf.transpose(tf.reshape(x, [batch, heads, length, size]), [0, 2, 1, 3]);
    return tf.reshape(apart, [batch, length, width]);
  };
  return differentiable([q, k, v], {
    forward() {
      const [qs, ks, vs] = [split(tf.mul(q, scale)), split(k), split(v)]; // [B·heads, N, D]
      const p = tf.softmax(tf.matMul(qs, ks, false, true)); // [B·heads, N, N]
      return { value: join(tf.matMul(p, vs)), kept: [qs, ks, vs, p] as const };
    },
    backward(dy, [qs, ks, vs, p]) {
      const dys = split(dy);
      const dv = tf.matMul(p, dys, true, false);
      const dp = tf.matMul(dys, vs, false, true);
      const pdp = tf.mul(p, dp);
      const ds = tf.sub(pdp, tf.mul(p, tf.sum(pdp, -1, true))) as tf.Tensor3D; // softmax's own gradient
      const dq = tf.mul(join(tf.matMul(ds, ks)), scale);
      const dk = join(tf.matMul(ds, qs, true, false));
      return [dq, dk, join(dv)];
    },
  });
}
