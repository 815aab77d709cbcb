/** What cannot be done is refused with the reason and a way out, and the page goes on. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, open, STILL } from './browser';

const TINY =
  'dataset=moons&T=20&samplingSteps=10&width=16&depth=1&batch=32&steps=20&backend=wasm&autostart=1';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('webgl');
});
afterAll(() => browser.close());

describe('a combination that has no meaning', () => {
  test.each([
    ['process=ve-sde&sampler=dpm-solver%2B%2B', /DPM-Solver/i],
    ['schedule=linear&T=5', /T = 5|beta/],
    ['zeroTerminalSnr=true&prediction=eps', /v-prediction|prediction v|predict v|"v"/i],
    ['eta=2', /eta.*0 to 1/],
    ['samplingSteps=0', /samplingSteps.*1 to/],
    ['sampler=euler-maruyama', /Euler/],
    ['process=flow&sampler=euler-maruyama', /infinite at t = 1.*heun/s],
    ['process=flow&prediction=eps', /noise alone.*velocity/s],
  ])('%s is refused with its reason', async (query, says) => {
    const { page, faults } = await open(browser, `?${TINY}&${query}`, STILL);
    const alert = page.getByRole('alert').filter({ hasText: says });
    await alert.first().waitFor();
    console.log(query, '→', (await alert.first().textContent())?.trim());
    // the settings stay open for another choice; the schedule is not among those of VE, the sampler always is
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Sampler', exact: true }).first().isEnabled())
      .toBe(true);
    expect(faults).toEqual([]);
  });
});

describe('what sounds odd but has a meaning', () => {
  test.each([
    'process=vp-sde&sampler=euler-maruyama',
    'process=ve-sde&sampler=predictor-corrector',
    'process=ve-sde&sampler=heun',
    'zeroTerminalSnr=true&prediction=v',
    'variance=learned',
    'process=flow',
    'process=flow&prediction=x0&sampler=heun',
    'process=vp-sde&prediction=velocity',
    'conditioning=none&prediction=x0&weighting=min-snr',
    'sampler=dpm-solver%2B%2B&schedule=sigmoid',
  ])('%s trains and draws samples', async (query) => {
    const { page, faults, waitForStep } = await open(browser, `?${TINY}&${query}`, STILL);
    await waitForStep(20);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});

test('a batch that does not fit into memory is refused, with one that does as the way out', async () => {
  const query = `?${TINY}&width=1024&depth=12&batch=16384`;
  const { page, faults } = await open(browser, query, STILL);
  const alert = page.getByRole('alert').filter({ hasText: /Batches of 16384 need about \d+ GB/ });
  await alert.waitFor();
  await expect.poll(() => alert.getByRole('button', { name: /^Train with batches of \d+$/ }).count()).toBe(1);
  await page.mouse.move(300, 300); // the estimate waits for a visitor who moves
  await page.getByRole('spinbutton', { name: 'Batch size' }).first().fill('64');
  await page.getByText(/^needs about [\d.]+ GB$/).waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});

test('the reason of a failed run stands where no more code of the page comes, and the page says that', async () => {
  const { page } = await open(browser, `?${TINY}&schedule=linear&T=5`, STILL);
  await page.context().route(/Remedy-/, (route) => route.abort());
  await page.reload();
  await page
    .getByRole('alert')
    .filter({ hasText: /T = 5|beta/ })
    .first()
    .waitFor();
  await page.getByRole('alert').filter({ hasText: 'A part of the page could not be loaded.' }).waitFor();
  await page.context().close();
});

test('a page without a run says that more of its code did not come, and speaks of no run', async () => {
  const { page } = await open(browser, '', STILL);
  await page.context().route(/afterFirstPicture-/, (route) => route.abort());
  await page.reload();
  await page.getByRole('alert').first().waitFor();
  const told = () => page.getByRole('alert').allTextContents();
  await expect.poll(told).toEqual([expect.stringMatching(/^A part of the page could not be loaded/)]);
  expect((await told()).join()).not.toContain('http');
  // the runs are asked for again by a press
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const runs = page.getByRole('dialog', { name: 'Runs' });
  const again = runs.getByRole('button', { name: 'Try again' });
  await runs.getByRole('alert').filter({ hasText: 'could not be loaded' }).waitFor();
  await again.click();
  await again.waitFor();
  await page.context().unroute(/afterFirstPicture-/);
  await again.click();
  await runs.getByText('No runs yet.').waitFor();
  await runs.getByRole('button', { name: 'Close' }).click();
  // what could not be opened closes, so that it can be asked for again
  await page.context().route(/AnimationProgress-/, (route) => route.abort());
  const gif = page.getByRole('button', { name: 'Save the denoising as GIF', exact: true });
  for (let press = 0; press < 2; press++) await gif.click();
  await gif.waitFor();
  await page.context().close();
});

test('the bound of a trained model is evaluated beside the exact likelihood of the data', async () => {
  const { page, faults, waitForStep } = await open(browser, `?${TINY}&variance=learned`, STILL);
  await waitForStep(20);
  await page.getByRole('button', { name: 'Evaluate the bound' }).click();
  const table = page.getByRole('table', { name: /bound/ });
  await table.waitFor();
  for (const row of ['Reconstruction', 'Prior', 'learned variance', 'flow ODE', 'Exact NLL of the data'])
    await expect.poll(() => table.textContent()).toContain(row);
  await expect.poll(() => table.textContent()).not.toContain('NaN');
  await expect.poll(() => table.locator('tr.floor td').textContent()).toMatch(/^−?\d\.\d+ ± 0\.0\d+$/);
  await page.getByText('The exact NLL is the mean of 5,000 fresh points').waitFor();
  expect(faults).toEqual([]);
});
