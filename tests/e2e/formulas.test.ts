/** Formulas that open, in every view, by finger and by key. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from './axe';
import { browserOn, open } from './browser';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const buttons = (page: Page) => page.getByRole('button', { name: /^Explain: / });
const numberIn = (page: Page, row: number) =>
  page.getByRole('table', { name: 'Symbols' }).getByRole('row').nth(row).getByRole('cell').last();

test('a formula opens by key, its numbers follow the time, and it closes by Escape to where it was', async () => {
  const { page, faults } = await open(await browserOn('webgl'), '?view=train');
  await buttons(page).first().waitFor(); // without a use of the page, as a screen reader leaves it
  await page.locator('.teach').getByRole('button', { name: 'Explain: One reverse step of DDPM' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'One reverse step of DDPM' });
  await dialog.getByText('src/diffusion/posterior.ts:').waitFor();
  await expect.poll(() => dialog.locator('pre').textContent()).toContain('cX0: (to.alpha * large) / total');
  const source = dialog.getByRole('link', { name: 'Ho, Jain, Abbeel 2020, Equations 6 and 7' });
  await expect.poll(() => source.getAttribute('href')).toBe('https://arxiv.org/abs/2006.11239');
  const slider = dialog.getByRole('slider', { name: 'Time of the numbers' });
  await slider.focus();
  await page.keyboard.press('Home'); // the last step: all of the prediction, nothing of the samples
  await expect.poll(() => numberIn(page, 1).textContent()).toBe('1');
  await page.keyboard.press('End');
  await expect.poll(async () => Number(await numberIn(page, 1).textContent())).toBeLessThan(0.2);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await expect.poll(() => page.locator(':focus').textContent()).toBe('Explain');
  expect(faults).toEqual([]);
});

describe.each(['train', 'compare', 'sample', 'process'])('every formula of the view %s', (view) => {
  test('opens on a phone, from a button that a finger hits, and fits', async () => {
    const { page, faults } = await open(await browserOn('webgl'), `?view=${view}`, {
      ...PHONE,
      colorScheme: 'dark',
    });
    await page.locator(`#view-${view} h1`).waitFor();
    for (const folded of await page.locator('details:not([open]) > summary').all())
      if (await folded.isVisible()) await folded.click();
    await buttons(page).first().waitFor();
    for (const button of await buttons(page).all()) {
      const box = (await button.boundingBox())!;
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(43.5);
      await button.click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('heading', { name: 'In the code' }).waitFor();
      await expect
        .poll(() => dialog.evaluate((element) => element.scrollWidth - element.clientWidth))
        .toBe(0);
      await dialog.getByRole('button', { name: 'Close', exact: true }).click();
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    }
    expect(faults).toEqual([]);
  });
});

describe('the glossary', () => {
  test('opens from the help, and at its term from a formula and from a lesson', async () => {
    const { page, faults } = await open(await browserOn('webgl'), '?lesson=back-in-time');
    const glossary = page.getByRole('dialog', { name: 'Glossary' });
    await page.getByRole('button', { name: 'Keyboard shortcuts', exact: true }).click();
    await page.getByRole('button', { name: 'Glossary' }).click();
    await glossary.getByText('Energy distance', { exact: true }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);

    await page.getByText('What happens, and why').click();
    await page.locator('.lesson').getByRole('button', { name: 'Reverse SDE' }).click();
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Reverse SDE');
    await glossary.getByRole('button', { name: 'Close', exact: true }).click();

    await buttons(page).first().click();
    await page.getByRole('dialog').locator('.terms button').first().click();
    await expect.poll(() => page.locator('dt:focus').count()).toBe(1);
    expect(faults).toEqual([]);
  });
});

test('the button beside the step of a sampler with a long name stands over its equation', async () => {
  const { page, faults } = await open(
    await browserOn('wasm'),
    '?view=sample&pretrained=swiss-roll-cosine&sampler=sde-dpm-solver%2B%2B',
  );
  const [button, equation] = ['.opener > button', '.opener + .eq'].map((part) =>
    page.locator(`.teach ${part}`).first(),
  );
  const gap = async () => {
    const [upper, lower] = await Promise.all([button, equation].map((one) => one.boundingBox()));
    return upper && lower && lower.y - (upper.y + upper.height);
  };
  await expect.poll(gap).toBeGreaterThan(-1);
  expect(faults).toEqual([]);
});
