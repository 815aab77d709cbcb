/** The optimizer step on WebGPU, in place: one dispatch, and one before it where the norm of the gradient is limited. */
import * as tf from '@tensorflow/tfjs-core';
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

/** What a shader needs to scale a gradient down to the largest norm that is allowed. */
export interface GradientScale {
  /** Empty, or `squares`, which the shader has among its inputs. Caller disposes. */
  readonly inputs: { readonly squares?: tf.Tensor };
  /** WGSL: `gradientScale()`, the factor of the gradient. */
  readonly functions: string;
}

/** A dispatch where the norm is limited. */
export function gradientScaleOf(gradient: tf.Tensor, clip: number): GradientScale {
  if (clip === 0) return { inputs: {}, functions: 'fn gradientScale() -> f32 { return 1.0; }' };
  const squares = squaresOf(gradient);
  const functions = `
fn gradientScale() -> f32 {
  var sum = 0.0;
  for (var part = 0; part < ${squares.size}; part++) { sum += squares[part]; }
  let norm = sqrt(sum);
  if (norm > ${clip.toExponential()}) { return ${clip.toExponential()} / norm; }
  return 1.0;
}`;
  return { inputs: { squares }, functions };
}

/**
 * @param state    four arrays of one length, a multiple of 4; overwritten with those of the next step
 * @param gradient of that length
 * @param step     [4] `adamStepNumbers`
 */
export function adamOnWebgpu(
  state: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  constants: AdamConstants,
): void {
  const scale = gradientScaleOf(gradient, constants.clip);
  updateByAdam(state, gradient, step, constants, scale);
  tf.dispose(Object.values(scale.inputs));
}

/** The step behind the norm of the gradient. @param count the first numbers, which are updated */
export function updateByAdam(
  { params, m, v, ema }: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  { beta1, beta2 }: AdamConstants,
  { inputs, functions }: GradientScale,
  count = gradient.size,
): void {
  const vectors = count / 4;
  const threads = Math.ceil(vectors / VECTORS_PER_THREAD);
  dispatch({
    name: 'adam',
    sizes: { VECTORS: vectors, STRIDE: threads },
    inputs: { gradient, step, ...inputs },
    outputs: { params, m, v, ema },
    vectors: ['gradient', 'params', 'm', 'v', 'ema'],
    workgroups: Math.ceil(threads / THREADS),
    functions,
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
}
