/**
 * The queue depth is how much work the device has waiting: steps are sent in slices of some 40 ms, at most two slices in flight. So Pause
 * takes effect at once, the page and the system get the GPU in between, and no GPU watchdog times out. A step that is longer is a slice of
 * its own, in several submissions.
 *
 * How many steps fit is the cost of a step, without the latency of the answer: from time to time a few slices go out one at a time, each
 * with more steps than the one before, until the time grows with the steps. Where the latency is longer than 40 ms, slices are as long as
 * the latency, so that the device has work until the answer is here.
 */
import { createCostTimer, type LatencyAndCost } from './latencyAndCost';

const MILLISECONDS_PER_SLICE = 40;

/** Longest slice, for latencies beyond it. */
const MOST_MILLISECONDS_PER_SLICE = 150;

const MOST_STEPS = 1000;

/** Longest submission: the page's own frames wait for it. */
const MILLISECONDS_PER_SUBMISSION = 50;

/**
 * Submissions of the first steps, whose cost is unknown: a step of many seconds must not look to a watchdog like a device that hangs
 * (Windows waits for two seconds). The second step may be the first that is sent as a whole, since the first is recorded.
 */
const FIRST_SUBMISSIONS = 64;

const MOST_SUBMISSIONS = 256;

/** Longest slice that is sent to find the cost of a step. */
const MILLISECONDS_TO_TIME = 400;

/** Milliseconds after which the cost is measured again. */
const MEASURED_FOR = 5000;

/** Slices whose times say what is usual. */
const USUAL_SLICES = 4;

export interface QueueDepth {
  /** Steps that the present slice has room for. */
  readonly room: number;
  /**
   * Calls `work`, which sends steps, and resolves with its result when there is room for another one. The time of the call counts: on WASM
   * the steps are done in it.
   * @param work  receives the number of submissions in which to send a step; the caller receives what it throws, at once
   * @param count steps that it sends, at most `room`; one if absent
   */
  send<T>(work: (submissions: number) => T, count?: number): Promise<T>;
}

/** The timing of the device between two measurements. */
interface DeviceTiming extends LatencyAndCost {
  readonly at: number;
  /** Whether a slice is one step, with nothing sent before it is done. */
  readonly alone: boolean;
  /** Slices since then, and the longest time of a step in the first of them. */
  slices: number;
  usual: number;
}

/**
 * @param done resolves when the device has done all work that was sent before the call
 * @param now  milliseconds of a clock
 */
export function createQueueDepth(
  done: () => Promise<void>,
  now: () => number = () => performance.now(),
): QueueDepth {
  /** Steps of the present slice. */
  let length = 1;
  let steps = 0;
  /** When the first of them was begun. */
  let began = 0;
  let submissions = FIRST_SUBMISSIONS;
  let inFlight: Promise<void> = Promise.resolve();
  /** When the device finished the slice before the present one. */
  let freeSince = now();
  let timer = timerFrom(1);
  let measured: DeviceTiming | null = null;
  /** The first step compiles and allocates: its time says nothing about the next. */
  let compiled = false;

  function submitIn(milliseconds: number): void {
    const needed = Math.ceil(milliseconds / MILLISECONDS_PER_SUBMISSION);
    submissions = Math.min(Math.max(needed, 1), MOST_SUBMISSIONS);
  }

  function use({ latency, cost }: LatencyAndCost): void {
    const target = Math.min(Math.max(MILLISECONDS_PER_SLICE, latency), MOST_MILLISECONDS_PER_SLICE);
    length = Math.min(Math.max(Math.round(target / cost), 1), MOST_STEPS);
    const alone = cost >= Math.max(MILLISECONDS_PER_SUBMISSION, latency);
    measured = { latency, cost, at: now(), alone, slices: 0, usual: 0 };
    submitIn(cost);
  }

  /** To be called with nothing else in flight. */
  function time(count: number, milliseconds: number): void {
    if (!compiled) {
      compiled = true;
      return;
    }
    submitIn(milliseconds / count);
    const result = timer.add(milliseconds);
    if (result) use(result);
    else length = timer.count;
  }

  function watch(known: DeviceTiming, each: number): void {
    known.slices += 1;
    if (known.slices <= USUAL_SLICES) known.usual = Math.max(known.usual, each, known.cost);
    const slower = known.slices > USUAL_SLICES && each > 2 * known.usual;
    if (slower) submitIn(each);
    if (!slower && now() - known.at < MEASURED_FOR) return;
    measured = null;
    timer = timerFrom(Math.max(Math.floor(length / 4), 1));
    length = timer.count;
  }

  function learn(count: number, sent: number, timed: boolean): void {
    const milliseconds = now() - Math.max(freeSince, sent);
    freeSince = now();
    if (timed) time(count, milliseconds);
    else if (measured) watch(measured, milliseconds / count);
  }

  /** To be called when the present slice is full; resolves when there is room for the next one. */
  async function closeSlice(count: number, sent: number): Promise<void> {
    const before = inFlight;
    const timed = measured === null;
    const mine = done().then(() => learn(count, sent, timed));
    inFlight = mine;
    if (measured && !measured.alone) await before;
    if (!measured || measured.alone) await mine; // what is timed next finds nothing in flight
  }

  return {
    get room() {
      return Math.max(length - steps, 1);
    },
    send(work, count = 1) {
      if (steps === 0) began = now();
      const result = work(submissions);
      steps += count;
      if (steps < length) return Promise.resolve(result);
      const closed = closeSlice(steps, began);
      steps = 0;
      return closed.then(() => result);
    },
  };
}

const timerFrom = (first: number) =>
  createCostTimer({ first, most: MOST_STEPS, longest: MILLISECONDS_TO_TIME, ratio: 2 });
