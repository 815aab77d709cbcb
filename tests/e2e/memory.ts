/**
 * Peak memory of a browser's processes as Linux counts it: the most that was ever resident. A page's process holds its workers too,
 * WASM heaps included; textures lie in the GPU's. Both are upper bounds of what a worker needs.
 */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** Only Linux says. */
export const KNOWS_MEMORY = process.platform === 'linux';

const peakOf = (pid: number): number => {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s*(\d+) kB/.exec(text)?.[1] ?? Number.NaN) / 1024;
};

/** @returns mebibytes of the largest process that renders pages, and of the one that computes on the GPU (0 where there is none) */
export async function peakMemory(browser: Browser): Promise<{ renderer: number; gpu: number }> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const most = (type: string) =>
    Math.max(0, ...processInfo.filter((process) => process.type === type).map(({ id }) => peakOf(id)));
  return { renderer: most('renderer'), gpu: most('GPU') };
}
