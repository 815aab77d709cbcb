/** Has the stock WASM backend, when it is loaded next, work on shared memory, so that threads of the own module can share its tensors. */
import * as tf from '@tensorflow/tfjs-core';
import { bytesOf } from './module/load';
import { withSharedMemory } from './module/sharedMemory';

let isPatched = false;

/** To be called before the backend is loaded, whose files must be fetched by the platform (`setWasmPaths(…, true)`). */
export function shareHeap(): void {
  if (isPatched) return;
  isPatched = true;
  const { platform } = tf.env();
  const fetchFile = platform.fetch.bind(platform);
  platform.fetch = async (path, init) => {
    if (!path.endsWith('.wasm')) return fetchFile(path, init);
    const arrayBuffer = async () => withSharedMemory(await bytesOf(path));
    return { ok: true, arrayBuffer } as unknown as Response;
  };
}
