import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256, sha256InScript } from '../../../src/lib/sha256';

const reference = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('both ways give the digest that Node gives, for lengths around the edges of a block', async () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) & 255);
    expect(sha256InScript(bytes)).toBe(reference(bytes));
    expect(await sha256(bytes)).toBe(reference(bytes));
  }
  await fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => sha256InScript(bytes) === reference(bytes)),
  );
});

test('text counts as its UTF-8 bytes, an array as the part of memory that it shows', async () => {
  expect(await sha256('σ²')).toBe(reference(new TextEncoder().encode('σ²')));
  const all = Float32Array.of(1, 2, 3, 4);
  expect(await sha256(all.subarray(1, 3))).toBe(await sha256(Float32Array.of(2, 3)));
});
