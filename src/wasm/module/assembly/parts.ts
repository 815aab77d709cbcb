/**
 * A sum over samples in parts, each of them a sum of its own, which are added in their order: how many parts there are depends on sizes
 * alone, so the numbers are the same for any number of threads that share the parts.
 */
import { endNumber, firstNumber } from './threads';

/** Most parts: as many threads can share the sum. */
const MOST = 8;

/** Numbers of all parts together, at most, but for a single part. */
const ROOM = 1048576;

/** @param items that are summed over @param numbers of a sum */
export function partsOf(items: i32, numbers: i32): i32 {
  return max(1, min(min(MOST, items), ROOM / max(1, numbers)));
}

/** Adds the other parts to the first one, this thread's share. @param sums [parts, numbers] */
export function addParts(sums: usize, parts: i32, numbers: i32): void {
  const size = <usize>numbers * 4, end = <usize>endNumber(numbers) * 4;
  let i = <usize>firstNumber(numbers) * 4;
  for (; i + 16 <= end; i += 16) {
    let sum = v128.load(sums + i);
    for (let part = 1, at = sums + i + size; part < parts; part++, at += size) sum = f32x4.add(sum, v128.load(at));
    v128.store(sums + i, sum);
  }
  for (; i < end; i += 4) {
    let sum = load<f32>(sums + i);
    for (let part = 1, at = sums + i + size; part < parts; part++, at += size) sum += load<f32>(at);
    store<f32>(sums + i, sum);
  }
}
