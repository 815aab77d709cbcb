/**
 * Threads beside the one that trains: each has an instance of the own module over the same memory and waits, asleep, for lists of
 * operations. They need shared memory, so a page that is isolated from other origins; elsewhere there is one thread.
 */
import { instantiate, type WasmModule } from './module/load';

/** What a thread receives. */
export interface ThreadTask {
  readonly compiled: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of the control block. */
  readonly block: number;
  /** From 1 on. */
  readonly thread: number;
}

/** A worker that answers its first message, a ThreadTask, once it is ready, and then waits for lists (`serveLists`). */
export interface ThreadWorker {
  postMessage(task: ThreadTask): void;
  /** @param onReady to be called at the worker's answer, and with false where it failed */
  listen(onReady: (isReady: boolean) => void): void;
  terminate(): void;
}

const MOST_THREADS = 8;

/** Threads that a processor is worth: one of two logical cores, since two may be one, and the page draws beside them. */
export const threadsFor = (cores: number): number =>
  cores < 2 ? 1 : Math.min(MOST_THREADS, Math.max(2, Math.ceil(cores / 2)));

/** The control block fills a cache line, and so does the table behind it. */
const LINE = 64;
const MOST_IN_TABLE = LINE / 8;

/** Lists of fewer operations take longer to share than to carry out. */
const LEAST_OPERATIONS = 8;

/** Runs of each way before one is preferred: the first ones compile and fill caches. */
const FIRST_TRIALS = 4;

/** How many times as long a way must take to lose at once. */
const MUCH_SLOWER = 2;

/**
 * Runs until the slower way is tried again: what else the machine does may have changed. On a busy one a trial may take a hundred times
 * as long as a run alone, so each that loses doubles the wait.
 */
const FIRST_WAIT = 40;
const LONGEST_WAIT = 2560;

type Way = 'alone' | 'together';

/** Says for each run of a list how it is done. */
export interface Ways {
  next(): Way;
  /** @param milliseconds that a run took so */
  add(way: Way, milliseconds: number): void;
}

/** Which of two ways to do the same is faster, by their times in milliseconds. */
export function fasterWay(): Ways {
  const times = { alone: Number.POSITIVE_INFINITY, together: Number.POSITIVE_INFINITY };
  let trials = 0;
  let left = FIRST_WAIT;
  let wait = FIRST_WAIT;
  const preferred = (): Way => (times.together <= times.alone ? 'together' : 'alone');
  const isTrying = () => {
    const [least, most] = [times.alone, times.together].sort((a, b) => a - b);
    return trials < 2 * FIRST_TRIALS && !(most < Number.POSITIVE_INFINITY && most > MUCH_SLOWER * least);
  };
  return {
    next() {
      if (isTrying()) return trials % 2 === 0 ? 'alone' : 'together';
      if (left > 0) return preferred();
      return preferred() === 'alone' ? 'together' : 'alone';
    },
    add(way, milliseconds) {
      if (isTrying()) {
        trials++;
        times[way] = Math.min(times[way], milliseconds);
        return;
      }
      const [isTrial, before] = [way !== preferred(), preferred()];
      // The way in use is followed by an average, and a trial counts as it is.
      times[way] = isTrial ? milliseconds : 0.8 * times[way] + 0.2 * milliseconds;
      left--;
      if (!isTrial) return;
      wait = preferred() === before ? Math.min(2 * wait, LONGEST_WAIT) : FIRST_WAIT;
      left = wait;
    },
  };
}

/** One list of operations, shared among the threads where that is faster. */
interface SharedList {
  /** @param times that the operations are carried out @throws Error where an operation fails, on any thread; none works on the list then */
  run(list: number, count: number, times: number): void;
}

export interface Threads {
  /** Threads that work on a list, the caller's included: 1 until the others are ready. */
  readonly count: number;
  /** @param operations of the list */
  share(operations: number): SharedList;
  /**
   * Carries out lists that share no array, each by one thread alone.
   * @returns whether all were carried out; where not, arrays of theirs are not what they should be
   * @throws Error where one fails on the caller's thread; all have then ended
   */
  runTable(lists: readonly ListPart[]): boolean;
}

/** Operations of a list, from an address on. */
export interface ListPart {
  readonly address: number;
  readonly count: number;
}

interface System {
  allocate(bytes: number): number;
}

/**
 * The threads live as long as the module does.
 * @param others threads beside this one
 * @param start  makes the worker of one
 * @param choose how lists are run, each of another number of operations by itself
 */
export function startThreads(
  module: WasmModule,
  system: System,
  others: number,
  start: () => ThreadWorker,
  choose: () => Ways = fasterWay,
): Threads {
  const block = Math.ceil((system.allocate(3 * LINE) >>> 0) / LINE) * LINE;
  new Int32Array(module.memory.buffer, block, LINE / 4).fill(0);
  let ready = 0;
  let failed = false;
  for (let thread = 1; thread <= others; thread++) {
    const worker = start();
    worker.listen((isReady) => {
      if (isReady) ready++;
      else failed = true;
    });
    worker.postMessage({ compiled: module.compiled, memory: module.memory, block, thread });
  }
  const count = () => (ready === others && !failed ? others + 1 : 1);
  /** Where a list throws, the caller waits until no other thread works, and from then on there is one. */
  function orEnd<T>(run: () => T, end: () => void): T {
    try {
      return run();
    } catch (error) {
      failed = true;
      end();
      throw error;
    }
  }
  /** By the number of operations: what was learned of a list holds for the next recording of the same. */
  const learned = new Map<number, Ways>();
  return {
    get count() {
      return count();
    },
    share(operations) {
      const ways = learned.get(operations) ?? choose();
      learned.set(operations, ways);
      return {
        run(list, part, times) {
          if (count() === 1 || operations < LEAST_OPERATIONS) {
            module.run(list, part, times);
            return;
          }
          const way = ways.next();
          const began = performance.now();
          if (way === 'together')
            orEnd(
              () => module.runTogether(block, list, part, times, others + 1),
              () => module.endShared(block, others),
            );
          else module.run(list, part, times);
          ways.add(way, (performance.now() - began) / (part * times));
        },
      };
    },
    runTable(lists) {
      if (lists.length > MOST_IN_TABLE)
        throw new RangeError(`the table has no room for ${lists.length} lists`);
      new Uint32Array(module.memory.buffer, block + LINE).set(
        lists.flatMap(({ address, count }) => [address, count]),
      );
      const isDone = orEnd(
        () => module.runTable(block, lists.length) === 0,
        () => module.endTable(block),
      );
      failed ||= !isDone;
      return isDone;
    },
  };
}

/** The work of a thread; never returns. @param onReady called before it waits for the first list */
export async function serveLists(
  { compiled, memory, block, thread }: ThreadTask,
  onReady: () => void,
): Promise<never> {
  const { help, leaveList } = await instantiate(compiled, memory);
  onReady();
  try {
    help(block, thread);
  } catch (error) {
    leaveList(block);
    throw error;
  }
  throw new Error('a thread of the module ended');
}
