/** The five steps of a first visit in one go, on WASM, as someone presses what each asks for: with SLOW_TESTS=1, for it takes minutes. */
import { expect, test } from 'vitest';
import { browserOn, open } from './browser';

/** What the first visit may take, its drawing and training included. */
const MOST_MINUTES = 4;
/** Of training, which each visitor ends when it seems enough. */
const TRAINING_SECONDS = 20;

test.skipIf(!process.env.SLOW_TESTS)(
  'the first visit ends in under 4 minutes on WASM, each step with its sentence',
  async () => {
    const opened = await open(await browserOn('wasm'), '?lesson=first-noise&backend=wasm');
    const { page, faults } = opened;
    const began = performance.now();
    const taken: string[] = [];
    let last = began;
    const finding = page.locator('.lesson .finding');
    const says = (words: RegExp) =>
      expect.poll(() => finding.textContent(), { timeout: 120_000, interval: 200 }).toMatch(words);
    const next = async (step: number) => {
      taken.push(`step ${step} ${((performance.now() - last) / 1000).toFixed(1)} s`);
      last = performance.now();
      await page.getByRole('link', { name: /^Next: / }).click();
      await page.getByText(`First visit, step ${step + 1} of 5`).waitFor();
    };
    const choose = (steps: number) =>
      page
        .locator('.lesson')
        .getByRole('button', { name: String(steps), exact: true })
        .click();

    await page.getByRole('slider', { name: 'Time', exact: true }).focus();
    await page.keyboard.press('End');
    await says(/almost nothing of the digit is left/);
    await next(1);

    await says(/With 1 network evaluation the selected image is \d+ away/);
    await choose(5);
    await says(/With 5 network evaluations/);
    await choose(25);
    await says(/With 25 network evaluations/);
    await next(2);

    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await says(new RegExp(`steps in (${TRAINING_SECONDS}|2[1-9]|[3-9]\\d) seconds: the samples are`));
    await next(3);

    await choose(1);
    await says(/With 1 network evaluation the samples are/);
    await choose(3);
    await says(/With 3 network evaluations/);
    await choose(20);
    await says(/With 20 network evaluations/);
    await next(4);

    await page.getByRole('slider', { name: 'Denoising time' }).focus();
    await page.keyboard.press('End');
    await says(/\d+% of the variance is signal with linear and \d+% with cosine/);
    taken.push(`step 5 ${((performance.now() - last) / 1000).toFixed(1)} s`);
    const minutes = (performance.now() - began) / 60_000;
    console.log(`first visit: ${minutes.toFixed(2)} min (${taken.join(', ')})`);
    expect(minutes).toBeLessThan(MOST_MINUTES);
    expect(faults).toEqual([]);
  },
  600_000,
);
