/** Files that the page read wrongly, opened as a visitor opens them. What the readers make of them: tests/unit/interop/cases.test.ts. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTable } from '../../src/interop/csv';
import { readNpz } from '../../src/interop/npz';
import { readZip, writeZip } from '../../src/interop/zip';
import { download, launch, type OpenedPage, open, STILL } from './browser';
import { pipelineZip } from './pipeline';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('wasm');
});
afterAll(async () => {
  await browser?.close();
});

const fileOf = (name: string) => join(import.meta.dirname, '../fixtures/cases', name);

/** A model of points is open first, as one of the gallery always is. */
const SAMPLE =
  '?view=sample&pretrained=swiss-roll-cosine&sampler=ddpm&samplingSteps=4&samples=4&backend=wasm';

const openInSample = (page: Page, name: string) =>
  page.locator('input[aria-label^="Open model"]').setInputFiles(fileOf(name));

async function openTable(page: Page, name: string): Promise<void> {
  await page.getByLabel('Open data: file').setInputFiles(fileOf(name));
  const dialog = page.getByRole('dialog', { name: 'Preview data' });
  await dialog.getByRole('button', { name: 'Use these data' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

const isDrawn = ({ status }: OpenedPage, evaluations: number) =>
  expect
    .poll(() => status('Network evaluations'), { timeout: 120_000, interval: 100 })
    .toBe(String(evaluations));

const alertOf = (page: Page) => page.getByRole('alert').allTextContents();
const alertHas = (page: Page, text: RegExp) =>
  expect.poll(async () => (await alertOf(page)).join(' ')).toMatch(text);

const modelIs = (page: Page, name: string) =>
  expect
    .poll(
      () =>
        page
          .locator('#sample-model')
          .evaluate((menu) => (menu as HTMLSelectElement).selectedOptions[0]?.text),
      {
        timeout: 180_000,
      },
    )
    .toBe(name);

const menuTo = (page: Page, name: string, value: string) =>
  page.getByRole('combobox', { name, exact: true }).selectOption(value);

const tick = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true }).isChecked();
const menu = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true }).inputValue();

function momentsOf(file: Buffer) {
  const { points, offset } = readTable(new Uint8Array(file));
  return [0, 1].map((axis) => {
    const own = points.filter((_, i) => (i & 1) === axis);
    return own.reduce((sum, value) => sum + value, 0) / own.length + offset[axis];
  });
}

describe('opened in Sample, a model', () => {
  test('draws with its own variance and clipping, never those of the model before it', async () => {
    const opened = await open(browser, SAMPLE, STILL);
    const { page } = opened;
    await isDrawn(opened, 4);
    await openInSample(page, 'moons-learned-variance.zip');
    await expect.poll(() => menu(page, 'Reverse variance')).toBe('learned');
    await page.getByRole('spinbutton', { name: 'Sampling steps', exact: true }).fill('3');
    await page.getByRole('button', { name: 'Sample', exact: true }).click();
    await isDrawn(opened, 3); // not the four of the model before it
    expect(await alertOf(page)).toEqual([]);

    await openInSample(page, 'clip-false-v.zip');
    await expect.poll(() => tick(page, 'Clip x̂₀')).toBe(false);
  });

  test('is refused with the tensor, the channels or the checkpoint named, and the one before it stays', async () => {
    const opened = await open(browser, SAMPLE, STILL);
    const { page } = opened;
    await isDrawn(opened, 4);
    await openInSample(page, 'nan-weights.zip');
    await alertHas(page, /conv_out\.bias.*not finite/);
    await openInSample(page, 'two-channels-32.zip');
    await alertHas(page, /in_channels: found 2/);
    await openInSample(page, 'checkpoint-pt-as.zip');
    await alertHas(page, /PyTorch checkpoint.*save_file/);
    await openInSample(page, 'weights-have-attention-config-not.zip');
    await alertHas(page, /no place for.*attentions\.0/);
  });

  test('has its own classes: ten or 26, and a row for none', async () => {
    const opened = await open(browser, SAMPLE, STILL);
    const { page } = opened;
    await isDrawn(opened, 4);
    await openInSample(page, 'classes11-rgb32.zip');
    const classes = page.getByRole('combobox', { name: 'Class to draw' });
    await expect.poll(() => classes.locator('option').count()).toBe(11); // ten, and all in turn
    await openInSample(page, 'classes27-28.zip');
    await expect.poll(() => classes.locator('option').count()).toBe(27);
  });
});

describe('with the same seed', () => {
  /** Four images of an opened model in four steps of DDPM. */
  async function sampled({ page }: OpenedPage): Promise<Uint8Array> {
    await menuTo(page, 'Sampler', 'ddpm');
    for (const [name, value] of [
      ['Sampling steps', '4'],
      ['Number of samples', '4'],
    ])
      await page.getByRole('spinbutton', { name, exact: true }).fill(value);
    await page.getByRole('button', { name: 'Sample', exact: true }).click();
    await page.getByRole('heading', { name: /^4 new images/ }).waitFor();
    const arrays = await readNpz(new Uint8Array(await download(page, 'Download samples')));
    return arrays.get('samples')!.data as Uint8Array;
  }

  test('fixed_large and fixed_small give other samples, each by its own file', async () => {
    const opened = await open(browser, SAMPLE, STILL);
    const { page, faults } = opened;
    await isDrawn(opened, 4);
    const samples: Uint8Array[] = [];
    for (const size of ['large', 'small', 'large']) {
      await openInSample(page, `variance-${size}-v.zip`);
      await modelIs(page, `variance-${size}-v.zip`);
      samples.push(await sampled(opened));
      await expect.poll(() => menu(page, 'Reverse variance')).toBe(`fixed-${size}`);
    }
    expect(samples[1]).not.toEqual(samples[0]);
    expect(samples[2]).toEqual(samples[0]);
    expect(faults).toEqual([]);
  });

  test('images whose variance was learned in Train are drawn with it in Sample, from diffusers’ files alone', async () => {
    const trained = await open(
      browser,
      '?dataset=mnist&unet=grey-28-tiny&variance=learned&batch=4&steps=2&T=20&samplingSteps=2&backend=wasm',
      STILL,
    );
    const { page, faults } = trained;
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await trained.waitForStep(2);
    const files = await readZip(new Uint8Array(await download(page, 'Download model')));
    const read = (name: string) => JSON.parse(new TextDecoder().decode(files.get(name)));
    expect(read('unet/config.json')).toMatchObject({ in_channels: 1, out_channels: 2 });
    expect(read('scheduler/scheduler_config.json').variance_type).toBe('learned_range');
    files.delete('run.json');
    await page.getByRole('tab', { name: 'Sample' }).click();
    const buffer = Buffer.from(writeZip(files));
    await page
      .locator('input[aria-label^="Open model"]')
      .setInputFiles({ name: 'learned.zip', mimeType: 'application/zip', buffer });
    await modelIs(page, 'learned.zip');
    await expect.poll(() => menu(page, 'Sampler')).toBe('ddpm'); // the one that draws with the variance
    await expect.poll(() => menu(page, 'Reverse variance')).toBe('learned');
    const own = await sampled(trained);
    expect(new Set(own).size).toBeGreaterThan(50);
    await menuTo(page, 'Reverse variance', 'fixed-small');
    // the heading of the samples before stands until the page renders
    const drawn = () => sampled(trained);
    await expect.poll(drawn, { timeout: 120_000 }).not.toEqual(own);
    await menuTo(page, 'Reverse variance', 'learned');
    await expect.poll(drawn, { timeout: 120_000 }).toEqual(own);
    expect(faults).toEqual([]);
  });

  test('ResNet resampling and a dropped model are sampled', async () => {
    const opened = await open(browser, SAMPLE, STILL);
    const { page, faults } = opened;
    await isDrawn(opened, 4);
    const resnet = {
      down_block_types: ['ResnetDownsampleBlock2D', 'AttnDownBlock2D'],
      up_block_types: ['AttnUpBlock2D', 'ResnetUpsampleBlock2D'],
      ...{ downsample_type: 'resnet', upsample_type: 'resnet' },
    };
    const buffer = pipelineZip(resnet, { _class_name: 'DDPMScheduler' });
    await page
      .locator('input[aria-label^="Open model"]')
      .setInputFiles({ name: 'resnet.zip', mimeType: 'application/zip', buffer });
    await modelIs(page, 'resnet.zip');
    expect(new Set(await sampled(opened)).size).toBeGreaterThan(50);
    await expect.poll(() => menu(page, 'Reverse variance')).toBe('fixed-small');
    const devtools = await page.context().newCDPSession(page);
    const data = { items: [], files: [fileOf('variance-small-v.zip')], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, x: 600, y: 500, data });
    await modelIs(page, 'variance-small-v.zip');
    await expect.poll(() => page.getByRole('tab', { name: 'Sample', selected: true }).count()).toBe(1);
    expect(faults).toEqual([]);
  });
});

test('a model of an own table gives samples in its units, whatever table is open and where none is', async () => {
  const trained = await open(
    browser,
    '?view=train&width=16&depth=1&steps=60&batch=64&backend=wasm&samplingSteps=20',
    STILL,
  );
  const { page } = trained;
  await openTable(page, 'own-units.csv');
  await expect.poll(() => menu(page, 'Dataset')).toBe('csv');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await trained.waitForStep(60);
  const model = await download(page, 'Download model');
  await openTable(page, 'other-data.csv');

  const chosen = { name: 'model.zip', mimeType: 'application/zip', buffer: model };
  await page.getByRole('tab', { name: 'Sample' }).click();
  await page.locator('input[aria-label^="Open model"]').setInputFiles(chosen);
  await expect.poll(() => page.getByRole('button', { name: 'Download samples' }).isEnabled()).toBe(true);
  await expect.poll(() => page.locator('#sample-model').inputValue()).toBe('');
  await expect.poll(() => page.getByText(/^Nothing to measure: the table/).count()).toBe(1);
  const [x, y] = momentsOf(await download(page, 'Download samples'));
  expect(Math.abs(x - 500)).toBeLessThan(40);
  expect(Math.abs(y + 20)).toBeLessThan(40);
  expect(await page.getByRole('alert').allTextContents()).toEqual([]); // that it cannot be measured is no fault

  const fresh = await open(browser, '?view=train&backend=wasm', STILL);
  await fresh.page.getByLabel('Open model: file').setInputFiles(chosen);
  await fresh.waitForStep(60);
  const again = momentsOf(await download(fresh.page, 'Download samples'));
  expect(Math.abs(again[0] - 500)).toBeLessThan(40);
  expect(fresh.faults).toEqual([]);
});
