/** Training beside other work: it goes on in every view, settings are undone, Back goes back a view, and no run is lost by a press. */
import { expect, inject, test } from 'vitest';
import { browserOn, open, rateOf, STILL, settledText } from './browser';

const TINY =
  'dataset=moons&T=30&samplingSteps=10&sampler=ddim&width=16&depth=1&batch=32&warmupSteps=0&backend=wasm';

/** A run that no test sees the end of. */
const ENDLESS = '&steps=10000000&autostart=1';
/** Seconds of the run whose end is waited for: time to open another view on a busy machine. */
const SECONDS = 10;

const openTiny = async (query: string) => open(await browserOn('wasm'), `?${TINY}${query}`, STILL);

test('a run goes on while Process is open: the chip and the title show it, Back returns, and its end is announced there', async () => {
  const { page, faults, waitForStep, status } = await openTiny(ENDLESS);
  await waitForStep(10);
  await page.getByRole('tab', { name: 'Process' }).click();
  await page.getByRole('img', { name: 'Schedule curves' }).waitFor();
  const chip = page.getByRole('status', { name: 'Training progress' });
  const step = async () =>
    Number((await chip.textContent())?.match(/Step ([\d,]+)/)?.[1].replaceAll(',', ''));
  await expect.poll(() => chip.textContent()).toMatch(/^Step [\d,]+ of 10,000,000, \d+%$/);
  const first = await step();
  await expect.poll(step).toBeGreaterThan(first + 20);
  await expect.poll(() => page.title()).toMatch(/^\d+% · DDPM Lab$/);
  await page.goBack();
  await page.getByRole('tab', { name: 'Train', selected: true }).waitFor();
  await expect.poll(async () => Number(await status('Step'))).toBeGreaterThan(first + 20);
  const rate = await rateOf({ status });
  await page.goForward();
  await page.getByRole('tab', { name: 'Process', selected: true }).waitFor();

  // a run of a few seconds on this machine, longer where the machine is faster by now and the run ends before the view is open
  let steps = Math.ceil(SECONDS * rate);
  const isSeen = () =>
    chip.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    );
  await expect
    .poll(
      async () => {
        await page.goto(`${inject('site')}?${TINY}&steps=${steps}&autostart=1`);
        await waitForStep(10);
        await page.getByRole('tab', { name: 'Process' }).click();
        if (await isSeen()) return true;
        steps *= 4;
        return false;
      },
      { timeout: 180_000 },
    )
    .toBe(true);
  const words = steps.toLocaleString('en');
  const end = page.getByText(`Train: training is done, ${words} steps`).first();
  await end.waitFor({ state: 'attached', timeout: 180_000 });
  await expect.poll(() => chip.count()).toBe(0);
  await expect.poll(() => page.title()).toBe('DDPM Lab');
  await page.getByRole('button', { name: 'Show it' }).click();
  await page.getByRole('button', { name: `Train ${words} more` }).waitFor();
  expect(faults).toEqual([]);
});

test('at every moment the header and the transport show one step', async () => {
  const { page, faults, waitForStep } = await openTiny(ENDLESS);
  await waitForStep(10);
  const shown = await page.evaluate(async () => {
    const textOf = (name: string) =>
      document.querySelector(`[role=status][aria-label="${name}"]`)?.textContent;
    const pairs: [string | undefined, string | undefined][] = [];
    for (let frame = 0; frame < 120; frame++) {
      await new Promise(requestAnimationFrame);
      const [, step] = /^Step ([\d,]+)/.exec(textOf('Training progress') ?? '') ?? [];
      pairs.push([textOf('Step') ?? undefined, step?.replaceAll(',', '')]);
    }
    return pairs;
  });
  for (const [step, inHeader] of shown) expect(inHeader).toBe(step);
  expect(new Set(shown.map(([step]) => step)).size).toBeGreaterThan(3);
  expect(faults).toEqual([]);
});

test('a start in Compare leaves the run of Train alone: both go on', async () => {
  const { page, faults, waitForStep } = await openTiny(ENDLESS);
  await waitForStep(10);
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Train both', exact: true }).click();
  const chip = page.getByRole('status', { name: 'Training progress' });
  await expect
    .poll(() => chip.textContent())
    .toMatch(/^Train: step [\d,]+ of 10,000,000, 0%; Compare: step [\d,]+ of 10,000,000, 0%$/);
  expect(faults).toEqual([]);
});

test('a run that new settings replaced is restored with its settings; Ctrl+Z takes a setting back', async () => {
  const { page, faults, waitForStep, status } = await openTiny('&steps=40&autostart=1');
  await waitForStep(40);
  await page.getByRole('button', { name: 'Train 40 more' }).waitFor();
  const schedule = page.getByRole('combobox', { name: 'Schedule' });
  const before = await schedule.inputValue();
  await schedule.selectOption('linear');
  await page.getByRole('button', { name: 'Train anew' }).waitFor();
  await schedule.press('Control+z');
  await expect.poll(() => schedule.inputValue()).toBe(before);
  await page.getByRole('button', { name: 'Train 40 more' }).waitFor();
  await schedule.press('Control+Shift+z');
  await expect.poll(() => schedule.inputValue()).toBe('linear');

  const loss = await settledText(() => status('Loss'));
  await page.getByRole('button', { name: 'Train anew' }).click();
  await page.getByRole('button', { name: 'Train 40 more' }).waitFor();
  await expect.poll(() => status('Loss')).not.toBe(loss);
  await page.getByRole('button', { name: 'Restore the previous run' }).click();
  await expect.poll(() => status('Loss')).toBe(loss);
  await expect.poll(() => schedule.inputValue()).toBe(before);
  await page.getByRole('button', { name: 'Train 40 more' }).waitFor();

  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => status('Step')).toBe('0');
  await page.getByRole('button', { name: 'Restore the previous run' }).click();
  await expect.poll(() => status('Step')).toBe('40');
  await expect.poll(() => status('Loss')).toBe(loss);
  expect(faults).toEqual([]);
});

test('a trained run is side A of a comparison with one setting changed, and is not trained again', async () => {
  const { page, faults, waitForStep } = await openTiny('&steps=40&autostart=1');
  await waitForStep(40);
  await page.getByRole('button', { name: 'Compare it with one setting changed' }).click();
  await page.getByRole('button', { name: 'Train B', exact: true }).waitFor();
  await expect
    .poll(() => page.getByRole('region', { name: 'A', exact: true }).textContent())
    .toContain('Your run, step 40');
  const schedule = page
    .getByRole('region', { name: 'B', exact: true })
    .getByRole('combobox', { name: 'Schedule' });
  await expect.poll(() => schedule.inputValue()).toBe('linear');
  expect(faults).toEqual([]);
});
