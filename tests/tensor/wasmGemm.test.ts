/** The module's product against float64, at odd sizes and in every arrangement; what lies beside the result stays as it is. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadWasmModule, type WasmModule } from '../../src/wasm/module/load';
import { ADD, BIAS, PACK, T_A, T_B } from '../../src/wasm/module/operations.generated';

let module: WasmModule;
beforeAll(async () => {
  const loaded = await loadWasmModule(new WebAssembly.Memory({ initial: 9, maximum: 65536 }));
  if (!loaded) throw new Error('this Node compiles no SIMD');
  module = loaded;
});

const SIZES = [1, 2, 7, 9, 12, 13, 20, 33, 64];
const FLAGS = [0, PACK, T_A, T_B, T_A | T_B, BIAS, T_A | ADD | BIAS, T_B | ADD | BIAS];

function product(M: number, K: number, N: number, flags: number): number {
  let at = 0;
  const place = (n: number, value: (i: number) => number) => {
    const array = Float32Array.from({ length: n }, (_, i) => value(i));
    new Float32Array(module.memory.buffer, at, n).set(array);
    const address = at;
    at += 4 * n;
    return { array, address };
  };
  const a = place(M * K, (i) => Math.sin(1.7 * i));
  const b = place(K * N, (i) => Math.cos(0.9 * i));
  const bias = place(N, (i) => Math.sin(i));
  const c = place(M * N, (i) => Math.cos(2.3 * i));
  const guard = place(4, () => 77);
  const pack = place(module.gemmScratch(K, N) / 4, () => Number.NaN);
  module.gemm(a.address, b.address, c.address, bias.address, M, K, N, flags, pack.address);
  const result = new Float32Array(module.memory.buffer, c.address, M * N);
  let worst = 0;
  for (let i = 0; i < M; i++)
    for (let j = 0; j < N; j++) {
      let sum = (flags & ADD ? c.array[i * N + j] : 0) + (flags & BIAS ? bias.array[j] : 0);
      for (let k = 0; k < K; k++)
        sum += a.array[flags & T_A ? k * M + i : i * K + k] * b.array[flags & T_B ? j * K + k : k * N + j];
      const difference = Math.abs(result[i * N + j] - sum);
      if (!(difference <= worst)) worst = difference;
    }
  expect([...new Float32Array(module.memory.buffer, guard.address, 4)]).toEqual([77, 77, 77, 77]);
  return worst;
}

describe.each(FLAGS)('flags %i', (flags) => {
  test('agrees to rounding', () => {
    for (const M of SIZES)
      for (const N of SIZES)
        for (const K of SIZES) expect(product(M, K, N, flags)).toBeLessThan(4e-6 * K + 1e-6);
  });
});
