/**
 * Damage to a file, drawn by fast-check: bytes flipped, ranges cut, doubled or overwritten, tails lost. And the one claim
 * that every reader must hold under it: the file is read, or a FileError says why not, within a second.
 */

import fc from 'fast-check';
import { expect } from 'vitest';
import { FileError } from '../../../src/interop/fileError';

export type Damage = (bytes: Uint8Array) => Uint8Array;

const flipBit: fc.Arbitrary<Damage> = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(7)).map(
  ([at, bit]) =>
    (bytes) =>
      withByte(bytes, at, (value) => value ^ (1 << bit)),
);
const setByte: fc.Arbitrary<Damage> = fc
  .tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0, 0xff, 0x7f, 0x80, 0x22, 0x7b, 0x30, 0x39),
  )
  .map(
    ([at, value]) =>
      (bytes) =>
        withByte(bytes, at, () => value),
  );
const truncate: fc.Arbitrary<Damage> = fc
  .double({ min: 0, max: 1, noNaN: true })
  .map((at) => (bytes) => bytes.slice(0, Math.floor(at * bytes.length)));
const splice: fc.Arbitrary<Damage> = fc
  .tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(40),
    fc.boolean(),
  )
  .map(
    ([from, to, length, insert]) =>
      (bytes) =>
        spliced(bytes, from, to, length, insert),
  );
const overwrite: fc.Arbitrary<Damage> = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.uint8Array({ minLength: 1, maxLength: 12 }))
  .map(
    ([at, patch]) =>
      (bytes) =>
        overwritten(bytes, at, patch),
  );

/** One to four kinds of damage, one after another. */
export const damage: fc.Arbitrary<Damage> = fc
  .array(fc.oneof(flipBit, setByte, truncate, splice, overwrite), { minLength: 1, maxLength: 4 })
  .map((list) => (bytes) => list.reduce((damaged, apply) => apply(damaged), bytes));

const BYTES = [0, 0xff, 0x7f, 0x80, 0x22, 0x7b, 0x30, 0x39];

/** The same kinds of damage from a fast generator, for hundreds of thousands of them. @param seed the same text, the same damage */
export function randomDamage(seed: string): Damage {
  let state = [...seed].reduce((hash, character) => Math.imul(hash, 31) + character.charCodeAt(0), 7) | 0;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0; // mulberry32
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(random() * n);
  const kinds: readonly Damage[] = [
    (bytes) => withByte(bytes, random(), (value) => value ^ (1 << below(8))),
    (bytes) => withByte(bytes, random(), () => BYTES[below(BYTES.length)]),
    (bytes) => bytes.slice(0, Math.floor(random() * bytes.length)),
    (bytes) => spliced(bytes, random(), random(), below(40), random() < 0.5),
    (bytes) =>
      overwritten(
        bytes,
        random(),
        Uint8Array.from({ length: 1 + below(12) }, () => below(256)),
      ),
  ];
  return (bytes) => {
    let damaged = bytes;
    for (let n = 1 + below(4); n > 0; n--) damaged = kinds[below(kinds.length)](damaged);
    return damaged;
  };
}

/** Runs `read` on damaged bytes: any error but a FileError with all its parts, or more than a second of processor time, fails the test. */
export async function readsOrRefuses(read: () => unknown): Promise<void> {
  const before = process.cpuUsage(); // processor time: a busy machine is no failure
  try {
    await read();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    expect(error.code).toBe('bad-file');
    expect(error.field).not.toBe('');
    expect(error.message.length).toBeLessThan(900);
  }
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
}

function withByte(bytes: Uint8Array, at: number, change: (value: number) => number): Uint8Array {
  const copy = bytes.slice();
  if (copy.length === 0) return copy;
  const i = Math.min(copy.length - 1, Math.floor(at * copy.length));
  copy[i] = change(copy[i]);
  return copy;
}

function spliced(bytes: Uint8Array, from: number, to: number, length: number, insert: boolean): Uint8Array {
  const source = Math.floor(from * bytes.length);
  const target = Math.floor(to * bytes.length);
  const piece = bytes.slice(source, source + length);
  return Uint8Array.from([
    ...bytes.subarray(0, target),
    ...piece,
    ...bytes.subarray(insert ? target : target + length),
  ]);
}

function overwritten(bytes: Uint8Array, at: number, patch: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  const start = Math.floor(at * copy.length);
  copy.set(patch.subarray(0, copy.length - start), start);
  return copy;
}
