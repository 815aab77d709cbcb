/** A tiny U-Net and a tiny transformer learn digits in the page: a few steps, as a visitor sees them. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IMAGE_DATASETS } from '../../datasets/images';
import { readNpz } from '../../src/interop/npz';
import { download, launch, open } from './browser';
import { KNOWS_MEMORY, peakMemory } from './memory';

const STEPS = 4;
const TINY = `?dataset=mnist&unet=grey-28-tiny&batch=8&steps=${STEPS}&T=20&samplingSteps=4&backend=wasm`;

/** Of as little work: sixteen patches, one block. */
const TINY_DIT = TINY.replace('unet=grey-28-tiny', 'model=dit&patchSize=7&hiddenSize=16&blocks=1&heads=2');

let browser: Browser;
beforeAll(async () => {
  browser = await launch('webgl');
});
afterAll(() => browser.close());

/** Different colours on a canvas: pictures have many, an empty stage a few. */
const coloursOf = (canvas: Locator): Promise<number> =>
  canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    return new Set(new Uint32Array(data.buffer)).size;
  });

const samplesIn = async (page: Page, button: string) =>
  (await readNpz(await download(page, button))).get('samples')!;

test.each([
  ['U-Net', TINY, 'combobox', 'U-Net', 'grey-28-tiny'],
  ['DiT', TINY_DIT, 'spinbutton', 'Patch size', '7'],
] as const)(
  'a %s takes its steps, shows images, and saves images',
  async (_, address, role, field, value) => {
    const { page, faults, status, waitForStep } = await open(browser, `${address}&autostart=1`);
    await waitForStep(STEPS, 180_000);
    await expect.poll(() => status('Step')).toBe(String(STEPS));
    expect(Number.parseFloat(await status('Loss'))).toBeGreaterThan(0);
    const title = page.getByRole('heading', { level: 1 }).first();
    await expect.poll(() => title.textContent()).toBe('Samples after 4 training steps on MNIST digits.');
    const stage = page.getByRole('img', { name: 'Samples', exact: true });
    await expect.poll(() => coloursOf(stage)).toBeGreaterThan(100);
    // what has no meaning for images is not offered
    for (const name of ['Data', 'Paths', 'Score', 'Density', 'Compare samplers'])
      await expect
        .poll(() => page.getByRole('button', { name, exact: true }).count(), { message: name })
        .toBe(0);
    await expect.poll(() => page.getByRole(role, { name: field, exact: true }).inputValue()).toBe(value);
    for (const button of ['Download samples', 'Download data']) {
      const { shape, data } = await samplesIn(page, button);
      expect(shape.slice(1), button).toEqual([28, 28, 1]);
      expect(data, button).toBeInstanceOf(Uint8Array);
      expect(new Set(data).size, button).toBeGreaterThan(10);
    }
    // the classifier judges them, off the page's thread, beside real ones
    await expect.poll(() => status('Quality')).toMatch(/^\d+ images: too few to measure$/);
    await page.getByRole('heading', { name: /^Still far from real images/ }).waitFor();
    await page.getByRole('img', { name: 'Classes of the newest images' }).waitFor();
    const [header, ...rows] = (await download(page, 'Download metrics')).toString().trim().split('\n');
    expect(header).toContain('frechet_distance,frechet_floor,confident,confident_floor');
    expect(rows.at(-1)).toMatch(/,[\d.]+,[\d.]+,[\d.]+,[\d.]+$/);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(faults).toEqual([]);
  },
);

test('a transformer is chosen in the form, refused where its patches do not fit, and its file opens again', async () => {
  const { page, faults, status, waitForStep } = await open(browser, TINY);
  const field = (name: string) => page.getByRole('spinbutton', { name, exact: true });
  await page.getByRole('combobox', { name: 'Model', exact: true }).selectOption({ label: 'DiT' });
  await expect.poll(() => page.getByRole('combobox', { name: 'U-Net', exact: true }).count()).toBe(0);
  await field('Hidden size').fill('16');
  await field('Blocks').fill('1');
  await field('Patch size').fill('5');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const alert = page.getByRole('alert');
  await expect.poll(() => alert.first().textContent()).toContain('do not fill images of 28 × 28');
  await field('Patch size').fill('7');
  await expect.poll(() => page.url()).toContain('patchSize=7');
  await page.getByRole('button', { name: /^Train( anew)?$/ }).click();
  await waitForStep(STEPS, 180_000);
  const file = await download(page, 'Download model');
  expect(faults).toEqual([]);

  const fresh = await open(browser, '');
  await fresh.page
    .locator('input[aria-label^="Open model"]')
    .first()
    .setInputFiles({ name: 'dit.zip', mimeType: 'application/zip', buffer: file });
  const opened = (name: string) => fresh.page.getByRole('spinbutton', { name, exact: true });
  await expect.poll(() => opened('Patch size').inputValue()).toBe('7');
  await expect.poll(() => opened('Hidden size').inputValue()).toBe('16');
  await expect.poll(() => opened('Blocks').inputValue()).toBe('1');
  await expect.poll(() => fresh.status('Step')).toBe(String(STEPS));
  expect(fresh.faults).toEqual([]);
  await expect.poll(() => status('Step')).toBe(String(STEPS));
});

test.each([
  ['fashion-mnist', 'ankle boot', 9],
  ['flowers', 'bellflower', 7],
] as const)('classes of %s are chosen by their names', async (dataset, name, number) => {
  const { page, faults } = await open(browser, `?dataset=${dataset}&classes=true`);
  const menu = page.getByRole('combobox', { name: 'Class to draw', exact: true });
  await menu.waitFor();
  await expect
    .poll(() => menu.locator('option').allTextContents())
    .toEqual(['All in turn', ...IMAGE_DATASETS[dataset].classes]);
  await menu.selectOption({ label: name });
  await expect.poll(() => page.url()).toContain(`label=${number}`);
  expect(faults).toEqual([]);
});

/**
 * The smallest preset, small batches, and pictures of one step. WebGL without a GPU takes minutes and more: SLOW_TESTS=1 asks for it.
 */
const SIXTY = '?dataset=mnist&unet=grey-28-tiny&batch=4&steps=60&lr=0.003&warmupSteps=10&samplingSteps=1';
const MACHINES_OF_SIXTY = process.env.SLOW_TESTS ? (['wasm', 'webgl'] as const) : (['wasm'] as const);

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

test.each(MACHINES_OF_SIXTY)(
  '60 steps of the smallest U-Net on %s: the loss falls, in less than 1 GB',
  async (backend) => {
    const own = await launch('webgl'); // of its own, so that the peak is this run's
    const { page, faults, status, waitForStep } = await open(own, `${SIXTY}&backend=${backend}&autostart=1`);
    await waitForStep(60, 3_600_000);
    await expect.poll(() => status('Backend in use')).toMatch(new RegExp(`^${backend}`));
    const metrics = (await download(page, 'Download metrics')).toString();
    const losses = metrics
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[1]));
    expect(losses).toHaveLength(60);
    const [first, last] = [mean(losses.slice(0, 10)), mean(losses.slice(-10))];
    const { renderer, gpu } = KNOWS_MEMORY ? await peakMemory(own) : { renderer: 0, gpu: 0 };
    console.log(
      `${backend}: loss ${first.toFixed(3)} to ${last.toFixed(3)}; peak ${renderer.toFixed(0)} MB with page, ${gpu.toFixed(0)} MB GPU process`,
    );
    expect(last).toBeLessThan(0.6 * first);
    expect(renderer).toBeLessThan(1024);
    expect(gpu).toBeLessThan(1024);
    expect(faults).toEqual([]);
    await own.close();
  },
  process.env.SLOW_TESTS ? 3_600_000 : 240_000,
);
