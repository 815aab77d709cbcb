/** A schedule drawn by hand on the page: by pointer and by keys, with its link, its warnings and undo. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from './axe';
import { launch, open } from './browser';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('webgl');
});
afterAll(() => browser.close());

const handle = (page: Page, k: number, of: number) =>
  page.getByRole('slider', { name: `Handle ${k} of ${of}`, exact: true });

/** log SNR and t of a handle, as a screen reader says them. */
async function placeOf(page: Page, k: number, of: number): Promise<{ logSnr: number; t: number }> {
  const text = (await handle(page, k, of).getAttribute('aria-valuetext'))!;
  const [, logSnr, t] = /^log SNR (-?[\d.]+) at t ([\d.]+)$/.exec(text)!;
  return { logSnr: Number(logSnr), t: Number(t) };
}

const focusedName = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

const THREE = 'schedule=drawn&handles=0*8_0.5*0_1*-9';

describe('the editor of a schedule', () => {
  test('moves a handle by pointer and by keys, in the link at once, and undo takes it back', async () => {
    const { page, faults } = await open(browser, `?${THREE}`);
    await handle(page, 2, 3).waitFor();
    await expect.poll(() => placeOf(page, 2, 3)).toEqual({ logSnr: 0, t: 0.5 });
    const box = (await handle(page, 2, 3).boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
    // taken 15 pixels beside its middle
    await page.mouse.move(box.x + 37, box.y + 22);
    await page.mouse.down();
    await page.mouse.move(box.x + 57, box.y + 52, { steps: 3 });
    await page.mouse.up();
    await expect.poll(() => page.url()).toMatch(/_0\.66\d*\*-3\.47/);
    const moved = await placeOf(page, 2, 3);
    expect(moved.logSnr).toBeLessThan(-1);
    expect(moved.t).toBeGreaterThan(0.51);
    await page.waitForTimeout(1100); // changes within a second are one
    await expect.poll(() => focusedName(page)).toBe('Handle 2 of 3');
    await page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await placeOf(page, 2, 3)).logSnr).toBeCloseTo(moved.logSnr + 0.1, 2);
    await page.keyboard.press(']');
    await expect.poll(() => focusedName(page)).toBe('Handle 3 of 3');
    const undo = page.getByRole('button', { name: 'Undo change' });
    await undo.click();
    await expect.poll(() => placeOf(page, 2, 3)).toEqual(moved);
    await undo.click();
    await expect.poll(() => placeOf(page, 2, 3)).toEqual({ logSnr: 0, t: 0.5 });
    expect(faults).toEqual([]);
  });

  test('adds and removes handles, starts from a named schedule, and refuses a fall that is too steep', async () => {
    const { page, faults } = await open(browser, `?${THREE}`);
    await handle(page, 2, 3).waitFor();
    await page.getByRole('button', { name: 'Add a handle' }).click();
    await handle(page, 2, 4).waitFor();
    await page.keyboard.press('Delete');
    await handle(page, 2, 3).waitFor();
    await page.getByLabel('Start from').selectOption('linear');
    await handle(page, 12, 12).waitFor();
    await expect.poll(() => page.locator('.schedule-editor .check').textContent()).toMatch(/^β from 0\.0005/);
    await expect.poll(() => page.getByRole('button', { name: 'Add a handle' }).isDisabled()).toBe(true);
    await expectAccessible(page, { within: '.schedule-editor', strict: true });
    await page.goto(`${page.url().split('?')[0]}?schedule=drawn&handles=0*9_0.5*2_0.505*-8_1*-9&T=100`);
    await expect
      .poll(() => page.locator('.schedule-editor .check').textContent())
      .toMatch(/Before handle 3 the drawn schedule falls too fast/);
    expect(faults).toEqual([]);
  });

  test('is part of Process and of Compare too', async () => {
    const { page } = await open(browser, `?view=process&${THREE}`);
    await handle(page, 2, 3).waitFor();
    await expect.poll(() => placeOf(page, 2, 3)).toEqual({ logSnr: 0, t: 0.5 });
    const site = page.url().split('?')[0];
    await page.goto(`${site}?view=compare&a.schedule=drawn&b.schedule=cosine&handles=0*8_0.5*0_1*-9`);
    await page.locator('details.settings > summary').click();
    await handle(page, 2, 3).waitFor();
    await expect.poll(() => placeOf(page, 2, 3)).toEqual({ logSnr: 0, t: 0.5 });
  });
});
