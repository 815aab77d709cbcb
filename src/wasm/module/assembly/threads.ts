/**
 * Threads that carry out one list of operations together, each on an instance of its own over one shared memory: an operation asks which
 * share of its rows is this thread's, and nobody begins an operation before all have ended the one before. Shares never change the order
 * of a sum, so the numbers are the same bit for bit for any number of threads.
 *
 * Or each carries out lists of its own: lists that share no array lie in a table, and whoever is free takes the next one.
 *
 * The control block: [generation, list, count, threads, arrived, phase, sleepers, times], i32 each; [lists that nobody has taken, generation],
 * one i64; [lists that have not ended, failed lists, whether all ended, whether a list that all share has failed, threads that have left it];
 * and on the next line the table, [list, count] each.
 *
 * A list fails by a trap. Then nobody waits for the thread any more: a list that all share traps on all of them, and the first thread goes
 * on once no other one works. Behind a failed list the first thread is alone.
 *
 * A generation is odd for a table. A thread may wake late, so of a table it reads nothing before it has taken a list of that generation.
 */

const LIST = 4, COUNT = 8, THREADS = 12, ARRIVED = 16, PHASE = 20, SLEEPERS = 24, TIMES = 28, OFFER = 32, OPEN = 40, FAILED = 44, ENDED = 48, ABANDONED = 52, LEFT = 56;
const TABLE: usize = 64;

/** Looks at the memory before a thread sleeps: less than a millisecond within a list, some ten microseconds between two lists. */
const SPINS = 300000;
const SPINS_BETWEEN = 20000;

/** This thread, and how many work on the present list. */
let thread: i32 = 0;
let threads: i32 = 1;
let control: usize = 0;
/** Generation of the list that another thread works on. */
let present: i32 = 0;
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

/**
 * Waits until a number of the control block is another one; sleeps where that takes longer. The address is computed anew after a sleep: baseline
 * code of V8 (Node 20) puts the result of the sleep, 0, into the variable that held the address.
 */
function waitWhile(offset: usize, value: i32, spins: i32): void {
  for (let i = spins; i > 0; i--) if (atomic.load<i32>(control + offset) != value) return;
  atomic.add<i32>(control, 1, SLEEPERS);
  while (atomic.load<i32>(control + offset) == value) atomic.wait<i32>(control + offset, value, -1);
  atomic.sub<i32>(control, 1, SLEEPERS);
}

/** Returns once all threads are here; traps where one of them has trapped. */
export function together(): bool {
  if (threads == 1) return true;
  const phase = atomic.load<i32>(control, PHASE); // first: whoever abandons the list writes it last
  if (atomic.load<i32>(control, ABANDONED)) unreachable();
  if (atomic.add<i32>(control, 1, ARRIVED) == threads - 1) {
    atomic.store<i32>(control, 0, ARRIVED);
    atomic.store<i32>(control, phase + 1, PHASE);
    if (atomic.load<i32>(control, SLEEPERS)) atomic.notify(control + PHASE, -1);
  } else waitWhile(PHASE, phase, SPINS);
  if (atomic.load<i32>(control, ABANDONED)) unreachable();
  return true;
}

/** Has all threads trap that share a list, at the latest where they wait for one another. */
function abandon(block: usize): void {
  atomic.store<i32>(block, 1, ABANDONED);
  atomic.add<i32>(block, 1, PHASE);
  atomic.notify(block + PHASE, -1);
}

/** For the first thread, whose list of all threads has trapped: returns once no other one works on it. */
export function endShared(block: usize, others: i32): void {
  abandon(block);
  control = block;
  threads = 1;
  for (let left = 0; left < others; left = atomic.load<i32>(block, LEFT)) waitWhile(LEFT, left, SPINS);
}

/** For another thread, whose list has trapped. */
export function leaveList(block: usize): void {
  if (isOfTable(present)) return endList(block, true);
  abandon(block);
  atomic.add<i32>(block, 1, LEFT);
  atomic.notify(block + LEFT, -1);
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
  atomic.store<i32>(block, ((load<i32>(block) >> 1) + 1) << 1);
  atomic.notify(block, -1);
  return true;
}

/** Offers the lists of a table to other threads, all but the first. @returns the generation */
export function offerLists(block: usize, lists: i32): i32 {
  const generation = ((load<i32>(block) >> 1) + 1) << 1 | 1, others = lists - 1;
  store<i32>(block, lists, OPEN);
  store<i32>(block, 0, FAILED);
  store<i32>(block, 0, ENDED);
  atomic.store<i64>(block, <i64>generation << 32 | <i64>others, OFFER);
  atomic.store<i32>(block, generation);
  atomic.notify(block, others);
  return generation;
}

// @ts-ignore: decorator
@inline export function isOfTable(generation: i32): bool {
  return (generation & 1) != 0;
}

/** Takes a list that nobody has taken, and works on it alone. @returns its number in the table; 0 where there is none */
export function takeList(block: usize, generation: i32): i32 {
  for (;;) {
    const offer = atomic.load<i64>(block, OFFER), list = <i32>offer;
    if (<i32>(offer >> 32) != generation || list == 0) return 0;
    if (atomic.cmpxchg<i64>(block, offer, offer - 1, OFFER) != offer) continue;
    thread = 0;
    threads = 1;
    return list;
  }
}

// @ts-ignore: decorator
@inline export function listInTable(block: usize, i: i32): usize {
  return <usize>load<u32>(block + <usize>i * 8, TABLE);
}
// @ts-ignore: decorator
@inline export function countInTable(block: usize, i: i32): i32 {
  return load<i32>(block + <usize>i * 8, TABLE + 4);
}

/** Says that a list which was taken has ended. @param failed whether its arrays are not what they should be */
export function endList(block: usize, failed: bool): void {
  if (failed) atomic.add<i32>(block, 1, FAILED);
  if (atomic.sub<i32>(block, 1, OPEN) > 1) return;
  atomic.store<i32>(block, 1, ENDED);
  if (atomic.load<i32>(block, SLEEPERS)) atomic.notify(block + ENDED, -1);
}

/** For the first thread, whose list of a table has trapped: nobody begins another one, and all that were begun end. */
export function endTable(block: usize): void {
  do endList(block, true); while (takeList(block, load<i32>(block)) > 0);
  awaitLists(block);
}

/** Returns once all lists of the table have ended. @returns how many failed */
export function awaitLists(block: usize): i32 {
  control = block;
  waitWhile(ENDED, 0, SPINS);
  return load<i32>(block, FAILED);
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
  waitWhile(0, seen, SPINS_BETWEEN);
  present = atomic.load<i32>(block);
  threads = load<i32>(block, THREADS);
  return present;
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
