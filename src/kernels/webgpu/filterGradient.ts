/**
 * A convolution's gradient with respect to its filter on WebGPU. The stock kernel gives a thread to each weight, which then walks the
 * whole batch alone; here the rows of the batch are shared out among slices, whose sums a second dispatch adds up.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { ConvolutionShape } from '../convolutionGradients';
import { runShader, THREADS } from './program';

/** As many threads as keep a large adapter busy. */
const WANTED_THREADS = 32_768;
/** Outputs that a thread works on: it reads each pixel of x once for all of them. */
const OUTPUTS = 4;

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** @param x [B, H, W, I] @param dy [B, H', W', O] @returns [kh, kw, I, O] */
export function filterGradientOnWebgpu(
  x: tf.Tensor,
  dy: tf.Tensor,
  { filter, input, stride, top, left }: ConvolutionShape,
): tf.Tensor {
  const [height, width, inputs, outputs] = filter;
  const rows = dy.shape[0] * dy.shape[1]!;
  const blocks = Math.ceil(outputs / OUTPUTS);
  const items = height * inputs * blocks;
  const slices = Math.min(rows, Math.ceil(WANTED_THREADS / items));
  const sizes = {
    SLICES: slices,
    ROWS: rows,
    STRIDE: stride,
    TOP: top,
    LEFT: left,
    IN_HEIGHT: input[1],
    IN_WIDTH: input[2],
    OUT_HEIGHT: dy.shape[1]!,
    OUT_WIDTH: dy.shape[2]!,
    FILTER_HEIGHT: height,
    FILTER_WIDTH: width,
    INPUTS: inputs,
    OUTPUTS: outputs,
    BLOCKS: blocks,
  };
  // A thread: one row of the filter, one input, four outputs, one slice of the batch's rows.
  const partial = runShader({
    name: 'filterGradientSlices',
    sizes,
    inputs: { x, dy },
    outputShape: [slices, height * width * inputs * outputs],
    workgroups: Math.ceil((items * slices) / THREADS),
    functions: `
fn pixel(at : i32, column : i32) -> f32 {
  if (column < 0 || column >= IN_WIDTH) { return 0.0; }
  return x[at + column * INPUTS];
}`,
    body: `
  if (index >= FILTER_HEIGHT * INPUTS * BLOCKS * SLICES) { return; }
  let first = index % BLOCKS * ${OUTPUTS};
  let i = index / BLOCKS % INPUTS;
  let r = index / (BLOCKS * INPUTS) % FILTER_HEIGHT;
  let slice = index / (BLOCKS * INPUTS * FILTER_HEIGHT);
  ${range(width)
    .map((c) => `var sum${c} = vec4<f32>();`)
    .join(' ')}
  for (var row = slice; row < ROWS; row += SLICES) {
    let line = row % OUT_HEIGHT * STRIDE + r - TOP;
    if (line < 0 || line >= IN_HEIGHT) { continue; }
    let lineStart = (row / OUT_HEIGHT * IN_HEIGHT + line) * IN_WIDTH * INPUTS + i;
    for (var column = 0; column < OUT_WIDTH; column++) {
      let spot = (row * OUT_WIDTH + column) * OUTPUTS + first;
      var d = vec4<f32>(dy[spot], 0.0, 0.0, 0.0);
      ${range(OUTPUTS - 1)
        .map((k) => `if (first + ${k + 1} < OUTPUTS) { d[${k + 1}] = dy[spot + ${k + 1}]; }`)
        .join('\n      ')}
      ${range(width)
        .map((c) => `sum${c} += pixel(lineStart, column * STRIDE + ${c} - LEFT) * d;`)
        .join('\n      ')}
    }
  }
  let weights = FILTER_HEIGHT * FILTER_WIDTH * INPUTS * OUTPUTS;
  for (var k = 0; k < min(${OUTPUTS}, OUTPUTS - first); k++) {
    ${range(width)
      .map(
        (c) =>
          `result[slice * weights + ((r * FILTER_WIDTH + ${c}) * INPUTS + i) * OUTPUTS + first + k] = sum${c}[k];`,
      )
      .join('\n    ')}
  }`,
  });
  const weights = height * width * inputs * outputs;
  return runShader({
    name: 'filterGradientSum',
    sizes: { SLICES: slices, WEIGHTS: weights },
    inputs: { partial },
    outputShape: filter,
    workgroups: Math.ceil(weights / THREADS),
    body: `
  if (index >= WEIGHTS) { return; }
  var sum = 0.0;
  for (var slice = 0; slice < SLICES; slice++) { sum += partial[slice * WEIGHTS + index]; }
  result[index] = sum;`,
  });
}
