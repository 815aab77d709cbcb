/** The committed modules are what their sources compile to, and hold nothing but code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildModule, FOLDER } from '../../../scripts/dev/wasmModule.mjs';

let built: Readonly<Record<string, Buffer>>;
beforeAll(async () => {
  built = await buildModule();
}, 120_000);

test.each(['simd.wasm', 'relaxed.wasm', 'operations.generated.ts'])('%s is what npm run wasm makes', (name) =>
  expect(readFileSync(join(FOLDER, name)).equals(built[name])).toBe(true),
);

/** Ids of a module's sections. */
function sectionsOf(bytes: Buffer): number[] {
  const ids: number[] = [];
  for (let at = 8; at < bytes.length; ) {
    ids.push(bytes[at++]);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      size |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    at += size;
  }
  return ids;
}

const [START, DATA] = [8, 11];

describe.each(['simd.wasm', 'relaxed.wasm'])('%s', (name) => {
  test('has no data and runs nothing as it starts: its memory is the arena alone', () => {
    const sections = sectionsOf(built[name]);
    expect(sections).toContain(10); // code
    expect(sections).not.toContain(START);
    expect(sections).not.toContain(DATA);
  });
});
