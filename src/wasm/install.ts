/** Replaces stock kernels of the WASM backend where the same library offers a faster way. A second call does nothing. */
import { attachWasmModule } from './engine';
import { replaceIdentity } from './stock/identity';
import { replaceByModule } from './stock/inModule';
import { replaceMatMul } from './stock/matMul';
import { replaceSlice } from './stock/slice';

let installed = false;

export function installWasmKernels(): void {
  if (installed) return;
  installed = true;
  replaceMatMul();
  replaceSlice();
  replaceIdentity();
  replaceByModule();
}

export { shareHeap } from './sharedHeap';
/** To be called once the WASM backend runs. */
export { attachWasmModule };
