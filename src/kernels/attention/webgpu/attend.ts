/**
 * Softmax attention on an array of queries, keys and values. The gradient computes the weights again from the log of their sum instead of
 * saving them (as in Dao et al. 2022, FlashAttention), so no array has the size of all pairs.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { dispatch, THREADS } from '../../../webgpu/dispatch';
import { BLOCK, range } from '../../wgsl/blocks';

/** Most channels of a head for which a thread holds sums; a wider head has several threads for each pixel. */
const MOST_CHANNELS = 32;

interface HeadLayout {
  readonly batch: number;
  readonly length: number;
  readonly heads: number;
  /** Blocks of a head. */
  readonly blocks: number;
  /** Blocks of a head for which a thread holds sums, and how many threads a head has for each pixel. */
  readonly share: number;
  readonly shares: number;
}

function headLayout(qkv: tf.Tensor, heads: number): HeadLayout {
  const [batch, length, width] = qkv.shape as [number, number, number];
  const blocks = width / 3 / heads / BLOCK;
  const shares = Math.ceil(blocks / (MOST_CHANNELS / BLOCK));
  return { batch, length, heads, blocks, share: Math.ceil(blocks / shares), shares };
}

/** WGSL that declares what a thread computes: sample, head, pixel, and the first of its blocks. */
const threadItem = ({ batch, length, heads, shares, share }: HeadLayout, thread: string): string => `
  let firstBlock = ${thread} % ${shares} * ${share};
  let pixel = ${thread} / ${shares} % ${length};
  let head = ${thread} / ${shares * length} % ${heads};
  let sample = ${thread} / ${shares * length * heads};
  let inside = sample < ${batch};`;

/** WGSL: `at`, the place of a block in the array of queries, keys and values (part 0, 1, 2), and `score`, q·k / √D of two pixels. */
const qkvReaders = ({ length, heads, blocks }: HeadLayout): string => {
  const all = heads * blocks;
  const scale = 1 / Math.sqrt(blocks * BLOCK);
  return `
fn at(part : i32, sample : i32, head : i32, pixel : i32, block : i32) -> i32 {
  return (sample * ${length} + pixel) * ${3 * all} + part * ${all} + head * ${blocks} + block;
}
fn score(sample : i32, head : i32, query : i32, key : i32) -> f32 {
  let q = at(0, sample, head, query, 0);
  let k = at(1, sample, head, key, 0);
  var sum = 0.0;
  for (var block = 0; block < ${blocks}; block++) { sum += dot(qkv[q + block], qkv[k + block]); }
  return sum * ${scale};
}`;
};

/** WGSL for each block of a thread's share, without those beyond the end of the head. */
const eachShare = ({ share, blocks, shares }: HeadLayout, code: (i: number) => string): string =>
  range(share)
    .map((i) =>
      blocks === share * shares || i === 0 ? code(i) : `if (firstBlock + ${i} < ${blocks}) { ${code(i)} }`,
    )
    .join(' ');

/** WGSL that declares a sum for each block of the share. */
const shareSums = ({ share }: HeadLayout, name: string): string =>
  range(share)
    .map((i) => `var ${name}${i} = vec4<f32>();`)
    .join(' ');

export interface AttentionResult {
  /** [B, N, heads·D] */
  readonly output: tf.Tensor;
  /** [B, heads, N] log Σ exp of each query's scores */
  readonly logSums: tf.Tensor;
}

/** @param qkv [B, N, 3·heads·D]; D a multiple of four */
export function attend(qkv: tf.Tensor, heads: number): AttentionResult {
  const layout = headLayout(qkv, heads);
  const { batch, length, blocks, shares } = layout;
  return dispatch({
    name: 'attention',
    sizes: {},
    inputs: { qkv },
    outputs: { output: [batch, length, heads * blocks * BLOCK], logSums: [batch, heads, length] },
    vectors: ['qkv', 'output'],
    workgroups: Math.ceil((batch * heads * length * shares) / THREADS),
    functions: qkvReaders(layout),
    body: `${threadItem(layout, 'index')}
  if (!inside) { return; }
  var maxScore = score(sample, head, pixel, 0);
  for (var key = 1; key < ${length}; key++) { maxScore = max(maxScore, score(sample, head, pixel, key)); }
  var weightSum = 0.0;
  ${shareSums(layout, 'sum')}
  for (var key = 0; key < ${length}; key++) {
    let weight = exp(score(sample, head, pixel, key) - maxScore);
    weightSum += weight;
    let v = at(2, sample, head, key, firstBlock);
    ${eachShare(layout, (i) => `sum${i} += weight * qkv[v + ${i}];`)}
  }
  let to = (sample * ${length} + pixel) * ${heads * blocks} + head * ${blocks} + firstBlock;
  ${eachShare(layout, (i) => `output[to + ${i}] = sum${i} / weightSum;`)}
  if (firstBlock == 0) { logSums[(sample * ${heads} + head) * ${length} + pixel] = maxScore + log(weightSum); }`,
  });
}

/** @param dOutput [B, N, heads·D] @returns [B, N, 3·heads·D] */
export function attendGradient(
  dOutput: tf.Tensor,
  qkv: tf.Tensor,
  { output, logSums }: AttentionResult,
  heads: number,
): tf.Tensor {
  const layout = headLayout(qkv, heads);
  const { batch, length, blocks, shares } = layout;
  const half = batch * heads * length * shares;
  const scale = 1 / Math.sqrt(blocks * BLOCK);
  return dispatch({
    name: 'attentionGradient',
    sizes: {},
    inputs: { dOutput, qkv, output, logSums },
    outputs: { dQkv: qkv.shape },
    vectors: ['dOutput', 'qkv', 'output', 'dQkv'],
    workgroups: Math.ceil((2 * half) / THREADS),
    functions: `${qkvReaders(layout)}
fn outputAt(sample : i32, head : i32, pixel : i32, block : i32) -> i32 {
  return (sample * ${length} + pixel) * ${heads * blocks} + head * ${blocks} + block;
}
/** The weight of a key for a query. */
fn weightOf(sample : i32, head : i32, query : i32, key : i32) -> f32 {
  return exp(score(sample, head, query, key) - logSums[(sample * ${heads} + head) * ${length} + query]);
}
/** The gradient of the score of a query and a key, divided by the weight. */
fn scoreGradient(sample : i32, head : i32, query : i32, key : i32) -> f32 {
  let o = outputAt(sample, head, query, 0);
  let v = at(2, sample, head, key, 0);
  var sum = 0.0;
  for (var block = 0; block < ${blocks}; block++) { sum += dot(dOutput[o + block], qkv[v + block] - output[o + block]); }
  return sum;
}`,
    body: `
  let ofQuery = index < ${half};
  let thread = select(index - ${half}, index, ofQuery);
  ${threadItem(layout, 'thread')}
  if (!inside) { return; }
  if (ofQuery) {
    ${shareSums(layout, 'dq')}
    for (var key = 0; key < ${length}; key++) {
      let ds = weightOf(sample, head, pixel, key) * scoreGradient(sample, head, pixel, key) * ${scale};
      let k = at(1, sample, head, key, firstBlock);
      ${eachShare(layout, (i) => `dq${i} += ds * qkv[k + ${i}];`)}
    }
    let to = at(0, sample, head, pixel, firstBlock);
    ${eachShare(layout, (i) => `dQkv[to + ${i}] = dq${i};`)}
  } else {
    ${shareSums(layout, 'dk')} ${shareSums(layout, 'dv')}
    for (var query = 0; query < ${length}; query++) {
      let weight = weightOf(sample, head, query, pixel);
      let ds = weight * scoreGradient(sample, head, query, pixel) * ${scale};
      let q = at(0, sample, head, query, firstBlock);
      let o = outputAt(sample, head, query, firstBlock);
      ${eachShare(layout, (i) => `dk${i} += ds * qkv[q + ${i}]; dv${i} += weight * dOutput[o + ${i}];`)}
    }
    let toK = at(1, sample, head, pixel, firstBlock);
    let toV = at(2, sample, head, pixel, firstBlock);
    ${eachShare(layout, (i) => `dQkv[toK + ${i}] = dk${i}; dQkv[toV + ${i}] = dv${i};`)}
  }`,
  }).dQkv;
}
