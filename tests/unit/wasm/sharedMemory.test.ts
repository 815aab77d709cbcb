/** One bit of a module makes its memory shared: the own module's import, and the memory that TensorFlow.js declares. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withSharedMemory } from '../../../src/wasm/module/sharedMemory';

const ROOT = join(import.meta.dirname, '../../..');
const STOCK = 'node_modules/@tensorflow/tfjs-backend-wasm/dist';
const fileOf = (path: string) => Uint8Array.from(readFileSync(join(ROOT, path)));

describe.each(['src/wasm/module/simd.wasm', 'src/wasm/module/relaxed.wasm'])('%s', (path) => {
  test('imports memory, and in the copy shared memory', () => {
    const bytes = fileOf(path);
    const shared = withSharedMemory(bytes);
    expect(shared.filter((byte, i) => byte !== bytes[i]).length).toBe(1);
    expect(bytes).toEqual(fileOf(path));
    if (!WebAssembly.validate(bytes)) return; // relaxed SIMD is not everywhere
    const [plain, common] = [bytes, shared].map((each) => new WebAssembly.Module(each));
    const limits = { initial: 1, maximum: 65536 };
    const own = { env: { memory: new WebAssembly.Memory(limits) } };
    const ofAll = { env: { memory: new WebAssembly.Memory({ ...limits, shared: true }) } };
    expect(() => new WebAssembly.Instance(plain, own)).not.toThrow();
    expect(() => new WebAssembly.Instance(common, ofAll)).not.toThrow();
    expect(() => new WebAssembly.Instance(plain, ofAll)).toThrow(WebAssembly.LinkError);
    expect(() => new WebAssembly.Instance(common, own)).toThrow(WebAssembly.LinkError);
  });
});

test.each(['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'])(
  '%s exports shared memory then',
  (name) => {
    const module = new WebAssembly.Module(withSharedMemory(fileOf(join(STOCK, name))));
    const imports: Record<string, Record<string, () => number>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module))
      (imports[from] ??= {})[name] = () => 0;
    const { exports } = new WebAssembly.Instance(module, imports);
    const memory = exports.memory as WebAssembly.Memory;
    expect(memory.buffer).toBeInstanceOf(SharedArrayBuffer);
    const before = memory.buffer.byteLength;
    memory.grow(1);
    expect(memory.buffer.byteLength).toBe(before + 65536);
  },
);

test('a module without a largest memory is refused', () => {
  // (module (memory 1))
  const bytes = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 1);
  expect(WebAssembly.validate(bytes)).toBe(true);
  expect(() => withSharedMemory(bytes)).toThrow('no memory with a largest size');
});
