/** The page's end of the worker that packs animations. */
import { transfer, wrap } from 'comlink';
import type { Packer } from '../src/ui/pictures/packer';
import type { GifApi } from './gif';

export function createPacker(): Packer {
  const worker = new Worker(new URL('./gif.worker.ts', import.meta.url), { type: 'module', name: 'gif' });
  const api = wrap<GifApi>(worker);
  return {
    begin: (width, height) => api.begin(width, height),
    add: (frame) => api.add(transfer(frame, [frame.pixels.buffer])),
    finish: () => api.finish(),
    failed: new Promise((_, reject) => {
      worker.addEventListener('error', () => reject(new Error('the packing of animations failed')));
    }),
    terminate: () => worker.terminate(),
  };
}
