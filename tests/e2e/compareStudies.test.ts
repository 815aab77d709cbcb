/** The studies of the Compare view in headless Chromium: quality against steps, its answer, and what it leaves of the page's thread. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible } from './axe';
import { launch, open, pressOnceShown, STILL } from './browser';
import { longestTask, processorTime } from './tasks';

/** Two small models: their steps of sampling differ in quality, and 2 000 points of each are drawn in seconds. */
const SMALL =
  '?view=compare&dataset=moons&T=30&samplingSteps=10&sampler=ddim&width=32&depth=2&batch=64&warmupSteps=0&steps=150&backend=wasm&a.schedule=linear&b.schedule=cosine';

/** The shipped pair with the page's defaults: 8 numbers of steps up to T = 200, two sides, three seeds, 2 000 points each. */
const SHIPPED =
  '?view=compare&dataset=swiss-roll&a.pretrained=swiss-roll-linear&b.pretrained=swiss-roll-cosine&backend=wasm';

/** Milliseconds that its sweep may take where nothing else runs: by the clock with QUIET=1, else by the processor's time. */
const SWEEP = 120_000;

/** Milliseconds of a test on a machine that is busy with others. */
const BUSY = 600_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launch('wasm');
});
afterAll(() => browser.close());

/** Both models trained to the end. */
async function trained(query = SMALL) {
  const opened = await open(browser, query, STILL);
  const { page } = opened;
  const begin = page.getByRole('button', { name: 'Quality against steps', exact: true });
  await expect.poll(() => begin.isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Train both', exact: true }).click();
  await expect.poll(() => begin.isEnabled(), { timeout: 240_000 }).toBe(true);
  return { ...opened, begin };
}

const table = (page: Page) => page.getByRole('table', { name: 'Quality against steps', exact: true });

/** The rows: steps, A, B, better. */
const rowsOf = (page: Page) =>
  table(page)
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));

const missingSeeds = (page: Page) => page.getByRole('button', { name: /^Run the missing seeds?$/ });

/** Waits until so many seeds are measured and two more are offered. */
const finished = (page: Page, seeds: number) =>
  expect
    .poll(() => page.locator('.study').first().locator('.measure').textContent(), { timeout: 240_000 })
    .toMatch(new RegExp(`^Run 2 more seeds${seeds + 2} seeds`));

test(
  'quality against steps: cancelled and completed, no task of the page over 50 ms, and a swap swaps every number',
  async () => {
    const { page, faults, begin } = await trained();
    await begin.click();
    await pressOnceShown(page, 'Cancel', 'table[aria-label="Quality against steps"] tbody tr');
    await missingSeeds(page).waitFor();
    const partial = await rowsOf(page);
    const longest = await longestTask(browser, page, async () => {
      await missingSeeds(page).click();
      await finished(page, 3);
    });
    console.log(`longest task of the page: ${longest.toFixed(0)} ms`);
    expect(longest).toBeLessThan(50);
    const rows = await rowsOf(page);
    expect(rows.map(([steps]) => steps)).toEqual(['1', '2', '5', '10', '20', '30']);
    expect(partial.length).toBeLessThanOrEqual(rows.length);
    for (const [, a, b] of rows) for (const cell of [a, b]) expect(cell).toMatch(/^[\d.e-]+ ± [\d.e-]+$/);

    // the sentence names a side only where the table does
    const answer = page.locator('.study h2').first();
    const sentence = (await answer.textContent())!;
    const better = rows.map(([, , , verdict]) => verdict).filter((verdict) => /^[AB],/.test(verdict));
    expect(/is better/.test(sentence)).toBe(better.length > 0);
    expect(sentence).toMatch(/linear|cosine|difference|decided/i);

    await page.getByRole('button', { name: 'Swap A and B' }).click();
    const flipped = (verdict: string) => verdict.replace(/^[AB](?=,)/, (side) => (side === 'A' ? 'B' : 'A'));
    await expect
      .poll(() => rowsOf(page))
      .toEqual(rows.map(([steps, a, b, verdict]) => [steps, b, a, flipped(verdict)]));
    const swap = (text: string) => text.replace(/\((A|B)\)/g, (_, side) => `(${side === 'A' ? 'B' : 'A'})`);
    await expect.poll(() => answer.textContent()).toBe(swap(sentence));

    // two more seeds on demand, and the chart by keyboard
    await page.getByRole('button', { name: 'Run 2 more seeds' }).click();
    await finished(page, 5);
    await page.getByText('5 seeds').first().waitFor();
    const reader = page.getByRole('slider', { name: 'Steps to read out' });
    await reader.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => reader.getAttribute('aria-valuetext')).toMatch(/^2 steps: A [\d.]/);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(390);
    await expectAccessible(page, { within: '.study' });
    if (process.env.SHOTS) {
      await page
        .locator('.study')
        .first()
        .screenshot({ path: `${process.env.SHOTS}/study-390.png` });
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('.study').first().scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${process.env.SHOTS}/study-1440.png` });
    }
    expect(faults).toEqual([]);
  },
  BUSY,
);

/** A minute of a free core, and many of a busy one: SLOW_TESTS=1 asks for it, and QUIET=1 on a machine where nothing else runs. */
test.skipIf(!process.env.SLOW_TESTS && !process.env.QUIET)(
  'the whole sweep of the shipped pair takes less than two minutes, with progress and Cancel, and no task of the page over 50 ms',
  async () => {
    const { page, faults } = await open(browser, SHIPPED, STILL);
    const begin = page.getByRole('button', { name: 'Quality against steps', exact: true });
    await expect.poll(() => begin.isEnabled(), { timeout: 120_000 }).toBe(true);
    const progress = page.getByRole('progressbar', { name: 'Quality against steps' });
    await begin.click();
    await expect.poll(async () => Number(await progress.getAttribute('value'))).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect.poll(() => progress.count()).toBe(0);

    await page.reload();
    await expect.poll(() => begin.isEnabled(), { timeout: 120_000 }).toBe(true);
    const shares: number[] = [];
    const sweep = async () => {
      await begin.click();
      await expect
        .poll(
          async () => {
            const [bar] = await progress.all();
            const share = await bar?.getAttribute('value', { timeout: 1000 }).catch(() => null);
            if (share) shares.push(Number(share));
            return bar === undefined && shares.length > 0;
          },
          { timeout: BUSY, interval: 500 },
        )
        .toBe(true);
    };
    const began = performance.now();
    let longest = Number.NaN;
    const processor = await processorTime(browser, async () => {
      longest = await longestTask(browser, page, sweep);
    });
    const clock = performance.now() - began;
    console.log(
      `the sweep: ${(clock / 1000).toFixed(0)} s, ${(processor / 1000).toFixed(0)} s of a processor; longest task of the page: ${longest.toFixed(0)} ms; ${new Set(shares).size} values of the progress`,
    );
    const rows = await rowsOf(page);
    expect(rows.map(([steps]) => steps)).toEqual(['1', '2', '5', '10', '20', '50', '100', '200']);
    for (const [, a, b] of rows) for (const cell of [a, b]) expect(cell).toMatch(/^[\d.e-]+ ± [\d.e-]+$/);
    if (process.env.SHOTS) {
      await page.locator('.study').first().scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${process.env.SHOTS}/sweep-1440.png` });
    }
    expect(new Set(shares).size).toBeGreaterThan(20);
    expect(longest).toBeLessThan(50);
    expect(processor).toBeGreaterThan(1000);
    expect(process.env.QUIET ? clock : processor).toBeLessThan(SWEEP);
    expect(faults).toEqual([]);
  },
  BUSY,
);

test(
  'the skipped start is measured, and the comparison saved as one page that needs no script and as a table',
  async () => {
    const { page, faults, begin } = await trained(SMALL.replace('samplingSteps=10', 'samplingSteps=20'));
    await begin.click();
    await finished(page, 3);
    await page.getByRole('button', { name: 'Quality against steps left out', exact: true }).click();
    const shares = page.getByRole('table', { name: 'Quality against steps left out', exact: true });
    await expect.poll(() => shares.locator('tbody tr').count(), { timeout: 120_000 }).toBe(7);
    await expect
      .poll(() => page.getByRole('progressbar', { name: 'Quality against steps left out' }).count(), {
        timeout: 240_000,
      })
      .toBe(0);
    const skip = page.locator('.study').nth(1);
    await expect
      .poll(() => skip.locator('h2').textContent())
      .toMatch(/^First steps left out, linear \(A\): /);
    await expect.poll(() => skip.textContent()).toContain('Nichol & Dhariwal');

    await page.getByRole('button', { name: 'Draw the guesses' }).click();
    const panels = page.getByRole('img', { name: /^[AB]: traces of the guesses/ });
    await expect.poll(() => panels.count()).toBe(2);
    await expect.poll(() => panels.first().locator('path').count()).toBe(24);
    const guesses = page.getByRole('heading', { name: /^The guesses stay within/ });
    await expect.poll(() => guesses.textContent()).toMatch(/after \d+% of the steps in A, \d+% in B$/);

    const rows = await rowsOf(page);
    const answer = (await page.locator('.study h2').first().textContent())!;
    const saved = async (name: string) => {
      const waiting = page.waitForEvent('download');
      await page.getByRole('button', { name, exact: true }).click();
      const path = join(tmpdir(), `${process.pid}-${(await waiting).suggestedFilename()}`);
      await (await waiting).saveAs(path);
      return path;
    };
    // the form may go on: the report is about the runs
    await page.locator('details.settings > summary').click();
    await page.getByRole('spinbutton', { name: 'Seed', exact: true }).fill('99');
    await expect.poll(() => page.url()).toContain('seed=99');
    const [report, scores] = [await saved('Download report'), await saved('Scores as CSV')];

    const csv = readFileSync(scores, 'utf8').trim().split('\r\n');
    expect(csv[0]).toBe('study,x,side,seed,evaluations,measure,value,floor,floorDeviation,n');
    expect(csv).toHaveLength(1 + 6 * 2 * 3 + 7 * 2 * 5);

    // opened from the disk, without scripts and without a network
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
    const reportPage = await context.newPage();
    const requests: string[] = [];
    reportPage.on('request', (request) => requests.push(request.url()));
    await reportPage.goto(`file://${report}`);
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([`file://${report}`]);
    expect(await reportPage.getByRole('heading', { level: 1 }).textContent()).toMatch(
      /linear.*cosine.*moons/i,
    );
    expect(await reportPage.locator('.answer').textContent()).toBe(answer);
    const reportRows = await reportPage
      .getByRole('table', { name: 'Quality against steps', exact: true })
      .getByRole('row')
      .allTextContents();
    expect(reportRows.slice(1)).toEqual(rows.map((row) => row.join('')));
    expect(await reportPage.getByRole('img', { name: /^Samples of \w+ \([AB]\)/ }).count()).toBe(2);
    for (const name of ['Quality against steps of A and B', 'Quality against steps left out of A and B'])
      expect(await reportPage.getByRole('img', { name, exact: true }).count(), name).toBe(1);
    expect(await reportPage.locator('img').count()).toBe(3);
    expect(await reportPage.getByRole('img', { name: /^Guesses of [AB]/ }).count()).toBe(2);
    const text = readFileSync(report, 'utf8');
    expect(text).not.toMatch(/<script|javascript:|data-src|\son\w+=/i);
    const link = (name: string) => reportPage.getByRole('link', { name, exact: true }).getAttribute('href');
    await expect.poll(() => link('Open this comparison')).toContain('a.schedule=linear&b.schedule=cosine');
    expect(await link('Open this comparison')).not.toContain('seed=99');
    await expect.poll(() => link('Open A alone')).toContain('schedule=linear');
    await expect.poll(() => link('Open B alone')).not.toContain('schedule=linear');
    if (process.env.SHOTS) {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.locator('.evidence').screenshot({ path: `${process.env.SHOTS}/evidence-390.png` });
    }
    await reportPage.setViewportSize({ width: 390, height: 844 });
    const shot = join(process.env.SHOTS ?? tmpdir(), 'report.png');
    await reportPage.screenshot({ path: shot, fullPage: true });
    await context.close();
    expect(faults).toEqual([]);
  },
  BUSY,
);

/** The share of the pixels of both stages that are painted on both or on neither: the sides differ in colour. */
const equallyPainted = (page: Page) =>
  page.evaluate(() => {
    const [a, b] = [...document.querySelectorAll<HTMLCanvasElement>('canvas[aria-label="Samples"]')].map(
      (canvas) => canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data,
    );
    /** Far from the colour of the corner, in whatever hue. */
    const isPainted = (data: Uint8ClampedArray, at: number) =>
      [0, 1, 2].reduce((sum, k) => sum + Math.abs(data[at + k] - data[k]), 0) > 90;
    let [equal, painted] = [0, 0];
    for (let at = 0; at < a.length; at += 4) {
      const [inA, inB] = [isPainted(a, at), isPainted(b, at)];
      if (inA || inB) painted++;
      if (inA && inB) equal++;
    }
    return equal / painted;
  });

test(
  'equal settings give equal figures and the same picture on both sides: the same noise and the same real data',
  async () => {
    const { page, faults, begin } = await trained(
      SMALL.replace('a.schedule=linear', 'a.schedule=cosine').replace('steps=150', 'steps=40'),
    );
    await begin.click();
    await finished(page, 3);
    const rows = await rowsOf(page);
    expect(rows).toHaveLength(6);
    for (const [, a, b, verdict] of rows) expect([a, verdict]).toEqual([b, 'no difference']);
    await expect
      .poll(() => page.locator('.study h2').first().textContent())
      .toBe('No difference at every number of steps.');
    await expect.poll(() => equallyPainted(page)).toBeGreaterThan(0.95);
    expect(faults).toEqual([]);
  },
  BUSY,
);
