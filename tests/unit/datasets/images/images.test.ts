import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { IMAGE_DATASET_IDS, IMAGE_DATASETS, ImageDataError, loadImages } from '../../../../datasets/images';
import { adler32, decodePacked } from '../../../../datasets/images/packed';
import { drawFlower, FLOWER_CLASSES } from '../../../../scripts/data/flowers.mjs';

const ASSETS = resolve(import.meta.dirname, '../../../../datasets/assets');
const read = async (url: URL) => new Uint8Array(await readFile(fileURLToPath(url)));
const md5 = (...parts: Uint8Array[]) => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
/** The 16 bytes before the pixels of an IDX file of images. */
const idxHeader = (count: number, size: number) => {
  const header = Buffer.alloc(16);
  [0x803, count, size, size].forEach((value, i) => {
    header.writeUInt32BE(value, 4 * i);
  });
  return header;
};
const labelHeader = (count: number) => {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(0x801, 0);
  header.writeUInt32BE(count, 4);
  return header;
};

describe('packed image sets', () => {
  test("MNIST's parts laid end to end are the published IDX files, byte for byte", async () => {
    const { images, labels, count } = await loadImages('mnist', 'full', read);
    expect(count).toBe(60_000);
    expect(md5(idxHeader(count, 28), images)).toBe('6bbc9ace898e44ae57da46a324031adb');
    expect(md5(labelHeader(count), labels!)).toBe('a25bea736e30d166cdddb491f175f624');
    const test = await loadImages('mnist', 'test', read);
    expect(md5(idxHeader(10_000, 28), test.images)).toBe('2646ac647ad5339dbf082846283269ea');
    expect(md5(labelHeader(10_000), test.labels!)).toBe('27ae3e4e09519cfbb04c329615203637');
  });

  test("Fashion-MNIST's test part is the published IDX file, byte for byte", async () => {
    const { images, labels } = await loadImages('fashion-mnist', 'test', read);
    expect(md5(idxHeader(10_000, 28), images)).toBe('8181f5470baa50b63fa0f6fddb340f0a');
    expect(md5(labelHeader(10_000), labels!)).toBe('15d484375f8d13e6eb1aabb0c3f46965');
  });

  test("MNIST's first load costs at most 2 MB", () => {
    const bytes = IMAGE_DATASETS.mnist.parts.train.reduce((sum, file) => sum + file.bytes, 0);
    expect(bytes).toBeLessThanOrEqual(2_000_000);
  });

  test('every file has the size that the registry says and the checksum that PROVENANCE.md says', async () => {
    const provenance = readFileSync(join(ASSETS, 'PROVENANCE.md'), 'utf8');
    const files = IMAGE_DATASET_IDS.flatMap((id) => Object.values(IMAGE_DATASETS[id].parts).flat());
    for (const { url, bytes } of files) {
      const data = await read(url);
      expect(data.length).toBe(bytes);
      expect(provenance).toContain(createHash('sha256').update(data).digest('hex'));
    }
  });

  test('every class of every set occurs in every part', async () => {
    for (const id of IMAGE_DATASET_IDS) {
      for (const part of ['train', 'test'] as const) {
        const { labels } = await loadImages(id, part, read);
        expect(new Set(labels)).toEqual(new Set(IMAGE_DATASETS[id].classes.keys()));
      }
    }
  });

  test.each(['pixel-faces', 'flowers'] as const)('no two images of %s are equal', async (id) => {
    const { height, width, channels } = IMAGE_DATASETS[id];
    const size = height * width * channels;
    const parts = await Promise.all((['train', 'test'] as const).map((part) => loadImages(id, part, read)));
    const keys = parts.flatMap(({ images, count }) =>
      Array.from({ length: count }, (_, i) => md5(images.subarray(i * size, (i + 1) * size))),
    );
    expect(new Set(keys).size).toBe(5000);
  });

  test('the generator draws the flowers of both files again, byte for byte', async () => {
    expect(IMAGE_DATASETS.flowers.classes).toEqual(FLOWER_CLASSES);
    const bytes = 32 * 32 * 3;
    for (const [part, first] of [
      ['train', 0],
      ['test', 4000],
    ] as const) {
      const { images, labels } = await loadImages('flowers', part, read);
      for (let i = 0; i < 16; i++) {
        const drawn = drawFlower(first + i);
        expect(md5(images.subarray(i * bytes, (i + 1) * bytes)), `${part} ${i}`).toBe(md5(drawn));
        expect(labels![i]).toBe((first + i) % FLOWER_CLASSES.length);
      }
    }
  });
});

describe('damaged files', () => {
  const shape = { count: 2, height: 2, width: 2, channels: 1, classes: 3 };
  const packed = () => {
    const bytes = new Uint8Array(24 + 8 + 2);
    bytes.set(new TextEncoder().encode('DDPMIMG1'));
    bytes.set([1, 2, 3, 4, 5, 6, 7, 8, 0, 2], 24);
    const view = new DataView(bytes.buffer);
    view.setUint32(8, 2, true);
    view.setUint16(12, 2, true);
    view.setUint16(14, 2, true);
    bytes[16] = 1;
    bytes[17] = 3;
    view.setUint32(20, adler32(bytes.subarray(24)), true);
    return bytes;
  };

  test('Adler-32 of "Wikipedia" is 0x11e60398, and of 100 000 bytes of 255 what the definition says', () => {
    expect(adler32(new TextEncoder().encode('Wikipedia'))).toBe(0x11e60398);
    const n = 100_000;
    const a = (1n + 255n * BigInt(n)) % 65521n;
    const b = (BigInt(n) + (255n * BigInt(n) * BigInt(n + 1)) / 2n) % 65521n;
    expect(BigInt(adler32(new Uint8Array(n).fill(255)))).toBe(b * 65536n + a);
  });

  test('a sound file gives its pictures and labels', () => {
    const { images, labels } = decodePacked(packed(), shape, 'x.bin');
    expect([...images]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...labels!]).toEqual([0, 2]);
  });

  test('no change of a single bit is missed, but in the reserved bytes', () => {
    for (let bit = 0; bit < packed().length * 8; bit++) {
      if (bit >> 3 === 18 || bit >> 3 === 19) continue;
      const bytes = packed();
      bytes[bit >> 3] ^= 1 << (bit & 7);
      expect(() => decodePacked(bytes, shape, 'x.bin'), `bit ${bit}`).toThrow(ImageDataError);
    }
  });

  test('every truncation is refused with a message that names the file', () => {
    for (let length = 0; length < packed().length; length++)
      expect(() => decodePacked(packed().subarray(0, length), shape, 'x.bin')).toThrow(/x\.bin/);
  });

  test('a zipped file cut short is refused as damaged', async () => {
    const cut = async (url: URL) => (await read(url)).subarray(0, 5000);
    await expect(loadImages('mnist', 'train', cut)).rejects.toThrow('mnist-train-10k.bin is damaged');
  });
});
