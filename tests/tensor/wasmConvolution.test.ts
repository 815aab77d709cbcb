/** The module's convolutions and their gradients against float64 at odd sizes; no memory is written beside the results. */
import { beforeAll, expect, test } from 'vitest';
import { ADD, BIAS } from '../../src/wasm/module/operations.generated';
import { numbers, type Place, type TestMemory, testMemory, worst } from './wasmMemory';

interface Case {
  readonly batch: number;
  readonly size: readonly [number, number];
  readonly channels: readonly [number, number];
  readonly kernel: number;
  readonly stride: number;
  readonly padding: readonly [top: number, bottom: number, left: number, right: number];
  readonly upsample?: true;
}

const NONE = [0, 0, 0, 0] as const;
const AROUND = [1, 1, 1, 1] as const;
const BEHIND = [0, 1, 0, 1] as const;

/** Sizes are those of the image that the filter slides over: upsampled ones are even. */
const CASES: readonly Case[] = [
  { batch: 1, size: [3, 3], channels: [1, 1], kernel: 3, stride: 1, padding: AROUND },
  { batch: 2, size: [5, 7], channels: [3, 5], kernel: 3, stride: 1, padding: AROUND },
  { batch: 3, size: [5, 7], channels: [4, 1], kernel: 3, stride: 1, padding: AROUND },
  { batch: 2, size: [28, 28], channels: [16, 1], kernel: 3, stride: 1, padding: AROUND },
  { batch: 3, size: [6, 7], channels: [20, 3], kernel: 3, stride: 1, padding: AROUND },
  { batch: 2, size: [7, 9], channels: [8, 2], kernel: 3, stride: 2, padding: BEHIND },
  { batch: 3, size: [5, 6], channels: [12, 3], kernel: 1, stride: 1, padding: NONE },
  { batch: 2, size: [6, 10], channels: [8, 3], kernel: 3, stride: 1, padding: AROUND, upsample: true },
  { batch: 1, size: [1, 1], channels: [3, 9], kernel: 3, stride: 1, padding: AROUND },
  { batch: 3, size: [14, 14], channels: [4, 20], kernel: 3, stride: 1, padding: AROUND },
  { batch: 17, size: [7, 7], channels: [16, 24], kernel: 3, stride: 1, padding: AROUND },
  { batch: 2, size: [28, 28], channels: [16, 16], kernel: 3, stride: 1, padding: AROUND },
  { batch: 3, size: [5, 7], channels: [8, 12], kernel: 3, stride: 1, padding: AROUND },
  { batch: 2, size: [4, 9], channels: [20, 8], kernel: 3, stride: 1, padding: AROUND },
  { batch: 5, size: [7, 7], channels: [32, 16], kernel: 3, stride: 1, padding: AROUND },
  { batch: 3, size: [7, 6], channels: [8, 12], kernel: 3, stride: 1, padding: NONE },
  { batch: 2, size: [6, 5], channels: [12, 8], kernel: 3, stride: 1, padding: [2, 0, 1, 2] },
  { batch: 2, size: [5, 6], channels: [8, 8], kernel: 3, stride: 1, padding: [0, 3, 3, 0] },
  { batch: 2, size: [8, 6], channels: [3, 5], kernel: 3, stride: 2, padding: AROUND },
  { batch: 2, size: [7, 5], channels: [4, 4], kernel: 3, stride: 2, padding: AROUND },
  { batch: 2, size: [2, 2], channels: [3, 9], kernel: 3, stride: 2, padding: AROUND },
  { batch: 2, size: [14, 28], channels: [20, 12], kernel: 3, stride: 2, padding: AROUND },
  { batch: 2, size: [8, 6], channels: [4, 8], kernel: 3, stride: 2, padding: BEHIND },
  { batch: 1, size: [7, 9], channels: [2, 3], kernel: 3, stride: 2, padding: BEHIND },
  { batch: 2, size: [6, 6], channels: [2, 3], kernel: 3, stride: 2, padding: NONE },
  { batch: 5, size: [5, 6], channels: [6, 4], kernel: 1, stride: 1, padding: NONE },
  { batch: 3, size: [9, 9], channels: [13, 33], kernel: 1, stride: 1, padding: NONE },
  { batch: 3, size: [9, 9], channels: [5, 7], kernel: 1, stride: 2, padding: NONE },
  { batch: 2, size: [5, 6], channels: [3, 4], kernel: 5, stride: 3, padding: [2, 2, 2, 2] },
  { batch: 2, size: [6, 10], channels: [3, 2], kernel: 3, stride: 1, padding: AROUND, upsample: true },
  { batch: 2, size: [8, 6], channels: [4, 8], kernel: 3, stride: 1, padding: AROUND, upsample: true },
  { batch: 1, size: [2, 2], channels: [3, 11], kernel: 3, stride: 1, padding: AROUND, upsample: true },
  { batch: 5, size: [14, 14], channels: [8, 16], kernel: 3, stride: 1, padding: AROUND, upsample: true },
];

let memory: TestMemory;
beforeAll(async () => {
  memory = await testMemory(24);
});

function sizesOf({ batch, size, channels, kernel, stride, padding, upsample }: Case) {
  const [H, W] = size;
  const [top, bottom, left, right] = padding;
  const Ho = Math.floor((H + top + bottom - kernel) / stride) + 1;
  const Wo = Math.floor((W + left + right - kernel) / stride) + 1;
  const [I, O] = channels;
  const shape = [batch, H, W, I, O, kernel, kernel, stride, top, left, Ho, Wo, upsample ? 1 : 0] as const;
  const lengths = {
    x: (batch * H * W * I) / (upsample ? 4 : 1),
    y: batch * Ho * Wo * O,
    w: kernel * kernel * I * O,
  };
  return { Ho, Wo, I, O, shape, lengths };
}

/** Calls back for every product: indices into x, w and y. */
function eachProduct(each: Case, visit: (x: number, w: number, y: number) => void): void {
  const { Ho, Wo, I, O } = sizesOf(each);
  const { batch, size, kernel, stride, padding, upsample } = each;
  const [H, W] = size;
  const halving = upsample ? 1 : 0;
  for (let pixel = 0; pixel < batch * Ho * Wo; pixel++) {
    const [b, i, j] = [Math.floor(pixel / (Ho * Wo)), Math.floor(pixel / Wo) % Ho, pixel % Wo];
    for (let tap = 0; tap < kernel * kernel; tap++) {
      const row = i * stride + Math.floor(tap / kernel) - padding[0];
      const column = j * stride + (tap % kernel) - padding[2];
      if (row < 0 || column < 0 || row >= H || column >= W) continue;
      const source = (b * (H >> halving) + (row >> halving)) * (W >> halving) + (column >> halving);
      for (let n = 0; n < I; n++)
        for (let o = 0; o < O; o++) visit(source * I + n, (tap * I + n) * O + o, pixel * O + o);
    }
  }
}

const nameOf = ({ batch, size, channels, kernel, stride, padding, upsample }: Case) =>
  `${batch}×${size.join('×')}, ${channels.join(' -> ')}, kernel ${kernel}, stride ${stride}, padding ${padding}${upsample ? ', upsampled' : ''}`;

test.each(CASES.map((each) => [nameOf(each), each] as const))('%s', (_, each) => {
  const { O, shape, lengths } = sizesOf(each);
  const [x, w, dy] = [numbers(lengths.x, 1), numbers(lengths.w, 2), numbers(lengths.y, 3)];
  const [bias, residual] = [numbers(O, 4), numbers(lengths.y, 5)];
  const expected = {
    y: Float64Array.from(residual, (value, i) => value + bias[i % O]),
    dx: new Float64Array(lengths.x),
    dw: new Float64Array(lengths.w),
    db: new Float64Array(O),
  };
  eachProduct(each, (ix, iw, iy) => {
    expected.y[iy] += x[ix] * w[iw];
    expected.dx[ix] += dy[iy] * w[iw];
    expected.dw[iw] += dy[iy] * x[ix];
  });
  for (let i = 0; i < dy.length; i++) expected.db[i % O] += dy[i];

  memory.reset();
  const at = {
    x: memory.put(x),
    w: memory.put(w),
    dy: memory.put(dy),
    bias: memory.put(bias),
    residual: memory.put(residual),
    y: memory.room(lengths.y),
    dx: memory.room(lengths.x),
    dw: memory.room(lengths.w),
    db: memory.room(O),
  };
  const { module } = memory;
  const [batch, H, W, I, , kh, kw] = shape;
  const scratch = memory.room(Math.ceil(module.convolutionScratch(batch, H, W, I, O, kh, kw) / 4));
  const inputs = [at.x.address, at.w.address, at.bias.address, at.residual.address] as const;
  module.convolution(...inputs, at.y.address, ...shape, ADD | BIAS, scratch.address);
  module.convolutionInputGradient(
    at.dy.address,
    at.w.address,
    0,
    at.dx.address,
    ...shape,
    0,
    scratch.address,
  );
  module.convolutionFilterGradient(at.x.address, at.dy.address, at.dw.address, ...shape, 0, scratch.address);
  module.sumChannels(at.dy.address, at.db.address, dy.length / O, O, 0);
  memory.read(scratch);
  const agrees = (place: Place, values: Float64Array) =>
    expect(worst(memory.read(place), values)).toBeLessThan(2e-6);
  agrees(at.y, expected.y);
  agrees(at.dx, expected.dx);
  agrees(at.dw, expected.dw);
  agrees(at.db, expected.db);

  // Once more, added to what is there.
  const twice = (values: Float64Array) => values.map((value) => 2 * value);
  const { dx, dw, db } = at;
  module.convolutionInputGradient(
    at.dy.address,
    at.w.address,
    dx.address,
    dx.address,
    ...shape,
    ADD,
    scratch.address,
  );
  module.convolutionFilterGradient(at.x.address, at.dy.address, dw.address, ...shape, ADD, scratch.address);
  module.sumChannels(at.dy.address, db.address, dy.length / O, O, ADD);
  agrees(dx, twice(expected.dx));
  agrees(dw, twice(expected.dw));
  agrees(db, twice(expected.db));
});
