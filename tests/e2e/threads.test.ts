/** Served with its headers the page is isolated and trains on threads where there is no GPU; from any other host it trains on one, and learns the same. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserOn, open } from './browser';
import { type Host, startHost } from './host';

let bare: Host;
beforeAll(async () => {
  bare = await startHost();
});
afterAll(() => bare.stop());

const RUN = '?dataset=moons&backend=wasm&width=64&batch=64&steps=100&seed=5&autostart=1';

/** Trains the run to its end. */
async function trained(page: Page, status: (name: string) => Promise<string>) {
  await expect.poll(() => status('Step'), { timeout: 200_000 }).toBe('100');
  const inTrainer = page.workers().find((worker) => /trainer/.test(worker.url()))!;
  return {
    page: await page.evaluate(() => crossOriginIsolated),
    worker: await inTrainer.evaluate(() => crossOriginIsolated),
    backend: await status('Backend in use'),
    loss: await status('Loss'),
  };
}

test('threads need the headers, and change no number', async () => {
  const { page, status, faults } = await open(await browserOn('wasm'), '');
  const threads: string[] = [];
  page.on('request', (request) => {
    if (/wasmThread\.worker/.test(request.url())) threads.push(request.url());
  });
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const site = page.url();
  await page.goto(site + RUN);
  const isolated = await trained(page, status);
  expect([isolated.page, isolated.worker]).toEqual([true, true]);
  if (cores > 1) {
    expect(isolated.backend).toMatch(/^wasm, up to \d threads/);
    expect(threads.length).toBeGreaterThan(0);
  }
  expect(faults).toEqual([]);

  const other = await open(await browserOn('wasm'), '');
  threads.length = 0;
  await other.page.goto(bare.site + RUN);
  const single = await trained(other.page, other.status);
  expect([single.page, single.worker]).toEqual([false, false]);
  expect(single.backend).toMatch(/^wasm(?!, up to)/);
  expect(threads).toEqual([]);
  expect(Number(isolated.loss)).toBeGreaterThan(0);
  expect(single.loss).toBe(isolated.loss);
});
