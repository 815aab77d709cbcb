/** Every view on paper. */
import { expect, test } from 'vitest';
import { browserOn, open } from './browser';

test.each(['train', 'compare', 'sample', 'process'])(
  'the view %s prints on one sheet of A4, without what is pressed, with what was run at its foot',
  async (view) => {
    const own = view === 'sample' ? '' : '&samplingSteps=40&seed=11'; // with its own settings a model shows the samples that it ships with
    const { page, faults } = await open(await browserOn('webgl'), `?view=${view}${own}`);
    const title = page.locator(`#view-${view} h1`);
    await title.waitFor();
    if (view === 'sample') await expect.poll(() => title.textContent()).toMatch(/, recorded: /);
    const [, steps, seed] = /(\d+) steps, seed (\d+)/.exec((await title.textContent())!) ?? ['', 40, 11];
    const foot = page.locator('.paper-foot');
    await expect
      .poll(async () => {
        await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
        return foot.count();
      })
      .toBe(1); // its code comes after the first picture
    const training = view === 'sample' ? '' : 'EMA warm-up ✓.*'; // which the form does not know of the weights
    const settings = `Process DDPM.*${training}Sampler .* · Sampling steps ${steps} .* · Seed ${seed}\\b`;
    const said = `${settings}[^]*http.* · .*${new Date().getFullYear()}`;
    expect(await foot.textContent()).toMatch(new RegExp(said));
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await foot.count()).toBe(0);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(Array.from(pdf.matchAll(/\/Count (\d+)/g), ([, pages]) => Number(pages))).toEqual([1]);
    const shapeOf = () => page.locator('.guess').evaluate((box) => box.clientWidth / box.clientHeight);
    const shape = view === 'train' ? await shapeOf() : 1;
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.locator('.view button:visible').count()).toBe(0);
    await expect.poll(() => page.locator('.view canvas:visible').count()).toBeGreaterThan(0);
    if (view === 'sample') expect(await page.locator('.stats').isVisible()).toBe(true);
    if (view === 'train') {
      const bar = page.locator('.bar');
      expect(await bar.evaluate((box) => getComputedStyle(box).printColorAdjust)).toBe('exact');
      expect((await shapeOf()) / shape).toBeCloseTo(1, 1);
    }
    if (view === 'process') {
      const tick = page.getByRole('checkbox', { name: 'Zero terminal SNR' });
      expect(await tick.evaluate((box) => getComputedStyle(box).appearance)).toBe('auto');
    }
    expect(faults).toEqual([]);
  },
);
