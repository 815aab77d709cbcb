import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../../src/interop/fileError';
import { readSafetensors, readSafetensorsFile, writeSafetensors } from '../../../src/interop/safetensors';
import { sizeOf } from '../../../src/lib/shape';
import type { NamedTensor } from '../../../src/types/weights';
import { damage, readsOrRefuses } from './mutations';
import { safetensorsFile, tensorEntry } from './safetensorsFile';

const fixture = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url)));
const names = ['unet_attn_28', 'unet_cifarstyle_32'];

function refusal(bytes: Uint8Array): string {
  try {
    readSafetensors(bytes);
  } catch (error) {
    if (error instanceof FileError) return error.message;
    throw error;
  }
  return 'no refusal';
}

describe('reading safetensors', () => {
  it.each(names)('%s: shapes and values are those that PyTorch reported', (name) => {
    const tensors = readSafetensors(fixture(`${name}/diffusion_pytorch_model.safetensors`));
    const config = JSON.parse(new TextDecoder().decode(fixture(`${name}/config.json`)));
    const width = config.block_out_channels[0];
    expect(tensors.get('conv_in.weight')!.shape).toEqual([width, config.in_channels, 3, 3]);
    expect(tensors.get('time_embedding.linear_1.weight')!.shape).toEqual([4 * width, width]);
    for (const { dtype, shape, data } of tensors.values()) {
      expect(dtype).toBe('F32');
      expect(data.length).toBe(sizeOf(shape));
      expect(data.every((value) => Number.isFinite(value) && Math.abs(value) < 10)).toBe(true);
    }
  });

  it('the values of every dtype become float32', () => {
    const data = new Uint8Array(64);
    const view = new DataView(data.buffer);
    view.setFloat64(0, 0.5, true);
    view.setBigInt64(8, -3n, true);
    view.setInt32(16, -70000, true);
    view.setUint16(20, 0x3c00, true); // F16 1
    view.setUint16(22, 0x4040, true); // BF16 3
    view.setInt8(24, -5);
    view.setUint8(25, 250);
    const tensors = readSafetensors(
      safetensorsFile(
        {
          a: tensorEntry(0, 8, [1], 'F64'),
          b: tensorEntry(8, 16, [], 'I64'),
          c: tensorEntry(16, 20, [1], 'I32'),
          d: tensorEntry(20, 22, [1], 'F16'),
          e: tensorEntry(22, 24, [1], 'BF16'),
          f: tensorEntry(24, 25, [1, 1], 'I8'),
          g: tensorEntry(25, 26, [1], 'U8'),
          none: tensorEntry(26, 26, [0, 3]),
        },
        data.subarray(0, 26),
      ),
    );
    expect([...tensors].map(([name, { data: values }]) => [name, ...values])).toEqual([
      ['a', 0.5],
      ['b', -3],
      ['c', -70000],
      ['d', 1],
      ['e', 3],
      ['f', -5],
      ['g', 250],
      ['none'],
    ]);
    expect(tensors.get('b')!.shape).toEqual([]);
  });

  it('bytes that begin at an odd address are read alike', () => {
    const file = safetensorsFile({ a: tensorEntry(0, 8) }, new Uint8Array(Float32Array.of(1, 2).buffer));
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    expect([...readSafetensors(shifted.subarray(3)).get('a')!.data]).toEqual([1, 2]);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(0), /header length.*0 bytes/],
    [
      'a header of 2 GB',
      Uint8Array.of(0, 0, 0, 128, 0, 0, 0, 0, 123),
      /header length.*2,147,483,648 bytes.*at most the 1/,
    ],
    ['a header of 2^64 - 1', new Uint8Array(99).fill(255), /18,446,744,073,709,551,615 bytes/],
    ['a header that does not begin with {', safetensorsFile(' {}'), /no opening brace/],
    ['a header that is not JSON', safetensorsFile('{"a":}'), /not JSON/],
    ['a header that is not UTF-8', safetensorsFile({}).fill(0xc0, 9, 10), /UTF-8/],
    ['deep nesting', safetensorsFile(`{"a":${'['.repeat(100_000)}`), /nested deeper/],
    [
      'a name twice',
      safetensorsFile(
        `{"a":${JSON.stringify(tensorEntry(0, 4))},"\\u0061":${JSON.stringify(tensorEntry(0, 4))}}`,
        [0, 0, 0, 0],
      ),
      /"a".*same key twice/,
    ],
    ['metadata that is no string', safetensorsFile({ __metadata__: { step: 1 } }), /__metadata__/],
    ['a tensor that is a list', safetensorsFile({ a: [1] }), /"a".*expected an object/],
    [
      'an unknown dtype',
      safetensorsFile({ a: tensorEntry(0, 4, [4], 'F8_E4M3') }, [0, 0, 0, 0]),
      /"a", dtype.*"F8_E4M3"/,
    ],
    ['a dtype off the prototype', safetensorsFile({ a: tensorEntry(0, 0, [0], 'toString') }), /"a", dtype/],
    ['a negative size', safetensorsFile({ a: tensorEntry(0, 4, [-1]) }, [0, 0, 0, 0]), /"a", shape/],
    ['a fractional size', safetensorsFile({ a: tensorEntry(0, 2, [0.5]) }, [0, 0]), /"a", shape/],
    ['a size beyond 2^53', safetensorsFile({ a: tensorEntry(0, 4, [1e300]) }, [0, 0, 0, 0]), /"a", shape/],
    [
      'a shape of 10^9 by 10^9',
      safetensorsFile({ a: tensorEntry(0, 4, [1e9, 1e9]) }, [0, 0, 0, 0]),
      /4 bytes.*4,000,000,000,000,000,000/,
    ],
    [
      'a shape that is larger than its range',
      safetensorsFile({ a: tensorEntry(0, 4, [2]) }, [0, 0, 0, 0]),
      /4 bytes; expected 8 bytes/,
    ],
    ['offsets past the end', safetensorsFile({ a: tensorEntry(0, 8) }, [0, 0, 0, 0]), /within the 4 bytes/],
    [
      'offsets that run backwards',
      safetensorsFile({ a: tensorEntry(4, 0, [1]) }, [0, 0, 0, 0]),
      /begin <= end/,
    ],
    [
      'an overlap',
      safetensorsFile({ a: tensorEntry(0, 8), b: tensorEntry(4, 12) }, new Uint8Array(12)),
      /"b".*overlap/,
    ],
    [
      'a hole',
      safetensorsFile({ a: tensorEntry(0, 4), b: tensorEntry(8, 12) }, new Uint8Array(12)),
      /"b".*hole/,
    ],
    [
      'bytes that belong to no tensor',
      safetensorsFile({ a: tensorEntry(0, 4) }, new Uint8Array(12)),
      /8 bytes after the last/,
    ],
  ])('%s is refused by name', (_, bytes, message) => {
    expect(refusal(bytes)).toMatch(message);
  });
});

describe('writing safetensors', () => {
  it.each(names)('%s: read and written again, it is the file that Python wrote, byte for byte', (name) => {
    const original = fixture(`${name}/diffusion_pytorch_model.safetensors`);
    const { tensors, metadata } = readSafetensorsFile(original);
    expect(Buffer.compare(writeSafetensors(tensors, metadata), original)).toBe(0);
  });

  it('what is written is read back bit for bit, names and metadata of any kind included', () => {
    const tensor = fc
      .tuple(fc.array(fc.nat(4), { maxLength: 4 }), fc.nat())
      .map(([shape, seed]): NamedTensor => {
        const length = sizeOf(shape);
        const bits = Uint32Array.from({ length }, (_, i) => Math.imul(seed + i, 0x9e3779b1));
        return { shape, data: new Float32Array(bits.buffer) };
      });
    const text = fc.string({ unit: 'binary', maxLength: 8 }).filter((name) => name !== '__metadata__');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, tensor), { maxLength: 6 }),
        fc.dictionary(text, text, { maxKeys: 3 }),
        (list, metadata) => {
          const tensors = new Map(list);
          const file = writeSafetensors(tensors, metadata);
          const back = readSafetensorsFile(file);
          expect(new DataView(file.buffer).getUint32(0, true) % 8).toBe(0);
          expect(back.metadata).toEqual({ ...metadata });
          expect([...back.tensors.keys()].toSorted()).toEqual([...tensors.keys()].toSorted());
          for (const [name, { shape, data }] of tensors) {
            expect(back.tensors.get(name)!.shape).toEqual([...shape]);
            expect(new Uint32Array(back.tensors.get(name)!.data.buffer)).toEqual(
              new Uint32Array(data.buffer),
            );
          }
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('F16 halves the data, keeps 11 bits of every value, and says which value does not fit', () => {
    const data = Float32Array.of(0.1, -3.3, 1e-5, 60000);
    const { dtype, data: back } = readSafetensors(
      writeSafetensors(new Map([['a', { shape: [4], data }]]), {}, { dtype: 'F16' }),
    ).get('a')!;
    expect(dtype).toBe('F16');
    back.forEach((value, i) => {
      // 2^-11 relative for normal numbers; 2^-25 absolute for subnormal ones
      expect(Math.abs(value - data[i])).toBeLessThanOrEqual(Math.abs(data[i]) * 2 ** -11 + 2 ** -25);
    });
    const tooLarge = new Map([['w', { shape: [1], data: Float32Array.of(1e6) }]]);
    expect(() => writeSafetensors(tooLarge, {}, { dtype: 'F16' })).toThrow(/tensor w: 1000000/);
  });
});

describe('damaged safetensors', () => {
  const whole = writeSafetensors(
    new Map(
      ['conv_in.weight', 'conv_in.bias', 'mid.0'].map((name, i) => [
        name,
        { shape: [i + 1, 3], data: new Float32Array(3 * i + 3) },
      ]),
    ),
  );

  it('4 000 mutations of a file are read or refused by name, each within a second', async () => {
    await fc.assert(
      fc.asyncProperty(damage, (apply) => readsOrRefuses(() => readSafetensors(apply(whole)))),
      { seed: 4, numRuns: 4000 },
    );
  });

  it('1 000 mutations of a header whose length is right again are too', async () => {
    const header = whole.slice(8, whole.length - 72);
    await fc.assert(
      fc.asyncProperty(damage, (apply) => {
        const text = new TextDecoder('latin1').decode(apply(header));
        return readsOrRefuses(() => readSafetensors(safetensorsFile(text, new Uint8Array(72))));
      }),
      { seed: 5, numRuns: 1000 },
    );
  });

  it('every proper prefix is refused', () => {
    for (let length = 0; length < whole.length; length++) {
      expect(() => readSafetensors(whole.subarray(0, length))).toThrow(FileError);
    }
  });
});
