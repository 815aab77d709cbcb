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

/** @throws where the worker that packs it fails */
export async function savePathAnimation(
  { samples }: SamplePath,
  shape: ImageShape,
  format: AnimationFormat,
  packAnimation: (format: AnimationFormat) => Promise<Packer>,
  save: Download,
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
    for (const i of frames) {
      const tiles = painter.paint(samples[i], 1, shape, theme.peek()!);
      layTile(g, tiles, 0, { x: 0, y: 0, w: SIDE, h: SIDE });
      const isEnd = i === 0 || i === samples.length - 1;
      const { data: pixels } = g.getImageData(0, 0, SIDE, SIDE);
      await animation.add({ pixels, milliseconds: isEnd ? END_MILLISECONDS : FRAME_MILLISECONDS });
    }
    save(`interpolation.${format}`, (await animation.finish()) as BlobPart, MIME_TYPES[format]);
  };
  try {
    await Promise.race([pack(), animation.failed]);
  } finally {
    animation.terminate();
  }
}
