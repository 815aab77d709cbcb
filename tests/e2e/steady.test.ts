/** A long run is flat in the page too: its nodes, its listeners, its heap, and the GPU buffers of its worker. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { recordFigures } from '../figures';
import { browserOn, type MACHINES, open, STILL } from './browser';
import { isFull, isTrainer } from './faults';

/** The GPU buffers of fewer steps are counted by tests/browser/replay.test.ts, which needs no page. */
const BACKENDS: readonly (keyof typeof MACHINES)[] = isFull ? ['wasm', 'webgpu'] : ['wasm'];
const STEPS = isFull ? 20_000 : 5000;
/** Milliseconds for a step on a WebGPU in software, on a machine with forty programs. */
const MOST_A_STEP = 300;
/** The step of the first count at the earliest. */
const FIRST = 500;
/** The smallest run: what piles up does so with the steps, not with the layers. */
const SMALL = 'dataset=moons&T=30&samplingSteps=10&sampler=ddim&width=4&depth=1&batch=8&warmupSteps=0';
/**
 * Buffers that the pool of TensorFlow.js may have more at the end: what it needs at once peaks at random. Of two runs one ended with one
 * more, of 8 kB, and the other one with as many as at its start.
 */
const POOLED = 1;
/** Bytes of the page's heap for each step: its loss, and what the chart makes of it. */
const BYTES_A_STEP = 100;

interface Live {
  readonly buffers: number;
  readonly bytes: number;
}

/** Counts the GPU buffers that are made and not destroyed: runs in the training worker, before its first device. */
function countBuffers(): void {
  const live = { buffers: 0, bytes: 0 };
  Object.assign(self, { live });
  if (!('GPUDevice' in self)) return;
  const { createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    live.buffers += 1;
    live.bytes += descriptor.size;
    buffer.destroy = () => {
      live.buffers -= 1;
      live.bytes -= descriptor.size;
      Reflect.deleteProperty(buffer, 'destroy'); // a second call changes nothing
      buffer.destroy();
    };
    return buffer;
  };
}

/** What a page and its training worker hold, without garbage. */
async function counterOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.enable');
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((each) => each.name === name)!.value;
    const worker = page.workers().findLast(isTrainer)!;
    const live = await worker.evaluate(() => (self as unknown as { live: Live }).live);
    return {
      ...live,
      nodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
      heap: metric('JSHeapUsedSize'),
    };
  };
}

/** Of some counts the one with the fewest listeners: one count in seven found six more, and the next one did not. */
async function least<T extends { readonly listeners: number }>(count: () => Promise<T>): Promise<T> {
  const counts: T[] = [];
  for (let look = 0; look < 5; look++) {
    counts.push(await count());
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return counts.reduce((a, b) => (b.listeners < a.listeners ? b : a));
}

test.each(BACKENDS)(
  `${STEPS} steps on %s leave GPU buffers, nodes, listeners and the page’s heap as they were before`,
  { timeout: 240_000 + MOST_A_STEP * STEPS },
  async (backend) => {
    const opened = await open(await browserOn(backend), '', STILL);
    const { page, status, waitForStep } = opened;
    page.on('worker', (worker) => void (isTrainer(worker) && worker.evaluate(countBuffers).catch(() => {})));
    await page.goto(`${page.url()}?${SMALL}&backend=${backend}&steps=10000000`);
    const count = await counterOf(page);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    /** Trains up to a step, pauses, waits until the samples of the last step are measured, and counts. */
    const countAt = async (step: number) => {
      await waitForStep(step, 120_000 + MOST_A_STEP * STEPS);
      await page.getByRole('button', { name: 'Pause', exact: true }).click();
      await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
      await expect.poll(() => status('Quality')).toMatch(/floor(?!.*, step)/);
      const reached = Number(await status('Step'));
      const counted = await least(count);
      return { reached, ...counted };
    };
    const first = await countAt(FIRST);
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    const last = await countAt(first.reached + STEPS);
    recordFigures(`long run in the page on ${backend}`, isFull, {
      steps: last.reached - first.reached,
      'nodes before': first.nodes,
      'nodes after': last.nodes,
      'listeners before': first.listeners,
      'listeners after': last.listeners,
      'GPU buffers before': first.buffers,
      'GPU buffers after': last.buffers,
      'bytes of the heap for each step': Number(
        ((last.heap - first.heap) / (last.reached - first.reached)).toFixed(1),
      ),
    });
    expect(last.buffers - first.buffers).toBeLessThanOrEqual(POOLED);
    expect(last.bytes - first.bytes).toBeLessThanOrEqual(POOLED * 16_384);
    expect(last.nodes - first.nodes).toBeLessThanOrEqual(20);
    expect(last.listeners - first.listeners).toBeLessThanOrEqual(5);
    expect(last.heap - first.heap).toBeLessThan(2e6 + BYTES_A_STEP * (last.reached - first.reached));
    expect(opened.faults).toEqual([]);
  },
);
