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
  readonly args?: { readonly name?: string };
}

/** Traces the page. @param act what the visitor does meanwhile @returns the tasks of its main thread, and all events */
async function trace(browser: Browser, page: Page, act: () => Promise<void>) {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  let recorded: Buffer;
  try {
    await act();
  } finally {
    recorded = await browser.stopTracing(); // one that goes on would refuse the next trace of this browser
  }
  const { traceEvents } = JSON.parse(recorded.toString()) as {
    traceEvents: TraceEvent[];
  };
  const mains = traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid}|${tid}`);
  const events = traceEvents.filter(({ pid, tid }) => mains.includes(`${pid}|${tid}`));
  const tasks = events.filter(({ name }) => /RunTask$/.test(name));
  if (tasks.length === 0)
    throw new Error('the trace has no task of a page: this Chromium names them otherwise');
  return { tasks, events };
}

/**
 * Milliseconds of processor time that the pages of a browser take, all their threads and workers together: on free cores no more
 * than this passes on the clock, as far as nothing waits.
 * @param act what the visitor does meanwhile
 */
export async function processorTime(browser: Browser, act: () => Promise<void>): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const taken = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const pages = processInfo.filter(({ type }) => type === 'renderer');
    return pages.reduce((sum, { cpuTime }) => sum + 1000 * cpuTime, 0);
  };
  const before = await taken();
  await act();
  const after = await taken();
  await session.detach();
  return after - before;
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
