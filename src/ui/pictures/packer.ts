/** A packer turns frames into an animation, off the page's thread. One packer packs one animation. */
import type { GifFrame } from '../../interop/gif';

export interface Packer {
  begin(width: number, height: number): Promise<void>;
  /** @param frame its pixels are transferred: the caller no longer has them */
  add(frame: GifFrame): Promise<void>;
  finish(): Promise<Uint8Array>;
  /** Rejects when the worker cannot be loaded or fails; never resolves. */
  readonly failed: Promise<never>;
  terminate(): void;
}
