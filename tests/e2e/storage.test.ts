/** Storage that is blocked, full, or as large as it gets: training goes on, the page says so once, and no task of it is long. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { browserOn, open, pressOnceShown, STILL } from './browser';
import { stepOf, storedRuns, TINY } from './library';
import { longestTask } from './tasks';

const SLOW = { timeout: 180_000, interval: 200 };

/** How often a notice of storage was put on the page, and the most that stood there at once. */
const countNotices = (page: Page) =>
  page.addInitScript(() => {
    const said: string[] = [];
    let most = 0;
    const ofStorage = /not saved for the next visit|little room left|cannot be saved|this browser only/;
    const look = () => {
      const notices = [...document.querySelectorAll('.notices > div, .offers > div')];
      const now = notices.filter((notice) => ofStorage.test(notice.textContent ?? ''));
      most = Math.max(most, now.length);
      Object.assign(window, { storageNotices: { said, most } });
    };
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) {
          const text = node.textContent ?? '';
          if (node instanceof HTMLElement && node.matches('.notices, .notices > div') && ofStorage.test(text))
            said.push(text);
        }
      look();
    }).observe(document, { childList: true, subtree: true });
  });
const storageNotices = (page: Page): Promise<{ said: string[]; most: number }> =>
  page.evaluate(
    () => (window as unknown as { storageNotices: { said: string[]; most: number } }).storageNotices,
  );

test('where the browser allows no storage the page works, and says once that nothing is saved', async () => {
  const { page, faults, waitForStep } = await open(await browserOn('wasm'), '?view=process', STILL);
  await countNotices(page);
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    IDBFactory.prototype.open = refuse;
    Object.defineProperty(window, 'localStorage', { get: refuse });
  });
  await page.goto(`${inject('site')}?${TINY}&steps=10000000&autostart=1`);
  await waitForStep(300);
  const notice = page.getByRole('alert').filter({ hasText: 'Runs are not saved for the next visit.' });
  await notice.waitFor(SLOW);
  await expect.poll(() => notice.textContent()).toMatch(/lets this page store nothing.*Download model/);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await waitForStep((await stepOf(page)) + 4000);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const quality = page.getByRole('status', { name: 'Quality', exact: true }).first();
  await expect.poll(() => quality.textContent(), SLOW).toMatch(/floor/);
  expect(await storageNotices(page)).toMatchObject({ said: { length: 1 }, most: 1 });
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Runs' });
  await expect.poll(() => dialog.textContent(), SLOW).toMatch(/cannot be read.*store nothing/);
  await page.keyboard.press('Escape');
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download model' }).click();
  expect((await waiting).suggestedFilename()).toMatch(/\.zip$/);
  expect(faults).toEqual([]);
});

test('with 3 MB of storage training goes on, the newest whole checkpoint stays, and saves succeed when there is room', async () => {
  const { page, faults } = await open(await browserOn('wasm'), '?view=process', STILL);
  await countNotices(page);
  const settings = `${TINY.replace('width=16&depth=1', 'width=128&depth=3')}&steps=10000000`;
  await page.goto(`${inject('site')}?${settings}&autostart=1`);
  const stored = async () => (await storedRuns(page))[0];
  await expect.poll(async () => (await stored())?.step ?? 0, SLOW).toBeGreaterThan(0);
  const session = await page.context().newCDPSession(page);
  const origin = new URL(inject('site')).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 3e6 });
  await expect
    .poll(async () => (await storageNotices(page))?.said.length ?? 0, { timeout: 120_000 })
    .toBeGreaterThan(0);
  const { said } = await storageNotices(page);
  console.log(said.join('\n'));
  expect(said[0]).toMatch(/Delete runs that are no longer needed/);
  const full = await stepOf(page);
  await expect.poll(() => stepOf(page), SLOW).toBeGreaterThan(full);
  expect(await stored()).toMatchObject({ damaged: 0 });
  expect((await stored()).checkpoints).toBeGreaterThan(0);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  const lifted = await stepOf(page);
  await expect.poll(async () => (await stored()).step, SLOW).toBeGreaterThanOrEqual(lifted);
  expect(await stored()).toMatchObject({ damaged: 0 });
  await expect
    .poll(() => page.getByRole('alert').filter({ hasText: 'Runs are not saved' }).count(), SLOW)
    .toBe(0);
  const { most, said: all } = await storageNotices(page);
  expect(most).toBe(1);
  expect(all.length).toBeLessThanOrEqual(2); // that room is little, and that a save failed: each once
  expect(faults).toEqual([]);
});

test('after two visits that died while a run was starting the next one begins nothing, and offers it', async () => {
  const { page } = await open(await browserOn('wasm'), '?view=process', STILL);
  const link = `${inject('site')}?${TINY}&steps=10000000&autostart=1`;
  const context = page.context();
  for (let death = 1; death <= 2; death++) {
    const victim = await context.newPage();
    await victim.goto(link);
    await expect.poll(() => stepOf(victim), { ...SLOW, interval: 50 }).toBeGreaterThan(0);
    const session = await context.newCDPSession(victim);
    const crashed = victim.waitForEvent('crash');
    session.send('Page.crash').catch(() => {}); // nothing is left to answer
    await crashed;
    await victim.close();
  }
  await page.goto(link);
  await page.getByText('The last two visits ended while a run was starting.').waitFor(SLOW);
  await page.waitForTimeout(2000);
  expect(await stepOf(page)).toBe(0);
  await page.getByRole('button', { name: 'Start it' }).click();
  await expect.poll(() => stepOf(page), SLOW).toBeGreaterThan(0);
});

/** Opens the Runs panel over runs of several megabytes each. */
async function withLargeRuns(
  count: number,
): Promise<{ page: Page; dialog: Locator; faults: readonly string[] }> {
  const large = TINY.replace('width=16&depth=1', 'width=512&depth=4');
  const { page, faults, waitForStep } = await open(
    await browserOn('wasm'),
    `?${large}&steps=2&autostart=1`,
    STILL,
  );
  await waitForStep(2);
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Runs' });
  const rows = dialog.getByRole('rowheader');
  await expect.poll(() => rows.count(), SLOW).toBe(1);
  for (let copies = 2; copies <= count; copies++) {
    await dialog.getByRole('button', { name: 'Duplicate' }).first().click();
    await expect.poll(() => rows.count(), SLOW).toBe(copies);
  }
  return { page, dialog, faults };
}

test('large runs are exported without a task of 50 ms; cancelled, no file is written; a damaged file is refused by name', async () => {
  const { page, dialog, faults } = await withLargeRuns(6);
  await expect.poll(() => dialog.textContent(), SLOW).toMatch(/6 runs with [\d.]+ MB of checkpoints/);
  console.log(/6 runs with [\d.]+ MB of checkpoints/.exec((await dialog.textContent()) ?? '')?.[0]);

  let file = '';
  const longest = await longestTask(await browserOn('wasm'), page, async () => {
    const waiting = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export all' }).click();
    file = await (await waiting).path();
  });
  console.log(
    `export of ${(readFileSync(file).length / 1e6).toFixed(0)} MB: longest task ${longest.toFixed(1)} ms`,
  );
  expect(longest).toBeLessThan(50);
  await expect.poll(() => dialog.textContent(), SLOW).toMatch(/6 runs are in the file/);

  let downloads = 0;
  page.on('download', () => downloads++);
  const cancelled = pressOnceShown(page, 'Cancel');
  await dialog.getByRole('button', { name: 'Export all' }).click();
  await cancelled;
  await expect
    .poll(() => dialog.textContent(), SLOW)
    .toMatch(/The export was cancelled; no file was written/);

  const folder = mkdtempSync(join(tmpdir(), 'ddpm-lab-archives-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const bytes = readFileSync(file);
  const refusals = [
    ['cut.zip', bytes.subarray(0, bytes.length / 2), /“cut\.zip” could not be imported/],
    // a ZIP of no files
    [
      'empty.zip',
      Buffer.from('PK\u0005\u0006'.padEnd(22, '\0'), 'latin1'),
      /“empty\.zip” could not be imported/,
    ],
    ['text.zip', Buffer.from('not a ZIP at all, but a text'), /“text\.zip” could not be imported/],
  ] as const;
  for (const [name, content, words] of refusals) {
    writeFileSync(join(folder, name), content);
    await dialog.getByLabel('Import runs: file').setInputFiles(join(folder, name));
    await expect
      .poll(async () => (await dialog.getByRole('alert').allTextContents()).join(), SLOW)
      .toMatch(words);
    console.log(await dialog.getByRole('alert').textContent());
    await expect.poll(() => dialog.getByRole('rowheader').count()).toBe(6);
  }
  // the whole one is here already
  const importing = await longestTask(await browserOn('wasm'), page, async () => {
    await dialog.getByLabel('Import runs: file').setInputFiles(file);
    await expect.poll(() => dialog.textContent(), SLOW).toMatch(/6 runs are in the library already/);
  });
  console.log(`import: longest task ${importing.toFixed(1)} ms`);
  expect(importing).toBeLessThan(50);
  expect(downloads).toBe(0);
  expect(faults).toEqual([]);
});
