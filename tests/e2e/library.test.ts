/** The library of runs in a real browser: visits that are cut off, links that begin by themselves, tabs side by side, a killed browser. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { findChromium } from '../../scripts/dev/chromium.mjs';
import { recordFigures } from '../figures';
import { browserOn, MACHINES, open, STILL } from './browser';
import { readerIn, savedStep, stepOf, storedRuns, TINY } from './library';

const VISITS = Number(process.env.CUT_OFF_VISITS ?? 5);
const KILLS = Number(process.env.BROWSER_KILLS ?? 3);
/** Milliseconds of training in a visit that is cut off. */
const SHORT_VISIT = 2000;
/** The limit of a test of so many visits. */
const timeFor = (visits: number) => ({ timeout: 120_000 + 30_000 * visits });

test('a link that begins by itself starts a new run and touches no other; the unfinished run is the one that is offered', async () => {
  const first = await open(await browserOn('wasm'), `?${TINY}&seed=1&steps=30&autostart=1`, STILL);
  await first.waitForStep(30);
  await expect.poll(() => storedRuns(first.page)).toMatchObject([{ seed: 1, step: 30, finished: true }]);
  const context = first.page.context();
  await first.page.close();
  const second = await context.newPage();
  await second.goto(`${inject('site')}?${TINY}&seed=2&steps=10000000&autostart=1`);
  await expect.poll(() => storedRuns(second)).toHaveLength(2);
  await second.close();
  const third = await context.newPage();
  await third.goto(inject('site'));
  await third.getByRole('button', { name: 'Resume it' }).waitFor();
  const runs = await storedRuns(third);
  expect(runs.find(({ seed }) => seed === 1)).toMatchObject({
    step: 30,
    finished: true,
    losses: 30,
    damaged: 0,
  });
  const unfinished = runs.find(({ seed }) => seed === 2)!;
  expect(unfinished).toMatchObject({ finished: false, damaged: 0 });
  await third.getByRole('button', { name: 'Resume it' }).click();
  await expect.poll(() => stepOf(third)).toBeGreaterThan(unfinished.step);
  await expect.poll(() => third.getByRole('spinbutton', { name: 'Seed' }).inputValue()).toBe('2');
  expect(first.faults).toEqual([]);
});

test(
  `${VISITS} visits that are cut off after two seconds of training each advance the run by what they trained`,
  timeFor(VISITS),
  async () => {
    const first = await open(await browserOn('wasm'), `?${TINY}&steps=10000000&autostart=1`, STILL);
    const context = first.page.context();
    const reader = await readerIn(context);
    let page = first.page;
    let stored = 0;
    const [seconds, unsaved]: [number[], number[]] = [[], []];
    for (let visit = 1; visit <= VISITS; visit++) {
      await expect.poll(() => stepOf(page)).toBeGreaterThan(stored);
      const before = stored;
      const began = performance.now();
      const saved = () => savedStep(reader);
      // two seconds; on a machine that is busy with other things, until the first copy is there
      await Promise.all([
        page.waitForTimeout(SHORT_VISIT),
        expect.poll(saved, { interval: 100 }).toBeGreaterThan(before),
      ]);
      const displayed = await stepOf(page);
      seconds.push((performance.now() - began) / 1000);
      await page.close();
      const [run, ...others] = await storedRuns(reader);
      expect(others).toEqual([]);
      expect(run).toMatchObject({ damaged: 0, losses: run.step });
      expect(run.step).toBeGreaterThan(before);
      stored = run.step;
      unsaved.push(Math.max(0, displayed - stored));
      if (visit === VISITS) break;
      page = await context.newPage();
      await page.goto(inject('site'));
      await page.getByRole('button', { name: 'Resume it' }).click();
    }
    recordFigures('visit cut off', VISITS > 5, {
      'training in a visit': { values: seconds, unit: 's' },
      'steps displayed and not saved': { values: unsaved, unit: '' },
      'steps saved in all': stored,
    });
    expect(first.faults).toEqual([]);
  },
);

test('a second tab takes a run over: it goes on there, the first tab pauses and says why, and what it trains from there is another run', async () => {
  const first = await open(await browserOn('wasm'), `?${TINY}&steps=10000000&autostart=1`, STILL);
  await expect.poll(() => storedRuns(first.page)).toHaveLength(1);
  const second = await first.page.context().newPage();
  await second.goto(inject('site'));
  await second.getByText('A run trains in another tab').waitFor();
  await second.getByRole('button', { name: 'Take it over' }).click();
  await first.page.getByText('Another tab has taken over this run.').waitFor();
  await first.page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
  const taken = await storedRuns(second);
  expect(taken).toHaveLength(1);
  const then = await stepOf(first.page);
  await expect
    .poll(async () => (await storedRuns(second))[0].step)
    .toBeGreaterThan(Math.max(taken[0].step, then));
  await first.page.getByRole('button', { name: 'Runs', exact: true }).click();
  await first.page.getByRole('button', { name: 'Open in Train' }).click();
  // not as it was then
  await expect.poll(() => stepOf(first.page)).toBeGreaterThan(then);
  await first.page.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect.poll(() => storedRuns(second)).toHaveLength(2);
  for (const { damaged } of await storedRuns(second)) expect(damaged).toBe(0);
  expect(first.faults).toEqual([]);
});

/** A browser with a profile on disk, as a visitor has one. */
async function startBrowser(profile: string) {
  const executable = (await findChromium())!;
  const child = spawn(
    executable,
    [
      ...MACHINES.wasm,
      '--headless=new',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      '--no-first-run',
      'about:blank',
    ],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const address = await new Promise<string>((resolve) => {
    createInterface(child.stderr).on('line', (line) => {
      const [, url] = /listening on (ws:\S+)/.exec(line) ?? [];
      if (url) resolve(url);
    });
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  context.setDefaultTimeout(60_000); // a busy machine is no failure
  return {
    context,
    async kill() {
      const ended = once(child, 'exit');
      if (child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid!, 'SIGKILL'); // its helpers, too
        await ended;
      }
      await browser.close().catch(() => {});
    },
  };
}

test(
  `a browser that is killed ${KILLS} times while it trains leaves every checkpoint whole, and no acknowledged one is lost`,
  timeFor(KILLS),
  async () => {
    const profile = mkdtempSync(join(tmpdir(), 'ddpm-lab-killed-'));
    onTestFinished(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
    let random = 12345;
    const nextRandom = () => {
      random = (random * 1103515245 + 12345) % 2 ** 31;
      return random / 2 ** 31;
    };
    let acknowledged = 0;
    let checkpoints = 0;
    for (let kill = 0; kill <= KILLS; kill++) {
      const { context, kill: killBrowser } = await startBrowser(profile);
      onTestFinished(killBrowser);
      const page = await context.newPage();
      await page.goto(`${inject('site')}${kill === 0 ? `?${TINY}&steps=10000000&autostart=1` : ''}`);
      if (kill > 0) {
        const [run, ...others] = await storedRuns(page);
        expect(others).toEqual([]);
        expect(run).toMatchObject({ damaged: 0, losses: run.step });
        expect(run.step).toBeGreaterThanOrEqual(acknowledged);
        acknowledged = run.step;
        checkpoints += run.checkpoints;
        await page.getByRole('button', { name: 'Resume it' }).click();
        expect(await page.getByRole('alert').count()).toBe(0);
      }
      const saved = () => savedStep(page);
      if (kill < KILLS) {
        await expect.poll(saved, { interval: 50 }).toBeGreaterThan(acknowledged);
        await page.waitForTimeout(1500 * nextRandom());
        acknowledged = await saved();
      }
      await killBrowser();
    }
    recordFigures('browser killed', KILLS > 3, {
      kills: KILLS,
      'checkpoints found whole': checkpoints,
      'steps saved in all': acknowledged,
    });
  },
);
