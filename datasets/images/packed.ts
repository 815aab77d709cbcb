/**
 * A packed file is a header of 24 bytes, the pictures and their labels, all of it gzipped (scripts/data/packImages.mjs makes them).
 *
 * | offset | type | what |
 * | --- | --- | --- |
 * | 0 | 8 × ASCII | `DDPMIMG1` |
 * | 8 | u32 | number of pictures |
 * | 12, 14 | u16, u16 | height, width |
 * | 16, 17 | u8, u8 | channels, classes |
 * | 20 | u32 | Adler-32 (RFC 1950) of what follows |
 * | 24 | u8 | [count, height, width, channels] pixels, then [count] labels |
 *
 * Numbers are little-endian.
 */

import * as words from '../../src/words/errors/images';
import { ImageDataError, type Images } from './imageDataset';

const MAGIC = 'DDPMIMG1';
const HEADER = 24;

export interface PackedShape {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classes: number;
}

/**
 * @param bytes     the file, already unzipped; pictures and labels are views of it
 * @param expected  what the registry says of the file
 * @throws ImageDataError that names the field which differs
 */
export function decodePacked(bytes: Uint8Array, expected: PackedShape, where: string): Images {
  const magic = String.fromCharCode(...bytes.subarray(0, MAGIC.length));
  if (bytes.length < HEADER || magic !== MAGIC) {
    throw new ImageDataError(words.noImageFile(where, MAGIC));
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: PackedShape = {
    count: view.getUint32(8, true),
    height: view.getUint16(12, true),
    width: view.getUint16(14, true),
    channels: view.getUint8(16),
    classes: view.getUint8(17),
  };
  for (const field of ['count', 'height', 'width', 'channels', 'classes'] as const) {
    if (found[field] !== expected[field]) {
      throw new ImageDataError(words.otherShape(where, field, found[field], expected[field]));
    }
  }
  const { count, height, width, channels } = found;
  const pixels = count * height * width * channels;
  if (bytes.length !== HEADER + pixels + count) {
    throw new ImageDataError(words.otherLength(where, bytes.length, HEADER + pixels + count));
  }
  const sum = adler32(bytes.subarray(HEADER));
  if (sum !== view.getUint32(20, true)) {
    throw new ImageDataError(words.otherChecksum(where));
  }
  const images = bytes.subarray(HEADER, HEADER + pixels);
  const labels = bytes.subarray(HEADER + pixels);
  return { images, labels, count, height, width, channels };
}

const ADLER_MODULUS = 65521;
/** As many bytes as can be summed before a 32-bit sum overflows (zlib's NMAX). */
const ADLER_BLOCK = 5552;

/** RFC 1950, section 8.2. */
export function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let begin = 0; begin < bytes.length; begin += ADLER_BLOCK) {
    const end = Math.min(begin + ADLER_BLOCK, bytes.length);
    for (let i = begin; i < end; i++) {
      a += bytes[i];
      b += a;
    }
    a %= ADLER_MODULUS;
    b %= ADLER_MODULUS;
  }
  return ((b << 16) | a) >>> 0;
}
