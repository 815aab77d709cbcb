/** Films as a visitor saves them on the built page, under its policy: of the denoising, of a training while it runs, and of a path of samples. */
import { readFile } from 'node:fs/promises';
import { BufferSource, EncodedPacketSink, Input, MP4, WEBM } from 'mediabunny';
import { describe, expect, test } from 'vitest';
import { browserOn, type OpenedPage, open } from './browser';
import { decodedFrames, filmedFrames, recordFrames } from './filmFrames';

const TINY =
  '?dataset=moons&schedule=cosine&T=20&samplingSteps=10&width=16&depth=1&batch=32&backend=wasm&autostart=1';

const openFresh = async (query: string): Promise<OpenedPage> => open(await browserOn('webgl'), query);

/** Presses a button and waits for the file. */
async function pressed({ page }: OpenedPage, button: string) {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const file = await waiting;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Format and number of frames of a film, as another program would read them. */
async function contentOf(bytes: Buffer) {
  const input = new Input({ source: new BufferSource(new Uint8Array(bytes)), formats: [MP4, WEBM] });
  const track = (await input.getPrimaryVideoTrack())!;
  let frames = 0;
  for await (const _ of new EncodedPacketSink(track).packets()) frames++;
  return { format: (await input.getFormat()).name, frames };
}

async function choose({ page }: OpenedPage, subject: string, format: string) {
  await page.getByRole('button', { name: 'Save a film', exact: true }).click();
  await page.getByRole('combobox', { name: 'What the film shows' }).selectOption(subject);
  const formats = page.getByRole('combobox', { name: 'File format' });
  await expect.poll(() => formats.getByRole('option').allTextContents()).toEqual(['GIF', 'MP4', 'WebM']);
  await formats.selectOption(format);
}

/** Of bytes, as a share of 255. */
const meanDifference = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length / 255;

describe('a film', () => {
  test('of the denoising is saved as MP4 and as WebM, with the frames of the GIF', async () => {
    const opened = await openFresh(`${TINY}&steps=30`);
    await opened.waitForStep(30);
    for (const [format, ending] of [
      ['MP4', 'mp4'],
      ['WebM', 'webm'],
    ]) {
      await choose(opened, 'Denoising', format);
      const { name, bytes } = await pressed(opened, 'Save');
      expect(name).toMatch(new RegExp(`\\.${ending}$`));
      expect(await contentOf(bytes)).toEqual({ format: format, frames: 48 });
    }
    expect(opened.faults).toEqual([]);
  });

  test('of a training has a frame for each preview until it is stopped, and none is saved where it is cancelled', async () => {
    const opened = await openFresh(`${TINY}&steps=1000000`);
    const { page } = opened;
    await opened.waitForStep(50);
    await choose(opened, 'Training', 'WebM');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const said = page.getByRole('status').filter({ hasText: 'Filming the training' });
    const frames = async () => Number(/(\d+) frames?/.exec((await said.textContent()) ?? '')?.[1] ?? 0);
    await expect.poll(frames).toBeGreaterThan(2);
    const counted = await frames();
    const { name, bytes } = await pressed(opened, 'Stop and save');
    expect(name).toMatch(/^training-moons.*\.webm$/);
    const content = await contentOf(bytes);
    expect(content.format).toBe('WebM');
    expect(content.frames).toBeGreaterThanOrEqual(counted);
    expect(content.frames).toBeLessThan(counted + 4);

    let files = 0;
    page.on('download', () => files++);
    await choose(opened, 'Training', 'GIF');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(frames).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Save a film', exact: true }).count()).toBe(1);
    expect(files).toBe(0);
    expect(opened.faults).toEqual([]);
  });

  test('of a training ends with its run: after Reset it holds what was filmed, and nothing of the next run', async () => {
    const opened = await openFresh(`${TINY}&steps=1000000`);
    const { page } = opened;
    await opened.waitForStep(50);
    await choose(opened, 'Training', 'WebM');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const said = page.getByRole('status').filter({ hasText: 'Filming the training' });
    await expect.poll(() => said.textContent()).toMatch(/[2-9] frames/);
    const { name, bytes } = await pressed(opened, 'Reset');
    expect(name).toMatch(/^training-moons.*\.webm$/);
    expect((await contentOf(bytes)).frames).toBeGreaterThan(1);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(opened.faults).toEqual([]);
  });

  test('of a view that is left meanwhile is not saved with still pictures: a notice says so', async () => {
    const opened = await openFresh(`${TINY}&steps=30`);
    const { page } = opened;
    await opened.waitForStep(30);
    let files = 0;
    page.on('download', () => files++);
    await choose(opened, 'Denoising', 'GIF');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('tab', { name: 'Process' }).click();
    const alert = page
      .getByRole('alert')
      .filter({ hasText: 'The view was left before the animation was whole' });
    await expect.poll(() => alert.count()).toBe(1);
    await expect.poll(() => page.getByRole('button', { name: 'Save a film', exact: true }).count()).toBe(1);
    expect(files).toBe(0);
    expect(opened.faults).toEqual([]);
  });

  test('of a path between two noises has the painted frames there and back, in each format within 2 %', async () => {
    const opened = await openFresh(
      '?view=sample&pretrained=mnist-cosine&samples=1&backend=wasm&seed=3&use=interpolate',
    );
    const { page } = opened;
    const draw = page.locator('.use-panel').getByRole('button', { name: 'Interpolate', exact: true });
    await expect.poll(() => draw.isEnabled(), { timeout: 120_000 }).toBe(true);
    await draw.click();
    const save = page.getByRole('button', { name: 'Save the path as', exact: true });
    await save.waitFor({ timeout: 180_000 });
    const made = await page.getByText(/^\d+ samples between two noises/).textContent();
    const samples = Number.parseInt(made!, 10);
    const formats = page.getByRole('combobox', { name: 'File format' });
    await recordFrames(page, 280);
    for (const format of ['GIF', 'MP4', 'WebM']) {
      await formats.selectOption(format);
      const { name, bytes } = await pressed(opened, 'Save the path as');
      expect(name).toBe(`interpolation.${format.toLowerCase()}`);
      const painted = await filmedFrames(page);
      const decoded = await decodedFrames(page.context(), bytes, format);
      expect(painted).toHaveLength(2 * samples - 2);
      expect(decoded).toHaveLength(painted.length);
      const differences = decoded.map((frame, k) => meanDifference(frame, painted[k]));
      console.log(format, `${painted.length} frames; largest difference`, Math.max(...differences));
      expect(Math.max(...differences)).toBeLessThan(0.02);
      // frames are those of a path: the two ends are two images
      expect(meanDifference(painted[0], painted[samples - 1])).toBeGreaterThan(0.02);
    }

    let files = 0;
    page.on('download', () => files++);
    // pressed in the page as soon as it is there, before a fast machine has packed the film
    const cancelled = page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const observer = new MutationObserver(() => {
            const cancel = [...document.querySelectorAll('button')].find(
              (one) => one.textContent === 'Cancel',
            );
            if (!cancel || !document.querySelector('progress, [role="progressbar"]')) return;
            observer.disconnect();
            cancel.click();
            resolve();
          });
          observer.observe(document.body, { childList: true, subtree: true });
        }),
    );
    await save.click();
    await cancelled;
    await save.waitFor();
    expect(files).toBe(0);
    expect(opened.faults).toEqual([]);
  });
});
