/** The module's attention against float64, and its gradients against differences of the float64 forward pass. */
import { beforeAll, expect, test } from 'vitest';
import { centralDifferences } from './centralDifferences';
import { numbers, type TestMemory, testMemory, worst } from './wasmMemory';

interface Case {
  readonly batch: number;
  readonly length: number;
  readonly heads: number;
  readonly width: number;
  /** Factor of the queries: large scores, of which one takes all. */
  readonly factor?: number;
}

const CASES: readonly Case[] = [
  { batch: 1, length: 1, heads: 1, width: 1 },
  { batch: 2, length: 5, heads: 2, width: 3 },
  { batch: 2, length: 8, heads: 1, width: 8 },
  { batch: 1, length: 13, heads: 3, width: 4 },
  { batch: 1, length: 17, heads: 1, width: 11 },
  { batch: 2, length: 6, heads: 2, width: 4, factor: 60 },
];

interface Inputs {
  readonly q: Float64Array;
  readonly k: Float64Array;
  readonly v: Float64Array;
}

function forward({ batch, length, heads, width }: Case, { q, k, v }: Inputs): Float64Array {
  const out = new Float64Array(q.length);
  const rowOf = (b: number, i: number, h: number) => ((b * length + i) * heads + h) * width;
  for (let b = 0; b < batch; b++)
    for (let h = 0; h < heads; h++)
      for (let i = 0; i < length; i++) {
        const query = rowOf(b, i, h);
        const scores = Array.from({ length }, (_, j) => {
          let sum = 0;
          for (let d = 0; d < width; d++) sum += q[query + d] * k[rowOf(b, j, h) + d];
          return sum / Math.sqrt(width);
        });
        const most = Math.max(...scores);
        const weights = scores.map((score) => Math.exp(score - most));
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        for (let j = 0; j < length; j++)
          for (let d = 0; d < width; d++) out[query + d] += (weights[j] / total) * v[rowOf(b, j, h) + d];
      }
  return out;
}

/** The gradient of Σ dy out with respect to one of the inputs. */
const differences = (each: Case, inputs: Inputs, name: keyof Inputs, dy: Float32Array): Float64Array =>
  centralDifferences((changed) => forward(each, { ...inputs, [name]: changed }), inputs[name], dy);

let memory: TestMemory;
beforeAll(async () => {
  memory = await testMemory(1);
});

const nameOf = ({ batch, length, heads, width, factor = 1 }: Case) =>
  `[${batch}, ${length}, ${heads} · ${width}], queries times ${factor}`;

test.each(CASES.map((each) => [nameOf(each), each] as const))('%s', (_, each) => {
  const { batch, length, heads, width, factor = 1 } = each;
  const size = batch * length * heads * width;
  const [q, k, v, dy] = [1, 2, 3, 4].map((seed) => numbers(size, seed));
  for (let i = 0; i < size; i++) q[i] *= factor;
  const inputs = { q: Float64Array.from(q), k: Float64Array.from(k), v: Float64Array.from(v) };
  memory.reset();
  const { module } = memory;
  const [qAt, kAt, vAt, dyAt] = [q, k, v, dy].map((values) => memory.put(values).address);
  const results = [size, 2 * batch * heads * length, size, size, size].map(memory.room);
  const [out, saved, dq, dk, dv] = results;
  const scratch = memory.room(module.attentionScratch(length, width) / 4);
  const shape = [batch, length, heads, width, scratch.address] as const;
  module.attend(qAt, kAt, vAt, out.address, saved.address, ...shape);
  expect(worst(memory.read(out), forward(each, inputs))).toBeLessThan(3e-6);
  module.attendGradient(dyAt, qAt, kAt, vAt, saved.address, dq.address, dk.address, dv.address, ...shape);
  for (const place of [saved, scratch]) memory.read(place);
  const limit = 3e-6 * factor;
  const largest = Math.max(1, ...differences(each, inputs, 'v', dy).map(Math.abs));
  const agrees = (place: typeof dq, name: keyof Inputs) => {
    const [values, expected] = [memory.read(place), differences(each, inputs, name, dy)];
    // One token has no gradient with respect to its query and key: the unit is that of the values.
    for (let i = 0; i < size; i++) expect(Math.abs(values[i] - expected[i])).toBeLessThan(limit * largest);
  };
  agrees(dq, 'q');
  agrees(dk, 'k');
  agrees(dv, 'v');
});
