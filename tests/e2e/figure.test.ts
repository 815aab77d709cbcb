/** Pictures that know where they come from: the figure of a view at twice its size opens again, and every chart saves as SVG and PNG. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { imageDimensions } from '../../src/interop/imageDimensions';
import { readTexts } from '../../src/interop/pngText';
import { browserOn, download, drop, open, STILL } from './browser';

const RUN = 'dataset=moons&schedule=linear&width=32&batch=32&steps=30&T=50&seed=3&backend=wasm';

/** How many colours a picture has: one that shows nothing has few. @param blank a page without a policy, which shows any picture */
const coloursOf = (blank: Page, bytes: Buffer, type: string): Promise<number> =>
  blank.evaluate(
    async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
      const g = canvas.getContext('2d')!;
      g.drawImage(image, 0, 0);
      return new Set(new Uint32Array(g.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
    },
    `data:${type};base64,${bytes.toString('base64')}`,
  );

describe('Save figure', () => {
  test('holds the run, not the form that went on, and opens again when it is dropped or chosen', async () => {
    const { page, faults, waitForStep } = await open(await browserOn('wasm'), `?${RUN}&autostart=1`);
    await waitForStep(30);
    await page.getByRole('spinbutton', { name: 'Seed' }).fill('9');
    await page.getByRole('spinbutton', { name: 'Seed' }).press('Enter');
    const time = page.locator('#view-train input.time');
    await time.fill('0.4');
    const shownTime = await time.inputValue();
    const png = await download(page, 'Save figure');
    const { width, height } = imageDimensions(png);
    expect(width).toBe(2320);
    expect(height).toBeGreaterThan(1300);
    const texts = readTexts(png);
    const link = new URL(texts.get('Source')!);
    expect(Object.fromEntries(link.searchParams)).toMatchObject({ dataset: 'moons', T: '50', seed: '3' });
    expect(JSON.parse(texts.get('ddpm-lab')!).config).toMatchObject({
      seed: 3,
      width: 32,
      schedule: 'linear',
    });
    expect(texts.get('Software')).toMatch(/^DDPM Lab \d+\.\d+\.\d+$/);

    for (const way of ['drop', 'choose'] as const) {
      await page.goto(new URL('?view=train', page.url()).href);
      if (way === 'drop') await drop(page, 'moons.png', png);
      else {
        const file = join(tmpdir(), `figure-${process.pid}.png`);
        writeFileSync(file, png);
        onTestFinished(() => void import('node:fs').then(({ rmSync }) => rmSync(file, { force: true })));
        await page.getByLabel('Open model: file').setInputFiles(file);
      }
      await page.getByText('is a figure of this page: Train, two moons.').waitFor();
      await page.getByRole('button', { name: 'Open the figure' }).click();
      await expect.poll(() => page.getByRole('spinbutton', { name: 'Seed' }).inputValue()).toBe('3');
      await expect
        .poll(() => page.getByRole('spinbutton', { name: 'Timesteps (T)' }).inputValue())
        .toBe('50');
      await expect.poll(() => time.inputValue()).toBe(shownTime);
      expect(new URL(page.url()).searchParams.has('autostart')).toBe(false);
    }
    expect(faults).toEqual([]);
  });

  test('that is damaged says why when it is dropped, and another picture is an image as ever', async () => {
    const { page, faults } = await open(await browserOn('wasm'), '?view=process&schedule=linear');
    await page.getByRole('img', { name: 'Density over time' }).waitFor();
    const png = await download(page, 'Save figure');
    const damaged = Buffer.from(png);
    damaged[damaged.indexOf('"format"') + 2] ^= 1;
    await drop(page, 'damaged.png', damaged);
    await expect.poll(() => page.getByRole('alert').first().textContent()).toContain('another checksum');
    const canvas = await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [8, 8];
      canvas.getContext('2d')!.fillRect(2, 2, 4, 4);
      return canvas.toDataURL().split(',')[1];
    });
    await drop(page, 'other.png', Buffer.from(canvas, 'base64'));
    await expect.poll(() => page.getByRole('alert').first().textContent()).toContain('at least 8'); // images to learn from
    expect(faults).toEqual([]);
  });
});

describe('Save a chart', () => {
  test.each(['train', 'compare', 'process'])(
    'every picture of %s is an SVG that shows it, and a PNG',
    async (view) => {
      const query = view === 'train' ? `?${RUN}&autostart=1` : `?view=${view}`;
      const { page, faults, waitForStep } = await open(await browserOn('wasm'), query, STILL);
      if (view === 'train') await waitForStep(30);
      await page.locator(`#view-${view} h1`).waitFor();
      await page.getByRole('button', { name: 'Save a chart' }).click();
      const dialog = page.getByRole('dialog', { name: 'Save a chart' });
      await dialog
        .getByRole('button', { name: / as SVG$/ })
        .first()
        .waitFor();
      const buttons = dialog.getByRole('button', { name: / as (SVG|PNG)$/ });
      const names = await buttons.evaluateAll((all) =>
        all.map((button) => button.getAttribute('aria-label')!),
      );
      expect(names.length).toBeGreaterThanOrEqual(8);
      expect(new Set(names).size).toBe(names.length);
      const blank = await page.context().newPage();
      const pngs = names.filter((name) => name.endsWith('PNG'));
      for (const name of [...names.filter((name) => name.endsWith('SVG')), ...pngs.slice(0, 2)]) {
        const bytes = await download(page, name);
        const type = name.endsWith('SVG') ? 'image/svg+xml' : 'image/png';
        if (type === 'image/svg+xml') expect(String(bytes)).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
        expect(await coloursOf(blank, bytes, type), name).toBeGreaterThan(4);
      }
      if (view === 'process') {
        // its axes and curves are shapes, its letters are letters
        const curves = String(await download(page, 'Schedule curves as SVG'));
        expect(curves).toContain('log signal-to-noise ratio</text>');
        expect(curves).not.toContain('<image');
      }
      await page.keyboard.press('Escape');
      await expect.poll(() => dialog.count()).toBe(0);
      expect(faults).toEqual([]);
    },
  );
});
