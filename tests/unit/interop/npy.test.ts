import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NpyData, readNpy, writeNpy } from '../../../src/interop/npy';
import { readNpz, writeNpz } from '../../../src/interop/npz';
import { writeZip } from '../../../src/interop/zip';
import { sizeOf } from '../../../src/lib/shape';
import { damage, readsOrRefuses } from './mutations';

/** A file as numpy.lib.format describes it, from a dict literal and its values' bytes. */
function npyOf(dict: string, data: ArrayLike<number> = [], version = 1): Uint8Array {
  const text = [...new TextEncoder().encode(dict)];
  const length =
    version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.from([
    0x93,
    ...new TextEncoder().encode('NUMPY'),
    version,
    0,
    ...length,
    ...text,
    ...Array.from(data),
  ]);
}

const dictOf = (descr: string, shape: string, fortran = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }          \n`;

/** The bytes of numbers written one by one with a DataView: in the order of bytes of the argument, not the machine's. */
function packed(
  values: number[],
  bytes: number,
  set: (view: DataView, at: number, value: number) => void,
): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * bytes));
  values.forEach((value, i) => {
    set(view, i * bytes, value);
  });
  return new Uint8Array(view.buffer);
}

const kinds: [
  descr: string,
  bytes: number,
  values: number[],
  set: (v: DataView, at: number, x: number, le: boolean) => void,
][] = [
  ['f4', 4, [1.5, -(2 ** 99), 0.10000000149011612], (v, at, x, le) => v.setFloat32(at, x, le)],
  ['f8', 8, [0.1, -1e300, 5e-324], (v, at, x, le) => v.setFloat64(at, x, le)],
  ['i2', 2, [-3, 32767], (v, at, x, le) => v.setInt16(at, x, le)],
  ['i4', 4, [-3, 2147483647], (v, at, x, le) => v.setInt32(at, x, le)],
  ['i8', 8, [-3, 2 ** 53 - 1], (v, at, x, le) => v.setBigInt64(at, BigInt(x), le)],
  ['u2', 2, [3, 65535], (v, at, x, le) => v.setUint16(at, x, le)],
  ['u4', 4, [3, 4294967295], (v, at, x, le) => v.setUint32(at, x, le)],
  ['u8', 8, [3, 2 ** 53 - 1], (v, at, x, le) => v.setBigUint64(at, BigInt(x), le)],
];

describe('reading npy', () => {
  it.each(kinds)('%s in either order of bytes gives its values', (descr, bytes, values, set) => {
    for (const littleEndian of [true, false]) {
      const data = packed(values, bytes, (view, at, value) => set(view, at, value, littleEndian));
      const array = readNpy(
        npyOf(dictOf(`${littleEndian ? '<' : '>'}${descr}`, `(${values.length},)`), data),
      );
      expect([...array.data]).toEqual(values);
      expect(array.shape).toEqual([values.length]);
    }
  });

  it('single bytes, booleans and half precision give their values', () => {
    expect([...readNpy(npyOf(dictOf('|i1', '(2,)'), [255, 5])).data]).toEqual([-1, 5]);
    expect([...readNpy(npyOf(dictOf('|u1', '(2,)'), [255, 5])).data]).toEqual([255, 5]);
    expect([...readNpy(npyOf(dictOf('|b1', '(2,)'), [1, 0])).data]).toEqual([1, 0]);
    expect([...readNpy(npyOf(dictOf('<f2', '(2,)'), [0, 0x3c, 0, 0xc0])).data]).toEqual([1, -2]);
  });

  it('Fortran order comes out row-major', () => {
    // a[i, j, k] = 100 i + 10 j + k, first index fastest in the file
    const [rows, columns, depth] = [2, 3, 2];
    const file: number[] = [];
    for (let k = 0; k < depth; k++)
      for (let j = 0; j < columns; j++) for (let i = 0; i < rows; i++) file.push(100 * i + 10 * j + k);
    const { data } = readNpy(npyOf(dictOf('|u1', '(2, 3, 2)', 'True'), file));
    expect([...data]).toEqual([0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121]);
  });

  it('versions 2 and 3, scalars, empty arrays, other orders of keys and Python 2’s sizes are read', () => {
    expect(readNpy(npyOf(dictOf('|u1', '(1,)'), [7], 2)).shape).toEqual([1]);
    expect(readNpy(npyOf(dictOf('|u1', '(1L, 2L)'), [7, 8], 3)).shape).toEqual([1, 2]);
    expect(readNpy(npyOf(dictOf('|u1', '()'), [7]))).toEqual({ shape: [], data: Uint8Array.of(7) });
    expect(readNpy(npyOf(dictOf('<f4', '(0, 5)'))).shape).toEqual([0, 5]);
    expect(readNpy(npyOf(`{"shape": (1,), 'fortran_order': True, 'descr': "|u1"}`, [7])).data).toEqual(
      Uint8Array.of(7),
    );
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['a text', new TextEncoder().encode('x,y\n1,2\n3,4\n'), /magic number/],
    ['a version of the future', npyOf(dictOf('|u1', '(1,)'), [7], 4), /version: found 4/],
    [
      'a header longer than the file',
      npyOf(dictOf('|u1', '(1,)')).fill(0xff, 8, 10),
      /header length: found 65,535/,
    ],
    ['pickled objects', npyOf(dictOf('|O', '(1,)'), [0x80, 4]), /pickled objects/],
    ['strings', npyOf(dictOf('<U5', '(1,)')), /descr.*"<U5"/],
    ['complex numbers', npyOf(dictOf('<c8', '(1,)')), /descr.*"<c8"/],
    [
      'a table',
      npyOf("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}"),
      /tables of several types/,
    ],
    ['code', npyOf("{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}"), /descr/],
    ['a key of its own', npyOf("{'evil': 1}"), /one of the keys descr/],
    ['a key twice', npyOf("{'shape': (1,), 'shape': (2,)}"), /every key once/],
    ['no shape', npyOf("{'descr': '|u1', 'fortran_order': False}"), /all of the keys/],
    ['something after the dict', npyOf(`${dictOf('|u1', '(1,)')}; x`, [7]), /nothing after the dict/],
    ['a negative size', npyOf(dictOf('|u1', '(-1,)')), /header, shape/],
    ['a size of 10^9', npyOf(dictOf('|u1', '(1000000000,)')), /header, shape.*1000000000/],
    ['a size of 10^9 beside none', npyOf(dictOf('|u1', '(1000000000, 0)')), /header, shape/],
    ['sizes whose product is huge', npyOf(dictOf('<f4', `(${'65536, '.repeat(4)})`)), /header, shape/],
    ['100 dimensions', npyOf(dictOf('|u1', `(${'1, '.repeat(100)})`), [7]), /at most 32/],
    ['too few values', npyOf(dictOf('<f4', '(2,)'), [0, 0, 0, 0]), /4 bytes; expected 8 bytes/],
    ['too many values', npyOf(dictOf('<f4', '(1,)'), [0, 0, 0, 0, 0]), /5 bytes; expected 4 bytes/],
    ['an integer beyond 2^53', npyOf(dictOf('<i8', '(1,)'), [1, 0, 0, 0, 0, 0, 32, 0]), /9007199254740993/],
  ])('%s is refused by name', (_, bytes, message) => {
    expect(() => readNpy(bytes)).toThrow(message);
  });
});

describe('writing npy', () => {
  it('the header is NumPy’s, padded so that the values begin at a multiple of 64', () => {
    const file = writeNpy({ shape: [2, 3], data: new Float32Array(6) });
    const text = new TextDecoder().decode(file.subarray(10, 128));
    // numpy.save(f, numpy.zeros((2, 3), 'float32')), NumPy 1.14 and later
    expect(text).toBe(`{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }${' '.repeat(58)}\n`);
    expect(file.length).toBe(128 + 24);
  });

  it('every type and shape comes back', () => {
    const types = [
      Float32Array,
      Float64Array,
      Int8Array,
      Int16Array,
      Int32Array,
      Uint8Array,
      Uint16Array,
      Uint32Array,
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.array(fc.nat(4), { maxLength: 4 }),
        fc.nat(),
        (Type, shape, seed) => {
          const length = sizeOf(shape);
          const data: NpyData = new Type(length);
          for (let i = 0; i < length; i++) data[i] = seed + i * 1.25;
          expect(readNpy(writeNpy({ shape, data }))).toEqual({ shape, data });
        },
      ),
      { seed: 12, numRuns: 500 },
    );
    expect(() => writeNpy({ shape: [3], data: new Float32Array(2) })).toThrow(RangeError);
  });
});

describe('npz', () => {
  // Python's zipfile with force_zip64, as numpy.savez and numpy.savez_compressed write them:
  // samples = uint8 [[0, 1, 2], [3, 4, 5]], y = int64 [7, -1]
  const stored =
    'UEsDBC0AAAAAAAAAIQB+ntfP//////////8LABQAc2FtcGxlcy5ucHkBABAAhgAAAAAAAACGAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJ3x1MScsICdmb3J0' +
    'cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgyLCAzKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg' +
    'ICAKAAECAwQFUEsDBC0AAAAAAAAAIQDgks68//////////8FABQAeS5ucHkBABAAkAAAAAAAAACQAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxpOCcsICdm' +
    'b3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgyLCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg' +
    'ICAgICAKBwAAAAAAAAD//////////1BLAQItAy0AAAAAAAAAIQB+ntfPhgAAAIYAAAALAAAAAAAAAAAAAACAAQAAAABzYW1wbGVzLm5weVBLAQItAy0AAAAAAAAA' +
    'IQDgks68kAAAAJAAAAAFAAAAAAAAAAAAAACAAcMAAAB5Lm5weVBLBQYAAAAAAgACAGwAAACKAQAAAAA=';
  const compressed =
    'UEsDBC0AAAAIAAAAIQB+ntfP//////////8LABQAc2FtcGxlcy5ucHkBABAAhgAAAAAAAABMAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loF5Taqiuo6Cell9U' +
    'UpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CsaaOgq1CmQDLgZGJmYWVgBQSwMELQAAAAgAAAAhAOCSzrz//////////wUAFAB5Lm5weQEAEACQAAAAAAAAAEoA' +
    'AAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNpoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjqaOgq1ChQALnYGCPgPBQBQSwECLQMtAAAACAAA' +
    'ACEAfp7Xz0wAAACGAAAACwAAAAAAAAAAAAAAgAEAAAAAc2FtcGxlcy5ucHlQSwECLQMtAAAACAAAACEA4JLOvEoAAACQAAAABQAAAAAAAAAAAAAAgAGJAAAAeS5u' +
    'cHlQSwUGAAAAAAIAAgBsAAAACgEAAAAA';

  it.each([
    ['numpy.savez', stored],
    ['numpy.savez_compressed', compressed],
  ])('what %s writes is read', async (_, base64) => {
    const arrays = await readNpz(new Uint8Array(Buffer.from(base64, 'base64')));
    expect([...arrays]).toEqual([
      ['samples', { shape: [2, 3], data: Uint8Array.of(0, 1, 2, 3, 4, 5) }],
      ['y', { shape: [2], data: Float64Array.of(7, -1) }],
    ]);
  });

  it('what is written is read', async () => {
    const samples = { shape: [1, 2, 2, 1], data: Uint8Array.of(9, 8, 7, 6) };
    expect([...(await readNpz(writeNpz(new Map([['samples', samples]]))))]).toEqual([['samples', samples]]);
  });

  it('an archive without arrays is refused', async () => {
    await expect(readNpz(writeZip(new Map([['a.txt', new Uint8Array(1)]])))).rejects.toThrow(
      /only "a.txt".*\.npy/,
    );
  });

  it('2 000 mutations of an npy and 1 000 of an npz are read or refused by name', async () => {
    const npy = npyOf(dictOf('<f4', '(2, 3)'), new Uint8Array(24));
    const npz = new Uint8Array(Buffer.from(compressed, 'base64'));
    await fc.assert(
      fc.asyncProperty(damage, (apply) => readsOrRefuses(() => readNpy(apply(npy)))),
      { seed: 13, numRuns: 2000 },
    );
    await fc.assert(
      fc.asyncProperty(damage, (apply) => readsOrRefuses(() => readNpz(apply(npz)))),
      { seed: 14, numRuns: 1000 },
    );
    await fc.assert(
      fc.asyncProperty(damage, (apply) =>
        readsOrRefuses(() => readNpz(writeZip(new Map([['x.npy', apply(npy)]])))),
      ),
      { seed: 15, numRuns: 1000 },
    );
  }, 60_000);
});
