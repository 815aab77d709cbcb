/** The compiled kernels of the WASM backend are files of this app: they come from where it is served, never from a CDN. */
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

const inNode = typeof process !== 'undefined' && process.versions?.node !== undefined;

/** In Node (tests) Vite's root-relative address is a path below the working directory. */
const locate = (url: string) => (inNode && url.startsWith('/node_modules/') ? process.cwd() + url : url);

/** The backend asks for all three names; threads are switched off, so the third is never fetched. */
export const WASM_FILES = {
  'tfjs-backend-wasm.wasm': locate(plainUrl),
  'tfjs-backend-wasm-simd.wasm': locate(simdUrl),
  'tfjs-backend-wasm-threaded-simd.wasm': locate(simdUrl),
};
