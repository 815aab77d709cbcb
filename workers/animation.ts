/** The messages to a worker that packs an animation: frames one by one, then the file. Types only. */
import type { GifFrame } from '../src/interop/gif';

export interface AnimationApi {
  begin(width: number, height: number): Promise<void>;
  /** @param frame its pixels are transferred */
  add(frame: GifFrame): Promise<void>;
  finish(): Promise<Uint8Array>;
}
