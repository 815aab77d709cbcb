/** A link that holds a model opens it, as its file in half precision would; a damaged one says so, and the page works on. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { browserOn, download, open, STILL } from './browser';

const SMALL = '?dataset=moons&width=32&depth=2&batch=64&T=50&steps=60&seed=7&backend=wasm';
const PERMISSIONS = { ...STILL, permissions: ['clipboard-read', 'clipboard-write'] };

/** Has the page copy the link with its model. @returns the link's part after the site's address */
async function copiedLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Link with the model', exact: true }).click();
  const offer = page.getByRole('status').filter({ hasText: 'The link with the model has' });
  const [, said] = /has ([\d,]+) characters \(\d+ kB\)/.exec((await offer.textContent()) ?? '') ?? [];
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Copy the link');
  await page.keyboard.press('Enter'); // the offer is at the head of the page, and has the focus
  await page.getByRole('status').filter({ hasText: 'The link with the model is copied' }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.length.toLocaleString('en')).toBe(said);
  return link.slice(inject('site').length);
}

const isOpen = (page: Page) => page.getByRole('status').filter({ hasText: 'The model of the link is open' });

test('the model of a link draws the samples of its file in half precision, trains on, and is in the address until then', async () => {
  const browser = await browserOn('wasm');
  const first = await open(browser, `${SMALL}&autostart=1`, PERMISSIONS);
  await first.waitForStep(60);
  const link = await copiedLink(first.page);
  expect(link).toMatch(/#model=[\w-]+$/);
  const half = join(process.env.TMPDIR ?? '/tmp', `half-${process.pid}.zip`);
  writeFileSync(half, await download(first.page, 'Download half precision'));

  const fromFile = await open(browser, SMALL, STILL);
  const chooser = fromFile.page.waitForEvent('filechooser');
  await fromFile.page.getByRole('button', { name: 'Open model', exact: true }).click();
  await (await chooser).setFiles(half);
  await fromFile.page.getByRole('status').filter({ hasText: 'zip is open' }).waitFor();

  const linked = await open(browser, link, STILL);
  await isOpen(linked.page).waitFor();
  const samples = await download(linked.page, 'Download samples');
  expect(samples.toString().split('\n').length).toBeGreaterThan(5000);
  expect(samples.equals(await download(fromFile.page, 'Download samples'))).toBe(true);
  expect(linked.page.url().endsWith(link.slice(link.indexOf('#')))).toBe(true);

  await linked.page
    .getByRole('button', { name: /^(Train|Resume)/ })
    .first()
    .click();
  await linked.waitForStep(5);
  await expect.poll(() => linked.page.url()).not.toContain('#model');
  for (const { faults } of [first, fromFile, linked]) expect(faults).toEqual([]);
});

const modelShown = (page: Page) => page.getByRole('combobox', { name: 'Pretrained model' }).textContent();

test('a model of a link is sampled in Sample, and leaves it as a link again; the run itself returns with its address', async () => {
  const browser = await browserOn('wasm');
  const { page, waitForStep, faults } = await open(browser, `${SMALL}&autostart=1`, PERMISSIONS);
  await waitForStep(60);
  const link = await copiedLink(page);
  const fragment = link.slice(link.indexOf('#'));
  const sample = await open(browser, `?view=sample&samples=300&backend=wasm${fragment}`, PERMISSIONS);
  await expect.poll(() => sample.status('Network evaluations')).toMatch(/^\d+$/);
  await expect.poll(() => modelShown(sample.page)).toContain('The model of the link');
  const again = await copiedLink(sample.page);
  expect(again).toContain('view=sample');
  expect(again.endsWith(fragment)).toBe(true);

  await page.getByRole('tab', { name: 'Sample' }).click();
  await page
    .getByRole('combobox', { name: 'Pretrained model' })
    .selectOption({ label: 'The run of the Train view' });
  await expect.poll(() => page.url()).toMatch(/view=sample.*run=/);
  await page.reload();
  await expect.poll(() => modelShown(page), { timeout: 60_000 }).toContain('Your run, step 60');
  await expect.poll(() => page.url()).toMatch(/run=/);
  expect([...faults, ...sample.faults]).toEqual([]);
});

test('a damaged link says so, applies its settings, and the page trains', async () => {
  const { page, faults, status, waitForStep } = await open(
    await browserOn('wasm'),
    `${SMALL}#model=UEsDBBQAAAA`,
    STILL,
  );
  const alert = page.getByRole('alert').filter({ hasText: 'The model of the link could not be opened.' });
  await alert.waitFor();
  await expect.poll(() => page.url()).not.toContain('#');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await waitForStep(60);
  await expect.poll(() => status('Backend in use')).toMatch(/^wasm/);
  expect(faults).toEqual([]);
});

test('a model too large for a link is refused with its size and a way on', async () => {
  const { page, waitForStep, faults } = await open(
    await browserOn('wasm'),
    '?dataset=moons&width=128&depth=3&batch=16&steps=2&backend=wasm&autostart=1',
    STILL,
  );
  await waitForStep(2);
  await page.getByRole('button', { name: 'Link with the model', exact: true }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'too large for a link' });
  await expect.poll(() => alert.textContent()).toMatch(/it would have \d+ kB, and 100 kB is the most/);
  expect(faults).toEqual([]);
});

test('a link that is put into the address of an open page is offered, and replaces nothing by itself', async () => {
  const { page, waitForStep, faults } = await open(
    await browserOn('wasm'),
    `${SMALL}&autostart=1`,
    PERMISSIONS,
  );
  await waitForStep(60);
  const link = await copiedLink(page);
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    link.slice(link.indexOf('#')),
  );
  const offer = page.getByRole('status').filter({ hasText: 'This link holds a model' });
  await offer.getByRole('button', { name: 'Open the model' }).click();
  await isOpen(page).waitFor();
  expect(faults).toEqual([]);
});
