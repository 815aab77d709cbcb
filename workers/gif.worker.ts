/** The worker that packs an animation, so that the page does not block. */
import { expose, transfer } from 'comlink';
import { GifWriter } from '../src/interop/gif';
import { keepToOwnOrigin } from '../src/lib/ownOrigin';
import type { AnimationApi } from './animation';

keepToOwnOrigin(self);

let writer: GifWriter | null = null;

const api: AnimationApi = {
  async begin(width, height) {
    writer = new GifWriter(width, height);
  },
  async add(frame) {
    if (!writer) throw new Error('a frame came before the animation had begun');
    writer.add(frame);
  },
  async finish() {
    if (!writer) throw new Error('there is no animation to finish');
    const bytes = writer.bytes();
    return transfer(bytes, [bytes.buffer as ArrayBuffer]);
  },
};

expose(api);
