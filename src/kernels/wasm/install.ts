/**
 * The WASM backend's own kernels, and the stock ones replaced where a better route through the same library exists. Calling it
 * twice does nothing.
 */
import { installAdam } from './adam';
import { installIdentity } from './identity';
import { installMatMul } from './matMul';
import { installSlice } from './slice';

let installed = false;

export function installWasmKernels(): void {
  if (installed) return;
  installed = true;
  installMatMul();
  installSlice();
  installIdentity();
  installAdam();
}
