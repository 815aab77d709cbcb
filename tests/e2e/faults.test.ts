/** No fault of the GPU or of a worker costs more than seconds of training, and none needs a press. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { recordFigures } from '../figures';
import { browserOn, launch, type MACHINES, type OpenedPage, open, STILL } from './browser';
import {
  allocateEndlessly,
  closeWorker,
  crashWorker,
  hangNextStart,
  hangWorker,
  holdDevices,
  installClock,
  isFull,
  killGpuProcess,
  type Load,
  limitHeaps,
  loseDevice,
  loseWebgl,
  measureLoad,
  recoveryFrom,
  setForward,
} from './faults';

/** Small enough for a software adapter, and longer than any test. */
const TINY =
  'dataset=moons&T=30&samplingSteps=10&sampler=ddim&width=16&depth=1&batch=32&steps=10000000&warmupSteps=0';

/** Two crashes this far apart have nothing to do with each other. */
const REST = 130_000;
/** Most seconds of training that a fault may cost. */
const MOST_LOST = 10;
/** Losses of a device and of a context in one run, and the milliseconds of training before each, at random. */
const [DEVICES, CONTEXTS] = isFull ? [100, 50] : [4, 2];
const MOST_WAIT = 500;
/** Most seconds until the run goes on, on a machine at rest: on a busy one, and what the measured slowdown by other programs adds to its processor time. */
const AT_REST = 5;
/** Milliseconds after which a recovery is none, however busy the machine. */
const BUSY = 180_000;
const limitOf = (losses: number) => ({ timeout: 600_000 + 60_000 * losses });

const faultsOf = (opened: OpenedPage) =>
  opened.faults.filter((fault) => !/a simulated bug|WebGL: CONTEXT_LOST|GPU process/.test(fault));

/** A page that trains, and whose devices a test can take away. */
async function openTraining(
  machine: keyof typeof MACHINES,
  backend: string,
  own = false,
): Promise<OpenedPage> {
  const opened = await openReady(machine, backend, own);
  await train(opened.page);
  await opened.waitForStep(3);
  return opened;
}

/** The same before its first run. */
async function openReady(machine: keyof typeof MACHINES, backend: string, own = false): Promise<OpenedPage> {
  const browser = own ? await launch(machine) : await browserOn(machine);
  const opened = await open(browser, `?${TINY}&backend=${backend}`, STILL);
  const { page } = opened;
  holdDevices(page);
  await installClock(page);
  await page.reload();
  return opened;
}

const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true }).click();

interface Recovery extends Load {
  readonly milliseconds: number;
  /** Seconds of training lost. */
  readonly lost: number;
}

/**
 * Steps per second over some time, and ten steps at least. The page's own rate has the test's leaps of its clock in it.
 * @param milliseconds how long to wait at least
 */
async function rateOver({ status, waitForStep }: OpenedPage, milliseconds: number): Promise<number> {
  const from = Number(await status('Step'));
  const began = performance.now();
  await wait(milliseconds);
  await waitForStep(from + 10);
  const steps = Number(await status('Step')) - from;
  return (1000 * steps) / (performance.now() - began);
}

/** Causes a fault at a random moment, and waits until the run goes on from there. */
async function recover(opened: OpenedPage, fault: () => Promise<void>) {
  const { page, status, waitForStep } = opened;
  await waitForStep(Number(await status('Step')) + 3);
  const rate = Math.max(1, await rateOver(opened, Math.random() * MOST_WAIT)); // with it steps lost become time lost
  const load = await measureLoad(page);
  const { milliseconds, lostAt, from, text } = await recoveryFrom(page, fault, BUSY);
  const recovery: Recovery = { ...(await load()), milliseconds, lost: (lostAt - from) / rate };
  return { recovery, text };
}

/** Causes faults in one run, each after the run has moved on from the one before. @returns the words of the page about the last one */
async function causeFaults(
  opened: OpenedPage,
  { times, fault, what }: { times: number; fault: (k: number) => Promise<void>; what: string },
): Promise<string> {
  const { page, status, waitForStep } = opened;
  const recoveries: Recovery[] = [];
  let text = '';
  for (let k = 0; k < times; k++) {
    const outcome = await recover(opened, () => fault(k));
    recoveries.push(outcome.recovery);
    text = outcome.text;
    if (isFull) console.log(`${what} ${k + 1}: ${JSON.stringify(outcome.recovery)}`);
    await setForward(page, REST);
  }
  await waitForStep(Number(await status('Step')) + 3);
  const each = (value: (recovery: Recovery) => number) => recoveries.map(value);
  const [seconds, atRest, lost] = [
    each(({ milliseconds }) => milliseconds / 1000),
    each(({ milliseconds, slowdown }) => milliseconds / slowdown / 1000),
    each((recovery) => recovery.lost),
  ];
  recordFigures(what, isFull, {
    'until it trains again': { values: seconds, unit: 's' },
    'the same over the slowdown by other programs': { values: atRest, unit: 's' },
    'training lost': { values: lost, unit: 's' },
  });
  expect(Math.max(...lost)).toBeLessThanOrEqual(MOST_LOST);
  // other programs stretch the seconds of the processor, and no second in which the browser waits
  const late = recoveries.filter(
    ({ milliseconds, processorSeconds, slowdown }) =>
      milliseconds / 1000 > AT_REST + processorSeconds * (slowdown - 1),
  );
  expect(late).toEqual([]);
  expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  expect(faultsOf(opened)).toEqual([]);
  return text;
}

test(
  `a WebGPU device that is lost at ${DEVICES} random moments, destroyed or for an unknown reason, costs seconds`,
  limitOf(DEVICES),
  async () => {
    const opened = await openTraining('webgpu', 'webgpu');
    const { page } = opened;
    const text = await causeFaults(opened, {
      what: 'WebGPU device lost',
      times: DEVICES,
      fault: (k) => loseDevice(page, k % 2 === 0 ? 'destroyed' : 'unknown'),
    });
    expect(text).toMatch(/^The GPU was lost at step [\d,]+\. Training went on from step [\d,]+, on WebGPU\./);
  },
);

test(
  `a WebGL context that is lost at ${CONTEXTS} random moments costs seconds; a second loss within two minutes leads to WASM`,
  limitOf(CONTEXTS),
  async () => {
    const opened = await openTraining('webgl', 'webgl');
    const { page } = opened;
    await causeFaults(opened, { what: 'WebGL context lost', times: CONTEXTS, fault: () => loseWebgl(page) });
    await setForward(page, -REST);
    const { text } = await recoveryFrom(page, () => loseWebgl(page));
    expect(text).toContain(', on WASM. That was not the first time within two minutes, hence WASM');
  },
);

test('three kills of the GPU process end on WASM by themselves', async () => {
  const opened = await openTraining('webgpu', 'webgpu', true);
  const { page, status, waitForStep } = opened;
  const browser = page.context().browser()!;
  const backend = () => page.getByRole('banner').textContent();
  const seconds: number[] = [];
  for (let kill = 0; kill < 3 && !/wasm/i.test((await backend()) ?? ''); kill++) {
    const { milliseconds } = await recoveryFrom(page, () => killGpuProcess(browser), 120_000);
    seconds.push(milliseconds / 1000);
    await waitForStep(Number(await status('Step')) + 3);
  }
  await expect.poll(backend).toMatch(/wasm/i);
  recordFigures('GPU process killed', isFull, { 'until it trains again': { values: seconds, unit: 's' } });
  expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  await browser.close();
});

const ENDS = [
  ['did not answer for 1', closeWorker],
  ['did not answer for 1', hangWorker],
  ['The trainer stopped at step', crashWorker],
  ['The trainer', allocateEndlessly], // stopped where an allocation is refused, else did not answer
] as const;

/** The run of a page goes on after a fault of its worker. @returns seconds until the page says so */
async function goesOnAfter(words: string, fault: (page: Page) => Promise<void>): Promise<number> {
  const opened = await openTraining('wasm', 'wasm');
  const { page, status, waitForStep } = opened;
  const { text, noticedAfter } = await recoveryFrom(page, () => fault(page));
  expect(text).toContain(words);
  expect(noticedAfter).toBeLessThan(15_000);
  await waitForStep(Number(await status('Step')) + 3);
  expect(faultsOf(opened)).toEqual([]);
  return noticedAfter / 1000;
}

/** A run whose worker hangs while its backend starts begins in another one. @returns seconds until the page says so */
async function beginsAfterHang(): Promise<number> {
  const opened = await openReady('wasm', 'wasm');
  const { page, waitForStep } = opened;
  const { noticedAfter } = await recoveryFrom(page, async () => {
    const hung = hangNextStart(page);
    await train(page);
    await hung;
  });
  expect(noticedAfter).toBeLessThan(15_000);
  await waitForStep(3);
  expect(faultsOf(opened)).toEqual([]);
  return noticedAfter / 1000;
}

test('a worker that closes itself, hangs, also before its first step, allocates without end or ends by an exception is noticed within 15 s, and the run goes on', async () => {
  // most of the time is waiting
  const values = await Promise.all([
    ...ENDS.map(([words, fault]) => goesOnAfter(words, fault)),
    beginsAfterHang(),
  ]);
  const names = ['closed', 'hung', 'ended by an exception', 'without memory', 'hung before its first step'];
  const noticed = names.map((name, i) => [`${name}, noticed after`, { values: [values[i]], unit: 's' }]);
  recordFigures('worker at its end', isFull, Object.fromEntries(noticed));
});

/** Batches for whose steps a heap of this size has no room. */
const LARGE =
  'dataset=moons&T=30&samplingSteps=10&sampler=ddim&width=64&depth=2&batch=8192&warmupSteps=0&backend=wasm';
const SMALL_HEAP = 48 * 2 ** 20;

test('a run that finds no room any more is asked to go on with the batch that fits, and does from its newest copy', async () => {
  const opened = await open(await browserOn('wasm'), `?${LARGE}&steps=10000000`, STILL);
  const { page, status, waitForStep } = opened;
  await train(page);
  await waitForStep(200); // long enough for a copy of the weights: before the first one there is nothing but the start
  limitHeaps(page, SMALL_HEAP);
  await crashWorker(page);
  const alert = page.getByRole('alert').filter({ hasText: 'There was no room for batches of 8192' });
  await alert.waitFor();
  await expect
    .poll(() => alert.textContent())
    .toMatch(/: \d+ MB were granted, and no more\. Batches of \d+ fit\./);
  const copied = Number(await status('Step'));
  expect(copied).toBeGreaterThan(0);
  await alert.getByRole('button', { name: /^Go on with batches of \d+$/ }).click();
  await waitForStep(copied + 20);
  const batch = Number(await page.getByRole('spinbutton', { name: 'Batch size' }).inputValue());
  expect(batch).toBeGreaterThan(32);
  expect(batch).toBeLessThan(8192);
  expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  expect(faultsOf(opened)).toEqual([]);
});

test('a comparison that finds no room goes on with one batch for both sides', async () => {
  const opened = await openReady('wasm', 'wasm');
  const { page } = opened;
  limitHeaps(page, SMALL_HEAP);
  await page.goto(`${page.url().split('?')[0]}?view=compare&${LARGE}&steps=10000000`);
  await page.getByRole('button', { name: 'Train both', exact: true }).click();
  const goOn = page.getByRole('button', { name: /^Train both with batches of \d+$/ });
  await goOn.waitFor();
  await expect.poll(() => page.getByText('The other side is not affected').count()).toBe(0);
  await goOn.click();
  for (const side of ['A', 'B']) {
    const step = page
      .getByRole('region', { name: side, exact: true })
      .getByRole('status', { name: 'Step', exact: true });
    await expect.poll(async () => Number(await step.textContent()), { timeout: 120_000 }).toBeGreaterThan(5);
  }
  expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  expect(faultsOf(opened)).toEqual([]);
});

test('the loss of all GPU devices at once leaves every view at work', async () => {
  const opened = await openTraining('webgpu', 'webgpu', true);
  const { page, status, waitForStep } = opened;
  const browser = page.context().browser()!;
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Train both', exact: true }).click();
  const stepOfA = async () =>
    Number((await page.getByRole('status', { name: 'Step' }).first().textContent()) ?? 0);
  await expect.poll(stepOfA, { timeout: 120_000 }).toBeGreaterThan(3);
  await page.getByRole('tab', { name: 'Sample' }).click();
  await page.getByRole('button', { name: 'Sample', exact: true }).waitFor();
  await killGpuProcess(browser);
  const notices = page.locator('.notices');
  await expect
    .poll(() => notices.textContent(), { timeout: 180_000 })
    .toMatch(/(?=.*Training went on)(?=.*Both runs went on)/s);
  const sampled = page.getByRole('button', { name: 'Sample', exact: true });
  await sampled.click();
  await page.getByRole('button', { name: 'Sample', exact: true }).waitFor({ timeout: 120_000 });
  await page.getByRole('tab', { name: 'Compare' }).click();
  const before = await stepOfA();
  await expect.poll(stepOfA).toBeGreaterThan(before);
  await page.getByRole('tab', { name: 'Process' }).click();
  await page.getByRole('img', { name: 'Schedule curves' }).waitFor();
  await page.getByRole('tab', { name: 'Train', exact: true }).click();
  await waitForStep(Number(await status('Step')) + 3);
  expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  expect(faultsOf(opened)).toEqual([]);
  await browser.close();
});
