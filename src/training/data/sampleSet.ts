/**
 * A sample set is the training data: a fixed list of samples, from which batches are drawn. Points are stored as they are; images as bytes,
 * a quarter of the memory, which become numbers in [-1, 1] when they are drawn.
 */
import type { Images } from '../../../datasets/images';
import type { Rng } from '../../lib/rng';
import { sizeOf } from '../../lib/shape';

export interface SampleSet {
  readonly count: number;
  /** Of one sample: [2], or [H, W, C]. */
  readonly shape: readonly number[];
  /** [count, ...shape] as they are stored: points in data units, images as bytes. No copy. */
  readonly stored: Float32Array | Uint8Array;
  /** Whether a mirrored sample could also be one of the set. */
  readonly flips: boolean;
  /** Writes a sample in data units to out[at …]. */
  read(index: number, out: Float64Array, at: number, mirrored: boolean): void;
  /** The whole set for a GPU buffer: points as they are; of images four bytes to an integer, the labels after the pixels. */
  packed(): Float32Array | Int32Array;
  /** Class of a sample, -1 where the set has none. */
  label(index: number): number;
  /** Of pairs: writes the noise that belongs to a sample to out[at …]. Absent where noise is drawn anew for each batch. */
  noise?(index: number, out: Float64Array, at: number): void;
}

/** @param points [n, 2] @param labels [n] classes, where there are any */
export function pointSet(points: Float32Array, labels?: Int32Array): SampleSet {
  return {
    count: points.length / 2,
    shape: [2],
    stored: points,
    flips: false,
    read(index, out, at) {
      out[at] = points[2 * index];
      out[at + 1] = points[2 * index + 1];
    },
    packed: () => points,
    label: (index) => labels?.[index] ?? -1,
  };
}

/** @param points [n, 2] @param noise [n, 2] the noise that is carried to each of them */
export const pairSet = (points: Float32Array, noise: Float32Array): SampleSet => ({
  ...pointSet(points),
  noise(index, out, at) {
    out[at] = noise[2 * index];
    out[at + 1] = noise[2 * index + 1];
  },
});

/** 0 … 255 to -1 … 1. */
const fromByte = (byte: number): number => byte / 127.5 - 1;

const FROM_BYTE = Float64Array.from({ length: 256 }, (_, byte) => fromByte(byte));

export function imageSet(
  { images, labels, count, height, width, channels }: Images,
  flips: boolean,
): SampleSet {
  const row = width * channels;
  const size = height * row;
  return {
    count,
    shape: [height, width, channels],
    stored: images,
    flips,
    read(index, out, at, mirrored) {
      const from = size * index;
      if (!mirrored) {
        for (let i = 0; i < size; i++) out[at + i] = FROM_BYTE[images[from + i]];
        return;
      }
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          for (let c = 0; c < channels; c++)
            out[at + y * row + x * channels + c] =
              FROM_BYTE[images[from + y * row + (width - 1 - x) * channels + c]];
    },
    packed() {
      const bytes = new Uint8Array(Math.ceil((count * (size + 1)) / 4) * 4);
      bytes.set(images);
      if (labels) bytes.set(labels, count * size);
      return new Int32Array(bytes.buffer);
    },
    label: (index) => labels?.[index] ?? -1,
  };
}

/** @returns [n, ...shape] samples of a set, drawn uniformly with replacement */
export function drawSamples(set: SampleSet, n: number, rng: Rng): Float32Array {
  const size = sizeOf(set.shape);
  const samples = new Float64Array(n * size);
  for (let i = 0; i < n; i++) set.read(rng.integer(set.count), samples, i * size, false);
  return Float32Array.from(samples);
}
