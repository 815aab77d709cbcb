/** Two tabs and one run: watched from the second tab, and taken over there. */
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { expectAccessible } from './axe';
import { browserOn, open, pixelsOf } from './browser';
import { stepOf, storedRuns, TINY } from './library';

const SLOW = { timeout: 180_000, interval: 200 };

const watchedStep = async (page: Page): Promise<number> =>
  Number((await page.getByRole('status', { name: 'Watched step' }).textContent())?.replaceAll(',', ''));

test('a run that trains in another tab is watched: its step, loss and samples, read only; it stops there when it is taken over', async () => {
  const first = await open(await browserOn('wasm'), `?${TINY}&steps=10000000&autostart=1`);
  await expect.poll(() => storedRuns(first.page), SLOW).toHaveLength(1);
  const second = await first.page.context().newPage();
  await second.goto(inject('site'));
  await second.getByRole('button', { name: 'Watch it' }).click();
  const dialog = second.getByRole('dialog', { name: /^Watching/ });
  await expect.poll(() => dialog.textContent(), SLOW).toMatch(/trains in another tab.*only shown/);

  // it follows the other tab closely, not only its copies of every five seconds
  for (let look = 0; look < 3; look++) {
    const before = await stepOf(first.page);
    await expect
      .poll(() => watchedStep(second), { timeout: 4000, interval: 50 })
      .toBeGreaterThanOrEqual(before);
  }
  const watched = await watchedStep(second); // the trainer's, which its own tab shows within a moment, too
  await expect
    .poll(() => stepOf(first.page), { timeout: 1000, interval: 50 })
    .toBeGreaterThanOrEqual(watched);
  await expect.poll(() => dialog.textContent(), SLOW).toMatch(/Samples of step \d/);
  const curve = dialog.getByRole('img', { name: 'Loss curve of the watched run' });
  const samples = dialog.getByRole('img', { name: 'Samples of the watched run' });
  const drawn = [await pixelsOf(curve), await pixelsOf(samples)];
  await expect.poll(() => pixelsOf(curve), SLOW).not.toBe(drawn[0]);
  await expect.poll(() => pixelsOf(samples), SLOW).not.toBe(drawn[1]);
  await expectAccessible(second, { within: 'dialog', strict: true });

  // paused there, it is paused here
  await first.page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.poll(() => dialog.textContent(), SLOW).toMatch(/No tab trains this run now/);
  await expect.poll(async () => (await watchedStep(second)) - (await stepOf(first.page)), SLOW).toBe(0);
  await first.page.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect.poll(() => dialog.textContent(), SLOW).toMatch(/trains in another tab/);
  await second.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  expect(await storedRuns(second)).toHaveLength(1);
  await first.page.getByRole('button', { name: 'Pause', exact: true }).waitFor();

  // again from the Runs panel, and taken over
  await second.getByRole('button', { name: 'Runs', exact: true }).click();
  const row = second.getByRole('row').filter({ hasText: 'Training in another tab' });
  await row.getByRole('button', { name: 'Watch' }).click();
  await expect.poll(() => dialog.textContent(), SLOW).toMatch(/trains in another tab/);
  await dialog.getByRole('button', { name: 'Take it over' }).click();
  await first.page.getByText('Another tab has taken over this run.').waitFor(SLOW);
  await first.page.getByRole('button', { name: 'Resume', exact: true }).waitFor(SLOW);
  await second.getByRole('button', { name: 'Pause', exact: true }).waitFor(SLOW);
  const taken = await stepOf(second);
  await expect.poll(() => stepOf(second), SLOW).toBeGreaterThan(taken);
  expect(await storedRuns(second)).toMatchObject([{ damaged: 0 }]);

  // and taken back: the first tab goes on from where the second one is now
  const others = await stepOf(second);
  const ofFirst = first.page.getByRole('row').filter({ hasText: 'Training in another tab' });
  await first.page.getByRole('button', { name: 'Runs', exact: true }).click();
  await ofFirst.getByRole('button', { name: 'Take over' }).click();
  await second.getByText('Another tab has taken over this run.').waitFor(SLOW);
  await expect.poll(() => stepOf(first.page), SLOW).toBeGreaterThan(others);
  expect(await storedRuns(second)).toMatchObject([{ damaged: 0 }]);
  expect(first.faults).toEqual([]);
});
