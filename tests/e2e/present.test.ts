/** A page for a projector, `present=1`: each view at the sizes of projectors has its stage first, its time in the window, and large type. */
import type { Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { expectAccessible } from './axe';
import { browserOn, open, pixelsOf } from './browser';

/** The picture that each view is about. */
const STAGES = {
  train: 'Samples',
  compare: 'Samples',
  sample: 'Samples',
  process: 'Density over time',
} as const;
const SIZES = [
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
] as const;

/** The page is laid out again when its parts have loaded. */
const SETTLED = { timeout: 60_000, interval: 200 };

/** Words that are smaller than this many pixels; indices of symbols are smaller than their letter. */
const smallWords = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((least) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set<string>();
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement!;
      const text = walker.currentNode.textContent!.trim();
      const isRead = text && parent.checkVisibility({ visibilityProperty: true });
      if (!isRead || parent.closest('math, sub, sup, .vh, .skip, option, noscript')) continue;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (size < least) found.add(`${size} px: ${text.slice(0, 40)}`);
    }
    return [...found];
  }, least);

/** Of each equation of both sides, once its button is there: whether the button lies over it. */
const buttonsOverEquations = (page: Page): Promise<boolean[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.closed-form:has(.opener)')].map((form) => {
      const button = form.querySelector('.opener > button')!.getBoundingClientRect();
      const equation = document.createRange();
      equation.selectNodeContents(form.querySelector('.eq')!);
      const { left, right, top, bottom } = equation.getBoundingClientRect();
      return button.left < right && button.right > left && button.top < bottom && button.bottom > top;
    }),
  );

describe.each(SIZES)('presented at $width × $height', (viewport) => {
  test.each(Object.entries(STAGES))(
    '%s shows its stage first, and nothing to set up',
    async (view, stage) => {
      const query = `?view=${view}&present=1`;
      const { page, faults } = await open(await browserOn('webgl'), query, {
        viewport,
        reducedMotion: 'reduce',
      });
      await page.locator('[data-layout~=present]').waitFor({ state: 'attached' });
      const picture = page.getByRole('img', { name: stage, exact: true }).first();
      await picture.waitFor();
      await expect.poll(() => page.locator('.rail').isVisible()).toBe(false);
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);

      await vi.waitFor(async () => {
        const box = (await picture.boundingBox())!;
        expect(box.y).toBeLessThan(viewport.height / 3);
        expect(box.height).toBeGreaterThanOrEqual(200);
        expect(box.y + box.height).toBeLessThan(viewport.height);
        const time = (await page.locator('.time').first().boundingBox())!;
        expect(time.y + time.height).toBeLessThanOrEqual(viewport.height);
      }, SETTLED);
      if (view === 'compare') await expect.poll(() => buttonsOverEquations(page)).toEqual([false]);

      await expect.poll(() => smallWords(page, 16)).toEqual([]);
      await expectAccessible(page);
      expect(faults).toEqual([]);
    },
  );
});

test.each(Object.keys(STAGES))(
  'on a phone the view %s fits under present=1, and the ends of its slider take one line each',
  async (view) => {
    const { page, faults } = await open(await browserOn('webgl'), `?view=${view}&present=1`, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      reducedMotion: 'reduce',
    });
    await page.locator('[data-layout~=present]').waitFor({ state: 'attached' });
    const ends = page.locator('.ends:visible').first();
    await ends.waitFor();
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await expect.poll(width).toBe(390);
    const lines = () =>
      ends.evaluate((element) =>
        Array.from(element.querySelectorAll('span'), (end) => end.getClientRects().length),
      );
    await expect.poll(async () => Math.max(0, ...(await lines()))).toBe(1);
    expect(faults).toEqual([]);
  },
);

test('a lesson on a projector has no word under 16 px, and canvases of the view have the large type at once', async () => {
  const viewport = { width: 1024, height: 768 };
  const { page, faults } = await open(await browserOn('webgl'), '?lesson=bound&present=1', {
    viewport,
    reducedMotion: 'reduce',
  });
  await page.getByRole('img', { name: 'Convexity of the divergence' }).waitFor();
  await expect.poll(() => smallWords(page, 16)).toEqual([]);
  const chart = page.getByRole('img', { name: 'Loss curve' });
  let shown = 0;
  const isSettled = async () => {
    const before = shown;
    shown = await pixelsOf(chart);
    return shown !== 0 && before === shown; // 0 before it is painted
  };
  await expect.poll(isSettled, { interval: 500 }).toBe(true);
  // a canvas of another size paints anew: back at its size it is as it was
  await page.setViewportSize({ width: 1180, height: 768 });
  await expect.poll(() => pixelsOf(chart)).not.toBe(shown);
  await page.setViewportSize(viewport);
  await expect.poll(() => pixelsOf(chart)).toBe(shown);
  expect(faults).toEqual([]);
});

test('a lesson keeps its layout and backend through its links, its steps name what is there, and one leaves by button or Escape', async () => {
  const { page, faults } = await open(
    await browserOn('webgl'),
    '?lesson=never-noise&present=1&backend=wasm',
    {
      viewport: { width: 1024, height: 768 },
      reducedMotion: 'reduce',
    },
  );
  const steps = page.locator('.lesson ol');
  await expect.poll(() => steps.textContent()).toContain('Put the slider at noise, and read how much signal');
  await page.getByRole('slider', { name: 'Denoising time' }).press('End');
  await page.locator('.split:visible').filter({ hasText: 'signal 82%' }).waitFor();
  const presented = page.locator('[data-layout~=present]');
  await page.getByRole('link', { name: 'Before and after side by side' }).click();
  await expect.poll(() => steps.textContent()).toContain('Press Train both');
  await page.getByRole('button', { name: 'Train both', exact: true }).waitFor();
  await presented.waitFor({ state: 'attached' });
  expect(page.url()).toMatch(/present=1.*backend=wasm|backend=wasm.*present=1/);
  await page.getByRole('link', { name: /^Next: / }).click();
  await expect.poll(() => page.url()).toMatch(/lesson=unclipped-cosine/);
  await presented.waitFor({ state: 'attached' });
  expect(page.url()).toMatch(/present=1.*backend=wasm|backend=wasm.*present=1/);

  await page.getByRole('button', { name: 'Leave the presentation' }).click();
  await presented.waitFor({ state: 'detached' });
  await page.locator('.rail').waitFor();
  await expect.poll(() => page.url()).not.toContain('present');
  await page.goBack();
  await presented.waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
  await presented.waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
});
