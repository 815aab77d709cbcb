/** The heap of WASM in a test, as its allocations count it. */
import { openWasmBackend } from '../../src/wasm/ownData';

/** Does some work on the WASM backend in use. @returns bytes that it allocates at most, and that it holds at its end */
export async function heapOf(
  work: () => Promise<unknown>,
): Promise<{ readonly most: number; readonly held: number }> {
  const { wasm } = openWasmBackend();
  wasm._free(wasm._malloc(8)); // the first call of each replaces it
  const { _malloc, _free } = wasm;
  const sizes = new Map<number, number>();
  let held = 0;
  let most = 0;
  wasm._malloc = (bytes) => {
    const address = _malloc(bytes);
    sizes.set(address >>> 0, bytes);
    held += bytes;
    most = Math.max(most, held);
    return address;
  };
  wasm._free = (address) => {
    held -= sizes.get(address >>> 0) ?? 0;
    sizes.delete(address >>> 0);
    _free(address);
  };
  try {
    await work();
    return { most, held };
  } finally {
    Object.assign(wasm, { _malloc, _free });
  }
}
