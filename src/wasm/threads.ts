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

/** The control block fills a cache line. */
const LINE = 64;

/** Lists of fewer operations take longer to share than to carry out. */
const LEAST_OPERATIONS = 8;

/** After so many runs of a list the slower way is tried once more: what else the machine does may have changed. */
const RUNS_BETWEEN_TRIALS = 40;

/** Runs of each way before one is preferred: the first ones compile and fill caches. */
const FIRST_TRIALS = 4;

/** Which of two ways to do the same is faster, by their times in milliseconds. */
export function fasterWay() {
  const times = { alone: Number.POSITIVE_INFINITY, together: Number.POSITIVE_INFINITY };
  let runs = 0;
  const preferred = () => (times.together <= times.alone ? 'together' : 'alone');
  const other = () => (preferred() === 'alone' ? 'together' : 'alone');
  return {
    next(): keyof typeof times {
      if (runs < 2 * FIRST_TRIALS) return runs % 2 === 0 ? 'together' : 'alone';
      return runs % RUNS_BETWEEN_TRIALS === 0 ? other() : preferred();
    },
    add(way: keyof typeof times, milliseconds: number): void {
      runs++;
      // the least of the first ones, then an average that follows
      const before = times[way];
      times[way] =
        runs <= 2 * FIRST_TRIALS ? Math.min(before, milliseconds) : 0.7 * before + 0.3 * milliseconds;
    },
  };
}

/** One list of operations, shared among the threads where that is faster. */
interface SharedList {
  run(list: number, count: number): void;
}

export interface Threads {
  /** Threads that work on a list, the caller's included: 1 until the others are ready. */
  readonly count: number;
  /** @param operations of the list */
  share(operations: number): SharedList;
}

interface System {
  allocate(bytes: number): number;
}

/**
 * The threads live as long as the module does.
 * @param others threads beside this one
 * @param start  makes the worker of one
 */
export function startThreads(
  module: WasmModule,
  system: System,
  others: number,
  start: () => ThreadWorker,
): Threads {
  const block = Math.ceil((system.allocate(2 * LINE) >>> 0) / LINE) * LINE;
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
  return {
    get count() {
      return count();
    },
    share(operations) {
      const ways = fasterWay();
      return {
        run(list, part) {
          if (count() === 1 || operations < LEAST_OPERATIONS) {
            module.run(list, part);
            return;
          }
          const way = ways.next();
          const began = performance.now();
          if (way === 'together') module.runTogether(block, list, part, count());
          else module.run(list, part);
          ways.add(way, (performance.now() - began) / part);
        },
      };
    },
  };
}

/** The work of a thread; never returns. @param onReady called before it waits for the first list */
export async function serveLists(
  { compiled, memory, block, thread }: ThreadTask,
  onReady: () => void,
): Promise<never> {
  const { help } = await instantiate(compiled, memory);
  onReady();
  help(block, thread);
  throw new Error('a thread of the module ended');
}
