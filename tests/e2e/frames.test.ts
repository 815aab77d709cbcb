/** What a frame costs the page while many points are scrubbed. Measured alone: beside other tests the same work takes longer. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open, STILL } from './browser';
import { frameTasks } from './tasks';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('webgl');
});
afterAll(() => browser.close());

const QUERY =
  '?view=sample&pretrained=swiss-roll-cosine&sampler=ddim&samplingSteps=5&samples=20000&backend=wasm';

test('scrubs 20 000 points at less than 8 ms of the page a frame', async () => {
  const opened = await open(browser, QUERY, STILL);
  const { page, faults } = opened;
  await expect.poll(() => opened.status('Network evaluations'), { timeout: 120_000 }).toBe('5');
  await expect
    .poll(() => page.getByRole('img', { name: 'Samples', exact: true }).getAttribute('aria-description'))
    .toContain('20,000');
  await expect.poll(() => opened.status('Quality'), { timeout: 60_000 }).toContain('floor');
  const { x, y, width, height } = (await page.getByRole('slider', { name: 'Denoising time' }).boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  const drag = async (moves: number) => {
    for (let i = 0; i < moves; i++) {
      await page.mouse.move(x + width * (0.5 - 0.45 * Math.cos(i / 12)), y + height / 2);
      await page.waitForTimeout(16);
    }
  };
  await drag(40); // compiled by then
  const at = (frames: readonly number[], share: number) => frames[Math.floor(share * (frames.length - 1))];
  // Other work on the machine can only add to these times: the least disturbed of three stretches counts.
  const stretches: (readonly number[])[] = [];
  for (let i = 0; i < 3; i++) stretches.push(await frameTasks(browser, page, () => drag(60)));
  await page.mouse.up();
  const best = stretches.reduce((a, b) => (at(a, 0.5) < at(b, 0.5) ? a : b));
  console.log(
    `frames of 20 000 points: ${at(best, 0.5).toFixed(1)} ms, 95% within ${at(best, 0.95).toFixed(1)} ms`,
  );
  expect(best.length).toBeGreaterThan(30);
  expect(at(best, 0.5)).toBeLessThan(8);
  expect(at(best, 0.95)).toBeLessThan(1000 / 60);
  expect(faults).toEqual([]);
});

test('integrates the Fokker–Planck equation and draws its surface at less than 8 ms of the page a frame', async () => {
  const { page, faults } = await open(browser, '?lesson=density-moves');
  const again = page.getByRole('button', { name: 'Integrate again' });
  await again.waitFor(); // it has grown once: compiled by then
  const stretches: (readonly number[])[] = [];
  for (let i = 0; i < 3; i++)
    stretches.push(
      await frameTasks(browser, page, async () => {
        await again.click();
        await page.waitForTimeout(500);
        await again.waitFor();
      }),
    );
  // a row is due in less than a third of the frames: nine tenths of all is among those that integrate one
  const working = (frames: readonly number[]) => frames[Math.floor(0.9 * (frames.length - 1))];
  const best = stretches.reduce((a, b) => (working(a) < working(b) ? a : b));
  console.log(
    `frames of the growing surface: 90% within ${working(best).toFixed(1)} ms, ${best.length} frames`,
  );
  expect(best.length).toBeGreaterThan(60); // as many rows have been integrated
  expect(working(best)).toBeLessThan(8);
  expect(faults).toEqual([]);
});
