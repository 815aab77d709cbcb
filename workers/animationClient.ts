/** The page's end of the workers that pack animations: a GIF, or a film by the browser's own encoders. */
import { transfer, wrap } from 'comlink';
import type { AnimationFormat } from '../src/interop/film';
import type { Packer } from '../src/ui/pictures/packer';
import type { AnimationApi } from './animation';

function workerFor(format: AnimationFormat): Worker {
  if (format === 'gif')
    return new Worker(new URL('./gif.worker.ts', import.meta.url), { type: 'module', name: 'gif' });
  return new Worker(new URL('./video.worker.ts', import.meta.url), { type: 'module', name: format });
}

export function createPacker(format: AnimationFormat): Packer {
  const worker = workerFor(format);
  const api = wrap<AnimationApi>(worker);
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
