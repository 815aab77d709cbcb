/** The Runs panel as a visitor meets it: two short runs that stay after a reload, and all that can be done with them. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './axe';
import { browserOn, type OpenedPage, open, STILL } from './browser';

/** A second of training on the processor. */
const TINY =
  'dataset=moons&T=30&samplingSteps=10&sampler=ddim&width=16&depth=1&batch=64&warmupSteps=0&backend=wasm';
const SLOW = { timeout: 180_000, interval: 200 };

const stepOf = (page: Page): Promise<number> =>
  page.getByRole('status', { name: 'Step', exact: true }).first().textContent().then(Number);

async function openRuns(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Runs' });
  await dialog.getByRole('table', { name: 'Runs' }).waitFor(SLOW);
  return dialog;
}

const rowOf = (dialog: Locator, name: string | RegExp): Locator =>
  dialog.getByRole('table', { name: 'Runs' }).getByRole('row').filter({ hasText: name });

const names = (dialog: Locator): Promise<string[]> => dialog.getByRole('rowheader').allTextContents();

/** Trains a run to its end, and waits until it is saved with its figure. */
async function trainOne({ page }: OpenedPage, settings: string, steps: number): Promise<void> {
  await page.goto(`${page.url().replace(/\?.*/, '')}?${TINY}&${settings}&steps=${steps}&autostart=1`);
  await expect.poll(() => stepOf(page), { ...SLOW, timeout: 120_000 }).toBe(steps);
  const quality = page.getByRole('status', { name: 'Quality', exact: true }).first();
  await expect.poll(() => quality.textContent(), SLOW).toMatch(/floor/);
  const dialog = await openRuns(page);
  const row = rowOf(dialog, 'Finished');
  await expect.poll(() => row.first().textContent(), SLOW).toMatch(new RegExp(`${steps} of ${steps}`));
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
}

test('runs stay in the library: named, compared, deleted and restored, trained further, exported and imported', async () => {
  const opened = await open(await browserOn('webgl'), '?view=process', STILL);
  const { page } = opened;
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await expect
    .poll(() => page.getByRole('dialog', { name: 'Runs' }).textContent(), SLOW)
    .toMatch(/No runs yet/);
  await trainOne(opened, 'schedule=cosine', 40);
  await trainOne(opened, 'schedule=linear', 60);

  // a reload: both are here, with their steps and figures
  await page.goto(page.url().replace(/\?.*/, '?view=sample'));
  let dialog = await openRuns(page);
  await expect.poll(() => dialog.getByRole('rowheader').count(), SLOW).toBe(2);
  const [linear, cosine] = [rowOf(dialog, 'Linear'), rowOf(dialog, 'Cosine')];
  await expect.poll(() => linear.textContent()).toMatch(/Two moons.*60 of 60.*floor.*n = .*Finished/);
  await expect.poll(() => cosine.textContent()).toMatch(/40 of 40.*floor.*n = /);
  await expectAccessible(page, { within: 'dialog' });

  // named in place: Escape leaves the name, Enter saves it, and the focus goes back
  await linear.getByRole('button', { name: 'Rename' }).click();
  await dialog.getByRole('textbox', { name: 'Name of the run' }).fill('Not this');
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.getByRole('textbox', { name: 'Name of the run' }).count()).toBe(0);
  await expect.poll(() => dialog.isVisible()).toBe(true);
  await linear.getByRole('button', { name: 'Rename' }).click();
  await dialog.getByRole('textbox', { name: 'Name of the run' }).fill('First');
  await page.keyboard.press('Enter');
  await expect.poll(() => names(dialog), SLOW).toContain('First');
  const first = rowOf(dialog, 'First');

  // sorted and filtered
  await dialog.getByRole('button', { name: 'Step', exact: true }).click();
  await expect
    .poll(() => dialog.getByRole('columnheader', { name: 'Step' }).getAttribute('aria-sort'))
    .toBe('descending');
  await expect.poll(async () => (await names(dialog))[0]).toBe('First');
  await dialog.getByRole('textbox', { name: 'Filter runs' }).fill('cosine');
  await expect.poll(() => dialog.getByRole('rowheader').count()).toBe(1);
  await dialog.getByRole('textbox', { name: 'Filter runs' }).fill('');

  // only the settings that differ; the other run against the baseline
  await dialog.getByRole('checkbox', { name: 'Only settings that differ' }).check();
  const headings = async () => (await dialog.getByRole('columnheader').allTextContents()).join();
  await expect.poll(headings).toMatch(/^Run,Schedule,Training steps,Step/);
  await dialog.getByRole('checkbox', { name: 'Only settings that differ' }).uncheck();
  await first.getByRole('button', { name: 'Baseline' }).click();
  await expect.poll(() => rowOf(dialog, 'Cosine').textContent(), SLOW).toMatch(/baseline/);

  // deleted, and restored
  await first.getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => first.count(), SLOW).toBe(0);
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => first.count(), SLOW).toBe(1);

  // all in one file
  const waiting = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export all' }).click();
  const file = await (await waiting).path();

  // opened in Train it shows its samples, and trains further
  await first.getByRole('button', { name: 'Open in Train' }).click();
  await expect
    .poll(() => page.getByRole('tab', { name: 'Train' }).getAttribute('aria-selected'), SLOW)
    .toBe('true');
  await expect.poll(() => stepOf(page), SLOW).toBe(60);
  await page.getByRole('button', { name: /^Train .* more$/ }).click(SLOW);
  await expect.poll(() => stepOf(page), SLOW).toBe(120);

  // both in Compare, with their own weights
  for (const [side, name, step] of [
    ['A', 'First', 120],
    ['B', 'cosine', 40],
  ] as const) {
    dialog = await openRuns(page);
    await rowOf(dialog, new RegExp(name, 'i'))
      .getByRole('button', { name: `Use as ${side}` })
      .click();
    await expect.poll(() => page.getByRole('dialog').count(), SLOW).toBe(0);
    const region = page.getByRole('region', { name: side, exact: true });
    await expect.poll(() => region.textContent(), SLOW).toMatch(new RegExp(`${name}.*, step ${step}`, 'i'));
  }
  expect(opened.faults).toEqual([]);

  // another browser
  const other = await open(await browserOn('webgl'), '?view=compare', STILL);
  await other.page.getByRole('button', { name: 'Runs', exact: true }).click();
  const theirs = other.page.getByRole('dialog', { name: 'Runs' });
  await theirs.getByLabel('Import runs: file').setInputFiles(file);
  await expect.poll(() => theirs.textContent(), SLOW).toMatch(/2 runs were imported/);
  await expect.poll(() => names(theirs), SLOW).toContain('First');
  await expect.poll(() => rowOf(theirs, 'First').textContent()).toMatch(/60 of 60.*floor/);
  await theirs.getByLabel('Import runs: file').setInputFiles(file);
  await expect.poll(() => theirs.textContent(), SLOW).toMatch(/2 runs are in the library already/);
  expect(other.faults).toEqual([]);
}, 400_000);
