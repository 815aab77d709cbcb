/** What one does with a model in the Sample view: by mouse, by finger and by keys, from a link, with a result for each. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from './axe';
import { download, launch, open, pixelsOf } from './browser';
import { longestTask } from './tasks';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('webgl');
});
afterAll(async () => {
  await browser?.close();
});

const MODEL =
  '?view=sample&pretrained=mnist-cosine&sampler=ddim&samplingSteps=4&samples=1&backend=wasm&seed=3';
/** The same for points. */
const POINTS = MODEL.replace('mnist-cosine', 'swiss-roll-cosine').replace('samples=1', 'samples=200');
const padOf = (page: Page) => page.getByRole('application');
const pixelsOfPad = (page: Page) => pixelsOf(padOf(page).locator('canvas'));

/** Presses the button and waits for another result, and until the button is offered again. */
async function act(page: Page, name: RegExp, result: () => Promise<unknown>) {
  const button = page.getByRole('button', { name });
  await expect.poll(() => button.isEnabled(), { timeout: 120_000 }).toBe(true);
  const before = await result();
  await button.click();
  // progress is in the button's place meanwhile, too short to be seen on a fast machine
  await expect.poll(result, { timeout: 240_000, interval: 200 }).not.toBe(before);
  await expect.poll(() => button.count(), { timeout: 240_000, interval: 200 }).toBe(1);
}

describe('using a model', () => {
  test('a link opens the pad; a part hidden by mouse and by keys is drawn by the model', async () => {
    const { page, faults } = await open(browser, `${MODEL}&use=inpaint`);
    const pad = padOf(page);
    await pad.waitFor({ timeout: 120_000 });
    const empty = await pixelsOfPad(page);
    await page.getByRole('button', { name: 'Next test digit' }).click();
    await expect.poll(() => pixelsOfPad(page)).not.toBe(empty);
    await expect.poll(() => page.getByText(/of 784 are hidden/).count()).toBe(0);

    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height - 10, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => page.getByText(/of 784 are hidden/).count()).toBe(1);
    const hiddenPixels = async () =>
      Number.parseInt((await page.getByText(/of 784 are hidden/).textContent())!, 10);
    await expect.poll(hiddenPixels).toBeGreaterThan(60); // 28 rows, 3 pixels wide
    let byMouse: string | null = null;
    const hasEnded = async () => {
      const before = byMouse;
      byMouse = await page.getByText(/of 784 are hidden/).textContent();
      return before === byMouse;
    };
    await expect.poll(hasEnded, { interval: 500 }).toBe(true); // the last stretch of the line comes later on a busy machine

    const digit = await pixelsOfPad(page);
    await page.getByRole('button', { name: 'Next test digit' }).click();
    await expect.poll(() => pixelsOfPad(page)).not.toBe(digit);
    await expect.poll(() => page.getByText(/of 784 are hidden/).textContent()).toBe(byMouse); // another digit, hidden at the same place

    await pad.focus();
    await pad.press('Space');
    await pad.press('Shift+ArrowRight');
    await expect.poll(() => page.getByText(/of 784 are hidden/).textContent()).not.toBe(byMouse);
    await pad.press('Control+z');
    await pad.press('Control+z');
    await expect.poll(() => page.getByText(/of 784 are hidden/).textContent()).toBe(byMouse);

    await page.getByRole('slider', { name: 'Resamplings' }).fill('1');
    await page.getByText(/25 evaluations a sample/).waitFor();
    const variations = page.getByRole('img', { name: 'The inpainted variations' });
    await act(page, /^Inpaint, 8/, () => pixelsOf(variations));
    await expectAccessible(page, { within: '.use' });
    expect(faults).toEqual([]);
  });

  test('upscaled variations have the means of the reduced image, to half a level of 256', async () => {
    const { page, faults } = await open(browser, `${MODEL}&use=upscale`);
    await padOf(page).waitFor({ timeout: 120_000 });
    const empty = await pixelsOfPad(page);
    await page.getByRole('button', { name: 'Next test digit' }).click();
    await expect.poll(() => pixelsOfPad(page), { timeout: 60_000 }).not.toBe(empty);
    await page.getByRole('button', { name: '7', exact: true }).click();
    await page.getByText(/sees 4 × 4 means.* 65 evaluations a sample/).waitFor();
    const variations = page.getByRole('img', { name: 'The reduced image and the upscaled variations' });
    await act(page, /^Upscale, 8/, () => pixelsOf(variations));
    const difference = page.getByText(/^The means of the variations/);
    await expect
      .poll(async () => Number(/at most ([\d.e-]+) levels/.exec((await difference.textContent())!)?.[1]))
      .toBeLessThanOrEqual(0.5);
    await expectAccessible(page, { within: '.use' });
    expect(faults).toEqual([]);
  });

  test('a model with classes says which ones it draws, and draws the one that is chosen', async () => {
    const { page, faults } = await open(
      browser,
      `${MODEL.replace('mnist-cosine', 'mnist-classes')}&use=inpaint`,
    );
    await padOf(page).waitFor({ timeout: 120_000 });
    const menu = page.getByRole('combobox', { name: 'Class drawn here' });
    const chosen = () => menu.locator('option:checked').textContent();
    await expect.poll(chosen).toBe('As in the settings: all in turn');
    await menu.selectOption('7');
    await page.getByRole('button', { name: 'Hide the whole image' }).click();
    await page.getByRole('slider', { name: 'Resamplings' }).fill('1');
    const variations = page.getByRole('img', { name: 'The inpainted variations' });
    const inpaint = page.getByRole('button', { name: /^Inpaint, 8/ });
    await expect.poll(() => inpaint.isEnabled(), { timeout: 120_000 }).toBe(true);
    await inpaint.click();
    await expect
      .poll(() => variations.getAttribute('aria-description'), { timeout: 240_000, interval: 200 })
      .toBe('8 variations of class 7, seed 3');

    // a strip has one sample a strength: it is of one class, and of none where the settings draw all in turn
    await page.getByRole('button', { name: 'Edit a drawing', exact: true }).click();
    await expect.poll(chosen).toBe('As in the settings: all in turn'); // 7 was chosen for another image
    const strip = page.getByRole('img', { name: 'The edited samples' });
    const drawStrip = async (classes: string, label: string, summary: string) => {
      await menu.selectOption(classes);
      await page.getByRole('button', { name: label, exact: true }).click();
      await expect
        .poll(() => strip.getAttribute('aria-description'), { timeout: 240_000 })
        .toBe(`${summary}, strengths 0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 1, seed 3`);
    };
    await drawStrip('7', 'Strip over strengths', '8 samples of class 7');
    await drawStrip('settings', 'Strip over strengths, no class in particular', '8 samples');
    await page.getByRole('button', { name: 'Interpolate', exact: true }).click();
    // a path does not go through the classes in turn
    await expect.poll(() => menu.locator('option').first().textContent()).toBe('None in particular');
    await expectAccessible(page, { within: '.use' });
    expect(faults).toEqual([]);
  });

  test('a drawing made with a finger is edited; Cancel ends it', async () => {
    const { page, faults } = await open(browser, `${MODEL}&use=edit`, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    const pad = padOf(page);
    await pad.waitFor({ timeout: 120_000 });
    await pad.scrollIntoViewIfNeeded();
    const empty = await pixelsOfPad(page);
    const box = (await pad.boundingBox())!;
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(() => pixelsOfPad(page)).not.toBe(empty);
    const buttons = page.locator('.use button');
    for (const { width, height } of (
      await Promise.all((await buttons.all()).map((button) => button.boundingBox()))
    ).filter((each) => each !== null))
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);

    const edited = page.getByRole('img', { name: 'The edited samples' });
    const described = () => edited.getAttribute('aria-description');
    const longest = await longestTask(browser, page, () => act(page, /^Edit, 8/, described));
    console.log(`longest task while a drawing is edited: ${longest.toFixed(1)} ms`);
    expect(longest).toBeLessThanOrEqual(50);
    await expect.poll(described).toMatch(/8 samples, strengths 0.6, seed 3/);

    await page.getByRole('button', { name: 'Inpaint', exact: true }).click();
    const inpaint = page.getByRole('button', { name: /^Inpaint, 8/ });
    await expect.poll(() => inpaint.isEnabled()).toBe(false); // nothing is hidden
    await page.getByRole('button', { name: 'Hide the right half' }).click();
    await inpaint.click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => page.getByRole('button', { name: /^Inpaint, 8/ }).isEnabled()).toBe(true);
    await expect.poll(() => page.url()).toMatch(/use=inpaint/);
    expect(faults).toEqual([]);
  });

  test('of a model of points one coordinate is known; the other is drawn, and compared with its exact distribution', async () => {
    const { page, faults } = await open(browser, `${POINTS}&use=inpaint`, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await page.getByRole('button', { name: 'y is known' }).click();
    const value = page.getByRole('slider', { name: 'Value of y' });
    await value.fill('-0.5');
    await value.press('ArrowLeft');
    await page.getByText(/draws x of points whose y is -0.51/).waitFor();
    await page.getByRole('slider', { name: 'Resamplings' }).fill('1');
    await page.getByText(/50 evaluations a sample/).waitFor();
    for (const button of await page.locator('.use button').all()) {
      const { width, height } = (await button.boundingBox())!;
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    }
    const chart = page.getByRole('img', { name: 'The distribution of the drawn coordinate' });
    const empty = await pixelsOf(chart);
    const inpaint = page.getByRole('button', { name: /^Inpaint, 1,000 points/ });
    await expect.poll(() => inpaint.isEnabled(), { timeout: 120_000 }).toBe(true);
    await inpaint.click();
    const picture = page.getByRole('img', { name: /^The line of the known coordinate/ });
    await expect
      .poll(() => picture.getAttribute('aria-description'), { timeout: 120_000, interval: 200 })
      .toBe('1,000 points with y at -0.51, seed 3');
    await expect.poll(() => pixelsOf(chart)).not.toBe(empty);
    const finding = await page.getByText(/^The values of x are/).textContent();
    const [, distance, floor] = /are ([\d.]+) from the exact.*draws are ([\d.]+) ±/.exec(finding!)!;
    expect(Number(distance)).toBeGreaterThan(0);
    expect(Number(floor)).toBeGreaterThan(0);
    await value.press('ArrowRight');
    await expect
      .poll(() => picture.getAttribute('aria-description'))
      .toBe('1,000 points with y at -0.51, seed 3, of an earlier value');
    await expectAccessible(page, { within: '.use' });
    expect(faults).toEqual([]);
  });

  test('points that are drawn by finger and by keys are edited; at strength 0 they stay', async () => {
    const { page, faults } = await open(browser, `${POINTS}&use=edit`, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    const pad = padOf(page);
    await pad.waitFor({ timeout: 120_000 });
    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox())!;
    await page.touchscreen.tap(box.x + box.width / 4, box.y + box.height / 4);
    await page.getByText('1 point of at most 400.').waitFor();
    await pad.focus();
    await pad.press('Space');
    await pad.press('Shift+ArrowRight');
    await page.getByText('3 points of at most 400.').waitFor();
    await pad.press('Control+z');
    await page.getByText('2 points of at most 400.').waitFor();
    const edited = page.getByRole('img', { name: /^The edited points/ });
    for (const [strength, finding] of [
      ['0', /^At strength 0 the points are 0 from/],
      ['0.5', /^At strength 0.5 the points are (0\.0*)?[1-9]/],
    ] as const) {
      await page.getByRole('slider', { name: 'Strength' }).fill(strength);
      const edit = page.getByRole('button', { name: 'Edit, 2 points' });
      await expect.poll(() => edit.isEnabled(), { timeout: 120_000 }).toBe(true);
      await edit.click();
      await expect
        .poll(() => edited.getAttribute('aria-description'), { timeout: 120_000, interval: 200 })
        .toBe(`2 points, strength ${strength}, seed 3`);
      await page.getByText(finding).waitFor();
    }
    await expectAccessible(page, { within: '.use' });
    expect(faults).toEqual([]);
  });

  test('a path between two points that keys put begins and ends near them', async () => {
    const { page, faults } = await open(browser, `${POINTS}&use=interpolate`);
    await page.getByRole('button', { name: 'Two points' }).click();
    const pad = padOf(page);
    await pad.waitFor({ timeout: 120_000 });
    const interpolate = page.getByRole('button', { name: 'Interpolate' }).last();
    await pad.focus();
    for (let i = 0; i < 4; i++) await pad.press('ArrowRight'); // 0.5 to the right, where data are
    await pad.press('Space');
    expect(await interpolate.isDisabled()).toBe(true);
    for (let i = 0; i < 14; i++) await pad.press('ArrowDown');
    await pad.press('Space');
    await expect.poll(() => interpolate.isEnabled(), { timeout: 120_000 }).toBe(true);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => interpolate.isDisabled()).toBe(true);
    await pad.focus();
    await pad.press('Space');
    await expect.poll(() => interpolate.isEnabled(), { timeout: 120_000 }).toBe(true);
    await interpolate.click();
    await page.getByText(/samples between two encoded points, seed 3/).waitFor({ timeout: 120_000 });
    const missed = await page.getByText(/The ends of the path are at most/).textContent();
    expect(Number(/at most ([\d.e-]+) from the points/.exec(missed!)![1])).toBeLessThan(0.3);
    // while the page samples, the button says what it waits for
    await page.locator('#sample-count').fill('20000');
    const why = 'Waits until the samples above are drawn.';
    await expect.poll(() => page.getByText(why).count(), { timeout: 60_000 }).toBe(1);
    expect(await interpolate.isDisabled()).toBe(true);
    expect(await interpolate.getAttribute('aria-describedby')).toBe(
      await page.getByText(why).getAttribute('id'),
    );
    await expectAccessible(page, { within: '.use' });
    expect(faults).toEqual([]);
  });

  test('a model of points with classes gives p(class | x) of a place beside the exact one, and its accuracy beside Bayes', async () => {
    const trained = await open(
      browser,
      '?dataset=moons&classes=true&width=32&depth=1&steps=300&batch=64&backend=wasm&samplingSteps=4',
    );
    const { page, faults } = trained;
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await trained.waitForStep(300);
    const buffer = await download(page, 'Download model');
    await page.getByRole('tab', { name: 'Sample' }).click();
    const menu = page.locator('#sample-model');
    await page
      .locator('input[aria-label^="Open model"]')
      .setInputFiles({ name: 'classes.zip', mimeType: 'application/zip', buffer });
    await expect.poll(() => menu.inputValue(), { timeout: 120_000 }).toBe('');
    await page.getByRole('button', { name: 'Classify', exact: true }).click();
    const pad = padOf(page);
    await pad.waitFor({ timeout: 120_000 });
    await pad.focus();
    for (let i = 0; i < 8; i++) await pad.press('ArrowUp'); // where the upper moon is
    await pad.press('Space');
    const classify = page.locator('.use-panel').getByRole('button', { name: 'Classify', exact: true });
    await expect.poll(() => classify.isEnabled(), { timeout: 120_000 }).toBe(true);
    await classify.click();
    const table = page.getByRole('table', { name: /^p\(class \| x\) at/ });
    await table.waitFor({ timeout: 120_000 });
    const shares = async (row: RegExp) =>
      (await table.getByRole('row', { name: row }).getByRole('cell').allTextContents()).map(
        Number.parseFloat,
      );
    const [upper, exactly] = await shares(/^upper/);
    const [lower, others] = await shares(/^lower/);
    expect(upper + lower).toBeCloseTo(100, 0);
    expect(exactly + others).toBeCloseTo(100, 0);
    expect(exactly).toBeGreaterThan(90);
    const accuracy = page.getByRole('button', { name: 'Accuracy on 200 points' });
    await expect.poll(() => accuracy.isEnabled(), { timeout: 120_000 }).toBe(true);
    await accuracy.click();
    const sentence = page.getByText(/of 200 fresh points classified rightly/);
    await sentence.waitFor({ timeout: 120_000 });
    const [, right, byDensity] = /^(\d+) of 200 .* right on (\d+) of them/.exec(
      (await sentence.textContent())!,
    )!;
    expect(Number(right)).toBeGreaterThan(130); // chance is 100, with a deviation of 7
    expect(Number(byDensity)).toBeGreaterThan(190);
    await expectAccessible(page, { within: '.use' });
    expect(faults).toEqual([]);
  });
});
