import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../src/interop/crc32';
import { openZip, readZip, writeZip } from '../../../src/interop/zip';
import { damage, readsOrRefuses } from './mutations';
import { both, CENTRAL, LOCAL, patched } from './zipPatches';

const text = (value: string) => new TextEncoder().encode(value);
const fromBase64 = (value: string) => new Uint8Array(Buffer.from(value, 'base64'));

const files = { a: text('first'), b: text('second') };
const zeros = { a: new Uint8Array(1_000_000) };

/** The name of the first entry replaced by another of equal length, in both places. */
const named = (name: string) => {
  const bytes = [...text(name)];
  const patches = bytes.flatMap((value, i) => both(LOCAL.name + i, CENTRAL.name + i, value, 1));
  return patched({ ['x'.repeat(bytes.length)]: text('x'), other: text('y') }, patches);
};

describe('CRC-32', () => {
  it('of "123456789" is the check value of ISO 3309', () => {
    expect(crc32(text('123456789'))).toBe(0xcbf43926);
  });
});

describe('reading a ZIP', () => {
  it('reads what was written, stored or deflated, in any number', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.tuple(fc.stringMatching(/^[a-zäß0-9_]{1,6}(\/[a-z.]{3,5}x){0,2}$/), fc.uint8Array()),
          {
            maxLength: 5,
            selector: ([name]) => name,
          },
        ),
        fc.boolean(),
        async (list, compress) => {
          const back = await readZip(writeZip(new Map(list), { compress }));
          expect([...back]).toEqual(list);
        },
      ),
      { seed: 2, numRuns: 100 },
    );
  });

  it('reads what Python writes to a stream: sizes after the data, a folder, a comment, a macOS shadow', async () => {
    const zip = fromBase64(
      'UEsDBBQACAAAAAAAIQAAAAAAAAAAAAAAAAACAAAAYS9QSwcIAAAAAAAAAAAAAAAAUEsDBBQACAgIAAAAIQAAAAAAAAAAAAAAAAAIAAAAYS/DpC50eHTLSM3J' +
        'yVfIQCcBUEsHCONRPY0KAAAAFwAAAFBLAwQUAAgAAAAAACEAAAAAAAAAAAAAAAAADgAAAF9fTUFDT1NYL2EvLl94UEsHCAAAAAAAAAAAAAAAAFBLAQIUAxQA' +
        'CAAAAAAAIQAAAAAAAAAAAAAAAAACAAAAAAAAAAAAAACAAQAAAABhL1BLAQIUAxQACAgIAAAAIQDjUT2NCgAAABcAAAAIAAAAAAAAAAAAAACAATAAAABhL8Ok' +
        'LnR4dFBLAQIUAxQACAAAAAAAIQAAAAAAAAAAAAAAAAAOAAAAAAAAAAAAAACAAXAAAABfX01BQ09TWC9hLy5feFBLBQYAAAAAAwADAKIAAACsAAAADgBhIGNv' +
        'bW1lbnQgUEsFBg==',
    );
    expect([...(await readZip(zip))]).toEqual([['a/ä.txt', text('hello hello hello hello')]]);
  });

  it('the same files give the same bytes', () => {
    const twice = [1, 2].map(() => writeZip(new Map(Object.entries(files)), { compress: true }));
    expect(twice[0]).toEqual(twice[1]);
    // MS-DOS date 1980-01-01, time 0 (APPNOTE 4.4.6)
    expect([...twice[0].subarray(10, 14)]).toEqual([0, 0, 0x21, 0]);
  });

  it('an error names the entry that is missing', async () => {
    await expect(openZip(writeZip(new Map())).read('unet/config.json')).rejects.toThrow(
      /"unet\/config.json".*no such file/,
    );
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['no archive', text('not a ZIP at all, but long enough'), /end record: found none/],
    ['an empty file', new Uint8Array(0), /end record: found none/],
    ['a path that climbs', named('../../etc'), /"\.\.\/\.\.\/etc"/],
    ['a path that climbs midway', named('a/../../b'), /relative path/],
    ['an absolute path', named('/etc/passwd'), /"\/etc\/passwd"/],
    ['a drive letter', named('C:evil'), /"C:evil"/],
    ['a path that climbs by backslashes', named('..\\..\\etc'), /relative path/],
    ['a path that climbs midway by backslashes', named('a\\..\\..\\b'), /relative path/],
    ['a network path', named('\\\\server\\b'), /relative path/],
    ['a NUL in a name', named('a\0b'), /relative path/],
    ['a name without characters', named('.'), /relative path/],
    ['a name twice', named('other'), /"other".*twice/],
    ['two spellings of a name', named('./other'), /"other".*twice/],
    [
      'names that differ in the two headers',
      patched(files, [{ part: 'local', at: LOCAL.name, value: 0x63, bytes: 1 }]),
      /local header.*the name "c"/,
    ],
    ['an encrypted entry', patched(files, both(LOCAL.flags, CENTRAL.flags, 1, 2)), /"a".*encrypted/],
    ['a method of its own', patched(files, both(LOCAL.method, CENTRAL.method, 14, 2)), /method: found 14/],
    [
      'ZIP64 sizes',
      patched(files, [{ part: 'central', at: CENTRAL.size, value: 0xffffffff, bytes: 4 }]),
      /ZIP64/,
    ],
    ['a ZIP64 directory', patched(files, [{ part: 'end', at: 16, value: 0xffffffff, bytes: 4 }]), /ZIP64/],
    ['several disks', patched(files, [{ part: 'end', at: 4, value: 1, bytes: 2 }]), /several disks/],
    [
      'fewer entries than there are',
      patched(files, [
        { part: 'end', at: 8, value: 1, bytes: 2 },
        { part: 'end', at: 10, value: 1, bytes: 2 },
      ]),
      /bytes too many/,
    ],
    [
      'more entries than there are',
      patched(files, [
        { part: 'end', at: 8, value: 9000, bytes: 2 },
        { part: 'end', at: 10, value: 9000, bytes: 2 },
      ]),
      /entries: found 9,000/,
    ],
    ['a directory elsewhere', patched(files, [{ part: 'end', at: 16, value: 5, bytes: 4 }]), /ZIP directory/],
    [
      'an offset past the end',
      patched(files, [{ part: 'central', at: CENTRAL.offset, value: 5000, bytes: 4 }]),
      /none at byte 5000/,
    ],
    [
      'two entries at one place',
      patched({ a: text('x'), b: text('x') }, [
        { part: 'central', entry: 1, at: CENTRAL.offset, value: 0, bytes: 4 },
        { part: 'central', entry: 1, at: CENTRAL.name, value: 0x61, bytes: 1 },
      ]),
      /overlap/,
    ],
    [
      'an entry that reaches into the next',
      patched(files, [
        ...both(LOCAL.packed, CENTRAL.packed, 10, 4),
        ...both(LOCAL.size, CENTRAL.size, 10, 4),
      ]),
      /"b", offset.*overlap/,
    ],
    ['a wrong checksum', patched(files, both(LOCAL.crc, CENTRAL.crc, 0, 4)), /"a", CRC-32.*0x00000000/],
    [
      'a stored size that is no copy',
      patched(files, both(LOCAL.size, CENTRAL.size, 4, 4)),
      /uncompressed size.*4 bytes/,
    ],
    [
      'a bomb that owns up',
      patched(zeros, both(LOCAL.size, CENTRAL.size, 0xfffffff0, 4), true),
      /at most 268,435,456/,
    ],
    [
      'a bomb that is impossible',
      patched(zeros, both(LOCAL.size, CENTRAL.size, 2e8, 4), true),
      /at most 1,032 times/,
    ],
    [
      'a bomb that lies',
      patched(zeros, both(LOCAL.size, CENTRAL.size, 1000, 4), true),
      /at most 1,000 bytes/,
    ],
    [
      'less data than promised',
      patched(zeros, both(LOCAL.size, CENTRAL.size, 1_000_001, 4), true),
      /1,000,000 bytes; expected 1,000,001/,
    ],
  ])('%s is refused by name', async (_, zip, message) => {
    await expect(readZip(zip)).rejects.toThrow(message);
    await readsOrRefuses(() => readZip(zip));
  });

  it('a bomb of honest entries, each within the limits, is refused before anything is inflated', () => {
    const large = new Uint8Array(17 * 2 ** 20);
    const bomb = writeZip(new Map(['a', 'b', 'c', 'd'].map((name) => [name, large])), { compress: true });
    expect(() => openZip(bomb)).toThrow(/all entries: found 71,303,168 bytes; expected at most 67,108,864/);
  });

  it('the limits on entries, on one and on all sizes hold', async () => {
    const zip = writeZip(new Map(Object.entries(files)));
    const limits = { entries: 2, entryBytes: 6, totalBytes: 11 };
    expect(openZip(zip, limits).names).toEqual(['a', 'b']);
    expect(() => openZip(zip, { ...limits, entries: 1 })).toThrow(/entries: found 2; expected at most 1/);
    expect(() => openZip(zip, { ...limits, entryBytes: 5 })).toThrow(/"b", uncompressed size.*at most 5/);
    expect(() => openZip(zip, { ...limits, totalBytes: 10 })).toThrow(/all entries: found 11 bytes/);
  });
});

describe('a damaged ZIP', () => {
  const whole = writeZip(
    new Map([
      ['config.json', text('{"a": 1}'.repeat(9))],
      ['unet/w', text('weights')],
      ['empty', new Uint8Array(0)],
    ]),
    { compress: true },
  );

  it('2 500 mutations are read or refused by name, each within a second', async () => {
    await fc.assert(
      fc.asyncProperty(damage, (apply) =>
        readsOrRefuses(async () => {
          for (const [name, data] of await readZip(apply(whole))) {
            expect(name).not.toContain('..');
            expect(data.length).toBeLessThan(1032 * whole.length);
          }
        }),
      ),
      { seed: 6, numRuns: 2500 },
    );
  }, 60_000);

  it('every flipped bit of the compressed data is noticed', async () => {
    const zip = writeZip(new Map([['a', text('abcabcabcabc hello')]]), { compress: true });
    const packed = new DataView(zip.buffer).getUint32(18, true);
    for (let bit = 0; bit < packed * 8; bit++) {
      const damaged = zip.slice();
      damaged[31 + (bit >> 3)] ^= 1 << (bit & 7);
      const outcome = await readZip(damaged).catch((error: Error) => error.name);
      // Padding bits after the last code carry nothing: there the data must be whole.
      if (outcome !== 'FileError') expect(outcome).toEqual(new Map([['a', text('abcabcabcabc hello')]]));
    }
  });

  it('every proper prefix is refused', () => {
    for (let length = 0; length < whole.length; length++) {
      expect(() => openZip(whole.subarray(0, length))).toThrow(/ZIP/);
    }
  });
});
