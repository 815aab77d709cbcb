/**
 * The gradients of a dense layer's weights and bias on WebGPU, dW = xᵀ dz and db = Σ dz: the WGSL that every shader with such a layer
 * shares, and the gradients that nothing in the backward pass waits for, such as those of a network's first layers, whose inputs are
 * constant: those are deferred, two layers to a dispatch.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { deferredQueue } from '../../../webgpu/deferredWork';
import { dispatch, THREADS } from '../../../webgpu/dispatch';
import { blockReader, blocksOf, blockWriter, component, range, wholeArrays } from '../../wgsl/blocks';
import { groupsOf, rowsOfShare, shareMemory, shareOf, sharesOf, sumOverShares } from '../../wgsl/shares';

/** How the blocks of a layer's dW and db are shared out to threads. */
export interface WeightGradientThreads {
  readonly threads: number;
  /** Threads that share the rows of a block. */
  readonly shares: number;
  readonly groups: number;
}

/** @param threads of a workgroup */
export function weightGradientThreads(
  rows: number,
  inputs: number,
  outputs: number,
  threads: number = THREADS,
): WeightGradientThreads {
  const blocks = (blocksOf(inputs) + 1) * blocksOf(outputs);
  const shares = sharesOf(rows, blocks);
  return { threads, shares, groups: groupsOf(blocks, shares, threads) };
}

/**
 * WGSL of a workgroup that computes blocks of dW, four inputs by four outputs, and of db; `item` counts the blocks of dW and then those of
 * db. The shader declares `shareMemory`.
 *
 * Of a layer from eight inputs to four outputs, for 32 rows, with a thread for each block:
 * ```wgsl
 * fn weightGradientPart(group : i32, local : u32) {
 *   let item = group * 64 + i32(local);
 *   let column = item % 1;
 *   let inputBlock = item / 1;
 *   var sum0 = vec4<f32>();
 *   var sum1 = vec4<f32>();
 *   var sum2 = vec4<f32>();
 *   var sum3 = vec4<f32>();
 *   if (inputBlock == 2) {
 *     for (var row = 0; row < 32; row++) { sum0 += dzBlock(row, column); }
 *   } else if (inputBlock < 2) {
 *     for (var row = 0; row < 32; row++) {
 *       let d = dzBlock(row, column);
 *       let a = xBlock(row, inputBlock);
 *       sum0 += a.x * d;
 *       sum1 += a.y * d;
 *       sum2 += a.z * d;
 *       sum3 += a.w * d;
 *     }
 *   }
 *   { let total = sum0; if (inputBlock == 2) { writeDbBlock(0, column, total); } else if (4 * inputBlock + 0 < 8) { writeDwBlock(4 * inputBlock + 0, column, total); } }
 *   { let total = sum1; if (4 * inputBlock + 1 < 8) { writeDwBlock(4 * inputBlock + 1, column, total); } }
 *   { let total = sum2; if (4 * inputBlock + 2 < 8) { writeDwBlock(4 * inputBlock + 2, column, total); } }
 *   { let total = sum3; if (4 * inputBlock + 3 < 8) { writeDwBlock(4 * inputBlock + 3, column, total); } }
 * }
 * ```
 * @param x      name of the array of the input
 * @param suffix of every name, where a shader has several such parts
 */
export function weightGradientPart({
  rows,
  inputs,
  outputs,
  by: { threads, shares },
  x = 'x',
  suffix = '',
}: {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly by: WeightGradientThreads;
  readonly x?: string;
  readonly suffix?: string;
}): string {
  const sums = range(4).map((k) => `sum${k}`);
  const store = (k: number) => {
    const ofWeights = `if (4 * inputBlock + ${k} < ${inputs}) { writeDw${suffix}Block(4 * inputBlock + ${k}, column, total); }`;
    if (k > 0) return ofWeights;
    return `if (inputBlock == ${blocksOf(inputs)}) { writeDb${suffix}Block(0, column, total); } else ${ofWeights}`;
  };
  return `
fn weightGradientPart${suffix}(group : i32, local : u32) {
  ${shareOf(shares, threads)}
  let column = item % ${blocksOf(outputs)};
  let inputBlock = item / ${blocksOf(outputs)};
  ${sums.map((sum) => `var ${sum} = vec4<f32>();`).join(' ')}
  if (inputBlock == ${blocksOf(inputs)}) {
    ${rowsOfShare(shares, rows, `sum0 += dz${suffix}Block(row, column);`)}
  } else if (inputBlock < ${blocksOf(inputs)}) {
    ${rowsOfShare(
      shares,
      rows,
      `
    let d = dz${suffix}Block(row, column);
    let a = ${x}${suffix}Block(row, inputBlock);
    ${sums.map((sum, k) => `${sum} += a.${component(k)} * d;`).join(' ')}
    `,
    )}
  }
  ${sumOverShares(sums, shares, threads, store)}
}`;
}

/** A shader has room for eight arrays. */
const LAYERS_PER_DISPATCH = 2;

/** x [B, K] and dz [B, N] */
interface LayerInputs extends Record<string, tf.Tensor> {
  readonly x: tf.Tensor;
  readonly dz: tf.Tensor;
}

/** The slots of the gradients, [K, N] and [N] */
interface LayerGradients extends Record<string, tf.Tensor> {
  readonly dw: tf.Tensor;
  readonly db: tf.Tensor;
}

/**
 * Defers the gradients of a layer. Only gradients that have a slot can be deferred, because only the optimizer, which reads the slots,
 * knows that it must run the deferred work first.
 */
export const deferWeightGradients = deferredQueue<LayerInputs, LayerGradients>(
  LAYERS_PER_DISPATCH,
  (layers) => {
    const sizes = layers.map(({ inputs: { x, dz } }) => ({
      rows: x.shape[0],
      inputs: x.shape[1]!,
      outputs: dz.shape[1]!,
    }));
    const by = sizes.map(({ rows, inputs, outputs }) => weightGradientThreads(rows, inputs, outputs));
    const groups = by.map((each) => each.groups);
    const firsts = groups.map((_, i) => groups.slice(0, i).reduce((sum, count) => sum + count, 0));
    const numbered = (tensors: readonly Readonly<Record<string, tf.Tensor>>[]) =>
      Object.fromEntries(
        tensors.flatMap((each, i) => Object.entries(each).map(([name, tensor]) => [name + i, tensor])),
      );
    dispatch({
      name: 'weightGradients',
      sizes: {},
      inputs: numbered(layers.map(({ inputs }) => inputs)),
      outputs: numbered(layers.map(({ outputs }) => outputs)),
      vectors: wholeArrays(
        Object.fromEntries(
          sizes.flatMap(({ inputs, outputs }, i) => [
            [`x${i}`, inputs],
            [`dz${i}`, outputs],
            [`dw${i}`, outputs],
            [`db${i}`, outputs],
          ]),
        ),
      ),
      workgroups: groups.reduce((sum, count) => sum + count, 0),
      functions: `${shareMemory(THREADS)}
${sizes
  .map(
    ({ rows, inputs, outputs }, i) => `
${blockReader(`x${i}`, inputs)}
${blockReader(`dz${i}`, outputs)}
${blockWriter(`dw${i}`, outputs)}
${blockWriter(`db${i}`, outputs)}
${weightGradientPart({ rows, inputs, outputs, by: by[i], suffix: `${i}` })}`,
  )
  .join('\n')}`,
      body: firsts
        .map(
          (first, i) =>
            `if (group >= ${first} && group < ${first + groups[i]}) { weightGradientPart${i}(group - ${first}, local); }`,
        )
        .join('\n  '),
    });
  },
);
