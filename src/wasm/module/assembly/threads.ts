/**
 * Threads that carry out one list of operations together, each on an instance of its own over one shared memory: an operation asks which
 * share of its rows is this thread's, and nobody begins an operation before all have ended the one before. Shares never change the order
 * of a sum, so the numbers are the same bit for bit for any number of threads.
 *
 * The control block: [generation, list, count, threads, arrived, phase, sleepers, times], i32 each.
 */

const LIST = 4, COUNT = 8, THREADS = 12, ARRIVED = 16, PHASE = 20, SLEEPERS = 24, TIMES = 28;

/** Looks at the memory before a thread sleeps: less than a millisecond within a list, some ten microseconds between two lists. */
const SPINS = 300000;
const SPINS_BETWEEN = 20000;

/** This thread, and how many work on the present list. */
let thread: i32 = 0;
let threads: i32 = 1;
let control: usize = 0;
/** Most threads that work on a list: operations get scratch for so many. */
let most: i32 = 1;

/** To be called before scratch is measured. @returns the number that holds from now on */
export function allowThreads(count: i32): i32 {
  most = max(1, count);
  return most;
}

/** Bytes of scratch that all threads need, where one needs so many. */
// @ts-ignore: decorator
@inline export function forAll(bytes: usize): usize {
  return <usize>most * bytes;
}

/** This thread's part of scratch, where each needs so many bytes. */
// @ts-ignore: decorator
@inline export function ownPart(scratch: usize, bytes: usize): usize {
  return scratch + <usize>thread * bytes;
}

// @ts-ignore: decorator
@inline export function isFirstThread(): bool {
  return thread == 0;
}

// @ts-ignore: decorator
@inline export function threadCount(): i32 {
  return threads;
}

/** This thread's rows of n: from the first one to that before the end. */
// @ts-ignore: decorator
@inline export function firstRow(n: i32): i32 {
  return n * thread / threads;
}
// @ts-ignore: decorator
@inline export function endRow(n: i32): i32 {
  return n * (thread + 1) / threads;
}

/** This thread's part of n numbers: it begins at a cache line. */
// @ts-ignore: decorator
@inline export function firstNumber(n: i32): i32 {
  return firstRow(n >> 4) << 4;
}
// @ts-ignore: decorator
@inline export function endNumber(n: i32): i32 {
  return thread + 1 == threads ? n : endRow(n >> 4) << 4;
}

/** Waits until a number in memory is another one; sleeps where that takes longer. */
function waitWhile(at: usize, value: i32, spins: i32): void {
  for (let i = spins; i > 0; i--) if (atomic.load<i32>(at) != value) return;
  atomic.add<i32>(control, 1, SLEEPERS);
  while (atomic.load<i32>(at) == value) atomic.wait<i32>(at, value, -1);
  atomic.sub<i32>(control, 1, SLEEPERS);
}

/** Returns once all threads are here. */
export function together(): bool {
  if (threads == 1) return true;
  const phase = atomic.load<i32>(control, PHASE);
  if (atomic.add<i32>(control, 1, ARRIVED) == threads - 1) {
    atomic.store<i32>(control, 0, ARRIVED);
    atomic.store<i32>(control, phase + 1, PHASE);
    if (atomic.load<i32>(control, SLEEPERS)) atomic.notify(control + PHASE, -1);
  } else waitWhile(control + PHASE, phase, SPINS);
  return true;
}

/** Has all threads begin a list, which they carry out so many times. @returns true */
export function beginList(block: usize, list: usize, count: i32, times: i32, all: i32): bool {
  control = block;
  thread = 0;
  threads = all;
  store<u32>(block, <u32>list, LIST);
  store<i32>(block, count, COUNT);
  store<i32>(block, times, TIMES);
  store<i32>(block, all, THREADS);
  atomic.add<i32>(block, 1);
  atomic.notify(block, -1);
  return true;
}

/** How many threads work on what this thread does next: 1 for an operation that is not shared, and behind a list. */
// @ts-ignore: decorator
@inline export function workWith(count: i32): void {
  threads = count;
}

/** Waits for the next list of another thread. @param seen generation of the last one @returns that of this list */
export function awaitList(block: usize, number: i32, seen: i32): i32 {
  control = block;
  thread = number;
  threads = 1;
  waitWhile(block, seen, SPINS_BETWEEN);
  threads = load<i32>(block, THREADS);
  return atomic.load<i32>(block);
}

// @ts-ignore: decorator
@inline export function listOf(block: usize): usize {
  return <usize>load<u32>(block, LIST);
}
// @ts-ignore: decorator
@inline export function countOf(block: usize): i32 {
  return load<i32>(block, COUNT);
}
// @ts-ignore: decorator
@inline export function timesOf(block: usize): i32 {
  return load<i32>(block, TIMES);
}
