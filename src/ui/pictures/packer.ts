/** A packer turns frames into an animation, off the page's thread. It is started for one of them, and ends with it. */
import type { GifFrame } from '../../interop/gif';

export interface Packer {
  begin(width: number, height: number): Promise<void>;
  /** @param frame the caller has its pixels no more */
  add(frame: GifFrame): Promise<void>;
  finish(): Promise<Uint8Array>;
  /** Rejects when the worker cannot be loaded or falls over; never resolves. */
  readonly failed: Promise<never>;
  terminate(): void;
}
