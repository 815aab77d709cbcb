/** Damaged archives, arrays and pictures, each wrong in one place. */
import { gzipSync } from 'node:zlib';
import { crc32 } from '../../../src/interop/crc32';
import { readFigure } from '../../../src/interop/figureFile';
import { readIdx } from '../../../src/interop/idx';
import { imageDimensions } from '../../../src/interop/imageDimensions';
import { readNpy, readNpyText } from '../../../src/interop/npy';
import { readNpz } from '../../../src/interop/npz';
import { withTexts } from '../../../src/interop/pngText';
import { openZip, readZip, writeZip } from '../../../src/interop/zip';
import { bytesOfText, PNG } from './readers';
import { both, CENTRAL, LOCAL, type Patch, patched } from './zipPatches';

/** Reads a damaged file. @returns the sentence that refuses it, where the reader returns it; others throw it */
export type Read = () => unknown;

export function* named<T>(
  reader: string,
  files: Readonly<Record<string, T>>,
  read: (file: T) => unknown,
): Generator<readonly [string, Read]> {
  for (const [name, file] of Object.entries(files)) yield [`${reader}: ${name}`, () => read(file)];
}

const AB = { a: bytesOfText('first'), b: bytesOfText('second') };
const ZEROS = { a: new Uint8Array(1_000_000) };
const inEnd = (at: number, value: number, bytes: 2 | 4): Patch => ({ part: 'end', at, value, bytes });
const inCentral = (at: number, value: number, bytes: 1 | 2 | 4, entry = 0): Patch => ({
  part: 'central',
  entry,
  at,
  value,
  bytes,
});
const inLocal = (at: number, value: number, bytes: 1 | 2 | 4): Patch => ({ part: 'local', at, value, bytes });
const zipWith = (...patches: Patch[]) => patched(AB, patches);
const zerosWith = (...patches: Patch[]) => patched(ZEROS, patches, true);

/** Compressed data that stop in the middle, with the sizes of whole ones. */
function cutDeflate(): Uint8Array {
  const zip = writeZip(new Map([['a', bytesOfText('abcdefgh'.repeat(40))]]), { compress: true });
  return zip.fill(0xff, 31, 36);
}

const ZIPS: Readonly<Record<string, Uint8Array>> = {
  'no archive': bytesOfText('x,y\n'.repeat(9)),
  'fewer entries than there are': patched({ ...AB, c: AB.a }, [inEnd(8, 2, 2), inEnd(10, 2, 2)]),
  'a ZIP64 directory': zipWith(inEnd(16, 0xffffffff, 4)),
  'several disks': zipWith(inEnd(4, 1, 2)),
  'a directory elsewhere': zipWith(inEnd(16, 5, 4)),
  'more entries than there are': zipWith(inEnd(8, 9000, 2), inEnd(10, 9000, 2)),
  'no entry': zipWith(inCentral(0, 0, 4)),
  'an entry that leaves the directory': zipWith(inCentral(CENTRAL.nameLength, 9999, 2)),
  'an encrypted entry': zipWith(...both(LOCAL.flags, CENTRAL.flags, 1, 2)),
  'an entry that is encrypted in its own header': zipWith(inLocal(LOCAL.flags, 1, 2)),
  'a method of its own': zipWith(...both(LOCAL.method, CENTRAL.method, 14, 2)),
  'ZIP64 sizes': zipWith(inCentral(CENTRAL.size, 0xffffffff, 4)),
  'an entry on another disk': zipWith(inCentral(34, 1, 2)),
  'an offset past the end': zipWith(inCentral(CENTRAL.offset, 5000, 4)),
  'data past the directory': zipWith(...both(LOCAL.packed, CENTRAL.packed, 5000, 4)),
  'names that differ': zipWith(inLocal(LOCAL.name, 0x63, 1)),
  'methods that differ': zipWith(inLocal(LOCAL.method, 8, 2)),
  'checksums that differ': zipWith(inLocal(LOCAL.crc, 1, 4)),
  'compressed sizes that differ': zipWith(inLocal(LOCAL.packed, 1, 4)),
  'sizes that differ': zipWith(inLocal(LOCAL.size, 1, 4)),
  'a bomb that owns up': zerosWith(...both(LOCAL.size, CENTRAL.size, 0xfffffff0, 4)),
  'a bomb that is impossible': zerosWith(...both(LOCAL.size, CENTRAL.size, 2e8, 4)),
  'a bomb that lies': zerosWith(...both(LOCAL.size, CENTRAL.size, 1000, 4)),
  'less data than promised': zerosWith(...both(LOCAL.size, CENTRAL.size, 1_000_001, 4)),
  'a stored size that is no copy': zipWith(...both(LOCAL.size, CENTRAL.size, 4, 4)),
  'an overlap': zipWith(
    ...both(LOCAL.packed, CENTRAL.packed, 10, 4),
    ...both(LOCAL.size, CENTRAL.size, 10, 4),
  ),
  'a name twice': patched({ a: AB.a, c: AB.b }, [
    { ...inLocal(LOCAL.name, 0x61, 1), entry: 1 },
    inCentral(CENTRAL.name, 0x61, 1, 1),
  ]),
  'a folder with content': writeZip(new Map([['a/', AB.a]])),
  'a path that climbs': writeZip(new Map([['../a', AB.a]])),
  'a wrong checksum': zipWith(...both(LOCAL.crc, CENTRAL.crc, 0, 4)),
  'data that do not decompress': cutDeflate(),
};

const npyOf = (dict: string, data: readonly number[] = [], version = 1) =>
  Uint8Array.from([0x93, ...bytesOfText('NUMPY'), version, 0, dict.length, 0, ...bytesOfText(dict), ...data]);
const dictOf = (descr: string, shape: string, order = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}}`;
const NPYS: Readonly<Record<string, Uint8Array>> = {
  'a text': bytesOfText('x,y\n1,2\n3,4\n'),
  'a version of the future': npyOf(dictOf('|u1', '(1,)'), [7], 4),
  'a header longer than the file': npyOf(dictOf('|u1', '(1,)')).fill(0xff, 8, 10),
  'pickled objects': npyOf(dictOf('|O', '(1,)'), [0]),
  strings: npyOf(dictOf('<U5', '(1,)')),
  'a table': npyOf("{'descr': [('a', '<f4')]}"),
  'an order of its own': npyOf(dictOf('|u1', '(1,)', 'Maybe')),
  'a shape of its own': npyOf(dictOf('|u1', '[1]')),
  'no dict': npyOf('[1, 2, 3]'),
  'a key of its own': npyOf("{'evil': 1}"),
  'a key twice': npyOf("{'shape': (1,), 'shape': (2,)}"),
  'a missing comma': npyOf("{'shape': (1,) 'descr': '|u1'}"),
  'a missing key': npyOf("{'descr': '|u1', 'fortran_order': False}"),
  'something after the dict': npyOf(`${dictOf('|u1', '(1,)')}; x`, [7]),
  'a size of 10^9': npyOf(dictOf('|u1', '(1000000000,)')),
  'too few values': npyOf(dictOf('<f4', '(2,)'), [0, 0, 0, 0]),
  'an integer beyond 2^53': npyOf(dictOf('<i8', '(1,)'), [1, 0, 0, 0, 0, 0, 32, 0]),
};

const idxOf = (type: number, sizes: readonly number[], data: readonly number[] = []) =>
  Uint8Array.from([
    0,
    0,
    type,
    sizes.length,
    ...sizes.flatMap((n) => [n >>> 24, n >>> 16, n >>> 8, n]),
    ...data,
  ]);
const IDXS: Readonly<Record<string, Uint8Array>> = {
  'an empty file': new Uint8Array(0),
  'an unknown type': idxOf(10, [1], [0]),
  'no dimensions': idxOf(8, []),
  'sizes of 10^9': idxOf(8, [1e9, 1e9], [1, 2]),
};

const u32 = (n: number) => [n >>> 24, n >>> 16, n >>> 8, n].map((byte) => byte & 255);
const pngOf = (width: number, height: number) => {
  const ihdr = [...bytesOfText('IHDR'), ...u32(width), ...u32(height), 8, 0, 0, 0, 0];
  return Uint8Array.from([...PNG.subarray(0, 8), ...u32(13), ...ihdr, ...u32(crc32(Uint8Array.from(ihdr)))]);
};
const PICTURES: Readonly<Record<string, Uint8Array>> = {
  'another file': bytesOfText('GIF89a'),
  'a PNG of 10^9 a side': pngOf(1e9, 1e9),
  'a PNG that is cut off': PNG.subarray(0, 20),
  'a PNG with another checksum': PNG.map((byte, i) => (i === 29 ? byte ^ 1 : byte)),
  'a JPEG of nonsense': Uint8Array.of(0xff, 0xd8, 1, 2, 3, 4),
  'a JPEG that is cut off': Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0),
  'a WebP that is cut off': bytesOfText('RIFF\0\0\0\0WEBPVP8X'),
};

const iTXt = (data: readonly number[]) => {
  const body = [...bytesOfText('iTXt'), ...data];
  const chunk = [...u32(data.length), ...body, ...u32(crc32(Uint8Array.from(body)))];
  return Uint8Array.from([...PNG.subarray(0, 33), ...chunk, ...PNG.subarray(33)]);
};
const keyed = (text: readonly number[]) => iTXt([...bytesOfText('ddpm-lab'), 0, 0, 0, 0, 0, ...text]);
const figureOf = (content: unknown) => withTexts(PNG, { 'ddpm-lab': JSON.stringify(content) });
const FIGURES: Readonly<Record<string, Uint8Array>> = {
  'a text that is not UTF-8': keyed([0xff]),
  'a text that is too long': keyed(Array(70_000).fill(0x78)),
  'a text that is cut off': figureOf({ format: 1 }).subarray(0, 60),
  'a text with another checksum': keyed([0x7b]).map((byte, i) => (i === 45 ? byte ^ 1 : byte)),
  'another format': figureOf({ format: 2, search: '?' }),
  'no address': figureOf({ format: 1 }),
  'a value out of range': figureOf({ format: 1, search: '?T=1e99' }),
  'an unknown choice': figureOf({ format: 1, search: '?schedule=cosin' }),
};

/** Every file under the name of its reader and what is wrong with it. */
export const DAMAGED_FILES: readonly (readonly [string, Read])[] = [
  ...named('zip', ZIPS, (bytes) => readZip(bytes)),
  ['zip: a missing file', () => openZip(writeZip(new Map())).read('unet/config.json')],
  [
    'zip: too many entries for a limit',
    () => openZip(zipWith(), { entries: 9, entryBytes: 9, totalBytes: 1 }),
  ],
  ...named('npy', NPYS, (bytes) => readNpy(bytes)),
  ['npy: a character beyond Unicode', () => readNpyText(npyOf(dictOf('<U1', '(1,)'), [255, 255, 255, 0]))],
  ['npz: nothing', () => readNpz(writeZip(new Map()))],
  ['npz: no array', () => readNpz(writeZip(new Map([['a.txt', AB.a]])))],
  ...named('idx', IDXS, (bytes) => readIdx(bytes)),
  ['idx: a bomb', () => readIdx(new Uint8Array(gzipSync(new Uint8Array(80 * 2 ** 20))))],
  ...named('picture', PICTURES, (bytes) => imageDimensions(bytes)),
  ...named('figure', FIGURES, (bytes) => readFigure(bytes)),
];
