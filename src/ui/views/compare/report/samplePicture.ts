/** Samples as one picture of a saved page: points on a plane, or images as tiles. */
import { css, type Rgb } from '../../../canvas/colour';
import { createTilePainter, imageShape } from '../../../canvas/pixels';
import type { Theme } from '../../../canvas/theme';

/** Pixels of a square. */
const SIZE = 420;
const MOST_POINTS = 2000;
const MOST_IMAGES = 36;

export interface Pictured {
  /** Of one sample: [2] or [height, width, channels] */
  readonly shape: readonly number[];
  /** [n, ...shape] in data units */
  readonly samples: Float32Array;
}

/** @param world half the height of the plane that is shown */
function drawPoints(g: CanvasRenderingContext2D, points: Float32Array, world: number, colour: Rgb): void {
  g.fillStyle = css(colour, 0.6);
  const perUnit = SIZE / 2 / world;
  for (let i = 0; i < Math.min(points.length, 2 * MOST_POINTS); i += 2)
    g.fillRect(SIZE / 2 + perUnit * points[i] - 1.25, SIZE / 2 - perUnit * points[i + 1] - 1.25, 2.5, 2.5);
}

/** @returns a PNG as a data address; null where the browser makes no picture */
export function samplePicture(
  { shape, samples }: Pictured,
  { world, colour, theme }: { readonly world: number; readonly colour: Rgb; readonly theme: Theme },
): string | null {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SIZE, SIZE];
  const g = canvas.getContext('2d');
  if (!g) return null;
  g.fillStyle = css(theme.colours.stage);
  g.fillRect(0, 0, SIZE, SIZE);
  const tiles = imageShape(shape);
  if (!tiles) drawPoints(g, samples, world, colour);
  else {
    const count = Math.min(MOST_IMAGES, samples.length / (tiles[0] * tiles[1] * tiles[2]));
    const { canvas: painted } = createTilePainter().paint(samples, count, tiles, theme);
    g.imageSmoothingEnabled = false;
    const scale = SIZE / Math.max(painted.width, painted.height);
    g.drawImage(painted, 0, 0, painted.width * scale, painted.height * scale);
  }
  return canvas.toDataURL('image/png');
}
