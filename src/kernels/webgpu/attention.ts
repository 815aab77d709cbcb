/**
 * Attention of an image with itself on WebGPU. Queries, keys and values are made by one dispatch, side by side in one array, and taken
 * from there; the gradient of softmax(q kᵀ) v finds the weights again from the log of their sum instead of keeping them (as in Dao et
 * al. 2022, FlashAttention), so nothing of the size of all pairs is ever written.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { BLOCK, blockReader, component, range, wholeArrays } from './blocks';
import { gradientAt, gradientPlace } from './gradientPlace';
import { dispatch, THREADS } from './program';

/** Three dense layers of one input: queries, keys, values. */
export interface Projections {
  /** [C, heads·D] each */
  readonly weights: readonly tf.Tensor[];
  /** [heads·D] each */
  readonly biases: readonly tf.Tensor[];
}

const PARTS = [0, 1, 2] as const;
/** Rows that a thread makes. */
const ROWS = 4;

/** WGSL that picks an array by the part of the output that a block belongs to. */
const pick = (block: string, blocks: number, expression: (part: number, own: string) => string) => `
    if (${block} < ${blocks}) { ${expression(0, block)} }
    else if (${block} < ${2 * blocks}) { ${expression(1, `${block} - ${blocks}`)} }
    else { ${expression(2, `${block} - ${2 * blocks}`)} }`;

const weightNames = PARTS.map((part) => `w${part}`);
const biasNames = PARTS.map((part) => `b${part}`);
const byName = (names: readonly string[], tensors: readonly tf.Tensor[]) =>
  Object.fromEntries(tensors.map((tensor, i) => [names[i], tensor]));

/**
 * @param x [N, C]; the width of a projection must be a multiple of four
 * @returns [N, 3·heads·D]
 */
export function project(x: tf.Tensor, { weights, biases }: Projections): tf.Tensor {
  const [count, channels] = x.shape as [number, number];
  const width = weights[0].shape[1]!;
  const [own, all] = [width / BLOCK, (3 * width) / BLOCK];
  const inputBlocks = Math.ceil(channels / BLOCK);
  const tiles = Math.ceil(count / ROWS);
  return dispatch({
    name: 'projections',
    sizes: {},
    inputs: { x, ...byName(weightNames, weights), ...byName(biasNames, biases) },
    outputs: { y: [count, 3 * width] },
    vectors: [...weightNames, ...biasNames, 'y', ...wholeArrays({ x: channels })],
    workgroups: Math.ceil((tiles * all) / THREADS),
    functions: `${blockReader('x', channels)}
fn weight(row : i32, block : i32) -> vec4<f32> {${pick('block', own, (part, at) => `return w${part}[row * ${own} + ${at}];`)}
}
fn bias(block : i32) -> vec4<f32> {${pick('block', own, (part, at) => `return b${part}[${at}];`)}
}`,
    body: `
  let block = index % ${all};
  let row = index / ${all} * ${ROWS};
  if (row >= ${count}) { return; }
  ${range(ROWS)
    .map((r) => `var s${r} = bias(block);`)
    .join(' ')}
  for (var i = 0; i < ${inputBlocks}; i++) {
    ${range(BLOCK)
      .map((lane) => `let v${lane} = weight(min(${BLOCK} * i + ${lane}, ${channels - 1}), block);`)
      .join(' ')}
    ${range(ROWS)
      .map(
        (r) =>
          `let x${r} = xBlock(min(row + ${r}, ${count - 1}), i); s${r} += ${range(BLOCK)
            .map((lane) => `x${r}.${component(lane)} * v${lane}`)
            .join(' + ')};`,
      )
      .join('\n    ')}
  }
  ${range(ROWS)
    .map((r) => `if (row + ${r} < ${count}) { y[(row + ${r}) * ${all} + block] = s${r}; }`)
    .join(' ')}`,
  }).y;
}

/** @param dy [N, 3·heads·D] @returns gradients of x, of the three weights and of the three biases */
export function projectGradients(dy: tf.Tensor, x: tf.Tensor, { weights, biases }: Projections): tf.Tensor[] {
  const [count, channels] = x.shape as [number, number];
  const width = weights[0].shape[1]!;
  const [own, all] = [width / BLOCK, (3 * width) / BLOCK];
  const { dx } = dispatch({
    name: 'projectionsInput',
    sizes: {},
    inputs: { dy, ...byName(weightNames, weights) },
    outputs: { dx: [count, channels] },
    vectors: ['dy', ...weightNames],
    workgroups: Math.ceil((count * channels) / THREADS),
    body: `
  if (index >= ${count * channels}) { return; }
  let row = index / ${channels};
  let channel = index % ${channels};
  var sum = 0.0;
  for (var block = 0; block < ${own}; block++) {
    ${PARTS.map((part) => `sum += dot(dy[row * ${all} + ${part * own} + block], w${part}[channel * ${own} + block]);`).join('\n    ')}
  }
  dx[index] = sum;`,
  });
  // A workgroup: one input channel (or the bias, which is one more), a block of outputs; its threads share out the rows.
  const dWeights = PARTS.map((part) => `dw${part}`);
  const dBiases = PARTS.map((part) => `db${part}`);
  const places = (names: readonly string[], of: readonly tf.Tensor[]) =>
    Object.fromEntries(names.map((name, i) => [name, gradientPlace(of[i])]));
  const made = dispatch({
    name: 'projectionsWeights',
    sizes: {},
    inputs: { dy, x },
    outputs: {
      ...places(dWeights, weights),
      ...places(dBiases, biases),
    },
    vectors: ['dy', ...dWeights, ...dBiases],
    workgroups: (channels + 1) * all,
    functions: `var<workgroup> partial : array<vec4<f32>, ${THREADS}>;`,
    body: `
  let item = i32(workgroup.y * workgroups.x + workgroup.x);
  let block = item % ${all};
  let channel = item / ${all};
  var sum = vec4<f32>();
  for (var row = i32(local); row < ${count}; row += ${THREADS}) {
    var factor = 1.0;
    if (channel < ${channels}) { factor = x[row * ${channels} + channel]; }
    sum += factor * dy[row * ${all} + block];
  }
  partial[local] = sum;
  workgroupBarrier();
  if (local < 8u) {
    for (var other = local + 8u; other < ${THREADS}u; other += 8u) { sum += partial[other]; }
    partial[local] = sum;
  }
  workgroupBarrier();
  if (local == 0u && channel <= ${channels}) {
    for (var other = 1u; other < 8u; other++) { sum += partial[other]; }
    if (channel < ${channels}) {${pick('block', own, (part, at) => `dw${part}[channel * ${own} + ${at}] = sum;`)}
    } else {${pick('block', own, (part, at) => `db${part}[${at}] = sum;`)}
    }
  }`,
  });
  return [
    dx,
    ...dWeights.map((name, i) => gradientAt(made[name], weights[i])),
    ...dBiases.map((name, i) => gradientAt(made[name], biases[i])),
  ];
}

/** Channels of a head that a thread adds up; a wider head has several threads for each pixel. */
const WIDEST = 32;

interface Heads {
  readonly batch: number;
  readonly length: number;
  readonly heads: number;
  /** Blocks of a head. */
  readonly blocks: number;
  /** Blocks of a head that a thread adds up, and how many threads that makes. */
  readonly share: number;
  readonly shares: number;
}

function headsOf(qkv: tf.Tensor, heads: number): Heads {
  const [batch, length, width] = qkv.shape as [number, number, number];
  const blocks = width / 3 / heads / BLOCK;
  const shares = Math.ceil(blocks / (WIDEST / BLOCK));
  return { batch, length, heads, blocks, share: Math.ceil(blocks / shares), shares };
}

/** WGSL that finds what a thread is for, and functions that read the arrays. */
const whereabouts = ({ batch, length, heads, shares, share }: Heads, thread: string): string => `
  let firstBlock = ${thread} % ${shares} * ${share};
  let place = ${thread} / ${shares} % ${length};
  let head = ${thread} / ${shares * length} % ${heads};
  let sample = ${thread} / ${shares * length * heads};
  let inside = sample < ${batch};`;

const arrays = ({ length, heads, blocks }: Heads): string => {
  const all = heads * blocks;
  const scale = 1 / Math.sqrt(blocks * BLOCK);
  return `
fn at(part : i32, sample : i32, head : i32, place : i32, block : i32) -> i32 {
  return (sample * ${length} + place) * ${3 * all} + part * ${all} + head * ${blocks} + block;
}
fn score(sample : i32, head : i32, query : i32, key : i32) -> f32 {
  let q = at(0, sample, head, query, 0);
  let k = at(1, sample, head, key, 0);
  var sum = 0.0;
  for (var block = 0; block < ${blocks}; block++) { sum += dot(qkv[q + block], qkv[k + block]); }
  return sum * ${scale};
}`;
};

/** WGSL for each block of a thread's share; those beyond the head's end are left out. */
const eachShare = ({ share, blocks, shares }: Heads, code: (i: number) => string): string =>
  range(share)
    .map((i) =>
      blocks === share * shares || i === 0 ? code(i) : `if (firstBlock + ${i} < ${blocks}) { ${code(i)} }`,
    )
    .join(' ');

const shareSums = ({ share }: Heads, name: string): string =>
  range(share)
    .map((i) => `var ${name}${i} = vec4<f32>();`)
    .join(' ');

export interface AttentionResult {
  /** [B, N, heads·D] */
  readonly found: tf.Tensor;
  /** [B, heads, N] log Σ exp of each query's scores */
  readonly logSums: tf.Tensor;
}

/** @param qkv [B, N, 3·heads·D]; D a multiple of four */
export function attend(qkv: tf.Tensor, heads: number): AttentionResult {
  const plan = headsOf(qkv, heads);
  const { batch, length, blocks, shares } = plan;
  return dispatch({
    name: 'attention',
    sizes: {},
    inputs: { qkv },
    outputs: { found: [batch, length, heads * blocks * BLOCK], logSums: [batch, heads, length] },
    vectors: ['qkv', 'found'],
    workgroups: Math.ceil((batch * heads * length * shares) / THREADS),
    functions: arrays(plan),
    body: `${whereabouts(plan, 'index')}
  if (!inside) { return; }
  var most = score(sample, head, place, 0);
  for (var key = 1; key < ${length}; key++) { most = max(most, score(sample, head, place, key)); }
  var weights = 0.0;
  ${shareSums(plan, 'sum')}
  for (var key = 0; key < ${length}; key++) {
    let weight = exp(score(sample, head, place, key) - most);
    weights += weight;
    let v = at(2, sample, head, key, firstBlock);
    ${eachShare(plan, (i) => `sum${i} += weight * qkv[v + ${i}];`)}
  }
  let to = (sample * ${length} + place) * ${heads * blocks} + head * ${blocks} + firstBlock;
  ${eachShare(plan, (i) => `found[to + ${i}] = sum${i} / weights;`)}
  if (firstBlock == 0) { logSums[(sample * ${heads} + head) * ${length} + place] = most + log(weights); }`,
  });
}

/** @param dFound [B, N, heads·D] @returns [B, N, 3·heads·D] */
export function attendGradient(
  dFound: tf.Tensor,
  qkv: tf.Tensor,
  { found, logSums }: AttentionResult,
  heads: number,
): tf.Tensor {
  const plan = headsOf(qkv, heads);
  const { batch, length, blocks, shares } = plan;
  const half = batch * heads * length * shares;
  const scale = 1 / Math.sqrt(blocks * BLOCK);
  return dispatch({
    name: 'attentionGradient',
    sizes: {},
    inputs: { dFound, qkv, found, logSums },
    outputs: { dQkv: qkv.shape },
    vectors: ['dFound', 'qkv', 'found', 'dQkv'],
    workgroups: Math.ceil((2 * half) / THREADS),
    functions: `${arrays(plan)}
fn outputAt(sample : i32, head : i32, place : i32, block : i32) -> i32 {
  return (sample * ${length} + place) * ${heads * blocks} + head * ${blocks} + block;
}
/** The weight that a query gives a key. */
fn weightOf(sample : i32, head : i32, query : i32, key : i32) -> f32 {
  return exp(score(sample, head, query, key) - logSums[(sample * ${heads} + head) * ${length} + query]);
}
/** The gradient of a query's score for a key, over the weight. */
fn slope(sample : i32, head : i32, query : i32, key : i32) -> f32 {
  let o = outputAt(sample, head, query, 0);
  let v = at(2, sample, head, key, 0);
  var sum = 0.0;
  for (var block = 0; block < ${blocks}; block++) { sum += dot(dFound[o + block], qkv[v + block] - found[o + block]); }
  return sum;
}`,
    body: `
  let ofQuery = index < ${half};
  let thread = select(index - ${half}, index, ofQuery);
  ${whereabouts(plan, 'thread')}
  if (!inside) { return; }
  if (ofQuery) {
    ${shareSums(plan, 'dq')}
    for (var key = 0; key < ${length}; key++) {
      let ds = weightOf(sample, head, place, key) * slope(sample, head, place, key) * ${scale};
      let k = at(1, sample, head, key, firstBlock);
      ${eachShare(plan, (i) => `dq${i} += ds * qkv[k + ${i}];`)}
    }
    let to = at(0, sample, head, place, firstBlock);
    ${eachShare(plan, (i) => `dQkv[to + ${i}] = dq${i};`)}
  } else {
    ${shareSums(plan, 'dk')} ${shareSums(plan, 'dv')}
    for (var query = 0; query < ${length}; query++) {
      let weight = weightOf(sample, head, query, place);
      let ds = weight * slope(sample, head, query, place) * ${scale};
      let q = at(0, sample, head, query, firstBlock);
      let o = outputAt(sample, head, query, firstBlock);
      ${eachShare(plan, (i) => `dk${i} += ds * qkv[q + ${i}]; dv${i} += weight * dFound[o + ${i}];`)}
    }
    let toK = at(1, sample, head, place, firstBlock);
    let toV = at(2, sample, head, place, firstBlock);
    ${eachShare(plan, (i) => `dQkv[toK + ${i}] = dk${i}; dQkv[toV + ${i}] = dv${i};`)}
  }`,
  }).dQkv;
}
