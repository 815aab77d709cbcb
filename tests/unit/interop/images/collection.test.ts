import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { collectImages, type NamedFile } from '../../../../src/interop/images/collection';
import { prepareImages, summarise } from '../../../../src/interop/images/prepare';
import type { ImageFit } from '../../../../src/interop/images/raster';
import { type NpyData, writeNpy } from '../../../../src/interop/npy';
import { writeNpz } from '../../../../src/interop/npz';
import { writeZip } from '../../../../src/interop/zip';
import { readOwnPng, writePng } from './png';

const file = (path: string, bytes: Uint8Array): NamedFile => ({
  path,
  size: bytes.length,
  read: async () => bytes,
});

/** A square of one brightness. */
const flat = (side: number, value: number) =>
  writePng({ width: side, height: side, channels: 1, data: new Uint8Array(side * side).fill(value) });

const red = writePng({
  width: 8,
  height: 8,
  channels: 3,
  data: Uint8Array.from({ length: 192 }, (_, i) => (i % 3 === 0 ? 200 : 10)),
});

const summary = async (files: readonly NamedFile[]) => summarise(await collectImages(files), readOwnPng);

async function prepared(files: readonly NamedFile[], fit: ImageFit) {
  const converting = prepareImages(await collectImages(files), fit, readOwnPng);
  for (;;) {
    const { value, done } = await converting.next();
    if (done) return value;
  }
}

const twelve = [
  ...Array.from({ length: 6 }, (_, i) => file(`set/cats/${i}.png`, flat(8, 10 * i))),
  ...Array.from({ length: 6 }, (_, i) => file(`set/dogs/${i}.png`, flat(8, 100 + i))),
];

/** Nine images of 4 × 4 whose brightness is 10 times their number. */
const NINE: { shape: number[]; data: NpyData } = {
  shape: [9, 4, 4],
  data: Uint8Array.from({ length: 144 }, (_, i) => 10 * Math.floor(i / 16)),
};

function idx(type: number, shape: readonly number[], data: Uint8Array): Uint8Array {
  const out = new Uint8Array(4 + 4 * shape.length + data.length);
  out.set([0, 0, type, shape.length]);
  shape.forEach((n, axis) => {
    new DataView(out.buffer).setUint32(4 + 4 * axis, n);
  });
  out.set(data, 4 + 4 * shape.length);
  return out;
}

describe('pictures', () => {
  test('folders are classes, in the order of their names', async () => {
    expect(await summary(twelve)).toMatchObject({
      count: 12,
      sizes: '8 × 8',
      coloured: false,
      classes: [
        { name: 'cats', count: 6 },
        { name: 'dogs', count: 6 },
      ],
      labelSource: 'folder names',
      sides: [8, 28, 32],
    });
    const { images, labels, count } = await prepared(twelve, { size: 8, channels: 1 });
    expect(count).toBe(12);
    expect([...labels!]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(images[6 * 64]).toBe(100);
  });

  test('one folder is no class, and files are in the order of their numbers', async () => {
    const files = [10, 9, 2, 1, 3, 4, 5, 6].map((n) => file(`all/${n}.png`, flat(8, n)));
    expect(await summary(files)).toMatchObject({ count: 8, classes: [], labelSource: null });
    const { images } = await prepared(files, { size: 8, channels: 1 });
    expect(Array.from({ length: 8 }, (_, i) => images[64 * i])).toEqual([1, 2, 3, 4, 5, 6, 9, 10]);
  });

  test('a ZIP of them is the same as the files, and what archivers leave is passed over', async () => {
    const entries = await Promise.all(twelve.map(async ({ path, read }) => [path, await read()] as const));
    const zip = writeZip(new Map([...entries, ['__MACOSX/set/._0.png', flat(8, 1)], ['.DS_Store', red]]));
    const archive = await summary([file('set.zip', zip)]);
    expect(archive).toEqual(await summary(twelve));
  });

  test('a file that is none among others is named with its reason', async () => {
    const notes = file('set/notes.txt', new TextEncoder().encode('hello'));
    const { skipped, count } = await summary([...twelve, notes]);
    expect(count).toBe(12);
    expect(skipped).toEqual([{ path: 'set/notes.txt', message: expect.stringContaining('PNG, JPEG') }]);
  });

  test('a damaged file is left out and named when it is decoded', async () => {
    const broken = file('set/cats/9.png', flat(8, 5).slice(0, 45));
    const { count, skipped, labels } = await prepared([...twelve, broken], { size: 8, channels: 1 });
    expect(count).toBe(12);
    expect(labels).toHaveLength(12);
    expect(skipped).toMatchObject([{ path: 'set/cats/9.png', message: expect.stringContaining('decoded') }]);
  });

  test('one red image makes the set coloured', async () => {
    expect((await summary([...twelve, file('set/cats/red.png', red)])).coloured).toBe(true);
  });

  test('sizes that differ are named from the least to the greatest, and a usual side is offered', async () => {
    const files = twelve.map(({ path }, i) => file(path, flat(20 + i, 1)));
    expect(await summary(files)).toMatchObject({ sizes: '20 × 20 to 31 × 31', sides: [28, 32] });
  });

  test.each([
    ['seven images', twelve.slice(0, 7), /found 7; expected at least 8/],
    ['no image', [file('a.txt', new TextEncoder().encode('a'))], /"a\.txt".*PNG, JPEG/s],
    ['an empty archive', [file('a.zip', writeZip(new Map()))], /archive is empty/],
  ])('%s is refused by name', async (_, files, message) => {
    await expect(summary(files)).rejects.toThrow(message);
  });
});

describe('arrays', () => {
  const npz = (name: string, array: string, values: typeof NINE) =>
    file(name, writeNpz(new Map([[array, values]])));
  const NUMBERS = { shape: [9], data: Int32Array.from([3, 3, 3, 7, 7, 7, 9, 9, 9]) };

  test.each(['arr_0', 'y'])('an .npz of images and one of labels, whose array is %s', async (array) => {
    const files = [npz('images.npz', 'arr_0', NINE), npz('labels.npz', array, NUMBERS)];
    for (const order of [files, [...files].reverse()])
      expect(await summary(order)).toMatchObject({
        count: 9,
        classes: [{ name: '3' }, { name: '7' }, { name: '9' }],
        notices: [],
      });
  });

  test('of two .npz files of images the one that is not used is named', async () => {
    const { notices } = await summary([npz('a.npz', 'x', NINE), npz('b.npz', 'x', NINE)]);
    expect(notices.join()).toContain('b/x');
  });

  test('an .npz with labels', async () => {
    const labels = { shape: [9], data: Int32Array.from([3, 3, 3, 7, 7, 7, 9, 9, 9]) };
    const files = [
      file(
        'own.npz',
        writeNpz(
          new Map([
            ['images', NINE],
            ['labels', labels],
          ]),
        ),
      ),
    ];
    expect(await summary(files)).toMatchObject({
      count: 9,
      sizes: '4 × 4',
      classes: [
        { name: '3', count: 3 },
        { name: '7', count: 3 },
        { name: '9', count: 3 },
      ],
      labelSource: 'the array "labels"',
    });
    const { images, labels: numbers } = await prepared(files, { size: 4, channels: 1 });
    expect([...images]).toEqual([...NINE.data]);
    expect([...numbers!]).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
  });

  test('gzipped IDX images with their labels beside them, as MNIST comes', async () => {
    const files = [
      file('train-labels-idx1-ubyte.gz', gzipSync(idx(8, [9], Uint8Array.of(5, 0, 4, 1, 9, 2, 1, 3, 1)))),
      file('train-images-idx3-ubyte.gz', gzipSync(idx(8, NINE.shape, Uint8Array.from(NINE.data)))),
    ];
    const { count, classes } = await summary(files);
    expect(count).toBe(9);
    expect(classes.map(({ name }) => name)).toEqual(['0', '1', '2', '3', '4', '5', '9']);
    const { images } = await prepared(files, { size: 4, channels: 1 });
    expect([...images]).toEqual([...NINE.data]);
  });

  test.each<[string, number[], Float32Array | Uint16Array | Float64Array]>([
    ['0 to 1', [9, 4, 4], Float32Array.from(NINE.data, (v) => v / 255)],
    [
      '-1 to 1, with a channel',
      [9, 4, 4, 1],
      Float32Array.from(NINE.data, (v, i) => (i === 0 ? -1 : v / 127.5 - 1)),
    ],
    ['16 bit', [9, 4, 4], Uint16Array.from(NINE.data, (v) => v * 257)],
    ['flattened rows', [9, 16], Float64Array.from(NINE.data)],
  ])('%s', async (_, shape, data) => {
    const { images } = await prepared([file('x.npy', writeNpy({ shape, data }))], { size: 4, channels: 1 });
    expect([...images]).toEqual([...NINE.data]);
  });

  test('channels before pixels, as in PyTorch, are the same images as channels last', async () => {
    const last = Uint8Array.from({ length: 8 * 4 * 5 * 3 }, (_, i) => (i * 7) % 251);
    const first = new Uint8Array(last.length);
    for (let n = 0; n < 8; n++)
      for (let i = 0; i < 20; i++)
        for (let c = 0; c < 3; c++) first[n * 60 + c * 20 + i] = last[n * 60 + 3 * i + c];
    const fit = { size: 4, channels: 3 } as const;
    const of = (shape: number[], data: Uint8Array) =>
      prepared([file('x.npy', writeNpy({ shape, data }))], fit);
    expect((await of([8, 3, 4, 5], first)).images).toEqual((await of([8, 4, 5, 3], last)).images);
  });

  test('numbers of another range are stretched, and the page says so', async () => {
    const data = Float32Array.from({ length: 9 * 16 }, (_, i) => -500 + i);
    const { notices } = await summary([file('x.npy', writeNpy({ shape: [9, 4, 4], data }))]);
    expect(notices).toEqual(['The numbers run from -500 to -357: they are stretched to black and white.']);
  });

  test('one-hot rows are labels, and an array that is neither is named', async () => {
    const onehot = {
      shape: [9, 3],
      data: Float32Array.from({ length: 27 }, (_, i) => Number(i % 3 === Math.floor(i / 9))),
    };
    const ids = { shape: [4], data: Float32Array.from([0.5, 1, 2, 3]) };
    const arrays = new Map([
      ['x', NINE],
      ['y', onehot],
      ['ids', ids],
    ]);
    const { classes, notices } = await summary([file('own.npz', writeNpz(arrays))]);
    expect(classes.map(({ count }) => count)).toEqual([3, 3, 3]);
    expect(notices).toEqual(['Not used: "ids".']);
  });

  test.each([
    [
      'a number that is not finite',
      { shape: [9, 4, 4], data: Float32Array.from(NINE.data).fill(Number.NaN, 20, 21) },
      /number 20.*NaN/s,
    ],
    [
      'an array of no images',
      { shape: [9, 5, 7, 9, 2], data: new Uint8Array(9 * 5 * 7 * 9 * 2) },
      /\[N, H, W, C\]/,
    ],
  ])('%s is refused', async (_, array, message) => {
    await expect(summary([file('x.npy', writeNpy(array))])).rejects.toThrow(message);
  });

  test('more than memory allows is refused before anything is converted', async () => {
    const collection = await collectImages(twelve);
    const many = Array.from({ length: 200_000 }, () => 0);
    const fit = { size: 32, channels: 3 } as const;
    await expect(prepareImages(collection, fit, readOwnPng, many).next()).rejects.toThrow(
      /200,000 of 32 × 32.*at most/s,
    );
  });
});

/** An array of text as NumPy writes it: `<U3` or `|S3`, and an array of pickled objects. */
function npyOf(descr: string, count: number, data: Uint8Array): Uint8Array {
  const dict = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${count},), }\n`;
  const head = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, dict.length, 0);
  return Uint8Array.from([...head, ...new TextEncoder().encode(dict), ...data]);
}

describe('labels of words', () => {
  const names = Array.from({ length: 9 }, (_, i) => ['cat', 'ox', 'émeu'][i % 3]);
  const utf32 = (order: boolean) => {
    const view = new DataView(new ArrayBuffer(9 * 16));
    names.forEach((name, i) => {
      [...name].forEach((c, k) => {
        view.setUint32(16 * i + 4 * k, c.codePointAt(0)!, order);
      });
    });
    return new Uint8Array(view.buffer);
  };
  const bytes = new Uint8Array(9 * 4);
  names.forEach((name, i) => {
    bytes.set(
      [...name].map((c) => c.charCodeAt(0)),
      4 * i,
    );
  });
  const npz = (labels: Uint8Array, name = 'labels.npy') =>
    file(
      'own.npz',
      writeZip(
        new Map([
          ['images.npy', writeNpy(NINE)],
          [name, labels],
        ]),
      ),
    );

  test.each([
    ['<U4', utf32(true)],
    ['>U4', utf32(false)],
    ['|S4', bytes],
  ])('%s name the classes, in the order of their names', async (descr, data) => {
    const { classes, labelSource } = await summary([npz(npyOf(descr, 9, data))]);
    expect(classes).toEqual(['cat', 'émeu', 'ox'].map((name) => ({ name, count: 3 })));
    expect(labelSource).toBe('the array "labels"');
  });

  test('pickled objects beside the images are left out by name', async () => {
    const { count, classes, skipped } = await summary([npz(npyOf('|O', 9, new Uint8Array(72)))]);
    expect([count, classes]).toEqual([9, []]);
    expect(skipped[0].message).toMatch(/"labels" header, descr.*pickled objects/);
  });

  test('a column of labels in a file of its own is known by its name', async () => {
    const labels = { shape: [9, 1], data: Uint8Array.from({ length: 9 }, (_, i) => i % 2) };
    const files = [file('set/x_train.npy', writeNpy(NINE)), file('set/y_train.npy', writeNpy(labels))];
    expect((await summary(files)).classes.map(({ count }) => count)).toEqual([5, 4]);
  });

  test('text that is cut short or no Unicode is refused', async () => {
    await expect(summary([file('l.npy', npyOf('<U4', 9, bytes))])).rejects.toThrow(/144 bytes for the shape/);
    const wrong = npyOf('<U1', 1, Uint8Array.of(255, 255, 255, 255));
    await expect(summary([file('l.npy', wrong)])).rejects.toThrow(/the character 4294967295/);
  });
});

test('gzip may hold an array; a file of a known kind that is damaged is refused in its own words', async () => {
  expect((await summary([file('x.npy.gz', gzipSync(writeNpy(NINE)))])).count).toBe(9);
  await expect(summary([file('t.gz', gzipSync(new Uint8Array(9).fill(65)))])).rejects.toThrow(
    /unpack it first/,
  );
  const short = file('idx', idx(8, [9, 4, 4], new Uint8Array(100)));
  await expect(summary([short])).rejects.toThrow(
    /^"idx", sizes: found 9 × 4 × 4 values of 1 byte; expected as many as the 100 bytes of data hold\. The file is damaged/,
  );
});

const text = (value: string) => new TextEncoder().encode(value);
const archive = (...names: readonly string[]) =>
  writeZip(new Map(names.map((name) => [name, Uint8Array.of(1)])));
const box = (brand: string) => text(`\0\0\0\x18ftyp${brand}\0\0\0\0`);

test.each<[string, Uint8Array, RegExp]>([
  ['book.xlsx', archive('[Content_Types].xml', 'xl/workbook.xml'), /Excel workbook: save it as CSV/],
  ['book.ods', archive('mimetype', 'content.xml'), /LibreOffice: save it as CSV/],
  ['book.xls', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), /old Excel workbook/],
  ['page.xls', text('<!DOCTYPE html><table>'), /web page, whatever its name says/],
  ['a.parquet', text('PAR1....'), /Parquet file: save it as CSV/],
  ['a.h5', Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d), /HDF5 file.*numpy\.savez/],
  ['a.mat', text('MATLAB 5.0 MAT-file'), /MATLAB file/],
  ['a.json', text('[[1, 2], [3, 4]]'), /JSON: save it as CSV/],
  ['a.gif', text('GIF89a'), /GIF: save the images as PNG/],
  ['a.bmp', Uint8Array.of(0x42, 0x4d, 9, 9, 0, 0, 0, 0, 0, 0, 54), /BMP image/],
  ['a.tiff', text('II*\0....'), /TIFF image/],
  ['a.svg', text('<?xml version="1.0"?>\n<svg xmlns="">'), /SVG drawing/],
  ['a.avif', box('avif'), /AVIF image/],
  ['a.heic', box('heic'), /HEIC image/],
  ['empty.png', new Uint8Array(0), /file is empty/],
  ['points.zip', archive('data/points.csv'), /a table: open it alone/],
  ['BMI.md', text('BMI, weight and height'), /no PNG, JPEG, WebP/],
  [
    'train-images-idx3-ubyte',
    Uint8Array.of(1, 2, 8, 3, 0, 0, 0, 9),
    /magic number: found another; expected two zero/,
  ],
  ['t10k-idx3-ubyte', Uint8Array.of(3, 8, 0, 0, 12, 0, 0, 0), /magic number/], // little-endian
  ['t10k-idx3-ubyte.gz', gzipSync(Uint8Array.of(3, 8, 0, 0, 12, 0, 0, 0)), /magic number/],
])('%s is refused by its kind', async (path, bytes, message) => {
  await expect(summary([file(path, bytes)])).rejects.toThrow(message);
});

test('of a refusal the way out names tables, too', async () => {
  await expect(summary([file('a.bin', text('?'))])).rejects.toThrow(/one table as \.csv, \.tsv or \.txt/);
  const points = file('p.npy', writeNpy({ shape: [2, 40], data: new Float32Array(80) }));
  await expect(summary([points])).rejects.toThrow(/or points as \.npy, a row each: \[N, 2\]/);
});
