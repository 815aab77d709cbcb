/**
 * The residual sum and its norm on WebGPU: one dispatch forward, with a thread for each token, and one backward, with a workgroup for each
 * sample, so that the sums over its tokens stay within it.
 */

import * as tf from '@tensorflow/tfjs-core';
import { DIT_NORM_EPSILON } from '../../lib/normEpsilon';
import { dispatch, THREADS } from '../../webgpu/dispatch';
import { differentiableMany } from '../differentiable';
import { BLOCK } from '../wgsl/blocks';
import { isGated, type ResidualNorm, type ResidualNormInputs } from './contract';

/** Sizes, and WGSL of where a sample's modulation begins: gate, shift and scale, in blocks of four. */
function layoutOf({ x, modulation }: ResidualNormInputs) {
  const [batch, tokens, channels] = x.shape as [number, number, number];
  const blocks = channels / BLOCK;
  const step = modulation.shape[1]! / BLOCK;
  return {
    sizes: { BATCH: batch, ROWS: batch * tokens, TOKENS: tokens, BLOCKS: blocks, STEP: step },
    shift: step - 2 * blocks,
    scale: step - blocks,
  };
}

function forward(inputs: ResidualNormInputs) {
  const { x, modulation } = inputs;
  const { sizes, shift, scale } = layoutOf(inputs);
  const gated = isGated(inputs);
  const added = gated ? 'added[row * BLOCKS + c] * modulation[own + c]' : 'added[row % TOKENS * BLOCKS + c]';
  return dispatch({
    name: gated ? 'residualNorm' : 'positionsNorm',
    sizes,
    inputs: { x, added: gated ? inputs.branch : inputs.positions, modulation },
    outputs: { sum: x.shape, normal: x.shape },
    vectors: ['x', 'added', 'modulation', 'sum', 'normal'],
    workgroups: Math.ceil(sizes.ROWS / THREADS),
    functions: meanAndRstd,
    body: `
  let row = index;
  if (row >= ROWS) { return; }
  let own = row / TOKENS * STEP;
  for (var c = 0; c < BLOCKS; c++) { sum[row * BLOCKS + c] = x[row * BLOCKS + c] + ${added}; }
  let stats = meanAndRstd(row);
  for (var c = 0; c < BLOCKS; c++) {
    let xhat = (sum[row * BLOCKS + c] - stats.x) * stats.y;
    normal[row * BLOCKS + c] = xhat * (modulation[own + ${scale} + c] + 1.0) + modulation[own + ${shift} + c];
  }`,
  });
}

/** WGSL: mean and 1 / deviation of a token of `sum`. */
const meanAndRstd = `
fn meanAndRstd(row : i32) -> vec2<f32> {
  var sums = vec4<f32>();
  for (var c = 0; c < BLOCKS; c++) { sums += sum[row * BLOCKS + c]; }
  let mean = dot(sums, vec4<f32>(1.0)) / f32(${BLOCK} * BLOCKS);
  var squares = vec4<f32>();
  for (var c = 0; c < BLOCKS; c++) { let d = sum[row * BLOCKS + c] - mean; squares += d * d; }
  return vec2<f32>(mean, inverseSqrt(dot(squares, vec4<f32>(1.0)) / f32(${BLOCK} * BLOCKS) + ${DIT_NORM_EPSILON}));
}`;

/** @param saved the sum, the modulation and, with a gate, the branch */
function backward(
  [dSum, dNormal]: readonly tf.Tensor[],
  [sum, modulation, branch]: readonly tf.Tensor[],
  inputs: ResidualNormInputs,
) {
  const { sizes, shift, scale } = layoutOf(inputs);
  const { shape } = inputs.x;
  return dispatch({
    name: branch ? 'residualNormGradient' : 'positionsNormGradient',
    sizes,
    inputs: { dSum, dNormal, sum, modulation, ...(branch && { branch }) },
    outputs: { dx: shape, dBranch: branch ? shape : undefined, dModulation: modulation.shape },
    vectors: ['dSum', 'dNormal', 'sum', 'modulation', 'branch', 'dx', 'dBranch', 'dModulation'],
    workgroups: sizes.BATCH,
    functions: `
var<workgroup> stats : array<vec2<f32>, ${sizes.TOKENS}>;
${meanAndRstd}`,
    body: `
  if (group >= BATCH) { return; } // a spare workgroup of the grid
  let own = group * STEP;
  // A thread for each token: the gradients of the tokens.
  for (var token = i32(local); token < TOKENS; token += ${THREADS}) {
    let row = group * TOKENS + token;
    let at = row * BLOCKS;
    let stat = meanAndRstd(row);
    stats[token] = stat;
    var sums = vec4<f32>();
    var products = vec4<f32>();
    for (var c = 0; c < BLOCKS; c++) {
      let d = dNormal[at + c] * (modulation[own + ${scale} + c] + 1.0);
      sums += d;
      products += d * (sum[at + c] - stat.x) * stat.y;
    }
    let mean = dot(sums, vec4<f32>(1.0)) / f32(${BLOCK} * BLOCKS);
    let along = dot(products, vec4<f32>(1.0)) / f32(${BLOCK} * BLOCKS);
    for (var c = 0; c < BLOCKS; c++) {
      let xhat = (sum[at + c] - stat.x) * stat.y;
      let d = dNormal[at + c] * (modulation[own + ${scale} + c] + 1.0);
      let all = dSum[at + c] + (d - mean - xhat * along) * stat.y;
      dx[at + c] = all;
      ${branch ? 'dBranch[at + c] = all * modulation[own + c];' : ''}
    }
  }
  storageBarrier();
  workgroupBarrier();
  // A thread for each block of channels: the sums over the tokens.
  for (var c = i32(local); c < BLOCKS; c += ${THREADS}) {
    var ofShift = vec4<f32>();
    var ofScale = vec4<f32>();
    ${branch ? 'var ofGate = vec4<f32>();' : ''}
    for (var token = 0; token < TOKENS; token++) {
      let at = (group * TOKENS + token) * BLOCKS + c;
      let dy = dNormal[at];
      ofShift += dy;
      ofScale += dy * (sum[at] - stats[token].x) * stats[token].y;
      ${branch ? 'ofGate += dx[at] * branch[at];' : ''}
    }
    ${branch ? 'dModulation[own + c] = ofGate;' : ''}
    dModulation[own + ${shift} + c] = ofShift;
    dModulation[own + ${scale} + c] = ofScale;
  }`,
  });
}

export const residualNormOnWebgpu: ResidualNorm = (inputs) => {
  const { x, modulation } = inputs;
  const branch = isGated(inputs) ? [inputs.branch] : [];
  const [sum, normal] = differentiableMany([x, modulation, ...branch], {
    forward() {
      const { sum, normal } = forward(inputs);
      return { values: [sum, normal], saved: [sum, modulation, ...branch] };
    },
    backward: (dys, saved) =>
      tf.tidy(() => {
        const { dx, dModulation, dBranch } = backward(dys, saved, inputs);
        return dBranch ? [dx, dModulation, dBranch] : [dx, dModulation];
      }),
  });
  return { sum, normal };
};
