/** The memory of a capture: blocks never overlap, what is free is used again, and all of it goes back in the end. */
import { expect, test } from 'vitest';
import { createArena } from '../../../src/wasm/arena';

/** A system of endless room that records what it gives. */
function systemWith(room = Number.POSITIVE_INFINITY) {
  const held = new Map<number, number>();
  let top = 1000;
  return {
    held,
    allocate(bytes: number) {
      if (bytes > room) return 0;
      const address = top;
      top += bytes + 8; // the header of the next block
      held.set(address, bytes);
      return address;
    },
    free: (address: number) => void held.delete(address),
  };
}

/** Numbers in [0, range) that repeat from run to run. */
function integers(seed: number) {
  let state = seed;
  return (range: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * range);
  };
}

test('blocks lie in memory of the system, at multiples of 64, and never overlap', () => {
  const system = systemWith();
  const arena = createArena(system, true);
  const next = integers(7);
  const blocks: { readonly at: number; readonly bytes: number }[] = [];
  for (let i = 0; i < 3000; i++) {
    if (blocks.length > 0 && next(5) < 2) arena.free(blocks.splice(next(blocks.length), 1)[0].at);
    else {
      const bytes = next(20) === 0 ? next(100_000) : next(900);
      const at = arena.allocate(bytes);
      expect(at % 64).toBe(0);
      expect([...system.held].some(([from, size]) => at >= from && at + bytes <= from + size)).toBe(true);
      expect(blocks.some((block) => at < block.at + block.bytes && block.at < at + bytes)).toBe(false);
      blocks.push({ at, bytes });
    }
  }
  arena.close();
  expect(system.held.size).toBeGreaterThan(0);
  for (const { at } of blocks) arena.free(at);
  expect(system.held.size).toBe(0);
});

test('an arena that is abandoned returns its memory at once, and once only, whatever is still in it', () => {
  const system = systemWith();
  const arena = createArena(system, true);
  const blocks = [5000, 64, 100_000].map((bytes) => arena.allocate(bytes));
  arena.abandon();
  expect(system.held.size).toBe(0);
  for (const at of blocks) arena.free(at); // a second release would throw or be counted
  expect(system.held.size).toBe(0);
});

test('a thousand blocks one after the other take the room of one', () => {
  const arena = createArena(systemWith(), true);
  const first = arena.allocate(5000);
  const { bytes } = arena;
  arena.free(first);
  for (let i = 0; i < 1000; i++) arena.free(arena.allocate(4000 + i));
  expect(arena.bytes).toBe(bytes);
});

test('neighbours that are free become one block', () => {
  const arena = createArena(systemWith(), true);
  const blocks = Array.from({ length: 16 }, () => arena.allocate(1024));
  const { bytes } = arena;
  for (const i of [1, 3, 0, 2, 15, 13, 14, 12, 4, 6, 5, 8, 10, 9, 11, 7]) arena.free(blocks[i]);
  arena.allocate(16 * 1024);
  expect(arena.bytes).toBe(bytes);
});

test('an arena of constants gives nothing twice', () => {
  const arena = createArena(systemWith(), false);
  const given = new Set<number>();
  for (let i = 0; i < 100; i++) {
    const at = arena.allocate(64);
    expect(given.has(at)).toBe(false);
    given.add(at);
    arena.free(at);
  }
});

test('no room is an error that says how much was asked for', () => {
  expect(() => createArena(systemWith(10_000), true).allocate(50_000)).toThrow('no room for 50048 bytes');
});
