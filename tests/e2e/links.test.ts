/** A copied link is short and opens what was shown: view, layers, denoising time, a drawing for as long as it is learned. */
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { browserOn, open } from './browser';

const PERMISSIONS = { permissions: ['clipboard-read', 'clipboard-write'] };

async function copiedLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Copy link', exact: true }).click();
  await page.getByText('Copied', { exact: true }).waitFor();
  return (await page.evaluate(() => navigator.clipboard.readText())).slice(inject('site').length);
}

const timeOf = (page: Page) => page.getByRole('slider', { name: /^(Denoising time|Time)$/ }).inputValue();
const layer = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Layers' }).getByRole('button', { name, exact: true });

test('a link of Train opens with the layers and at the time that were shown', async () => {
  const browser = await browserOn('wasm');
  const { page, faults } = await open(browser, '?dataset=moons&schedule=linear', PERMISSIONS);
  await layer(page, 'Density').click();
  await layer(page, 'Paths').click();
  await page.getByRole('slider', { name: 'Denoising time' }).fill('77');
  const link = await copiedLink(page);
  console.log(link);
  expect(link.length).toBeLessThan(100);
  const opened = await open(browser, `${link}&autostart=yes`);
  const alert = opened.page.getByRole('alert').filter({ hasText: 'autostart "yes" is not accepted' });
  await alert.waitFor();
  await expect.poll(() => timeOf(opened.page)).toBe('77');
  await expect.poll(() => layer(opened.page, 'Density').getAttribute('aria-pressed')).toBe('true');
  await expect.poll(() => layer(opened.page, 'Paths').getAttribute('aria-pressed')).toBe('false');
  await expect.poll(() => layer(opened.page, 'Samples').getAttribute('aria-pressed')).toBe('true');
  expect(await timeOf(opened.page)).toBe('77'); // it stands there: the recorded samples do not begin to play
  expect(opened.page.url()).not.toContain('at='); // the address follows the view, and the time moves on
  expect([...faults, ...opened.faults]).toEqual([]);
});

test.each(['compare', 'sample', 'process'])(
  'a link of %s opens in it, at the time that was shown',
  async (view) => {
    const browser = await browserOn('wasm');
    const { page, faults } = await open(browser, `?view=${view}&at=0.25`, PERMISSIONS);
    await expect.poll(() => timeOf(page)).not.toBe('0');
    const time = await timeOf(page);
    const link = await copiedLink(page);
    expect(link).toContain(`view=${view}`);
    expect(link).toContain('at=0.25');
    const opened = await open(browser, link);
    await expect.poll(() => timeOf(opened.page)).toBe(time);
    expect([...faults, ...opened.faults]).toEqual([]);
  },
);

test('a drawing makes a link of some hundred characters, and is gone from it with another data set', async () => {
  const browser = await browserOn('wasm');
  const { page, faults } = await open(browser, '', PERMISSIONS);
  await page.getByRole('button', { name: 'Draw', exact: true }).click();
  const pad = page.getByRole('dialog', { name: 'Draw a data set' });
  const box = (await pad.locator('canvas').boundingBox())!;
  const at = (turn: number) =>
    [
      box.x + box.width * (0.5 + 0.06 * turn * Math.cos(turn)),
      box.y + box.height * (0.5 + 0.06 * turn * Math.sin(turn)),
    ] as const;
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let turn = 0; turn < 2 * Math.PI; turn += 0.1) await page.mouse.move(...at(turn));
  await page.mouse.up();
  await pad.getByRole('button', { name: 'Use this drawing' }).click();
  await expect.poll(() => page.url()).toContain('drawing=.');
  const link = await copiedLink(page);
  console.log(`a link with a drawing: ${link.length} characters`);
  expect(link.length).toBeLessThan(400);

  const opened = await open(browser, link);
  await expect.poll(() => opened.page.getByRole('combobox', { name: 'Dataset' }).inputValue()).toBe('drawn');
  await opened.page.getByRole('combobox', { name: 'Dataset' }).selectOption('moons');
  await expect.poll(() => opened.page.url()).toContain('dataset=moons');
  expect(opened.page.url()).not.toContain('drawing');
  await opened.page.getByRole('combobox', { name: 'Dataset' }).selectOption('drawn');
  await expect.poll(() => opened.page.url()).toContain('drawing=.');
  expect([...faults, ...opened.faults]).toEqual([]);
});
