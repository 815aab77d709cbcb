/** The studies of the Compare view in headless Chromium: quality against steps, its answer, and what it leaves of the page's thread. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open } from './browser';
import { longestTask } from './tasks';

/** Two small models: their steps of sampling differ in quality, and 2 000 points of each are drawn in seconds. */
const SMALL =
  '?view=compare&dataset=moons&T=30&samplingSteps=10&sampler=ddim&width=32&depth=2&batch=64&warmupSteps=0&steps=150&backend=wasm&a.schedule=linear&b.schedule=cosine';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('wasm');
});
afterAll(() => browser.close());

/** Both models trained to the end. */
async function trained(query = SMALL) {
  const opened = await open(browser, query, { reducedMotion: 'reduce' });
  const { page } = opened;
  const begin = page.getByRole('button', { name: 'Quality against steps', exact: true });
  expect(await begin.isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Train both', exact: true }).click();
  await expect.poll(() => begin.isEnabled(), { timeout: 120_000 }).toBe(true);
  return { ...opened, begin };
}

const table = (page: Page) => page.getByRole('table', { name: 'Quality against steps', exact: true });

/** The rows: steps, A, B, better. */
const rowsOf = (page: Page) =>
  table(page)
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));

const finished = (page: Page) =>
  expect
    .poll(() => page.getByRole('progressbar', { name: 'Quality against steps' }).count(), {
      timeout: 180_000,
    })
    .toBe(0);

test('quality against steps: cancelled and completed, no task of the page over 50 ms, and a swap swaps every number', async () => {
  const { page, faults, begin } = await trained();
  await begin.click();
  await table(page).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  const partial = await rowsOf(page);
  const missing = page.getByRole('button', { name: /^Run the missing seeds?$/ });
  const longest = await longestTask(browser, page, async () => {
    await missing.click();
    await finished(page);
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
  await finished(page);
  await page.getByText('5 seeds').first().waitFor();
  const reader = page.getByRole('slider', { name: 'Steps to read out' });
  await reader.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => reader.getAttribute('aria-valuetext')).toMatch(/^2 steps: A [\d.]/);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const axe = new AxeBuilder({ page: page as never }).include('.study');
  const { violations } = await axe.analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
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
});
