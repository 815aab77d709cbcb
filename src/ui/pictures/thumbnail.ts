/** A small picture of a run's samples, for the list of runs: points in the model's colour on nothing, or a few of the images. */
import type { RunState } from '../../state/run/run';
import type { Trajectory } from '../../types/trajectory';
import { css } from '../canvas/colour';
import { createTilePainter, type ImageShape, imageShape } from '../canvas/pixels';
import { type Theme, theme } from '../canvas/theme';
import { pngOf } from '../files/canvasFile';

/** Pixels of the square. */
const SIZE = 96;
const MOST_POINTS = 1200;
const IMAGES = 4;
/** Deviations from the mean that fit into the square: a few samples that flew off do not shrink the picture. */
const SPREAD = 2.4;

/** [count, ...shape] the result of a trajectory. */
const lastFrame = ({ states, frames }: Trajectory): Float32Array =>
  states.subarray((states.length / frames) * (frames - 1));

/** Mean and standard deviation of every second number. */
function momentsOf(points: Float32Array, axis: 0 | 1): readonly [number, number] {
  const values = points.filter((value, i) => i % 2 === axis && Number.isFinite(value));
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return [mean, Math.sqrt(square)];
}

function drawPoints(g: CanvasRenderingContext2D, points: Float32Array, { colours }: Theme): void {
  const [x, y] = [momentsOf(points, 0), momentsOf(points, 1)];
  const perUnit = SIZE / 2 / (SPREAD * Math.max(x[1], y[1], 1e-9));
  g.fillStyle = css(colours.model, 0.7);
  for (let i = 0; i < Math.min(points.length, 2 * MOST_POINTS); i += 2)
    g.fillRect(
      SIZE / 2 + perUnit * (points[i] - x[0]) - 0.75,
      SIZE / 2 - perUnit * (points[i + 1] - y[0]) - 0.75,
      1.5,
      1.5,
    );
}

function drawImages(
  g: CanvasRenderingContext2D,
  images: Float32Array,
  count: number,
  shape: ImageShape,
  colours: Theme,
): void {
  const { canvas } = createTilePainter().paint(images, Math.min(count, IMAGES), shape, colours);
  g.imageSmoothingEnabled = false;
  g.drawImage(canvas, 0, 0, SIZE, SIZE);
}

/** @returns a PNG of 96 × 96 pixels; null where there are no samples, or the browser makes no picture */
export async function thumbnailOf({ samples }: RunState): Promise<Uint8Array | null> {
  const present = theme.peek();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SIZE, SIZE];
  const g = canvas.getContext('2d');
  if (!samples || !present || !g) return null;
  const { trajectory } = samples;
  const shape = imageShape(trajectory.shape);
  const result = lastFrame(trajectory);
  if (shape) drawImages(g, result, trajectory.count, shape, present);
  else drawPoints(g, result, present);
  const blob = await pngOf(canvas);
  return blob && new Uint8Array(await blob.arrayBuffer());
}
