/**
 * The WASM backend's own kernels, replaced where a better route through the same library exists. Calling it twice does nothing.
 */
import { installConvolutionGradients } from './convolution';
import { installMatMul } from './matMul';

let installed = false;

export function installWasmKernels(): void {
  if (installed) return;
  installed = true;
  installMatMul();
  installConvolutionGradients();
}
