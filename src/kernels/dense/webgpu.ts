/**
 * A dense layer on WebGPU: one dispatch forward, one backward. A thread computes four rows of four columns in registers; the first threads
 * of the backward dispatch compute the gradient of the input, the others those of weights and bias.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { dispatch, THREADS } from '../../webgpu/dispatch';
import { gradientAt, gradientSlot, isSlot } from '../../webgpu/gradientSlots';
import type { ActivationId } from '../activation';
import { differentiable } from '../differentiable';
import { activate } from '../wgsl/activation';
import { blockReader, blocksOf, blockWriter, component, range, wholeArrays } from '../wgsl/blocks';
import { eachInput, fourRows, timesFourRows } from '../wgsl/product';
import { shareMemory } from '../wgsl/shares';
import type { DenseOptions } from './contract';
import { deferWeightGradients, weightGradientPart, weightGradientThreads } from './webgpu/weightGradients';

const ROWS = range(4);

export function denseOnWebgpu(
  x: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  { activation = 'linear', constantInput = false }: DenseOptions = {},
): tf.Tensor {
  return differentiable(constantInput ? [w, b] : [x, w, b], {
    forward() {
      const { y, slope } = denseForward(x, w, b, activation);
      return { value: y, saved: slope ? [x, w, b, slope] : [x, w, b] };
    },
    backward(dy, [x, w, b, slope]) {
      const { dx, dw, db } = denseBackward(dy, [x, w, b], slope ?? null, !constantInput);
      return dx ? [dx, dw, db] : [dw, db];
    },
  });
}

/** @returns y = f(z), [B, N], and the slope f'(z), [B, N], where f is not linear */
function denseForward(
  x: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  activation: ActivationId,
): { readonly y: tf.Tensor; readonly slope: tf.Tensor | null } {
  const [rows, inputs] = x.shape as [number, number];
  const outputs = w.shape[1]!;
  const channels = { x: inputs, w: outputs, b: outputs, y: outputs, slope: outputs };
  const curved = activation !== 'linear';
  const threads = Math.ceil(rows / 4) * blocksOf(outputs);
  const shape = [rows, outputs];
  const { y, slope } = dispatch({
    name: 'dense',
    sizes: { ROWS: rows, THREADS: threads, BLOCKS: blocksOf(outputs) },
    inputs: { x, w, b },
    outputs: { y: shape, slope: curved ? shape : undefined },
    vectors: wholeArrays(channels),
    workgroups: Math.ceil(threads / THREADS),
    functions: `${activate(activation)}
${['x', 'w', 'b'].map((name) => blockReader(name, channels[name as 'x'])).join('\n')}
${blockWriter('y', outputs)}
${curved ? blockWriter('slope', outputs) : ''}`,
    body: `
  if (index >= THREADS) { return; }
  let column = index % BLOCKS;
  let first = index / BLOCKS * 4;
  ${ROWS.map((r) => `let row${r} = min(first + ${r}, ROWS - 1); var z${r} = bBlock(0, column);`).join('\n  ')}
  ${eachInput(
    inputs,
    (block) => ROWS.map((r) => `let x${r} = xBlock(row${r}, ${block});`).join(' '),
    (k, lane) => `{
      let weights = wBlock(${k}, column);
      ${ROWS.map((r) => `z${r} += x${r}.${lane} * weights;`).join(' ')}
    }`,
  )}
  ${ROWS.map(
    (r) => `if (first + ${r} < ROWS) {
    ${range(4)
      .map((k) => `let a${r}${k} = activate(z${r}.${component(k)});`)
      .join(' ')}
    writeYBlock(first + ${r}, column, vec4<f32>(${range(4)
      .map((k) => `a${r}${k}.x`)
      .join(', ')}));
    ${
      curved
        ? `writeSlopeBlock(first + ${r}, column, vec4<f32>(${range(4)
            .map((k) => `a${r}${k}.y`)
            .join(', ')}));`
        : ''
    }
  }`,
  ).join('\n  ')}`,
  });
  return { y, slope: slope ?? null };
}

/**
 * @param slope    f'(z) from the forward pass, [B, N], null where f is linear
 * @param needsDx  whether the gradient of the input is computed
 * @returns dx [B, K] or null, dW [K, N] and db [N]
 */
export function denseBackward(
  dy: tf.Tensor,
  [x, w, b]: readonly [tf.Tensor, tf.Tensor, tf.Tensor],
  slope: tf.Tensor | null,
  needsDx: boolean,
): { readonly dx: tf.Tensor | null; readonly dw: tf.Tensor; readonly db: tf.Tensor } {
  const [rows, inputs] = x.shape as [number, number];
  const outputs = w.shape[1]!;
  const [dwSlot, dbSlot] = [gradientSlot(w), gradientSlot(b)];
  if (!needsDx && !slope && isSlot(dwSlot) && isSlot(dbSlot)) {
    deferWeightGradients({ inputs: { x, dz: dy }, outputs: { dw: dwSlot, db: dbSlot } });
    return { dx: null, dw: gradientAt(dwSlot, w), db: gradientAt(dbSlot, b) };
  }
  const channels = {
    x: inputs,
    w: outputs,
    dy: outputs,
    slope: outputs,
    dw: outputs,
    db: outputs,
    dx: inputs,
  };
  const forInput = needsDx ? Math.ceil((Math.ceil(rows / 4) * blocksOf(inputs)) / THREADS) : 0;
  const by = weightGradientThreads(rows, inputs, outputs);
  const result = dispatch({
    name: 'denseGradients',
    sizes: { ROWS: rows },
    inputs: { dy, x, ...(slope && { slope }), ...(needsDx && { w }) },
    outputs: { dw: dwSlot, db: dbSlot, dx: needsDx ? [rows, inputs] : undefined },
    vectors: wholeArrays(channels),
    workgroups: forInput + by.groups,
    functions: `${shareMemory(THREADS)}
${blockReader('x', inputs)}
${blockReader('dy', outputs)}
${slope ? blockReader('slope', outputs) : ''}
fn dzBlock(row : i32, block : i32) -> vec4<f32> {
  return dyBlock(row, block)${slope ? ' * slopeBlock(row, block)' : ''};
}
${blockWriter('dw', outputs)}
${blockWriter('db', outputs)}
${weightGradientPart({ rows, inputs, outputs, by })}
${needsDx ? inputGradientPart(inputs, outputs) : ''}`,
    body: needsDx
      ? `if (group < ${forInput}) { inputGradientPart(index); } else { weightGradientPart(group - ${forInput}, local); }`
      : 'weightGradientPart(group, local);',
  });
  return { dx: result.dx ?? null, dw: gradientAt(result.dw, w), db: gradientAt(result.db, b) };
}

const inputGradientPart = (inputs: number, outputs: number) => `
${blockReader('w', outputs)}
${blockWriter('dx', inputs)}
fn inputGradientPart(item : i32) {
  let inputBlock = item % ${blocksOf(inputs)};
  let first = item / ${blocksOf(inputs)} * 4;
  if (first >= ROWS) { return; }
  ${ROWS.map((r) => `let row${r} = min(first + ${r}, ROWS - 1); var sum${r} = vec4<f32>();`).join('\n  ')}
  for (var block = 0; block < ${blocksOf(outputs)}; block++) {
    ${fourRows('inputBlock', inputs - 1, (row) => `wBlock(${row}, block)`)}
    ${ROWS.map((r) => timesFourRows(`sum${r}`, `dzBlock(row${r}, block)`)).join('\n    ')}
  }
  ${ROWS.map((r) => `if (first + ${r} < ROWS) { writeDxBlock(first + ${r}, inputBlock, sum${r}); }`).join('\n  ')}
}`;
