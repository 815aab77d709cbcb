/**
 * Group normalisation on WebGPU: two dispatches forward and three backward, where stock operations take some fifty. Sums are taken by a
 * workgroup each, everything else is found again from them where it is needed.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { GroupNormImplementation, GroupNormOptions } from '../groupNorm';
import { runShader, THREADS } from './program';

/** The sum of a number from every thread of the workgroup. */
const TOTAL = `
var<workgroup> partial : array<f32, ${THREADS}>;
fn total(local : u32, value : f32) -> f32 {
  partial[local] = value;
  workgroupBarrier();
  for (var half = ${THREADS / 2}u; half > 0u; half = half / 2u) {
    if (local < half) { partial[local] += partial[local + half]; }
    workgroupBarrier();
  }
  let sum = partial[0];
  workgroupBarrier();
  return sum;
}`;

/** dy through the activation: the gradient with respect to z = x̂ gain + shift. */
const throughActivation = (activation: GroupNormOptions['activation']) =>
  activation === 'linear'
    ? 'fn through(dy : f32, z : f32) -> f32 { return dy; }'
    : `fn through(dy : f32, z : f32) -> f32 {
  let s = 1.0 / (1.0 + exp(-z));
  return dy * s * (1.0 + z * (1.0 - s));
}`;

/** Σ gain · sums over the group of a channel, over the numbers in the group. */
const OF_GROUP = `
fn ofGroup(row : i32, channel : i32, part : i32) -> f32 {
  var sum = 0.0;
  let first = channel / EACH * EACH;
  for (var c = first; c < first + EACH; c++) { sum += gain[row * CHANNELS + c] * sums[part * ROWS * CHANNELS + row * CHANNELS + c]; }
  return sum / f32(PIXELS * EACH);
}`;

function sizesOf(x: tf.Tensor, groups: number) {
  const [rows, height, width, channels] = x.shape as [number, number, number, number];
  return {
    ROWS: rows,
    PIXELS: height * width,
    CHANNELS: channels,
    GROUPS: groups,
    EACH: channels / groups,
    SIZE: rows * height * width * channels,
  };
}

/** What every thread of an element-wise shader begins with: where it is, and x̂ there. */
const HERE = `
  if (index >= SIZE) { return; }
  let channel = index % CHANNELS;
  let row = index / (PIXELS * CHANNELS);
  let at = row * CHANNELS + channel;
  let group = (row * GROUPS + channel / EACH) * 2;
  let rstd = moments[group + 1];
  let normal = (x[index] + offset[at] - moments[group]) * rstd;`;

export const webgpuGroupNorm: GroupNormImplementation = {
  forward(x, { offset: given, gain, shift }, { groups, epsilon, activation }) {
    const sizes = sizesOf(x, groups);
    const offset = given ?? tf.zeros([sizes.ROWS, sizes.CHANNELS]);
    const moments = runShader({
      name: `groupNormMoments${epsilon}`,
      sizes,
      inputs: { x, offset },
      outputShape: [sizes.ROWS, groups, 2],
      workgroups: sizes.ROWS * groups,
      functions: TOTAL,
      body: `
  let item = min(index / ${THREADS}, ROWS * GROUPS - 1);
  let row = item / GROUPS;
  let first = item % GROUPS * EACH;
  let count = PIXELS * EACH;
  var sum = 0.0;
  for (var k = i32(local); k < count; k += ${THREADS}) {
    let channel = first + k % EACH;
    sum += x[(row * PIXELS + k / EACH) * CHANNELS + channel] + offset[row * CHANNELS + channel];
  }
  let mean = total(local, sum) / f32(count);
  var squares = 0.0;
  for (var k = i32(local); k < count; k += ${THREADS}) {
    let channel = first + k % EACH;
    let far = x[(row * PIXELS + k / EACH) * CHANNELS + channel] + offset[row * CHANNELS + channel] - mean;
    squares += far * far;
  }
  let variance = total(local, squares) / f32(count);
  if (local == 0u) {
    result[item * 2] = mean;
    result[item * 2 + 1] = 1.0 / sqrt(variance + ${epsilon.toExponential()});
  }`,
    });
    const value = runShader({
      name: `groupNormApply_${activation}`,
      sizes,
      inputs: { x, moments, gain, shift, offset },
      outputShape: x.shape,
      workgroups: Math.ceil(sizes.SIZE / THREADS),
      body: `${HERE}
  let z = normal * gain[at] + shift[at];
  result[index] = ${activation === 'linear' ? 'z' : 'z / (1.0 + exp(-z))'};`,
    });
    return { value, kept: [x, moments, gain, shift, offset] };
  },

  backward(dy, [x, moments, gain, shift, offset], { groups, activation }, hasOffset) {
    const sizes = sizesOf(x, groups);
    const { ROWS, CHANNELS } = sizes;
    const sums = runShader({
      name: `groupNormSums_${activation}`,
      sizes,
      inputs: { dy, x, moments, gain, shift, offset },
      outputShape: [3, ROWS, CHANNELS], // Σ dz x̂, Σ dz, Σ x̂
      workgroups: ROWS * CHANNELS,
      functions: TOTAL + throughActivation(activation),
      body: `
  let at = min(index / ${THREADS}, ROWS * CHANNELS - 1);
  let row = at / CHANNELS;
  let channel = at % CHANNELS;
  let group = (row * GROUPS + channel / EACH) * 2;
  var along = 0.0;
  var level = 0.0;
  var normals = 0.0;
  for (var p = i32(local); p < PIXELS; p += ${THREADS}) {
    let here = (row * PIXELS + p) * CHANNELS + channel;
    let normal = (x[here] + offset[at] - moments[group]) * moments[group + 1];
    let dz = through(dy[here], normal * gain[at] + shift[at]);
    along += dz * normal;
    level += dz;
    normals += normal;
  }
  let sumAlong = total(local, along);
  let sumLevel = total(local, level);
  let sumNormals = total(local, normals);
  if (local == 0u) {
    result[at] = sumAlong;
    result[ROWS * CHANNELS + at] = sumLevel;
    result[2 * ROWS * CHANNELS + at] = sumNormals;
  }`,
    });
    const dx = runShader({
      name: `groupNormInput_${activation}`,
      sizes,
      inputs: { dy, x, moments, gain, shift, offset, sums },
      outputShape: x.shape,
      workgroups: Math.ceil(sizes.SIZE / THREADS),
      functions: OF_GROUP + throughActivation(activation),
      body: `${HERE}
  let dz = through(dy[index], normal * gain[at] + shift[at]);
  result[index] = rstd * (dz * gain[at] - ofGroup(row, channel, 1) - normal * ofGroup(row, channel, 0));`,
    });
    const part = (i: number) => tf.reshape(tf.slice(sums, [i, 0, 0], [1, ROWS, CHANNELS]), [ROWS, CHANNELS]);
    const [dGain, dShift] = [part(0), part(1)];
    if (!hasOffset) return { dx, dGain, dShift, dOffset: null };
    const dOffset = runShader({
      name: 'groupNormOffset',
      sizes,
      inputs: { moments, gain, sums },
      outputShape: [ROWS, CHANNELS],
      workgroups: Math.ceil((ROWS * CHANNELS) / THREADS),
      functions: OF_GROUP,
      body: `
  if (index >= ROWS * CHANNELS) { return; }
  let row = index / CHANNELS;
  let channel = index % CHANNELS;
  let rstd = moments[(row * GROUPS + channel / EACH) * 2 + 1];
  let level = f32(PIXELS) * ofGroup(row, channel, 1);
  let slope = sums[2 * ROWS * CHANNELS + index] * ofGroup(row, channel, 0);
  result[index] = rstd * (gain[index] * sums[ROWS * CHANNELS + index] - level - slope);`,
    });
    return { dx, dGain, dShift, dOffset };
  },
};
