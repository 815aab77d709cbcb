/** Pages that come and go: a comparison after a reload, hidden and frozen pages, a crashed one, and the browser's Back. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { findChromium } from '../../scripts/dev/chromium.mjs';
import { recordFigures } from '../figures';
import { browserOn, MACHINES, open, STILL, settledText } from './browser';
import { measureLoad } from './faults';
import { readerIn, savedStep, stepOf, storedRuns, TINY } from './library';

const SLOW = { timeout: 180_000, interval: 200 };
/** Milliseconds that the newest copy of a run which trains may be behind it, and some for a busy machine. */
const COPY = 5000;

const sideStep = async (page: Page, side: 'A' | 'B'): Promise<number> =>
  Number(
    await page
      .getByRole('region', { name: side, exact: true })
      .getByRole('status', { name: 'Step', exact: true })
      .textContent(),
  );
/** The value in which the sides differ, A's first. */
const settingsOfSides = (page: Page): Promise<string[]> =>
  Promise.all(
    ['A', 'B'].map((side) =>
      page.getByRole('region', { name: side, exact: true }).getByRole('combobox').first().inputValue(),
    ),
  );
const sideSteps = (page: Page) => Promise.all([sideStep(page, 'A'), sideStep(page, 'B')]);

// the linear schedule needs more than 20 timesteps
test('both runs of Compare go on after a reload, each on its side and from its step, in lockstep', async () => {
  const first = await open(
    await browserOn('wasm'),
    `?view=compare&${TINY.replace('T=20', 'T=30')}&steps=10000000&autostart=1`,
    STILL,
  );
  await expect.poll(() => storedRuns(first.page), SLOW).toHaveLength(2);
  await expect
    .poll(async () => Math.min(...(await storedRuns(first.page)).map(({ step }) => step)), SLOW)
    .toBeGreaterThan(20);
  const origins = async () =>
    Object.fromEntries((await storedRuns(first.page)).map(({ id, origin }) => [id, origin]));
  const before = await origins();
  await first.page.getByRole('button', { name: 'Swap A and B' }).click();
  const sides = ['cosine', 'linear'];
  await expect.poll(() => settingsOfSides(first.page), SLOW).toEqual(sides);
  const swapped = Object.entries(before).map(([id, origin]) => [
    id,
    origin === 'compare-a' ? 'compare-b' : 'compare-a',
  ]);
  await expect.poll(origins, SLOW).toEqual(Object.fromEntries(swapped));
  const context = first.page.context();
  await first.page.close();

  const page = await context.newPage();
  await page.goto(inject('site')); // any view, and no settings in the address
  const resume = page.getByRole('button', { name: 'Resume it' });
  await resume.waitFor();
  await expect.poll(() => page.getByText('A comparison of an earlier visit is saved').count()).toBe(1);
  const stored = await storedRuns(page);
  await resume.click();
  await expect
    .poll(async () => Math.min(...(await sideSteps(page))), SLOW)
    .toBeGreaterThan(Math.max(...stored.map(({ step }) => step)));
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('button', { name: 'Resume both' }).waitFor(SLOW);
  const [a, b] = JSON.parse(await settledText(async () => JSON.stringify(await sideSteps(page))));
  expect(b).toBe(a);
  expect(await settingsOfSides(page)).toEqual(sides); // swapped, as they were left
  await expect.poll(() => page.getByRole('combobox', { name: 'Dataset' }).inputValue()).toBe('moons');

  // no run began anew: the same two go on, with every loss
  await expect
    .poll(
      async () => (await storedRuns(page)).map(({ step, losses, damaged }) => [step, losses, damaged]),
      SLOW,
    )
    .toEqual([
      [a, a, 0],
      [b, b, 0],
    ]);
  const ids = (runs: readonly { readonly id: string }[]) => runs.map(({ id }) => id).sort();
  expect(ids(await storedRuns(page))).toEqual(ids(stored));
  await page.getByRole('button', { name: 'Resume both' }).click();
  await expect.poll(async () => Math.min(...(await sideSteps(page))), SLOW).toBeGreaterThan(a);
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(first.faults).toEqual([]);
});

test('a frozen page loses nothing: it goes on where it was, and what ends it meanwhile costs the seconds since its last copy', async () => {
  const first = await open(await browserOn('wasm'), `?${TINY}&steps=10000000&autostart=1`, STILL);
  const { page } = first;
  const context = page.context();
  const reader = await readerIn(context);
  await expect.poll(async () => (await storedRuns(reader))[0]?.step ?? 0, SLOW).toBeGreaterThan(0);
  const session = await context.newCDPSession(page);

  // hidden, it trains on, and is saved
  await reader.bringToFront();
  const hidden = await stepOf(page);
  await expect.poll(() => stepOf(page), SLOW).toBeGreaterThan(hidden);

  const before = (await storedRuns(reader))[0].step;
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await reader.waitForTimeout(2000);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  const thawed = await stepOf(page);
  expect(thawed).toBeGreaterThanOrEqual(before);
  await expect.poll(() => stepOf(page), SLOW).toBeGreaterThan(thawed);
  await expect
    .poll(async () => (await storedRuns(reader))[0], SLOW)
    .toMatchObject({ damaged: 0, id: (await storedRuns(reader))[0].id });
  expect(await page.getByRole('alert').count()).toBe(0);

  // frozen and thrown away, as a tab that the browser discards
  const seen: { readonly at: number; readonly step: number }[] = [];
  const load = await measureLoad(page);
  const until = Date.now() + COPY + 1000;
  // on a machine that is busy with other things, until there is a copy of what was seen
  while (Date.now() < until || (await savedStep(reader)) < seen[0].step) {
    seen.push({ at: Date.now(), step: await stepOf(page) });
    await reader.waitForTimeout(200);
  }
  const { slowdown } = await load();
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  const frozenAt = Date.now();
  await reader.waitForTimeout(500);
  await page.close();
  const [run, ...others] = await storedRuns(reader);
  expect(others).toEqual([]);
  expect(run).toMatchObject({ damaged: 0, losses: run.step });
  const copied = seen.findLast(({ step }) => step <= run.step)!;
  const lost = Math.max(0, frozenAt - copied.at) / 1000;
  recordFigures('page thrown away', false, {
    'training lost': { values: [lost], unit: 's' },
    'steps displayed and not saved': Math.max(0, seen.at(-1)!.step - run.step),
  });
  expect(frozenAt - copied.at).toBeLessThan(2 * COPY * slowdown);

  const again = await context.newPage();
  await again.goto(inject('site'));
  await again.getByRole('button', { name: 'Resume it' }).click();
  await expect.poll(() => stepOf(again), SLOW).toBeGreaterThan(run.step);
  expect(await storedRuns(reader)).toHaveLength(1);
  expect(first.faults).toEqual([]);
});

test('a page whose process crashes is offered its run when it is opened again', async () => {
  const { page: victim } = await open(await browserOn('wasm'), `?${TINY}&steps=10000000`, STILL);
  const context = victim.context();
  await victim.getByRole('button', { name: 'Train', exact: true }).click();
  const reader = await readerIn(context);
  await expect.poll(async () => (await storedRuns(reader))[0]?.step ?? 0, SLOW).toBeGreaterThan(0);
  const session = await context.newCDPSession(victim);
  const crashed = victim.waitForEvent('crash');
  session.send('Page.crash').catch(() => {}); // nothing is left to answer
  await crashed;
  const [run] = await storedRuns(reader);
  await victim.close();
  const page = await context.newPage();
  await page.goto(inject('site'));
  await page.getByRole('button', { name: 'Resume it' }).click();
  await expect.poll(() => stepOf(page), SLOW).toBeGreaterThan(run.step);
  expect(await storedRuns(reader)).toMatchObject([{ id: run.id, damaged: 0 }]);
});

/** A browser that keeps pages for Back; Playwright's own does not. */
async function withBackCache(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: (await findChromium())!,
    args: [...MACHINES.wasm],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  onTestFinished(() => browser.close());
  return browser;
}

test('the browser’s Back loses nothing, of a paused run and of one that trains', async () => {
  const { page, faults } = await open(await withBackCache(), `?${TINY}&steps=10000000&autostart=1`, STILL);
  const reader = await readerIn(page.context());
  await expect.poll(async () => (await storedRuns(reader))[0]?.step ?? 0, SLOW).toBeGreaterThan(0);
  /** Whether it is the page that was left: a page that is loaded again has a window of its own. */
  const isPersisted = () => page.evaluate(() => (window as { wasLeft?: boolean }).wasLeft === true);
  const away = async () => {
    await page.evaluate(() => void Object.assign(window, { wasLeft: true }));
    await page.goto(`${inject('site')}icon.svg`);
    await page.goBack({ waitUntil: 'commit' });
  };
  const goOn = async () => {
    if (!(await isPersisted())) await page.getByRole('button', { name: 'Resume it' }).click();
    else if (await page.getByRole('button', { name: 'Resume', exact: true }).count())
      await page.getByRole('button', { name: 'Resume', exact: true }).click();
  };

  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('button', { name: 'Resume', exact: true }).waitFor(SLOW);
  const paused = Number(await settledText(async () => String(await stepOf(page))));
  await expect.poll(async () => (await storedRuns(reader))[0].step, SLOW).toBe(paused); // a pause saves the run
  await away();
  console.log(`paused: the page is ${(await isPersisted()) ? 'the same' : 'loaded again'}`);
  expect((await storedRuns(reader))[0].step).toBe(paused);
  await goOn();
  await expect.poll(() => stepOf(page), SLOW).toBeGreaterThan(paused);

  const began = Date.now();
  await page.waitForTimeout(COPY);
  const trained = await stepOf(page);
  const perMillisecond = (trained - paused) / (Date.now() - began);
  await away();
  const isSame = await isPersisted();
  const saved = (await storedRuns(reader))[0].step;
  console.log(
    `training: the page is ${isSame ? 'the same' : 'loaded again'}; step ${trained} seen, ${saved} saved`,
  );
  if (!isSame) expect(trained - saved).toBeLessThan(2 * COPY * perMillisecond);
  await goOn();
  await expect.poll(() => stepOf(page), SLOW).toBeGreaterThan(Math.max(saved, isSame ? trained : 0));
  expect(await storedRuns(reader)).toMatchObject([{ damaged: 0 }]);
  expect(faults).toEqual([]);
});
