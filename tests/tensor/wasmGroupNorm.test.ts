/** The module's group norm against float64, and its gradients against differences of the float64 forward pass. */
import { beforeAll, expect, test } from 'vitest';
import { ADD, NORM_SILU } from '../../src/wasm/module/operations.generated';
import { centralDifferences } from './centralDifferences';
import { numbers, type TestMemory, testMemory, worst } from './wasmMemory';

interface Case {
  readonly batch: number;
  readonly pixels: number;
  readonly channels: number;
  readonly groups: number;
  readonly silu: boolean;
  /** Whether gain and shift differ between samples. */
  readonly rows: boolean;
  readonly offset: boolean;
  /** Of x. */
  readonly mean?: number;
}

const CASES: readonly Case[] = [
  { batch: 1, pixels: 2, channels: 8, groups: 2, silu: true, rows: false, offset: false },
  { batch: 2, pixels: 9, channels: 3, groups: 1, silu: false, rows: false, offset: true },
  { batch: 2, pixels: 35, channels: 6, groups: 3, silu: true, rows: true, offset: false },
  { batch: 3, pixels: 33, channels: 8, groups: 8, silu: true, rows: false, offset: true },
  { batch: 2, pixels: 16, channels: 24, groups: 4, silu: true, rows: false, offset: false },
  { batch: 2, pixels: 7, channels: 21, groups: 7, silu: true, rows: true, offset: true },
  { batch: 1, pixels: 49, channels: 16, groups: 4, silu: false, rows: true, offset: false, mean: 300 },
];

const EPSILON = 1e-5;

let memory: TestMemory;
beforeAll(async () => {
  memory = await testMemory(2);
});

interface Inputs {
  readonly x: Float64Array;
  readonly offset: Float64Array;
  readonly gain: Float64Array;
  readonly shift: Float64Array;
}

function forward({ batch, pixels, channels, groups, silu, rows }: Case, { x, offset, gain, shift }: Inputs) {
  const y = new Float64Array(x.length);
  const each = channels / groups;
  for (let b = 0; b < batch; b++)
    for (let first = 0; first < channels; first += each) {
      const indices = Array.from({ length: pixels * each }, (_, i) => [
        (b * pixels + Math.floor(i / each)) * channels + first + (i % each),
        first + (i % each),
      ]);
      const values = indices.map(([i, c]) => x[i] + offset[b * channels + c]);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      indices.forEach(([i, c], n) => {
        const row = rows ? b * channels + c : c;
        const z = ((values[n] - mean) / Math.sqrt(variance + EPSILON)) * gain[row] + shift[row];
        y[i] = silu ? z / (1 + Math.exp(-z)) : z;
      });
    }
  return y;
}

/** The gradient of Σ dy out with respect to one of the inputs. */
const differences = (each: Case, inputs: Inputs, name: keyof Inputs, dy: Float32Array): Float64Array =>
  centralDifferences((changed) => forward(each, { ...inputs, [name]: changed }), inputs[name], dy);

const nameOf = ({ batch, pixels, channels, groups, silu, rows, offset, mean = 0 }: Case) =>
  `[${batch}, ${pixels}, ${channels}], ${groups} groups, mean ${mean}${silu ? ', SiLU' : ''}${rows ? ', modulated' : ''}${offset ? ', offset' : ''}`;

test.each(CASES.map((each) => [nameOf(each), each] as const))('%s', (_, each) => {
  const { batch, pixels, channels, groups, silu, rows, offset, mean = 0 } = each;
  const length = batch * pixels * channels;
  const row = rows ? batch * channels : channels;
  const x = numbers(length, 1).map((value) => value + mean);
  const [dy, gain, shift, image] = [numbers(length, 2), numbers(row, 3), numbers(row, 4), numbers(length, 5)];
  const added = numbers(batch * channels, 6).map((value) => (offset ? value : 0));
  const wide = (values: Float32Array) => Float64Array.from(values);
  const inputs: Inputs = { x: wide(x), offset: wide(added), gain: wide(gain), shift: wide(shift) };

  memory.reset();
  const { module } = memory;
  const [xAt, gainAt, shiftAt, dyAt, imageAt] = [x, gain, shift, dy, image].map(memory.put);
  const offsetAt = offset ? memory.put(added).address : 0;
  const [y, saved, dx, dOffset, dGain, dShift] = [
    length,
    4 * batch * channels,
    length,
    batch * channels,
    row,
    row,
  ].map(memory.room);
  const scratch = memory.room(module.groupNormScratch(channels, batch) / 4);
  const rowStep = rows ? channels : 0;
  const flags = silu ? NORM_SILU : 0;
  const shape = [batch, pixels, channels, groups, rowStep] as const;
  module.groupNorm(
    ...([xAt.address, offsetAt, gainAt.address, shiftAt.address, y.address, saved.address] as const),
    ...shape,
    EPSILON,
    flags,
    scratch.address,
  );
  // A mean of 300 has a step of 3e-5 in float32.
  const tolerance = mean ? 2e-4 : 3e-6;
  expect(worst(memory.read(y), forward(each, inputs))).toBeLessThan(tolerance);

  const gradient = (add: number, dOffsetAt: number, more: number) =>
    module.groupNormGradient(
      ...([dyAt.address, xAt.address, gainAt.address, saved.address, add, dx.address, dOffsetAt] as const),
      ...([dGain.address, dShift.address] as const),
      ...shape,
      flags | more,
      scratch.address,
    );
  gradient(imageAt.address, dOffset.address, ADD);
  const expected = {
    dx: differences(each, inputs, 'x', dy),
    dOffset: differences(each, inputs, 'offset', dy),
    dGain: differences(each, inputs, 'gain', dy),
    dShift: differences(each, inputs, 'shift', dy),
  };
  const size = Math.max(...expected.dx.map(Math.abs), 1e-3);
  expect(
    worst(
      memory.read(dx),
      expected.dx.map((value, i) => value + image[i]),
    ),
  ).toBeLessThan(tolerance);
  const dOffsets = memory.read(dOffset); // each group's sum is 0, so the size to compare with is that of dx
  for (let i = 0; i < dOffsets.length; i++)
    expect(Math.abs(dOffsets[i] - expected.dOffset[i])).toBeLessThan(
      3 * tolerance * size * Math.sqrt(pixels),
    );
  expect(worst(memory.read(dGain), expected.dGain)).toBeLessThan(tolerance);
  expect(worst(memory.read(dShift), expected.dShift)).toBeLessThan(tolerance);
  gradient(0, 0, 0);
  expect(worst(memory.read(dx), expected.dx)).toBeLessThan(tolerance * Math.max(1, 1 / size));
  for (const place of [saved, scratch]) memory.read(place);
});
