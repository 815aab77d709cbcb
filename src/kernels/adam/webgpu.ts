/** The optimizer step on WebGPU, in place: one dispatch, and one before it where the norm of the gradient is limited. */
import type * as tf from '@tensorflow/tfjs-core';
import { dispatch, THREADS } from '../../webgpu/dispatch';
import { totalOver } from '../wgsl/total';
import type { AdamConstants, OptimizerState } from './contract';

/** Vectors of four numbers that a thread updates. */
const VECTORS_PER_THREAD = 4;
/** Most partial sums of squares, because every thread adds them up again. */
const MOST_PARTS = 64;

/** @returns [parts] the sums of squares of parts of the gradient */
function squaresOf(gradient: tf.Tensor): tf.Tensor {
  const vectors = gradient.size / 4;
  const parts = Math.min(Math.ceil(vectors / THREADS), MOST_PARTS);
  return dispatch({
    name: 'gradientSquares',
    sizes: { VECTORS: vectors, STRIDE: parts * THREADS },
    inputs: { gradient },
    outputs: { squares: [parts] },
    vectors: ['gradient'],
    workgroups: parts,
    functions: totalOver(THREADS),
    body: `
  var sum = 0.0;
  for (var i = index; i < VECTORS; i += STRIDE) { sum += dot(gradient[i], gradient[i]); }
  let sumOfAll = total(local, sum);
  if (local == 0u) { squares[workgroup.x] = sumOfAll; }`,
  }).squares;
}

/**
 * @param state    four arrays of one length, a multiple of 4; overwritten with those of the next step
 * @param gradient of that length
 * @param step     [3] rate, epsilon and emaDecay of `AdamStep`
 */
export function adamOnWebgpu(
  { params, m, v, ema }: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  { beta1, beta2, clip }: AdamConstants,
): void {
  const vectors = gradient.size / 4;
  const threads = Math.ceil(vectors / VECTORS_PER_THREAD);
  const squares = clip > 0 ? squaresOf(gradient) : null;
  dispatch({
    name: 'adam',
    sizes: { VECTORS: vectors, STRIDE: threads, PARTS: squares?.size ?? 0 },
    inputs: { gradient, step, ...(squares && { squares }) },
    outputs: { params, m, v, ema },
    vectors: ['gradient', 'params', 'm', 'v', 'ema'],
    workgroups: Math.ceil(threads / THREADS),
    functions: squares
      ? `
fn gradientScale() -> f32 {
  var sum = 0.0;
  for (var part = 0; part < PARTS; part++) { sum += squares[part]; }
  let norm = sqrt(sum);
  if (norm > ${clip.toExponential()}) { return ${clip.toExponential()} / norm; }
  return 1.0;
}`
      : 'fn gradientScale() -> f32 { return 1.0; }',
    body: `
  if (index >= STRIDE) { return; }
  let scale = gradientScale();
  for (var i = index; i < VECTORS; i += STRIDE) {
    let g = gradient[i] * scale;
    let nextM = ${beta1.toExponential()} * m[i] + ${(1 - beta1).toExponential()} * g;
    let nextV = ${beta2.toExponential()} * v[i] + ${(1 - beta2).toExponential()} * g * g;
    let next = params[i] - step[0] * nextM / (sqrt(nextV) + step[1]);
    m[i] = nextM;
    v[i] = nextV;
    params[i] = next;
    ema[i] = next + step[2] * (ema[i] - next);
  }`,
  });
  squares?.dispose();
}
