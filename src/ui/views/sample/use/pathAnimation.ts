/** A path of samples as an animation: there and back. */
import { type AnimationFormat, MIME_TYPES } from '../../../../interop/film';
import type { SamplePath } from '../../../../state/sample/editing/path';
import { createTilePainter, type ImageShape, layTile } from '../../../canvas/pixels';
import { theme } from '../../../canvas/theme';
import type { Download } from '../../../files/download';
import type { Packer } from '../../../pictures/packer';

const SIDE = 280;
const FRAME_MILLISECONDS = 80;
const END_MILLISECONDS = 800;

interface Options {
  readonly format: AnimationFormat;
  readonly packAnimation: (format: AnimationFormat) => Promise<Packer>;
  readonly save: Download;
  /** @param share of the frames that are packed */
  readonly onProgress: (share: number) => void;
  /** Aborting it ends the packing, and saves nothing. */
  readonly signal: AbortSignal;
}

/** @throws where the worker that packs it fails */
export async function savePathAnimation(
  { samples }: SamplePath,
  shape: ImageShape,
  { format, packAnimation, save, onProgress, signal }: Options,
): Promise<void> {
  const there = [...samples.keys()];
  const frames = [...there, ...there.slice(1, -1).reverse()];
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE;
  const g = canvas.getContext('2d', { willReadFrequently: true })!;
  const painter = createTilePainter();
  const animation = await packAnimation(format);
  const pack = async () => {
    await animation.begin(SIDE, SIDE);
    for (const [k, i] of frames.entries()) {
      const tiles = painter.paint(samples[i], 1, shape, theme.peek()!);
      layTile(g, tiles, 0, { x: 0, y: 0, w: SIDE, h: SIDE });
      const isEnd = i === 0 || i === samples.length - 1;
      const { data: pixels } = g.getImageData(0, 0, SIDE, SIDE);
      await animation.add({ pixels, milliseconds: isEnd ? END_MILLISECONDS : FRAME_MILLISECONDS });
      if (signal.aborted) return;
      onProgress((k + 1) / frames.length);
    }
    const file = (await animation.finish()) as BlobPart;
    if (!signal.aborted) save(`interpolation.${format}`, file, MIME_TYPES[format]);
  };
  try {
    await Promise.race([pack(), animation.failed]);
  } finally {
    animation.terminate();
  }
}
