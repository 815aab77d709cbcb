/** A path of samples as an animation: there and back. */
import type { SamplePath } from '../../../../state/sample/editing/path';
import { createTilePainter, type ImageShape, layTile } from '../../../canvas/pixels';
import { theme } from '../../../canvas/theme';
import type { Download } from '../../../files/download';
import type { Packer } from '../../../pictures/packer';

const SIDE = 280;
const FRAME_MILLISECONDS = 80;
const END_MILLISECONDS = 800;

/** @throws where the worker that packs it fails */
export async function savePathGif(
  { samples }: SamplePath,
  shape: ImageShape,
  packAnimation: () => Promise<Packer>,
  save: Download,
): Promise<void> {
  const there = [...samples.keys()];
  const frames = [...there, ...there.slice(1, -1).reverse()];
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE;
  const g = canvas.getContext('2d', { willReadFrequently: true })!;
  const painter = createTilePainter();
  const gif = await packAnimation();
  const pack = async () => {
    await gif.begin(SIDE, SIDE);
    for (const i of frames) {
      const tiles = painter.paint(samples[i], 1, shape, theme.peek()!);
      layTile(g, tiles, 0, { x: 0, y: 0, w: SIDE, h: SIDE });
      const isEnd = i === 0 || i === samples.length - 1;
      const { data: pixels } = g.getImageData(0, 0, SIDE, SIDE);
      await gif.add({ pixels, milliseconds: isEnd ? END_MILLISECONDS : FRAME_MILLISECONDS });
    }
    save('interpolation.gif', (await gif.finish()) as BlobPart, 'image/gif');
  };
  try {
    await Promise.race([pack(), gif.failed]);
  } finally {
    gif.terminate();
  }
}
