import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIdx } from '../../../src/interop/idx';
import { damage, readsOrRefuses } from './mutations';

/** An IDX file of a type, sizes and the values' bytes. */
const idxOf = (type: number, sizes: number[], data: number[] = []) =>
  Uint8Array.from([
    0,
    0,
    type,
    sizes.length,
    ...sizes.flatMap((n) => [n >>> 24, n >>> 16, n >>> 8, n]),
    ...data,
  ]);

/** Two images of 2×3 pixels, as in train-images-idx3-ubyte. */
const images = idxOf(8, [2, 2, 3], [...Array(12).keys()]);

describe('reading IDX', () => {
  it.each([
    ['plain', images],
    ['gzipped', new Uint8Array(gzipSync(images))],
  ])('images of bytes, %s', async (_, bytes) => {
    expect(await readIdx(bytes)).toEqual({ shape: [2, 2, 3], data: Uint8Array.from([...Array(12).keys()]) });
  });

  it('every other type is read big-endian', async () => {
    const first = async (type: number, data: number[]) => (await readIdx(idxOf(type, [1], data))).data[0];
    expect(await first(9, [0xff])).toBe(-1);
    expect(await first(11, [0xff, 0xfe])).toBe(-2);
    expect(await first(12, [0, 1, 0, 0])).toBe(65536);
    expect(await first(13, [0x3f, 0xc0, 0, 0])).toBe(1.5);
    expect(await first(14, [0xbf, 0xf0, 0, 0, 0, 0, 0, 0])).toBe(-1);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(0), /magic number/],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), /magic number/],
    ['an unknown type', idxOf(10, [1], [0]), /type: found 10/],
    ['no dimensions', idxOf(8, []), /number of dimensions: found 0/],
    ['sizes that are cut off', Uint8Array.of(0, 0, 8, 3, 0, 0), /number of dimensions: found 3/],
    ['sizes of 10^9', idxOf(8, [1e9, 1e9], [1, 2]), /sizes: found 1000000000 × 1000000000.*2 bytes of data/],
    ['too few values', images.slice(0, -1), /sizes/],
    ['too many values', Uint8Array.from([...images, 0]), /sizes/],
    ['a gzip that is cut off', new Uint8Array(gzipSync(images)).slice(0, -9), /compressed data/],
    ['a gzip with a wrong checksum', new Uint8Array(gzipSync(images)).fill(0, -8, -4), /compressed data/],
  ])('%s is refused by name', async (_, bytes, message) => {
    await expect(readIdx(bytes)).rejects.toThrow(message);
  });

  it('a gzip bomb is stopped at its limit', async () => {
    // 256 MiB of zeros: 16 members of 16 MiB (RFC 1952 lets members follow each other)
    const member = gzipSync(new Uint8Array(16 * 2 ** 20));
    const bomb = new Uint8Array(Buffer.concat(Array.from({ length: 16 }, () => member)));
    await expect(readIdx(bomb)).rejects.toThrow(/uncompressed size: found more.*at most 67,108,864 bytes/);
  }, 20_000);

  it('2 000 mutations, half of them gzipped, are read or refused by name', async () => {
    const gzipped = new Uint8Array(gzipSync(images));
    await fc.assert(
      fc.asyncProperty(damage, fc.boolean(), (apply, zip) =>
        readsOrRefuses(() => readIdx(apply(zip ? gzipped : images))),
      ),
      { seed: 16, numRuns: 2000 },
    );
  }, 60_000);
});
