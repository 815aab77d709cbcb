/** What is drawn on a pad: an image, and which of its pixels are known. Pure; every act returns a new content. */

export interface PadContent {
  /** [height, width, channels] values of -1 … 1 */
  readonly image: Float32Array;
  /** [height · width] 1 where the pixel is known, else 0 */
  readonly known: Uint8Array;
}

type PadShape = readonly [height: number, width: number, channels: number];

export interface Brush {
  /** `ink` draws with a colour, `hide` makes pixels unknown, `show` makes them known again as they were. */
  readonly kind: 'ink' | 'hide' | 'show';
  /** [channels] -1 … 1, of `ink` */
  readonly colour: readonly number[];
  /** In pixels of the image; ink fades over the last one. */
  readonly radius: number;
}

/** A place in pixels of the image, from its upper left corner; the centre of the first pixel is (0.5, 0.5). */
export interface PadPoint {
  readonly x: number;
  readonly y: number;
}

/** An image without any ink, all known. */
export const blank = ([height, width, channels]: PadShape): PadContent => ({
  image: new Float32Array(height * width * channels).fill(-1),
  known: new Uint8Array(height * width).fill(1),
});

/** The distance of a point from the line between two others. */
function distanceToLine({ x, y }: PadPoint, from: PadPoint, to: PadPoint): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx ** 2 + dy ** 2;
  const along = squared === 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / squared;
  const s = Math.min(1, Math.max(0, along));
  return Math.hypot(x - from.x - s * dx, y - from.y - s * dy);
}

/** Draws a line with a brush. Ink is known, whatever was there. */
export function painted(
  { image, known }: PadContent,
  [height, width, channels]: PadShape,
  brush: Brush,
  from: PadPoint,
  to: PadPoint = from,
): PadContent {
  const next = { image: image.slice(), known: known.slice() };
  for (let row = 0, pixel = 0; row < height; row++)
    for (let column = 0; column < width; column++, pixel++) {
      const distance = distanceToLine({ x: column + 0.5, y: row + 0.5 }, from, to);
      const cover = Math.min(1, brush.radius + 0.5 - distance);
      if (cover <= 0) continue;
      if (brush.kind !== 'ink') {
        if (cover >= 0.5) next.known[pixel] = brush.kind === 'show' ? 1 : 0;
        continue;
      }
      next.known[pixel] = 1;
      for (let c = 0; c < channels; c++) {
        const at = pixel * channels + c;
        next.image[at] += cover * (brush.colour[c] - next.image[at]);
      }
    }
  return next;
}

/** Hides a rectangle, in shares of the width and height. */
export function hidden(
  { image, known }: PadContent,
  [height, width]: PadShape,
  { left = 0, top = 0, right = 1, bottom = 1 }: Partial<Record<'left' | 'top' | 'right' | 'bottom', number>>,
): PadContent {
  const inside = (n: number, size: number, from: number, to: number) =>
    n >= Math.round(from * size) && n < Math.round(to * size);
  return {
    image,
    known: known.map((value, pixel) =>
      inside(pixel % width, width, left, right) && inside(Math.floor(pixel / width), height, top, bottom)
        ? 0
        : value,
    ),
  };
}

/** [height · width] pixels as a mask of all their channels. */
export const knownValues = ({ image, known }: PadContent): Uint8Array => {
  const channels = image.length / known.length;
  return Uint8Array.from(image, (_, i) => known[Math.floor(i / channels)]);
};
