/**
 * A batch of a discrete process, computed on WebGPU in one dispatch: the choice of samples and times, the noise, the noised samples and
 * their targets, and from a table the numbers of each time that a training step reads. The random numbers are those of src/lib/rng.ts; the
 * reference is the batch of the processor, src/training/data/batch.ts.
 */
import { STREAM } from '../../lib/rng';
import { sizeOf } from '../../lib/shape';
import { dispatch, THREADS } from '../../webgpu/dispatch';
import { blocksOf } from '../wgsl/blocks';
import { PHILOX } from '../wgsl/philox';
import { type BatchInputs, type BatchTensors, LEVEL_NUMBERS } from './contract';

export function batchOnWebgpu({
  rows,
  shape,
  count,
  pool,
  times,
  levels,
  draw,
  ...options
}: BatchInputs): BatchTensors {
  const { embedding, stratified, flips, variance, labels } = options;
  const numbers = sizeOf(shape);
  const hasImages = shape.length === 3;
  const [, width, channels] = hasImages ? shape : [1, 1, numbers];
  const forSamples = Math.ceil((rows * numbers) / 4 / THREADS);
  const forTimes = Math.ceil((rows * blocksOf(embedding)) / THREADS);
  const { batch, time, noise, augmentation, labels: dropout } = STREAM;
  const u32s = Object.entries({ batch, time, noise, augmentation, labels: dropout, times, rows }).map(
    ([name, value]) => `const U_${name.toUpperCase()} : u32 = ${value}u;`,
  );
  const { expected: target, ...tensors } = dispatch({
    name: 'batch',
    sizes: {
      NUMBERS: numbers,
      WIDTH: width,
      CHANNELS: channels,
      EMBEDDING: embedding,
      ROW: LEVEL_NUMBERS + embedding,
    },
    numbers: { samples: count },
    inputs: { pool, levels, draw },
    outputs: {
      x: [rows, ...shape],
      expected: [rows, ...shape], // 'target' is a reserved word of WGSL
      temb: [rows, embedding],
      weight: [rows, 1],
      variance: variance > 0 ? [rows, variance] : undefined,
      labels: labels ? [rows] : undefined,
    },
    workgroups: forSamples + forTimes + Math.ceil(rows / THREADS),
    functions: `${u32s.join('\n')}
${PHILOX}
fn drawn(index : u32, stream : u32) -> u32 {
  return bitsOf(index, stream, bitcast<u32>(draw[1]), bitcast<u32>(draw[0]));
}
// First number of the row of a sample's time.
fn levelOf(sample : u32) -> i32 {
  let part = below(drawn(sample, U_TIME), U_TIMES);
  let time = ${stratified ? '(sample * U_TIMES + part) / U_ROWS' : 'part'};
  return i32(min(time, U_TIMES - 1u)) * ROW;
}
fn sampleOf(sample : u32) -> i32 { return i32(below(drawn(sample, U_BATCH), u32(n.samples))); }
${
  hasImages
    ? `fn byteAt(at : i32) -> f32 { return f32((u32(pool[at / 4]) >> (8u * u32(at % 4))) & 255u); }
fn numberAt(sample : i32, mirrored : bool, at : i32) -> f32 {
  let column = at / CHANNELS % WIDTH;
  let source = select(at, at + (WIDTH - 1 - 2 * column) * CHANNELS, mirrored);
  return byteAt(sample * NUMBERS + source) / 127.5 - 1.0;
}`
    : 'fn numberAt(sample : i32, mirrored : bool, at : i32) -> f32 { return pool[sample * NUMBERS + at]; }'
}`,
    body: `
  if (group < ${forSamples}) {
    let eps = normalsOf(u32(index), U_NOISE, bitcast<u32>(draw[1]), bitcast<u32>(draw[0]));
    var row = -1;
    var level = 0;
    var sample = 0;
    var mirrored = false;
    for (var k = 0; k < 4; k++) {
      let at = 4 * index + k;
      if (at >= ${rows * numbers}) { return; }
      if (at / NUMBERS != row) {
        row = at / NUMBERS;
        level = levelOf(u32(row));
        sample = sampleOf(u32(row));
        ${flips ? 'mirrored = drawn(u32(row), U_AUGMENTATION) < 0x800000u;' : ''}
      }
      let x0 = numberAt(sample, mirrored, at % NUMBERS);
      x[at] = levels[level] * x0 + levels[level + 1] * eps[k];
      expected[at] = levels[level + 2] * x0 + levels[level + 3] * eps[k];
    }
    return;
  }
  if (group < ${forSamples + forTimes}) {
    let item = index - ${forSamples * THREADS};
    let row = item / ${blocksOf(embedding)};
    if (row >= ${rows}) { return; }
    let level = levelOf(u32(row)) + ${LEVEL_NUMBERS};
    let first = item % ${blocksOf(embedding)} * 4;
    for (var k = first; k < min(first + 4, EMBEDDING); k++) { temb[row * EMBEDDING + k] = levels[level + k]; }
    return;
  }
  let row = index - ${(forSamples + forTimes) * THREADS};
  if (row >= ${rows}) { return; }
  let level = levelOf(u32(row));
  weight[row] = levels[level + 4];
  ${variance > 0 ? `for (var k = 0; k < ${variance}; k++) { variance[row * ${variance} + k] = levels[level + 5 + k]; }` : ''}
  ${
    labels
      ? `let label = byteAt(n.samples * NUMBERS + sampleOf(u32(row)));
  labels[row] = select(label, ${labels.unlabelled}.0, drawn(u32(row), U_LABELS) < ${labels.dropped}u);`
      : ''
  }`,
  });
  return { target, ...tensors };
}
