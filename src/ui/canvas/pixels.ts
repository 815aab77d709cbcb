/** Pixels turn image values into what a canvas shows: -1 is the stage and +1 is ink; colour images are shown untouched. */
import { mix } from './colour';
import type { Theme } from './theme';

/** [height, width, channels] */
export type ImageShape = readonly [number, number, number];

export const imageShape = (shape: readonly number[]): ImageShape | null =>
  shape.length === 3 && (shape[2] === 1 || shape[2] === 3) ? [shape[0], shape[1], shape[2]] : null;

const LEVELS = 256;

/** 32-bit words, stage to ink, in the byte order of every machine that runs browsers. */
function greys({ colours }: Theme): Uint32Array {
  return Uint32Array.from({ length: LEVELS }, (_, i) => {
    const [r, g, b] = mix(colours.stage, colours.ink, i / (LEVELS - 1)).map(Math.round);
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  });
}

const level = (value: number): number => {
  const v = Math.round(((value + 1) / 2) * (LEVELS - 1));
  return v < 0 ? 0 : v >= LEVELS ? LEVELS - 1 : v;
};

export interface Tiles {
  /** A canvas with `count` images side by side in rows of `columns`, one pixel a value. */
  readonly canvas: HTMLCanvasElement;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

export interface TilePainter {
  /** @param values [count, ...shape]; each is multiplied by `scale` first */
  paint(values: Float32Array, count: number, shape: ImageShape, theme: Theme, scale?: number): Tiles;
}

/** Paints images into a canvas that is reused from frame to frame. */
export function createTilePainter(): TilePainter {
  let canvas: HTMLCanvasElement | null = null;
  let image: ImageData | null = null;
  let lut: Uint32Array | null = null;
  let lutOf: Theme | null = null;
  return {
    paint(values, count, [height, width, channels], theme, scale = 1) {
      const columns = Math.ceil(Math.sqrt(count));
      const rows = Math.ceil(count / columns);
      canvas ??= document.createElement('canvas');
      const g = canvas.getContext('2d')!;
      if (!image || image.width !== columns * width || image.height !== rows * height) {
        canvas.width = columns * width;
        canvas.height = rows * height;
        image = g.createImageData(columns * width, rows * height);
      }
      if (lutOf !== theme || !lut) {
        lut = greys(theme);
        lutOf = theme;
      }
      const pixels = new Uint32Array(image.data.buffer);
      pixels.fill(lut[0]);
      let k = 0;
      for (let n = 0; n < count; n++) {
        const corner = Math.floor(n / columns) * height * image.width + (n % columns) * width;
        for (let y = 0; y < height; y++) {
          const row = corner + y * image.width;
          for (let x = 0; x < width; x++) {
            if (channels === 1) pixels[row + x] = lut[level(values[k] * scale)];
            else {
              const r = level(values[k] * scale);
              const green = level(values[k + 1] * scale);
              const b = level(values[k + 2] * scale);
              pixels[row + x] = ((255 << 24) | (b << 16) | (green << 8) | r) >>> 0;
            }
            k += channels;
          }
        }
      }
      g.putImageData(image, 0, 0);
      return { canvas, columns, width, height };
    },
  };
}

/** Where on a canvas a tile is laid. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Lays tile n down, its pixels as sharp squares. */
export function layTile(
  g: CanvasRenderingContext2D,
  { canvas, columns, width, height }: Tiles,
  n: number,
  place: Place,
): void {
  g.imageSmoothingEnabled = false;
  const sx = (n % columns) * width;
  const sy = Math.floor(n / columns) * height;
  g.drawImage(canvas, sx, sy, width, height, place.x, place.y, place.w, place.h);
}

/** 0 … 255 as -1 … 1. */
export const fromBytes = (bytes: Uint8Array): Float32Array =>
  Float32Array.from(bytes, (byte) => byte / 127.5 - 1);

/** The place of tile n in a square grid of `count` on w × h CSS pixels. */
export function gridPlace(n: number, count: number, w: number, h: number, gap: number): Place {
  const columns = Math.ceil(Math.sqrt(count));
  const cell = Math.min(w, h) / columns;
  const left = (w - cell * columns) / 2;
  const x = left + (n % columns) * cell + gap / 2;
  const y = Math.floor(n / columns) * cell + gap / 2;
  return { x, y, w: cell - gap, h: cell - gap };
}
