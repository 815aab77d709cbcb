/** The module's loss of a network that predicts the variance against the formula in float64, its gradient against differences of it. */
import { beforeAll, expect, test } from 'vitest';
import { numbers, type TestMemory, testMemory, worst } from './wasmMemory';

let memory: TestMemory;
beforeAll(async () => {
  memory = await testMemory(2);
});

interface Case {
  readonly rows: number;
  readonly pixels: number;
  readonly channels: number;
  readonly squashed: boolean;
  readonly share: number;
}

const CASES: readonly Case[] = [
  { rows: 7, pixels: 1, channels: 2, squashed: true, share: 1 },
  { rows: 3, pixels: 25, channels: 3, squashed: false, share: 0.4 },
  { rows: 5, pixels: 9, channels: 1, squashed: false, share: 0 },
];

const VARIANCE = 6;

/** The simple loss and the bound (Nichol & Dhariwal 2021, Eq. 15 and 16), of which the second takes the errors of `fixed`. */
function lossOf(each: Case, output: Float64Array, fixed: Float64Array, inputs: Record<string, Float32Array>) {
  const { rows, pixels, channels, squashed, share } = each;
  const { target, weight, variance } = inputs;
  const size = pixels * channels;
  const errors = new Float64Array(rows);
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const [logMin, logMax, posterior, scale, constant, ofTime] = variance.slice(VARIANCE * row);
    let bound = 0;
    for (let i = 0; i < size; i++) {
      const [pixel, channel] = [Math.floor(i / channels), i % channels];
      const at = 2 * channels * (row * pixels + pixel) + channel;
      const z = output[at + channels];
      const v = squashed ? 1 / (1 + Math.exp(-z)) : (z + 1) / 2;
      const log = v * logMax + (1 - v) * logMin;
      const error = (fixed[at] - target[row * size + i]) ** 2;
      bound += 0.5 * ofTime * (log + constant + (posterior + scale * error) / Math.exp(log));
      errors[row] += (output[at] - target[row * size + i]) ** 2 / size;
    }
    loss += (weight[row] * errors[row] + share * (bound / size)) / rows;
  }
  return { loss, errors };
}

test.each(CASES.map((each) => [JSON.stringify(each), each] as const))('%s', (_, each) => {
  const { rows, pixels, channels, squashed, share } = each;
  const size = rows * pixels * channels;
  const ofVariance = numbers(rows * VARIANCE, 4).map((value, i) => {
    const column = i % VARIANCE;
    if (column < 2) return column - 2 + 0.4 * value; // the smaller logarithm first
    return column === 4 ? value : value + 1.5;
  });
  const inputs = {
    target: numbers(size, 2),
    weight: numbers(rows, 3).map((value) => value + 2),
    variance: ofVariance,
  };
  const output = numbers(2 * size, 1);
  const exact = Float64Array.from(output);
  const { loss, errors } = lossOf(each, exact, exact, inputs);
  const gradient = exact.map((value, i) => {
    const [up, down] = [1e-5, -1e-5].map(
      (step) => lossOf(each, exact.with(i, value + step), exact, inputs).loss,
    );
    return (up - down) / 2e-5;
  });

  memory.reset();
  const places = {
    output: memory.put(output),
    target: memory.put(inputs.target),
    weight: memory.put(inputs.weight),
    errors: memory.room(rows),
    gradient: memory.room(2 * size),
    loss: memory.room(1),
  };
  const variance = share === 0 ? 0 : memory.put(inputs.variance).address; // 0 is where guards lie: reading there gives NaN
  memory.module.hybridError(
    places.output.address,
    places.target.address,
    places.weight.address,
    variance,
    places.errors.address,
    places.gradient.address,
    places.loss.address,
    ...([rows, pixels, channels, squashed ? 1 : 0, share] as const),
  );
  expect(worst(memory.read(places.errors), errors)).toBeLessThan(1e-6);
  expect(worst(memory.read(places.loss), [loss])).toBeLessThan(1e-6);
  expect(worst(memory.read(places.gradient), gradient)).toBeLessThan(1e-5); // what differences leave
});
