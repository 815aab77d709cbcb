/** A picture of a run's samples by themselves, for the list of runs and for who watches one: points in the model's colour on nothing, or some of the images. */
import type { RunState } from '../../state/run/run';
import { css } from '../canvas/colour';
import { createTilePainter, imageShape } from '../canvas/pixels';
import { type Theme, theme } from '../canvas/theme';
import { pngOf } from '../files/canvasFile';

/** Pixels of the square of a thumbnail. */
const SIZE = 96;
const THUMBNAIL_IMAGES = 4;
const MOST_POINTS = 1200;
/** Deviations from the mean that fit into the square: a few samples that flew off do not shrink the picture. */
const SPREAD = 2.4;

interface Samples {
  readonly count: number;
  /** Of one sample: [2] for a point, [height, width, channels] for an image. */
  readonly shape: readonly number[];
  /** [count, ...shape] in data units. */
  readonly values: Float32Array;
}

/** Mean and standard deviation of every second number. */
function momentsOf(points: Float32Array, axis: 0 | 1): readonly [number, number] {
  const values = points.filter((value, i) => i % 2 === axis && Number.isFinite(value));
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return [mean, Math.sqrt(square)];
}

function drawPoints(g: CanvasRenderingContext2D, points: Float32Array, { colours }: Theme): void {
  const size = g.canvas.width;
  const mark = 1.5 * Math.sqrt(size / SIZE);
  const [x, y] = [momentsOf(points, 0), momentsOf(points, 1)];
  const perUnit = size / 2 / (SPREAD * Math.max(x[1], y[1], 1e-9));
  g.fillStyle = css(colours.model, 0.7);
  for (let i = 0; i < Math.min(points.length, 2 * MOST_POINTS); i += 2)
    g.fillRect(
      size / 2 + perUnit * (points[i] - x[0]) - mark / 2,
      size / 2 - perUnit * (points[i + 1] - y[0]) - mark / 2,
      mark,
      mark,
    );
}

/** Draws samples over a square canvas. @param images the most images that are shown */
export function paintSamples(
  g: CanvasRenderingContext2D,
  { values, count, shape }: Samples,
  present: Theme,
  images: number,
): void {
  const { width: size } = g.canvas;
  g.clearRect(0, 0, size, size);
  const ofImages = imageShape(shape);
  if (!ofImages) {
    drawPoints(g, values, present);
    return;
  }
  const { canvas } = createTilePainter().paint(values, Math.min(count, images), ofImages, present);
  g.imageSmoothingEnabled = false;
  g.drawImage(canvas, 0, 0, size, size);
}

/** @returns a PNG of 96 × 96 pixels; null where there are no samples, or the browser makes no picture */
export async function thumbnailOf({ samples }: RunState): Promise<Uint8Array | null> {
  const present = theme.peek();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SIZE, SIZE];
  const g = canvas.getContext('2d');
  if (!samples || !present || !g) return null;
  const { states, frames, count, shape } = samples.trajectory;
  const values = states.subarray((states.length / frames) * (frames - 1));
  paintSamples(g, { values, count, shape }, present, THUMBNAIL_IMAGES);
  const blob = await pngOf(canvas);
  return blob && new Uint8Array(await blob.arrayBuffer());
}
