/** Lessons, hiding, the sampler race and saved pictures, as a visitor meets them in headless Chromium. */
import { readFile } from 'node:fs/promises';
import { describe, expect, inject, test } from 'vitest';
import { expectAccessible } from './axe';
import { browserOn, download, type OpenedPage, open } from './browser';

/** Small enough for a processor, in what a lesson leaves open. */
const TINY = 'T=20&samplingSteps=10&width=16&depth=1&batch=32&backend=wasm';

const openFresh = async (query: string): Promise<OpenedPage> => open(await browserOn('webgl'), query);

describe('a lesson', () => {
  test('opened by its name sets its situation, says what to look at, and its outcome comes', async () => {
    const opened = await openFresh(`?lesson=rate-too-high&${TINY}&steps=120&autostart=1`);
    const { page } = opened;
    await expect
      .poll(() => page.getByRole('complementary', { name: /A learning rate that is too high/ }).count())
      .toBe(1);
    await expect.poll(() => page.getByRole('spinbutton', { name: 'Learning rate' }).inputValue()).toBe('20');
    await opened.waitForStep(120);
    await expect.poll(async () => Number(await opened.status('Loss'))).toBeGreaterThan(1); // what a guess of nothing costs
    await expectAccessible(opened.page);
    await page.getByRole('button', { name: 'Set the learning rate to 0.002' }).click();
    const loss = async () => Number(await opened.status('Loss'));
    await expect.poll(loss).toBeLessThan(1);
    await expect
      .poll(() => page.getByRole('spinbutton', { name: 'Learning rate' }).inputValue())
      .toBe('0.002');
    await page.getByRole('button', { name: 'Close the lesson' }).click();
    await expect.poll(() => page.url()).not.toContain('lesson=');
    expect(page.url()).toContain('decay=none'); // the situation stays in the address
    expect(opened.faults).toEqual([]);
  });

  test('is found in the list as a plain link that states its situation', async () => {
    const opened = await openFresh('');
    const { page } = opened;
    await page.getByRole('button', { name: 'Lessons', exact: true }).click();
    const link = page.getByRole('link', { name: 'A network without time conditioning' });
    await expect.poll(() => link.getAttribute('href')).toMatch(/conditioning=none.*lesson=no-time/);
    await expectAccessible(opened.page);
    await link.click();
    await expect.poll(() => page.getByRole('heading', { name: /without time conditioning/ }).count()).toBe(1);
    expect(opened.faults).toEqual([]);
  });
});

test('the equation of the loss and its axis name what the loss is on, before there is a run and after the repair', async () => {
  const { page } = await openFresh('?lesson=snr-weight');
  const loss = page.locator('.evidence figure').first();
  const equation = () => loss.locator('.eq').textContent();
  await expect.poll(equation).toMatch(/^L=𝔼‖x0−/);
  await page.getByRole('button', { name: /^Take the loss on ε/ }).click();
  await expect.poll(equation).toMatch(/^L=𝔼‖ε−/);
});

describe('the first visit', () => {
  test('begins at any step by its link, computes its sentence, and goes on to the next', async () => {
    const opened = await openFresh('?lesson=first-noise');
    const { page } = opened;
    const finding = page.locator('.lesson .finding');
    const slider = page.getByRole('slider', { name: 'Time', exact: true });
    await slider.focus();
    await page.keyboard.press('End');
    await expect.poll(() => finding.textContent()).toContain('0% of the variance is signal and 100% noise');
    await expectAccessible(opened.page);
    await page.getByRole('link', { name: /^Next: / }).click();
    await page.getByText('First visit, step 2 of 5').waitFor();
    await expect.poll(() => page.getByRole('spinbutton', { name: 'Sampling steps' }).inputValue()).toBe('1');
    expect(opened.faults).toEqual([]);
  });
});

describe('a page that embeds the lab', () => {
  test('leads it by messages, and hears from it, as docs/embed.html does', async () => {
    const site = inject('site');
    const html = (await readFile(new URL('../../docs/embed.html', import.meta.url), 'utf8')).replace(
      'http://localhost:5173/',
      site,
    );
    const { page } = await openFresh('');
    const example = new URL('/example.html', site).href;
    await page.route(example, (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await page.goto(example);
    const state = page.locator('#state');
    await expect.poll(() => state.textContent()).toMatch(/^(ready|state): process/);
    await page.getByRole('button', { name: 'To noise' }).click();
    await expect.poll(() => state.textContent()).toContain('position 1.00');
    const lab = page.frameLocator('#lab');
    await expect.poll(() => lab.getByRole('tab').count()).toBe(0); // hidden: the page around it leads
    await page.getByRole('button', { name: 'Break the pair' }).click();
    await lab.getByRole('slider', { name: /^a, the factor of x/ }).waitFor();
  });
});

describe('hiding by the address', () => {
  test('takes parts away for everyone, and names what it does not know', async () => {
    const { page, faults } = await openFresh('?hide=recipe,evidence,tabs,roof');
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('"roof"');
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
    await expect.poll(() => page.getByRole('tab').count()).toBe(0);
    await expect.poll(() => page.getByRole('spinbutton', { name: 'Learning rate' }).isVisible()).toBe(false);
    await expect.poll(() => page.getByRole('img', { name: 'Loss curve' }).count()).toBe(0);
    expect(faults).toEqual([]);
  });
});

describe('with a tiny model', () => {
  const MODEL = `?dataset=moons&schedule=linear&scaleBetas=false&${TINY}&steps=30&autostart=1`;

  test('the view is saved as PNG, its denoising as a GIF of all frames; the sampler race fills its table from few steps to all', async () => {
    const opened = await openFresh(MODEL);
    const { page } = opened;
    await opened.waitForStep(30);
    const png = await download(page, 'Save figure');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const gif = await download(page, 'Save the denoising as GIF');
    const frames = await page.evaluate(
      async (bytes) => {
        const decoder = new ImageDecoder({ data: Uint8Array.from(bytes), type: 'image/gif' });
        await decoder.tracks.ready;
        return decoder.tracks.selectedTrack?.frameCount;
      },
      [...gif],
    );
    expect(frames).toBe(48);

    await page.getByRole('button', { name: 'Compare samplers' }).click();
    for (const name of ['DDPM', 'DPM-Solver++']) await page.getByRole('checkbox', { name }).first().uncheck();
    await page.getByRole('button', { name: 'Start the comparison' }).click();
    await page.getByRole('button', { name: 'Compare again' }).waitFor({ timeout: 120_000 });
    const table = page.getByRole('table', { name: 'Sampler comparison' }).first();
    await expect
      .poll(() => table.getByRole('columnheader').allTextContents())
      .toEqual(['data', '1 step', '2 steps', '5 steps', '10 steps', '20 steps']);
    const cells = await table.getByRole('cell').allTextContents();
    const evaluations = cells.map((cell) => Number(/(\d+) NFE/.exec(cell)?.[1]));
    expect(evaluations).toEqual([1, 2, 5, 10, 20, 1, 3, 9, 19, 39]); // DDIM, then Heun
    await expectAccessible(opened.page);
    await page.setViewportSize({ width: 390, height: 844 });
    const widths = () => page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    await expect.poll(widths).toEqual([390, 390]); // the table scrolls, the page does not
    expect(opened.faults).toEqual([]);
  });
});
