/**
 * A dense layer on WebGPU: one dispatch forward, one backward. A thread makes a square of four rows and four columns from registers; the
 * backward dispatch gives its first threads to the input's gradient and the others to those of weights and bias.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { ActivationId } from '../activation';
import { activate } from './activation';
import { blockReader, blocksOf, blockWriter, component, range, wholeArrays } from './blocks';
import { gradientAt, gradientPlace, isPlace } from './gradientPlace';
import { gradientLater } from './laterGradients';
import { dispatch, THREADS } from './program';

const ROWS = range(4);

/** @returns y, and the slope f'(z), [B, N], where the activation is not linear */
export function denseForward(
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

/** WGSL: walks the inputs of a product, four at a time, the last few alone. */
export function eachInput(
  inputs: number,
  load: (block: string) => string,
  add: (input: string, lane: string) => string,
): string {
  const whole = Math.floor(inputs / 4);
  const left = inputs % 4;
  return `for (var block = 0; block < ${whole}; block++) {
    ${load('block')}
    ${range(4)
      .map((k) => add(`4 * block + ${k}`, component(k)))
      .join('\n    ')}
  }
  ${
    left === 0
      ? ''
      : `{
    ${load(`${whole}`)}
    ${range(left)
      .map((k) => add(`${4 * whole + k}`, component(k)))
      .join('\n    ')}
  }`
  }`;
}

/**
 * WGSL: what a thread of the part that makes dW and db does; `item` counts blocks of four inputs and four outputs, and blocks of db.
 * @param x      names the reader of the input
 * @param suffix of all names, where a shader has several such parts
 */
export function weightGradientPart({
  rows,
  inputs,
  outputs,
  x = 'x',
  suffix = '',
}: {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly x?: string;
  readonly suffix?: string;
}): string {
  return `
fn weightGradientPart${suffix}(item : i32) {
  let column = item % ${blocksOf(outputs)};
  let place = item / ${blocksOf(outputs)};
  if (place > ${blocksOf(inputs)}) { return; }
  ${range(4)
    .map((k) => `var sum${k} = vec4<f32>();`)
    .join(' ')}
  if (place == ${blocksOf(inputs)}) {
    for (var row = 0; row < ${rows}; row++) { sum0 += dz${suffix}Block(row, column); }
    writeDb${suffix}Block(0, column, sum0);
    return;
  }
  for (var row = 0; row < ${rows}; row++) {
    let d = dz${suffix}Block(row, column);
    let a = ${x}${suffix}Block(row, place);
    ${range(4)
      .map((k) => `sum${k} += a.${component(k)} * d;`)
      .join(' ')}
  }
  ${range(4)
    .map(
      (k) =>
        `if (4 * place + ${k} < ${inputs}) { writeDw${suffix}Block(4 * place + ${k}, column, sum${k}); }`,
    )
    .join('\n  ')}
}`;
}

/** Threads of that part. */
export const weightGradientThreads = (inputs: number, outputs: number): number =>
  (blocksOf(inputs) + 1) * blocksOf(outputs);

/**
 * @param slope  as the forward pass gave it
 * @param wanted whether the input's gradient is
 * @returns dx [B, K] if wanted, dW and db
 */
export function denseBackward(
  dy: tf.Tensor,
  [x, w, b]: readonly [tf.Tensor, tf.Tensor, tf.Tensor],
  slope: tf.Tensor | null,
  wanted: boolean,
): { readonly dx: tf.Tensor | null; readonly dw: tf.Tensor; readonly db: tf.Tensor } {
  const [rows, inputs] = x.shape as [number, number];
  const outputs = w.shape[1]!;
  const [dwPlace, dbPlace] = [gradientPlace(w), gradientPlace(b)];
  if (!wanted && !slope && isPlace(dwPlace) && isPlace(dbPlace)) {
    gradientLater({ x, dz: dy, dw: dwPlace, db: dbPlace });
    return { dx: null, dw: gradientAt(dwPlace, w), db: gradientAt(dbPlace, b) };
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
  const forInput = wanted ? Math.ceil((Math.ceil(rows / 4) * blocksOf(inputs)) / THREADS) : 0;
  const forWeights = Math.ceil(weightGradientThreads(inputs, outputs) / THREADS);
  const made = dispatch({
    name: 'denseGradients',
    sizes: { ROWS: rows },
    inputs: { dy, x, ...(slope && { slope }), ...(wanted && { w }) },
    outputs: { dw: dwPlace, db: dbPlace, dx: wanted ? [rows, inputs] : undefined },
    vectors: wholeArrays(channels),
    workgroups: forInput + forWeights,
    functions: `
${blockReader('x', inputs)}
${blockReader('dy', outputs)}
${slope ? blockReader('slope', outputs) : ''}
fn dzBlock(row : i32, block : i32) -> vec4<f32> {
  return dyBlock(row, block)${slope ? ' * slopeBlock(row, block)' : ''};
}
${blockWriter('dw', outputs)}
${blockWriter('db', outputs)}
${weightGradientPart({ rows, inputs, outputs })}
${wanted ? inputGradientPart(inputs, outputs) : ''}`,
    body: wanted
      ? `if (index < ${forInput * THREADS}) { inputGradientPart(index); } else { weightGradientPart(index - ${forInput * THREADS}); }`
      : 'weightGradientPart(index);',
  });
  return { dx: made.dx ?? null, dw: gradientAt(made.dw, w), db: gradientAt(made.db, b) };
}

const inputGradientPart = (inputs: number, outputs: number) => `
${blockReader('w', outputs)}
${blockWriter('dx', inputs)}
fn inputGradientPart(item : i32) {
  let place = item % ${blocksOf(inputs)};
  let first = item / ${blocksOf(inputs)} * 4;
  if (first >= ROWS) { return; }
  ${ROWS.map((r) => `let row${r} = min(first + ${r}, ROWS - 1); var sum${r} = vec4<f32>();`).join('\n  ')}
  for (var block = 0; block < ${blocksOf(outputs)}; block++) {
    ${range(4)
      .map((k) => `let w${k} = wBlock(min(4 * place + ${k}, ${inputs - 1}), block);`)
      .join('\n    ')}
    ${ROWS.map(
      (r) =>
        `{ let d = dzBlock(row${r}, block); sum${r} += vec4<f32>(dot(d, w0), dot(d, w1), dot(d, w2), dot(d, w3)); }`,
    ).join('\n    ')}
  }
  ${ROWS.map((r) => `if (first + ${r} < ROWS) { writeDxBlock(first + ${r}, place, sum${r}); }`).join('\n  ')}
}`;
