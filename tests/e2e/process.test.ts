/** The Process view as a visitor meets it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from './axe';
import { launch, open } from './browser';
import { longestTask } from './tasks';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('webgl');
});
afterAll(() => browser.close());

const IMAGES = ['Forward process', 'Density over time', 'Schedule curves'] as const;

const image = (page: Page, name: string) => page.getByRole('img', { name, exact: true });

/** A canvas as numbers: changes when what is drawn changes. */
const fingerprint = (page: Page, name: string) =>
  image(page, name).evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    let hash = 0;
    for (let i = 0; i < data.length; i += 4)
      hash = (hash * 31 + data[i] + 7 * data[i + 1] + 13 * data[i + 2]) | 0;
    return hash;
  });

/** Waits until a picture stands still. */
async function settled(page: Page, name: string): Promise<number> {
  let last = await fingerprint(page, name);
  await expect
    .poll(
      async () => {
        const before = last;
        last = await fingerprint(page, name);
        return last === before;
      },
      { interval: 250 },
    )
    .toBe(true);
  return last;
}

async function openProcess(query = '', options: Parameters<typeof open>[2] = {}) {
  const opened = await open(browser, `?view=process${query}`, options);
  await image(opened.page, 'Density over time').waitFor();
  await expect
    .poll(() => image(opened.page, 'Density over time').getAttribute('aria-description'))
    .toContain('at most');
  return opened;
}

describe('the Process view', () => {
  test('has the controls, pictures and the status that people rely on', async () => {
    const { page, faults, status } = await openProcess();
    for (const name of ['Schedule', 'Process'])
      await expect.poll(() => page.getByRole('combobox', { name, exact: true }).count()).toBe(1);
    for (const name of IMAGES) {
      await expect.poll(() => image(page, name).count()).toBe(1);
      await expect.poll(() => image(page, name).getAttribute('aria-description')).toMatch(/t = \d/);
    }
    await expect.poll(() => status('Terminal signal')).toContain('Ends in noise.');
    await expect.poll(() => page.getByRole('slider', { name: 'Time', exact: true }).count()).toBe(1);
    expect(faults).toEqual([]);
  });

  test.each(['process', 'train'])(
    'under VE the menu of schedules stays in %s, disabled, and says why',
    async (view) => {
      const { page, faults } = await open(browser, `?view=${view}&process=ve-sde`);
      const menu = page.getByRole('combobox', { name: 'Schedule', exact: true });
      await menu.waitFor();
      await expect.poll(() => menu.isDisabled()).toBe(true);
      const help = page.locator('#field-schedule-help');
      await expect.poll(() => help.isVisible()).toBe(false);
      await page.locator('[aria-controls="field-schedule-help"]').press('Enter');
      await expect.poll(() => help.isVisible()).toBe(true);
      await expect.poll(() => help.textContent()).toContain('This process has no betas');
      expect(faults).toEqual([]);
    },
  );

  test('while settings give no process, the headline says of what the pictures are', async () => {
    const { page, faults } = await openProcess('&schedule=linear&T=20');
    await expect
      .poll(() => page.getByRole('heading', { level: 1 }).textContent())
      .toBe('These settings give no process. The pictures are of DDPM, cosine, T = 100.');
    expect(faults).toEqual([]);
  });

  test('draws another schedule as soon as it is chosen, and writes it into the address', async () => {
    const { page, faults } = await openProcess('&T=1000');
    const before = new Map<string, number>();
    for (const name of IMAGES) before.set(name, await settled(page, name));
    await page.getByRole('combobox', { name: 'Schedule', exact: true }).selectOption('linear');
    for (const name of IMAGES) {
      await expect.poll(() => fingerprint(page, name)).not.toBe(before.get(name));
    }
    await expect.poll(() => new URL(page.url()).searchParams.get('schedule')).toBe('linear');
    expect(new URL(page.url()).searchParams.get('view')).toBe('process');
    // Ho's chain is half noise at t = 257 (ᾱ = ½), written out in the unit tests.
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toMatch(/t = 25\d of 999/);
    expect(faults).toEqual([]);
  });

  test('reports what the unscaled chain of 50 steps leaves, and fixes it by one click', async () => {
    const { page, faults, status } = await openProcess('&schedule=linear&T=50&scaleBetas=false');
    // ᾱ = 0.603
    await expect.poll(() => status('Terminal signal')).toContain('60%');
    await page.getByRole('button', { name: 'Scale the betas by 1000/50' }).click();
    await expect.poll(() => status('Terminal signal')).toContain('Ends in noise.');
    await expect.poll(() => new URL(page.url()).searchParams.get('scaleBetas')).toBeNull();
    await expect.poll(() => page.getByRole('button', { name: /Scale the betas/ }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('says why settings give no process, and goes on showing the last that did', async () => {
    const { page, faults, status } = await openProcess('&schedule=linear&T=50');
    await page.getByRole('spinbutton', { name: 'Timesteps (T)' }).fill('10');
    await expect.poll(() => status('Terminal signal')).toContain('T = 10');
    await page.getByRole('spinbutton', { name: 'Timesteps (T)' }).fill('100');
    await expect.poll(() => status('Terminal signal')).toContain('Ends in noise.');
    expect(faults).toEqual([]);
  });

  test('moves one time through every picture by keyboard', async () => {
    const { page, faults } = await openProcess('&T=1000');
    const slider = page.getByRole('slider', { name: 'Time', exact: true });
    await slider.focus();
    await slider.press('Home');
    await expect.poll(() => page.getByRole('heading', { name: /At t = 0, all 3 peaks/ }).count()).toBe(1);
    await slider.press('End');
    await expect.poll(() => page.getByRole('heading', { name: /At t = 999, the 3 peaks/ }).count()).toBe(1);
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toContain('t = 999 of 999');
    await expect
      .poll(() => image(page, 'Schedule curves').getAttribute('aria-description'))
      .toContain('At t = 999');
    expect(faults).toEqual([]);
  });

  test('lights a symbol and its marks together, from either side', async () => {
    const { page, faults } = await openProcess('&process=vp-sde');
    await settled(page, 'Density over time');
    const before = await fingerprint(page, 'Density over time');
    await page.locator('.prose [data-sym="ode"]').focus();
    await expect.poll(() => fingerprint(page, 'Density over time')).not.toBe(before);
    await page.getByRole('heading', { level: 1 }).hover();
    await page.getByRole('slider', { name: 'Time', exact: true }).focus();
    // The left gutter of the map belongs to the data.
    const box = (await image(page, 'Density over time').boundingBox())!;
    await page.mouse.move(box.x + 10, box.y + box.height / 2);
    await expect.poll(() => page.locator('[data-sym="data"].on').count()).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });

  test('reopens what a link shows: second schedule, spacing of the frames, paths and current', async () => {
    const { page, faults } = await openProcess('&schedule=linear');
    await page.getByLabel('Compare with').selectOption('cosine');
    await page.getByLabel('Equal steps').selectOption('snr');
    await page.getByRole('button', { name: 'Reverse SDE' }).click();
    await page.getByText('Where probability flows').click();
    await expect.poll(() => new URL(page.url()).searchParams.get('current')).toBe('1');
    const link = new URL(page.url()).search;
    // another view's address has none of it; coming back, the view is as it was left
    const held = () =>
      ['against', 'moments', 'paths', 'current'].map((name) => new URL(page.url()).searchParams.has(name));
    await page.getByRole('tab', { name: 'Sample' }).click();
    await expect.poll(held).toEqual([false, false, false, false]);
    await page.getByRole('tab', { name: 'Process' }).click();
    await expect.poll(held).toEqual([true, true, true, true]);
    await page.context().close();
    const again = await open(browser, link);
    await image(again.page, 'Probability current over time').waitFor();
    await expect.poll(() => again.page.getByLabel('Compare with').inputValue()).toBe('cosine');
    await expect.poll(() => again.page.getByLabel('Equal steps').inputValue()).toBe('snr');
    await expect
      .poll(() => again.page.getByRole('button', { name: 'Reverse SDE' }).getAttribute('aria-pressed'))
      .toBe('true');
    expect([...faults, ...again.faults]).toEqual([]);
  });

  test('shows a real image in the forward process, another of its class, and every schedule at once', async () => {
    const { page, faults } = await openProcess('&dataset=pixel-faces&T=200');
    await expect
      .poll(() => image(page, 'Forward process').getAttribute('aria-description'))
      .toMatch(/^An image in nine frames/);
    const first = await settled(page, 'Forward process');
    await page.getByRole('combobox', { name: 'Image of' }).selectOption({ label: 'hat' });
    await expect.poll(() => fingerprint(page, 'Forward process')).not.toBe(first);
    const hat = await settled(page, 'Forward process');
    await page.getByRole('button', { name: 'Another' }).click();
    await expect.poll(() => fingerprint(page, 'Forward process')).not.toBe(hat);
    await page.getByLabel('Compare with').selectOption('all');
    await expect
      .poll(() => image(page, 'Forward process').getAttribute('aria-description'))
      .toMatch(/Above, under Linear.*Above, under Sigmoid/);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('no task holds the page for more than 50 ms', async () => {
    const { page, faults } = await openProcess('&T=1000');
    await settled(page, 'Density over time');
    const slider = page.getByRole('slider', { name: 'Time', exact: true });
    const longest = await longestTask(browser, page, async () => {
      for (const [name, value] of [
        ['Schedule', 'linear'],
        ['Schedule', 'sigmoid'],
        ['Process', 've-sde'],
        ['Process', 'vp-sde'],
        ['Compare with', 'cosine'],
      ]) {
        await page.getByRole('combobox', { name, exact: true }).selectOption(value);
        await page.waitForTimeout(600);
      }
      await page.getByText('Where probability flows').click();
      await page.waitForTimeout(600);
      await slider.focus();
      for (let i = 0; i < 12; i++) await slider.press('Shift+ArrowLeft');
      const map = (await image(page, 'Density over time').boundingBox())!;
      for (let i = 0; i < 30; i++) await page.mouse.move(map.x + 60 + 10 * i, map.y + 80 + 5 * i);
      await page.getByRole('button', { name: 'Play animation' }).click();
      await page.waitForTimeout(1500);
      await page.getByRole('button', { name: 'Stop animation' }).click();
    });
    console.log(`longest task of the Process view: ${longest.toFixed(1)} ms`);
    expect(longest).toBeLessThanOrEqual(50);
    expect(faults).toEqual([]);
  });

  test.each([
    ['wide, light', { colorScheme: 'light' as const }],
    ['wide, dark', { colorScheme: 'dark' as const }],
    ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ])('axe finds nothing serious: %s', async (_, options) => {
    const { page, faults, status } = await openProcess(
      '&current=1&schedule=linear&T=50&scaleBetas=false',
      options,
    );
    await expect.poll(() => status('Terminal signal')).toContain('60%');
    await expectAccessible(page);
    // Nothing wider than the screen.
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
      .toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
  });

  test('with reduced motion nothing plays by itself', async () => {
    const { page, faults } = await openProcess('', { reducedMotion: 'reduce' });
    const slider = page.getByRole('slider', { name: 'Time', exact: true });
    const before = await slider.inputValue();
    await page.waitForTimeout(1200);
    expect(await slider.inputValue()).toBe(before);
    expect(faults).toEqual([]);
  });
});
