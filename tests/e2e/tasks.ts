/**
 * Tasks of a page's main thread, in milliseconds of processor time: a machine that does other work too lengthens tasks on the clock,
 * but not this.
 */
import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** When it began and how long it took on the clock, in microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Microseconds of the thread's own processor time. */
  readonly tdur?: number;
}

/** Names the process of the page in a trace: the windows of the browser are pages too. */
const MARK = 'traced page';

/** Traces the page. @param act what the visitor does meanwhile @returns the tasks of its main thread, and all events */
async function trace(browser: Browser, page: Page, act: () => Promise<void>) {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'blink.user_timing'] });
  let recorded: Buffer;
  try {
    await act();
    await page.evaluate((mark) => void performance.mark(mark), MARK);
  } finally {
    recorded = await browser.stopTracing(); // one that goes on would refuse the next trace of this browser
  }
  const { traceEvents } = JSON.parse(recorded.toString()) as {
    traceEvents: TraceEvent[];
  };
  const marked = traceEvents.find(({ name }) => name === MARK);
  const isMain = ({ pid, tid }: TraceEvent) => pid === marked?.pid && tid === marked.tid;
  const events = traceEvents.filter(isMain);
  const tasks = events.filter(({ name }) => /RunTask$/.test(name));
  if (tasks.length === 0)
    throw new Error('the trace has no task of a page: this Chromium names them otherwise');
  return { tasks, events };
}

/** @returns milliseconds of the processor that processes of a browser have used so far: its pages with their workers, and the GPU's */
export async function processorClock(
  browser: Browser,
  types: readonly ('renderer' | 'GPU')[],
): Promise<() => Promise<number>> {
  const session = await browser.newBrowserCDPSession();
  return async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const own = processInfo.filter(({ type }) => (types as readonly string[]).includes(type));
    return own.reduce((sum, { cpuTime }) => sum + 1000 * cpuTime, 0);
  };
}

/**
 * Milliseconds of processor time that the pages of a browser take, all their threads and workers together: on free cores no more
 * than this passes on the clock, as far as nothing waits.
 * @param act what the visitor does meanwhile
 */
export async function processorTime(browser: Browser, act: () => Promise<void>): Promise<number> {
  const taken = await processorClock(browser, ['renderer']);
  const before = await taken();
  await act();
  return (await taken()) - before;
}

/** @param act what the visitor does meanwhile */
export async function longestTask(browser: Browser, page: Page, act: () => Promise<void>): Promise<number> {
  const { tasks } = await trace(browser, page, act);
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

/**
 * The tasks in which frames were made, scripts, layout and painting together, in milliseconds of processor time, rising.
 * @param act what the visitor does meanwhile
 */
export async function frameTasks(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<readonly number[]> {
  const { tasks, events } = await trace(browser, page, act);
  const frames = events.filter(({ name }) => name === 'FireAnimationFrame');
  return frames
    .map(({ ts, pid, tid }) => {
      const around = tasks.filter(
        (task) => task.pid === pid && task.tid === tid && task.ts <= ts && ts <= task.ts + (task.dur ?? 0),
      );
      return Math.max(...around.map(({ tdur = 0 }) => tdur / 1000));
    })
    .sort((a, b) => a - b);
}
