/** The gallery opens by a press or a key, and each of its entries by one more. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { GALLERY_MODELS, GALLERY_RUNS } from '../../src/config/gallery';
import { browserOn, open } from './browser';

const ENTRIES = Object.keys(GALLERY_RUNS).length + GALLERY_MODELS.length;

const galleryOf = (page: Page) => page.getByRole('dialog', { name: 'Gallery' });

test('is opened from the first look, says what to expect and how long it takes here, and opens a run', async () => {
  const { page, faults } = await open(await browserOn('wasm'), '?backend=wasm');
  await page.getByRole('button', { name: 'Open the gallery', exact: true }).click();
  const gallery = galleryOf(page);
  const cards = gallery.getByRole('listitem').getByRole('button');
  await expect.poll(() => cards.count()).toBe(ENTRIES);
  await cards.last().scrollIntoViewIfNeeded();
  const loaded = () =>
    gallery
      .locator('img')
      .evaluateAll(
        (images) => (images as HTMLImageElement[]).filter(({ naturalWidth }) => naturalWidth > 0).length,
      );
  await expect.poll(loaded).toBe(ENTRIES);
  const pinwheel = cards.filter({ hasText: 'Pinwheel' });
  await expect
    .poll(() => pinwheel.textContent())
    .toMatch(
      /After 3,000 steps [\d.]+ times as far from the data as other real data \(one run, n = [\d,]+\)/,
    );
  await expect
    .poll(() => pinwheel.textContent(), { timeout: 120_000 })
    .toMatch(/\d+ (s|min) on this device\./);
  await pinwheel.click();
  await expect.poll(() => gallery.count()).toBe(0);
  await expect.poll(() => page.getByRole('combobox', { name: 'Dataset' }).inputValue()).toBe('pinwheel');
  await expect.poll(() => page.url()).toContain('dataset=pinwheel');
  expect(faults).toEqual([]);
});

test('is opened by its key in every view, and opens a model that ships, in Sample too', async () => {
  const { page, faults } = await open(await browserOn('wasm'), '?view=process');
  await page.locator('#view-process h1').waitFor();
  await page.keyboard.press('g');
  const gallery = galleryOf(page);
  await gallery.getByRole('button', { name: 'Swiss roll, linear' }).click();
  const model = page.getByRole('combobox', { name: 'Pretrained model' });
  await expect.poll(() => model.inputValue()).toBe('swiss-roll-linear');
  await page.keyboard.press('g');
  await gallery.getByRole('button', { name: 'Swiss roll, cosine' }).click();
  await expect.poll(() => model.inputValue()).toBe('swiss-roll-cosine');
  await page.keyboard.press('?');
  await expect
    .poll(() => page.getByRole('dialog', { name: 'Keyboard' }).textContent())
    .toContain('Gopen the gallery');
  expect(faults).toEqual([]);
});
