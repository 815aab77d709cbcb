import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../src/interop/crc32';
import { imageDimensions } from '../../../src/interop/imageDimensions';
import { damage, readsOrRefuses } from './mutations';

const u32 = (n: number) => [n >>> 24, n >>> 16, n >>> 8, n].map((byte) => byte & 255);
const chunk = (type: string, data: number[]) => {
  const body = [...new TextEncoder().encode(type), ...data];
  return [...u32(data.length), ...body, ...u32(crc32(Uint8Array.from(body)))];
};

/** A grey PNG of these dimensions, whose image data hold one pixel whatever they say. */
const pngOf = (width: number, height: number) =>
  Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', [...u32(width), ...u32(height), 8, 0, 0, 0, 0]),
    ...chunk('IDAT', [...deflateSync(Uint8Array.of(0, 255))]),
    ...chunk('IEND', []),
  ]);

/** JPEG segments to the frame header (ITU-T T.81, B.1): JFIF, a quantisation table, a Huffman table, SOF. */
const jpegOf = (width: number, height: number, frame = 0xc0) =>
  Uint8Array.from([
    ...[0xff, 0xd8],
    ...[0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0],
    ...[0xff, 0xdb, 0, 67, 0, ...Array(64).fill(1)],
    ...[0xff, 0xff, 0xc4, 0, 4, 0, 0], // a fill byte before a table
    ...[0xff, frame, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0],
  ]);

const webpOf = (chunk: string, data: number[]) =>
  Uint8Array.from([
    ...new TextEncoder().encode('RIFF'),
    ...[data.length + 12, 0, 0, 0],
    ...new TextEncoder().encode(`WEBP${chunk}`),
    ...[data.length, 0, 0, 0],
    ...data,
  ]);

describe('image dimensions', () => {
  it('of a published one-pixel PNG are 1 × 1', () => {
    const base64 =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    expect(imageDimensions(new Uint8Array(Buffer.from(base64, 'base64')))).toEqual({
      format: 'png',
      width: 1,
      height: 1,
    });
  });

  it('of PNGs and JPEGs, baseline and progressive, are those in the header', () => {
    expect(imageDimensions(pngOf(640, 28))).toEqual({ format: 'png', width: 640, height: 28 });
    expect(imageDimensions(jpegOf(640, 28))).toEqual({ format: 'jpeg', width: 640, height: 28 });
    expect(imageDimensions(jpegOf(640, 28, 0xc2))).toEqual({ format: 'jpeg', width: 640, height: 28 });
  });

  // The one-pixel files by which Google's WebP FAQ tells which forms a browser decodes.
  it.each([
    ['lossy', 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA'],
    ['lossless', 'UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=='],
    [
      'with alpha',
      'UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEAAQAAAP4AAA3AAP7mtQAAAA==',
    ],
  ])('of a published one-pixel WebP, %s, are 1 × 1', (_, base64) => {
    const header = imageDimensions(new Uint8Array(Buffer.from(base64, 'base64')));
    expect(header).toEqual({ format: 'webp', width: 1, height: 1 });
  });

  it('of WebPs are those in the first chunk, in each of its three forms', () => {
    expect(imageDimensions(webpOf('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 0x80, 0x42, 28, 0]))).toMatchObject({
      width: 640, // the two bits above the fourteen are a scale
      height: 28,
    });
    const bits = 639 | (27 << 14);
    const lossless = [0x2f, ...[0, 8, 16, 24].map((shift) => (bits >> shift) & 255), 0, 0, 0, 0, 0];
    expect(imageDimensions(webpOf('VP8L', lossless))).toMatchObject({ width: 640, height: 28 });
    const extended = [0, 0, 0, 0, 0x7f, 2, 0, 27, 0, 0];
    expect(imageDimensions(webpOf('VP8X', extended))).toMatchObject({ width: 640, height: 28 });
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['a WebP of another chunk', webpOf('ANIM', Array(10).fill(0)), /first chunk/],
    ['a WebP that is cut off', webpOf('VP8L', [0x2f, 0]), /first chunk/],
    ['a PNG of 10^9 a side', pngOf(1e9, 1e9), /dimensions: found 1000000000 × 1000000000/],
    ['a PNG of too many pixels', pngOf(8000, 8000), /at most 16,777,216 in all/],
    ['a PNG of no pixels', pngOf(0, 5), /dimensions: found 0 × 5/],
    ['a JPEG of 65535 a side', jpegOf(65535, 65535), /dimensions: found 65535/],
    ['a PNG with a changed header', pngOf(5, 5).fill(9, 19, 20), /IHDR checksum/],
    ['a PNG that is cut off', pngOf(5, 5).slice(0, 30), /first chunk/],
    ['a JPEG that is cut off', jpegOf(5, 5).slice(0, 60), /frame header: found none/],
    ['a JPEG of nonsense', Uint8Array.of(0xff, 0xd8, 1, 2, 3, 4), /byte 2: found no marker/],
    ['a GIF', new TextEncoder().encode('GIF89a..............'), /signature/],
    ['an empty file', new Uint8Array(0), /signature/],
  ])('%s is refused by name', (_, bytes, message) => {
    expect(() => imageDimensions(bytes)).toThrow(message);
  });

  it('2 000 mutations are read within the limits or refused by name', async () => {
    await fc.assert(
      fc.asyncProperty(damage, fc.boolean(), (apply, png) =>
        readsOrRefuses(() => {
          const { width, height } = imageDimensions(apply(png ? pngOf(28, 28) : jpegOf(28, 28)));
          expect(width * height).toBeLessThanOrEqual(2 ** 24);
        }),
      ),
      { seed: 17, numRuns: 2000 },
    );
  });
});
