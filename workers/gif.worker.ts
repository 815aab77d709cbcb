/** The worker that packs an animation, beside the page. */
import { expose, transfer } from 'comlink';
import { GifWriter } from '../src/interop/gif';
import type { GifApi } from './gif';

let writer: GifWriter | null = null;

const api: GifApi = {
  async begin(width, height) {
    writer = new GifWriter(width, height);
  },
  async add(frame) {
    if (!writer) throw new Error('a frame came before the animation was begun');
    writer.add(frame);
  },
  async finish() {
    if (!writer) throw new Error('there is no animation to finish');
    const bytes = writer.bytes();
    return transfer(bytes, [bytes.buffer as ArrayBuffer]);
  },
};

expose(api);
