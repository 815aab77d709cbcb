/** Faults that a test causes in the built page: it has no hooks for them, so they are caused from outside, by the DevTools protocol. */
import { cpus } from 'node:os';
import type { Browser, Page, Worker } from 'playwright-core';
import { expect } from 'vitest';

/** The larger numbers of each test: `FAULTS=full npx vitest run --project e2e tests/e2e/faults.test.ts`. */
export const isFull = process.env.FAULTS === 'full';

/** What the tests leave in the global scope of a training worker. */
interface Handles {
  device?: GPUDevice;
  /** Reports the loss of the device as a driver's failure would be, and takes it away. */
  loseDevice?: (reason: 'destroyed' | 'unknown') => void;
  gl?: WebGL2RenderingContext;
}

/** Has each training worker of a page leave its device and its WebGL context where a test reaches them. */
export function holdDevices(page: Page): void {
  page.on('worker', (worker) => {
    if (isTrainer(worker)) void worker.evaluate(leaveHandles).catch(() => {}); // it ended at once
  });
}

/** Runs in the worker, before its first device. */
function leaveHandles(): void {
  const handles = self as unknown as Handles;
  if ('GPUDevice' in self) {
    const lost = Object.getOwnPropertyDescriptor(GPUDevice.prototype, 'lost')!.get!;
    Object.defineProperty(GPUDevice.prototype, 'lost', {
      get(this: GPUDevice) {
        handles.device = this;
        const simulated = new Promise((resolve) => {
          handles.loseDevice = (reason) => {
            if (reason === 'unknown') resolve({ reason, message: 'a simulated failure of the driver' });
            this.destroy();
          };
        });
        return Promise.race([simulated, lost.call(this)]);
      },
    });
    // On a busy machine a worker may have its device before this code: each step names it, too.
    const { createCommandEncoder } = GPUDevice.prototype;
    GPUDevice.prototype.createCommandEncoder = function (descriptor) {
      handles.device = this;
      handles.loseDevice ??= () => this.destroy();
      return createCommandEncoder.call(this, descriptor);
    };
  }
  const { getContext } = OffscreenCanvas.prototype;
  OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, ...parameters: never[]) {
    const context = getContext.apply(this, parameters as never);
    if (context instanceof WebGL2RenderingContext && this.width > 1) handles.gl = context; // the probe's is 1 × 1
    return context;
  } as typeof getContext;
}

export const isTrainer = (worker: Worker): boolean => /trainer\.worker/.test(worker.url());

/** The training workers of a page, the newest last. */
const trainersOf = (page: Page): readonly Worker[] => page.workers().filter(isTrainer);

const newest = (page: Page): Worker => trainersOf(page).at(-1)!;

export const loseDevice = (page: Page, reason: 'destroyed' | 'unknown'): Promise<void> =>
  newest(page).evaluate((reason) => (self as unknown as Handles).loseDevice!(reason), reason);

export const loseWebgl = (page: Page): Promise<void> =>
  newest(page).evaluate(() =>
    (self as unknown as Handles).gl!.getExtension('WEBGL_lose_context')!.loseContext(),
  );

/** An exception that reaches the worker's top. */
export const crashWorker = (page: Page): Promise<void> =>
  newest(page).evaluate(
    () =>
      void setTimeout(() => {
        throw new Error('a simulated bug');
      }),
  );

export const closeWorker = (page: Page): Promise<void> =>
  newest(page).evaluate(() => void setTimeout(() => self.close()));

/** The thread never turns again. */
export const hangWorker = (page: Page): Promise<void> =>
  newest(page).evaluate(
    () =>
      void setTimeout(() => {
        for (;;);
      }),
  );

/** Allocates until it cannot, and goes on; no page of it is written, so that the machine keeps its memory. */
export const allocateEndlessly = (page: Page): Promise<void> =>
  newest(page).evaluate(
    () =>
      void setTimeout(() => {
        const blocks: ArrayBuffer[] = [];
        for (;;) blocks.push(new ArrayBuffer(2 ** 28));
      }),
  );

/**
 * The next training worker of a page hangs while its backend starts.
 * @returns settles when it does
 */
export const hangNextStart = (page: Page): Promise<unknown> => {
  const said = 'the backend hangs';
  page.once('worker', (worker) => {
    void worker
      .evaluate((words) => {
        const hang = () => {
          console.log(words);
          for (;;);
        };
        Object.assign(WebAssembly, { instantiate: hang, instantiateStreaming: hang });
      }, said)
      .catch(() => {}); // its worker is ended while it hangs
  });
  return page.waitForEvent('console', { predicate: (message) => message.text() === said });
};

/** Has the heap of each training worker that starts from now on end at a size, as on a machine with little memory. */
export function limitHeaps(page: Page, bytes: number): void {
  const limit = (bytes: number) => {
    const { prototype } = WebAssembly.Memory;
    const { grow } = prototype;
    prototype.grow = function (pages) {
      if (this.buffer.byteLength + 65_536 * pages > bytes) throw new RangeError('Unable to grow memory');
      return grow.call(this, pages);
    };
  };
  page.on('worker', (worker) => {
    if (isTrainer(worker)) void worker.evaluate(limit, bytes).catch(() => {}); // it ended at once
  });
}

/** Kills the process that all GPU work of this browser goes through. */
export async function killGpuProcess(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const gpu = processInfo.find(({ type }) => type === 'GPU');
  if (gpu) process.kill(gpu.id, 'SIGKILL');
}

/** Seconds that all processes of a page's browser have taken of the processor: they are the same on a machine that is busy. */
async function processorSeconds(page: Page): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** Seconds that the processors of this machine have worked, and have been idle. */
function machineSeconds(): { readonly busy: number; readonly idle: number } {
  const times = cpus().map((processor) => processor.times);
  const idle = times.reduce((sum, each) => sum + each.idle, 0);
  const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { busy: (all - idle) / 1000, idle: idle / 1000 };
}

export interface Load {
  /** Seconds of the processor that the page's browser took. */
  readonly processorSeconds: number;
  /** How many times longer than on a machine at rest that may have taken: all processors over the part that other programs left. */
  readonly slowdown: number;
}

/** Measures the load of the machine from now on. @returns ends the measurement */
export async function measureLoad(page: Page): Promise<() => Promise<Load>> {
  const read = async () => {
    const { user, system } = process.cpuUsage();
    return { browser: await processorSeconds(page), test: (user + system) / 1e6, ...machineSeconds() };
  };
  const before = await read();
  return async () => {
    const after = await read();
    const taken = after.browser - before.browser;
    const busy = after.busy - before.busy;
    const all = busy + after.idle - before.idle;
    const others = Math.max(0, busy - taken - (after.test - before.test));
    return { processorSeconds: taken, slowdown: all / (all - Math.min(others, 0.95 * all)) };
  };
}

/** Lets the page's clock be set forward: crashes before have then nothing to do with those that follow. */
export async function installClock(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const now = performance.now.bind(performance);
    const clock = { ahead: 0 };
    performance.now = () => now() + clock.ahead;
    Object.assign(window, { clock });
  });
}

export const setForward = (page: Page, milliseconds: number): Promise<void> =>
  page.evaluate((by) => {
    (window as unknown as { clock: { ahead: number } }).clock.ahead += by;
  }, milliseconds);

export interface Outcome {
  readonly text: string;
  readonly lostAt: number;
  readonly from: number;
  /** Milliseconds until the page says what happened. */
  readonly noticedAfter: number;
  /** Until it says that training went on. */
  readonly milliseconds: number;
}

const numberIn = (text: string, pattern: RegExp): number =>
  Number(pattern.exec(text)?.[1]?.replaceAll(',', '') ?? Number.NaN);

/** Causes a fault, and waits until the page says that training went on. */
export async function recoveryFrom(
  page: Page,
  fault: () => Promise<void>,
  timeout = 180_000,
): Promise<Outcome> {
  const words = async () => (await page.locator('.notices').allTextContents()).join(' ');
  const before = await words();
  await fault();
  const began = Date.now();
  let noticedAfter = 0;
  let text = before;
  await expect
    .poll(
      async () => {
        text = await words();
        if (text !== before && noticedAfter === 0) noticedAfter = Date.now() - began;
        return text !== before && /went on from step/.test(text);
      },
      { timeout, interval: 50 },
    )
    .toBe(true);
  return {
    text,
    lostAt: numberIn(text, /at step ([\d,]+)\./),
    from: numberIn(text, /from step ([\d,]+)/),
    noticedAfter,
    milliseconds: Date.now() - began,
  };
}
