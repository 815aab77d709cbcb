/** The optimizer step on WASM: one pass over the heap instead of some twenty kernels and as many arrays. */
import type * as tf from '@tensorflow/tfjs-core';
import { onHeap } from '../../wasm/heap';
import type { AdamConstants, OptimizerState } from './contract';

export function adamOnWasm(
  { params, m, v, ema }: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  { beta1, beta2, clip }: AdamConstants,
): OptimizerState {
  const inputs = [params, m, v, ema, gradient, step];
  const shapes = [params, m, v, ema].map(({ shape }) => shape);
  const next = onHeap(inputs, shapes, ([p, m, v, ema, g, step], [nextP, nextM, nextV, nextEma]) => {
    const [rate, epsilon, decay] = step;
    let squares = 0;
    for (let i = 0; i < g.length; i++) squares += g[i] * g[i];
    const norm = Math.sqrt(squares);
    const scale = clip > 0 && norm > clip ? clip / norm : 1;
    for (let i = 0; i < g.length; i++) {
      const gi = g[i] * scale;
      const mi = beta1 * m[i] + (1 - beta1) * gi;
      const vi = beta2 * v[i] + (1 - beta2) * gi * gi;
      const pi = p[i] - (rate * mi) / (Math.sqrt(vi) + epsilon);
      nextM[i] = mi;
      nextV[i] = vi;
      nextP[i] = pi;
      nextEma[i] = pi + decay * (ema[i] - pi);
    }
  });
  return { params: next[0], m: next[1], v: next[2], ema: next[3] };
}
