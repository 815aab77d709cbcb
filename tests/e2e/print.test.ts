/** Every view on paper. */
import { expect, test } from 'vitest';
import { browserOn, open } from './browser';

test.each(['train', 'compare', 'sample', 'process'])(
  'the view %s prints on one sheet of A4, without what is pressed',
  async (view) => {
    const { page, faults } = await open(await browserOn('webgl'), `?view=${view}`);
    await page.locator(`#view-${view} h1`).waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(Array.from(pdf.matchAll(/\/Count (\d+)/g), ([, pages]) => Number(pages))).toEqual([1]);
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.locator('.view button:visible').count()).toBe(0);
    await expect.poll(() => page.locator('.view canvas:visible').count()).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  },
);
