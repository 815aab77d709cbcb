/** Attention in stock operations, with the gradient in closed form. */
import * as tf from '@tensorflow/tfjs-core';
import { dense } from '../dense/dense';
import { differentiable } from '../differentiable';
import type { SelfAttentionWeights } from './contract';

export function selfAttentionReference(
  x: tf.Tensor,
  { query, key, value }: SelfAttentionWeights,
  heads: number,
): tf.Tensor {
  const [batch, length, channels] = x.shape as [number, number, number];
  const rows = tf.reshape(x, [-1, channels]);
  const [q, k, v] = [query, key, value].map(({ weight, bias }) =>
    tf.reshape(dense(rows, weight, bias), [batch, length, weight.shape[1]!]),
  );
  return attention(q, k, v, heads);
}

/**
 * Scaled dot-product attention of several heads (Vaswani et al. 2017, Eq. 1).
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
    const byHead = tf.transpose(tf.reshape(x, [batch, length, heads, size]), [0, 2, 1, 3]);
    return tf.reshape(byHead, [batch * heads, length, size]);
  };
  const join = (x: tf.Tensor): tf.Tensor => {
    if (heads === 1) return x;
    const byHead = tf.transpose(tf.reshape(x, [batch, heads, length, size]), [0, 2, 1, 3]);
    return tf.reshape(byHead, [batch, length, width]);
  };
  return differentiable([q, k, v], {
    forward() {
      const [qs, ks, vs] = [split(tf.mul(q, scale)), split(k), split(v)]; // [B·heads, N, D]
      const p = tf.softmax(tf.matMul(qs, ks, false, true)); // [B·heads, N, N]
      return { value: join(tf.matMul(p, vs)), saved: [qs, ks, vs, p] as const };
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
