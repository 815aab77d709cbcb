/** Offers threads to the own WASM module of this worker, where the page is isolated from other origins: each is a worker of this one. */
import { allowOwnWorkers } from '../src/lib/ownWorkers';
import { offerThreads } from '../src/wasm/engine';
import { threadsFor } from '../src/wasm/threads';

export function offerWasmThreads(): void {
  const others = threadsFor(navigator.hardwareConcurrency) - 1;
  if (!self.crossOriginIsolated || others < 1) return;
  allowOwnWorkers(() => self.location.href);
  offerThreads(others, () => {
    const worker = new Worker(new URL('./wasmThread.worker.ts', import.meta.url), {
      type: 'module',
      name: 'wasm thread',
    });
    return {
      postMessage: (task) => worker.postMessage(task),
      listen(onReady) {
        worker.addEventListener('message', () => onReady(true));
        worker.addEventListener('error', () => onReady(false));
      },
      terminate: () => worker.terminate(),
    };
  });
}
