/** The Compare view as a visitor meets it, in headless Chromium. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from './axe';
import { download, launch, type OpenedPage, open, pixelsOf, STILL, settledText } from './browser';
import { longestTask } from './tasks';

/** Small enough for a software adapter; the linear schedule needs more than 20 steps. */
const TINY =
  'view=compare&dataset=moons&T=30&samplingSteps=10&sampler=ddim&width=16&depth=1&batch=32&warmupSteps=0&backend=wasm';
const STEPS = 30;
const MOONS = 'view=compare&dataset=moons&steps=2000&width=64&emaDecay=0.995&samplingSteps=50&backend=wasm';
const SIDES = ['A', 'B'] as const;
type Side = (typeof SIDES)[number];

let browser: Browser;
beforeAll(async () => {
  browser = await launch('webgl');
});
afterAll(() => browser.close());

const openCompare = (query: string, options: Parameters<typeof open>[2] = {}) =>
  open(browser, `?${TINY}${query}`, { ...STILL, ...options });

const region = (page: Page, side: Side) => page.getByRole('region', { name: side, exact: true });
const status = async (page: Page, side: Side, name: string) =>
  (await region(page, side).getByRole('status', { name, exact: true }).textContent())?.trim() ?? '';

/** Waits until both have ended and their last samples are measured. */
async function ended({ page }: OpenedPage, steps = STEPS) {
  for (const side of SIDES) {
    await expect.poll(() => status(page, side, 'Step'), { timeout: 540_000 }).toBe(String(steps));
    await expect.poll(() => status(page, side, 'Quality')).toContain('floor');
  }
  await page.getByRole('button', { name: 'Train both', exact: true }).waitFor();
  const title = page.getByRole('table', { name: 'Comparison' }).getByRole('columnheader').first();
  await expect.poll(() => title.textContent()).toBe(`After ${steps.toLocaleString('en')} steps`);
}

/** The table by row name: A, B and B − A; once all of it is filled. */
async function filledTable(page: Page): Promise<Map<string, readonly string[]>> {
  const cells = page.getByRole('table', { name: 'Comparison' }).locator('tbody td');
  await expect.poll(async () => (await cells.allTextContents()).includes('–')).toBe(false);
  await expect.poll(async () => (await tableOf(page)).has('Quality')).toBe(true);
  return tableOf(page);
}

async function tableOf(page: Page): Promise<Map<string, readonly string[]>> {
  const rows = await page.getByRole('table', { name: 'Comparison' }).locator('tbody tr').all();
  const entries = await Promise.all(
    rows.map(async (row) => {
      const name = (await row.locator('th').textContent()) ?? '';
      return [
        name
          .trim()
          .replace(/(, n = [\d,]+)?( floor [\d.e-]+( ± [\d.e-]+)?)?$/, '')
          .trim(),
        await row.locator('td').allTextContents(),
      ] as const;
    }),
  );
  return new Map(entries);
}

/** The rows of the metrics file. */
async function metricsOf(page: Page): Promise<Readonly<Record<string, string>>[]> {
  const [header, ...rows] = (await download(page, 'Download metrics')).toString().trim().split('\n');
  const names = header.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, i) => [names[i], cell])));
}

const stagesOf = (page: Page) =>
  Promise.all(SIDES.map((side) => pixelsOf(region(page, side).getByRole('img', { name: 'Samples' }))));

const losses = (page: Page) => Promise.all(SIDES.map((side) => status(page, side, 'Loss')));

test('the time of both runs stands beside the button before it is pressed, and differing fields explain themselves', async () => {
  const { page } = await openCompare('&steps=400');
  await page.getByRole('button', { name: 'Train both', exact: true }).hover();
  const transport = page.locator('.transport');
  await expect.poll(() => transport.textContent()).toMatch(/\d (s|min|h) on this device/);
  await page.locator('summary', { hasText: 'Settings' }).first().click();
  await page.locator('.varied').getByRole('button', { name: 'What is this?' }).click();
  await page.locator('.varied').getByText('how much noise each step adds').waitFor();
  await page.getByLabel('Add a difference').selectOption('samplingSteps'); // 10 of A, 200 of B, and T = 30
  await page.locator('.varied').getByText('At most T: 30 are taken.').waitFor();
  await page.close();
});

describe('Train both', () => {
  test('runs linear against cosine on moons to the end: both reach the quality bar, and swap to the last digit', async () => {
    // A narrow network, averaged over a short memory; a slow machine measures several pictures on the way, a fast one may measure the last alone.
    const opened = await open(browser, `?${MOONS}&autostart=1`, STILL);
    const { page, faults } = opened;
    await ended(opened, 2000);
    for (const side of SIDES) {
      await expect.poll(async () => Number(await status(page, side, 'Loss'))).toBeGreaterThan(0);
      const rate = async () => Number((await status(page, side, 'Steps per second')).replaceAll(',', ''));
      await expect.poll(rate).toBeGreaterThan(0);
      for (const name of ['Samples', 'Loss curve'])
        await expect.poll(() => region(page, side).getByRole('img', { name, exact: true }).count()).toBe(1);
    }
    await expect.poll(() => page.getByRole('img', { name: 'Schedules', exact: true }).count()).toBe(1);
    const rows = (await metricsOf(page)).filter(({ energy_floor }) => energy_floor !== '');
    for (const side of SIDES) {
      const measured = rows.filter(({ run, step }) => run === side && Number(step) > 1000);
      expect(measured.map(({ step }) => Number(step))).toContain(2000);
      const ratios = measured.map((row) => Number(row.energy_distance) / Number(row.energy_floor));
      console.log(`${side}: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')} times the floor`);
      expect(ratios.reduce((a, b) => a + b) / ratios.length, side).toBeLessThan(2.5);
    }
    const before = {
      losses: await losses(page),
      table: await filledTable(page),
      pictures: await stagesOf(page),
    };
    await page.getByRole('button', { name: 'Swap A and B' }).click();
    await expect.poll(() => losses(page)).toEqual(before.losses.toReversed());
    await expect
      .poll(async () => [...(await tableOf(page)).values()].map(([a, b]) => [b, a]))
      .toEqual([...before.table.values()].map(([a, b]) => [a, b]));
    await page.getByRole('button', { name: 'Swap A and B' }).click();
    await expect.poll(() => stagesOf(page)).toEqual(before.pictures);
    expect(faults).toEqual([]);
  });

  test('with the sides of a link swapped gives the same losses and qualities, swapped', async () => {
    const figures = async (query: string) => {
      const opened = await openCompare(`&steps=${STEPS}&autostart=1${query}`);
      await ended(opened);
      const table = await filledTable(opened.page);
      return { opened, losses: await losses(opened.page), quality: table.get('Quality')! };
    };
    const first = await figures('&a.schedule=linear&b.schedule=cosine');
    const other = await figures('&a.schedule=cosine&b.schedule=linear');
    expect(other.losses).toEqual(first.losses.toReversed());
    expect(other.quality.slice(0, 2)).toEqual(first.quality.slice(0, 2).toReversed());
    // and the button does to the first what the second link did
    const { page, faults } = first.opened;
    await page.getByRole('button', { name: 'Swap A and B' }).click();
    await expect.poll(() => losses(page)).toEqual(other.losses);
    await expect.poll(async () => (await tableOf(page)).get('Quality')).toEqual(other.quality);
    await expect
      .poll(() => region(page, 'A').getByRole('combobox', { name: 'Schedule' }).inputValue())
      .toBe('cosine');
    await expect.poll(() => page.url()).toContain('a.schedule=cosine&b.schedule=linear');
    expect(faults).toEqual([]);
  });

  test('fails on one side alone: an alert in its region, and the other goes on to its end', async () => {
    const { page, faults } = await openCompare('&steps=200&gradientClip=0&a.lr=1e9&b.lr=0.002&autostart=1');
    await region(page, 'A').getByRole('alert').waitFor();
    const alert = region(page, 'A').getByRole('alert');
    await expect
      .poll(() => alert.textContent())
      .toMatch(/finite.*step \d+.*The other side is not affected\.$/);
    await expect.poll(() => status(page, 'B', 'Step'), { timeout: 120_000 }).toBe('200');
    expect(await region(page, 'B').getByRole('alert').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('where both fail, no alert says that the other side is not affected', async () => {
    const { page, faults } = await openCompare('&steps=200&gradientClip=0&lr=1e9&autostart=1');
    for (const side of SIDES) {
      const alert = region(page, side).getByRole('alert');
      await alert.waitFor();
      await expect.poll(() => alert.textContent()).toMatch(/finite/);
    }
    for (const side of SIDES)
      await expect
        .poll(() => region(page, side).getByRole('alert').textContent())
        .not.toContain('not affected');
    expect(faults).toEqual([]);
  });

  test('goes on while another view is shown, and pauses and resumes both', async () => {
    const { page, faults } = await openCompare('&steps=10000000&autostart=1');
    await expect.poll(() => status(page, 'B', 'Step').then(Number)).toBeGreaterThan(5);
    const left = Number(await status(page, 'A', 'Step'));
    await page.getByRole('tab', { name: 'Process' }).click();
    const progress = page.getByRole('status', { name: 'Training progress' });
    await expect
      .poll(async () => Number((await progress.textContent())?.match(/[\d,]+/)?.[0].replace(',', '')))
      .toBeGreaterThan(left + 10);
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('button', { name: 'Resume both' }).waitFor();
    const paused = await settledText(() => status(page, 'A', 'Step'));
    await page.waitForTimeout(1000);
    expect(await status(page, 'A', 'Step')).toBe(paused);
    await page.getByRole('button', { name: 'Resume both' }).click();
    await expect.poll(() => status(page, 'A', 'Step').then(Number)).toBeGreaterThan(Number(paused));
    expect(faults).toEqual([]);
  });
});

test('while both train and play, no task of the page takes 50 ms', async () => {
  const { page, faults } = await openCompare('&width=128&depth=3&batch=256&steps=10000000&autostart=1', {
    reducedMotion: 'no-preference',
  });
  await expect.poll(() => status(page, 'B', 'Quality'), { timeout: 120_000 }).toContain('floor');
  await page.getByRole('button', { name: 'Stop animation' }).waitFor(); // it plays
  expect(await longestTask(browser, page, () => page.waitForTimeout(8000))).toBeLessThan(50);
  expect(faults).toEqual([]);
});

test('a model of the gallery stands as B by its link: drawn from, measured, swapped, and not trained', async () => {
  const opened = await openCompare(`&dataset=swiss-roll&steps=${STEPS}&b.pretrained=swiss-roll-cosine`);
  const { page, faults } = opened;
  await expect.poll(() => status(page, 'B', 'Quality')).toContain('floor');
  await expect.poll(() => region(page, 'B').textContent()).toContain('sample only');
  const alone = await status(page, 'B', 'Quality');
  await page.getByRole('button', { name: 'Train A', exact: true }).click();
  await expect.poll(() => status(page, 'A', 'Step')).toBe(String(STEPS));
  await expect.poll(() => status(page, 'A', 'Quality')).toContain('floor');
  // the same weights and noise give the same samples
  await expect.poll(() => status(page, 'B', 'Quality')).toBe(alone);
  expect(await status(page, 'B', 'Step')).toBe('3000'); // of its weights: no step of this page
  const figure = Number.parseFloat(await status(page, 'A', 'Quality'));
  expect(Number.parseFloat(alone)).toBeLessThan(figure);
  await page.setViewportSize({ width: 390, height: 844 });
  const name = region(page, 'B').locator('b', { hasText: 'Swiss roll, cosine' });
  await expect.poll(async () => (await name.boundingBox())?.height ?? 0).toBeGreaterThan(14);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Swap A and B' }).click();
  await expect.poll(() => status(page, 'A', 'Quality')).toBe(alone);
  await expect.poll(() => new URL(page.url()).searchParams.get('a.pretrained')).toBe('swiss-roll-cosine');
  expect(faults).toEqual([]);
});

test('a side that cannot be run says so before anything is trained', async () => {
  const { page, faults } = await openCompare('&a.T=5&a.schedule=linear&b.schedule=cosine');
  const alert = region(page, 'A').getByRole('alert');
  await alert.waitFor();
  await expect.poll(() => alert.textContent()).toContain('T = 5');
  await expect
    .poll(() => page.getByRole('button', { name: 'Train both', exact: true }).isDisabled())
    .toBe(true);
  expect(await region(page, 'B').getByRole('alert').count()).toBe(0);
  const stage = (side: Side) => region(page, side).getByRole('img', { name: 'Samples' });
  await expect
    .poll(() => stage('A').getAttribute('aria-description'))
    .toBe('No samples: these settings give no process.');
  // both stages on one line, under an alert on one side alone
  const tops = await Promise.all(SIDES.map(async (side) => (await stage(side).boundingBox())!.y));
  expect(tops[0]).toBe(tops[1]);
  expect(faults).toEqual([]);
});

test('the menus of both sides show their choices whole, on a laptop, a projector and a phone', async () => {
  const choices = 'process=vp-sde&a.sampler=predictor-corrector&b.sampler=sde-dpm-solver%2B%2B';
  const { page, faults } = await open(browser, `?view=compare&${choices}`);
  for (const [width, height] of [
    [1280, 800],
    [1024, 768],
    [390, 844],
  ]) {
    await page.setViewportSize({ width, height });
    for (const side of SIDES) {
      const [needs, has] = await region(page, side)
        .getByRole('combobox', { name: 'Sampler' })
        .evaluate((menu) => {
          const whole = menu.cloneNode() as HTMLSelectElement;
          whole.append(new Option((menu as HTMLSelectElement).selectedOptions[0].text));
          whole.style.width = 'max-content';
          menu.after(whole);
          const widths = [whole.offsetWidth, (menu as HTMLElement).offsetWidth];
          whole.remove();
          return widths;
        });
      expect(needs, `${side} at ${width}`).toBeLessThanOrEqual(has);
    }
  }
  expect(faults).toEqual([]);
});

test('when both have ended: one slider scrubs both, every step is in the metrics, axe finds nothing serious', async () => {
  const opened = await openCompare(`&steps=${STEPS}&autostart=1`, { colorScheme: 'light' });
  const { page, faults } = opened;
  await ended(opened);
  const slider = page.getByRole('slider', { name: 'Denoising time' });
  await expect.poll(() => slider.count()).toBe(1);
  let before = await stagesOf(page);
  for (const time of [3, 24]) {
    await slider.fill(`${time}`);
    const both = new RegExp(`A: t = ${time} of 29.*B: t = ${time} of 29`);
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(both);
    for (const side of [0, 1])
      await expect.poll(async () => (await stagesOf(page))[side]).not.toBe(before[side]);
    before = JSON.parse(await settledText(async () => JSON.stringify(await stagesOf(page)), 100));
  }

  const rows = await metricsOf(page);
  expect(Object.keys(rows[0]).slice(0, 3)).toEqual(['step', 'loss', 'run']);
  const each = (run: Side) => Array.from({ length: STEPS }, () => run);
  expect(rows.map(({ run }) => run)).toEqual([...each('A'), ...each('B')]);

  await page.locator('.settings > summary').click();
  await expectAccessible(page, {}, 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, {}, 'dark');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page, {}, 'phone');
  expect(faults).toEqual([]);
});
