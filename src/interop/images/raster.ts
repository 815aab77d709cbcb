/**
 * A raster is one decoded image of any size; `fitRaster` makes it a training image: the central square, averaged down or interpolated
 * up to a side, over white where it is transparent, in one or three channels.
 */

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** 1 is grey, 3 is red, green, blue, 4 has alpha behind them (not premultiplied). */
  readonly channels: 1 | 3 | 4;
  /** [height, width, channels], 0 to 255 */
  readonly data: Uint8Array | Uint8ClampedArray;
}

export interface ImageFit {
  /** Side of the square that comes out, in pixels. */
  readonly size: number;
  readonly channels: 1 | 3;
}

/** Weights of red, green and blue in the luma of ITU-R BT.601, as Pillow's mode "L" takes them. */
const LUMA = [0.299, 0.587, 0.114] as const;
/** The colour behind transparent pixels. */
const WHITE = 255;

/** One output position along an axis: the source positions that it averages, and their weights, which add up to 1. */
interface Tap {
  readonly first: number;
  readonly weights: readonly number[];
}

/**
 * Area averaging where the image shrinks (each target pixel is the mean of what it covers), linear interpolation where it grows.
 * @param start  where the crop begins, and `length` how long it is, in source pixels
 */
function taps(start: number, length: number, size: number): readonly Tap[] {
  const scale = length / size;
  return Array.from({ length: size }, (_, i) => {
    if (scale <= 1) {
      const at = Math.min(Math.max((i + 0.5) * scale - 0.5, 0), length - 1);
      const low = Math.min(Math.floor(at), length - 1);
      if (low === length - 1) return { first: start + low, weights: [1] };
      return { first: start + low, weights: [1 - (at - low), at - low] };
    }
    const begin = i * scale;
    const end = Math.min(begin + scale, length);
    const first = Math.floor(begin);
    const last = Math.min(Math.ceil(end), length);
    const weights = Array.from(
      { length: last - first },
      (_, k) => (Math.min(first + k + 1, end) - Math.max(first + k, begin)) / (end - begin),
    );
    return { first: start + first, weights };
  });
}

/** One row of the raster as colours over white: [width, 3]. */
function coloursOfRow({ width, channels, data }: Raster, row: number, colours: Float64Array): void {
  for (let x = 0; x < width; x++) {
    const at = (row * width + x) * channels;
    const alpha = channels === 4 ? data[at + 3] / 255 : 1;
    for (let c = 0; c < 3; c++) {
      const value = data[channels === 1 ? at : at + c];
      colours[3 * x + c] = alpha * value + (1 - alpha) * WHITE;
    }
  }
}

/** @returns [size, size, channels], 0 to 255 */
export function fitRaster(raster: Raster, { size, channels }: ImageFit): Uint8Array {
  const side = Math.min(raster.width, raster.height);
  const left = Math.floor((raster.width - side) / 2);
  const top = Math.floor((raster.height - side) / 2);
  const columns = taps(left, side, size);
  const rows = taps(top, side, size);
  const colours = new Float64Array(3 * raster.width);
  const sums = new Float64Array(size * size * 3);
  // The rows of the crop one after the other: each is narrowed once and added to every target row that covers it.
  for (let y = top; y < top + side; y++) {
    const covering = rows.flatMap(({ first, weights }, target) => {
      const weight = weights[y - first];
      return weight ? [{ target, weight }] : [];
    });
    if (covering.length === 0) continue;
    coloursOfRow(raster, y, colours);
    const narrow = narrowed(colours, columns);
    for (const { target, weight } of covering)
      for (let i = 0; i < 3 * size; i++) sums[target * 3 * size + i] += weight * narrow[i];
  }
  const out = new Uint8Array(size * size * channels);
  for (let i = 0; i < size * size; i++) {
    if (channels === 3) for (let c = 0; c < 3; c++) out[3 * i + c] = Math.round(sums[3 * i + c]);
    else out[i] = Math.round(LUMA[0] * sums[3 * i] + LUMA[1] * sums[3 * i + 1] + LUMA[2] * sums[3 * i + 2]);
  }
  return out;
}

/** A row of colours at the target's columns: [size, 3]. */
function narrowed(colours: Float64Array, columns: readonly Tap[]): Float64Array {
  const out = new Float64Array(3 * columns.length);
  columns.forEach(({ first, weights }, i) => {
    for (let k = 0; k < weights.length; k++)
      for (let c = 0; c < 3; c++) out[3 * i + c] += weights[k] * colours[3 * (first + k) + c];
  });
  return out;
}

/** Differences between channels up to this are compression, not colour. */
const GREY_TOLERANCE = 12;

/** Whether any pixel that can be seen has a hue. */
export function isColoured({ channels, data }: Raster): boolean {
  if (channels === 1) return false;
  for (let i = 0; i < data.length; i += channels) {
    if (channels === 4 && data[i + 3] < 16) continue;
    const low = Math.min(data[i], data[i + 1], data[i + 2]);
    const high = Math.max(data[i], data[i + 1], data[i + 2]);
    if (high - low > GREY_TOLERANCE) return true;
  }
  return false;
}
