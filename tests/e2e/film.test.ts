/** Films as a visitor saves them on the built page, under its policy: of the denoising, and of a training while it runs. */
import { readFile } from 'node:fs/promises';
import { BufferSource, EncodedPacketSink, Input, MP4, WEBM } from 'mediabunny';
import { describe, expect, test } from 'vitest';
import { browserOn, type OpenedPage, open } from './browser';

const TINY =
  '?dataset=moons&schedule=cosine&T=20&samplingSteps=10&width=16&depth=1&batch=32&backend=wasm&autostart=1';

const openFresh = async (query: string): Promise<OpenedPage> => open(await browserOn('webgl'), query);

/** Presses a button and waits for the file. */
async function pressed({ page }: OpenedPage, button: string) {
  const waiting = page.waitForEvent('download', { timeout: 90_000 });
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
});
