/** The messages to the worker that packs animations: frames one by one, then the file. Types only. */
import type { GifFrame } from '../src/interop/gif';

export interface GifApi {
  begin(width: number, height: number): Promise<void>;
  /** @param frame its pixels are transferred */
  add(frame: GifFrame): Promise<void>;
  finish(): Promise<Uint8Array>;
}
