/** The memory of the own WASM module in a test: every number is NaN until it is written, and lies between guards that are never written. */
import { loadWasmModule, type WasmModule } from '../../src/wasm/module/load';

const GUARD = 32;
const PAGE = 65536;

export interface Place {
  readonly address: number;
  readonly length: number;
}

export interface TestMemory {
  readonly module: WasmModule;
  /** Begins anew: all memory is NaN. */
  reset(): void;
  /** Numbers that begin as NaN. */
  room(length: number): Place;
  put(values: Float32Array): Place;
  /** @throws Error where numbers beside the place were written */
  read(place: Place): Float32Array;
}

/** @param megabytes of memory */
export async function testMemory(megabytes: number): Promise<TestMemory> {
  const module = await loadWasmModule(
    new WebAssembly.Memory({ initial: (megabytes * 2 ** 20) / PAGE, maximum: 65536 }),
  );
  if (!module) throw new Error('this Node compiles no SIMD');
  const heap = new Float32Array(module.memory.buffer);
  let top = 0;
  const room = (length: number): Place => {
    const first = top + GUARD;
    top = (first + length + 3) & ~3;
    if (top + GUARD > heap.length) throw new Error('the memory of the test is too small');
    return { address: 4 * first, length };
  };
  return {
    module,
    reset() {
      heap.fill(Number.NaN);
      top = 0;
    },
    room,
    put(values) {
      const place = room(values.length);
      heap.set(values, place.address / 4);
      return place;
    },
    read({ address, length }) {
      const first = address / 4;
      const beside = [
        heap.subarray(first - GUARD / 2, first),
        heap.subarray(first + length, first + length + GUARD / 2),
      ];
      if (beside.some((numbers) => !numbers.every(Number.isNaN)))
        throw new Error('numbers beside the place were written');
      return heap.slice(first, first + length);
    },
  };
}

/** Numbers in [-1, 1) that repeat from run to run. */
export function numbers(length: number, seed: number): Float32Array {
  let state = seed * 2654435761 + 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** The largest difference in units of the largest expected number; NaN where one of the results is. */
export function worst(results: ArrayLike<number>, expected: ArrayLike<number>): number {
  let difference = 0;
  let size = 1e-30;
  for (let i = 0; i < expected.length; i++) {
    const each = Math.abs(results[i] - expected[i]);
    if (!(each <= difference)) difference = each;
    size = Math.max(size, Math.abs(expected[i]));
  }
  return difference / size;
}
