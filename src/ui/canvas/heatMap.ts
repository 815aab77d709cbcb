/** A heat map: the values of a grid as colours of a ramp. */
import type { Ramp } from './colour';

export interface ValueGrid {
  readonly columns: number;
  readonly rows: number;
  /** [columns, rows], rows from the bottom up */
  readonly values: ArrayLike<number>;
}

/** An image with a pixel for each value. @param place maps a value to its position on the ramp, 0 to 1 */
export function heatMap(
  { columns, rows, values }: ValueGrid,
  ramp: Ramp,
  place: (value: number) => number,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const g = canvas.getContext('2d')!;
  const image = g.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const packed = Uint32Array.from(ramp, ([r, gr, b]) => ((255 << 24) | (b << 16) | (gr << 8) | r) >>> 0);
  const last = packed.length - 1;
  for (let j = 0; j < rows; j++) {
    // Places increase upwards, pixel rows downwards.
    const row = (rows - 1 - j) * columns;
    for (let i = 0; i < columns; i++) {
      const v = place(values[i * rows + j]);
      pixels[row + i] = packed[v <= 0 ? 0 : v >= 1 ? last : (v * last + 0.5) | 0];
    }
  }
  g.putImageData(image, 0, 0);
  return canvas;
}
