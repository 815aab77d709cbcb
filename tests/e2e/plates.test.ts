/** Each plate of the lessons, opened by its link in a browser of a new visitor: at both widths, light and dark, by keys alone, and in stillness. */
import { describe, expect, test } from 'vitest';
import { LESSON_IDS, type LessonId, lessonOf } from '../../src/config/lessons';
import { expectAccessible } from './axe';
import { browserOn, type OpenedPage, open, pixelsOf } from './browser';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };

const openPlate = async (id: LessonId, options = {}): Promise<OpenedPage> => {
  const opened = await open(await browserOn('webgl'), `?lesson=${id}`, { colorScheme: 'light', ...options });
  await opened.page.getByRole('heading', { name: lessonOf(id).title }).waitFor();
  return opened;
};

/** The rest of the page is the business of accessible.test.ts. */
const LESSON = { within: '.lesson' };

/** Opens the fold by keys. @returns what it says */
const outcomeOf = async ({ page }: OpenedPage): Promise<string> => {
  const fold = page.locator('.lesson details').first();
  await fold.locator('summary').focus();
  await page.keyboard.press('Enter');
  const text = fold.locator('p').first();
  await text.waitFor();
  return (await text.textContent()) ?? '';
};

/** The plate in the other three combinations of width and colours: it fits, axe finds nothing, and its picture takes the colours. */
async function holdsElsewhere(opened: OpenedPage): Promise<void> {
  const { page } = opened;
  const canvas = page.locator('.picture canvas').first();
  const inLight = (await canvas.count()) > 0 ? await pixelsOf(canvas) : null;
  for (const [viewport, colorScheme] of [
    [WIDE, 'dark'],
    [NARROW, 'dark'],
    [NARROW, 'light'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    const shown = `${viewport.width} px, ${colorScheme}`;
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await expect.poll(width, { message: shown }).toBe(viewport.width);
    if (inLight !== null && viewport === WIDE)
      await expect.poll(() => pixelsOf(canvas), { message: shown }).not.toBe(inLight);
    await expectAccessible(page, LESSON, shown);
  }
}

/** Of each plate with a picture: a control, the keys that are pressed on it, the sentence that follows, and the claim of its text that the sentence bears out. */
const CLAIMS = [
  [
    'coin-toss',
    'slider',
    /^Tosses/,
    'End',
    /^After 256 tosses.* is 0\.025 from the normal one/,
    '0.025 after 256',
  ],
  [
    'pair',
    'button',
    '√(1−β), β',
    'Enter',
    /the variance goes to b²\/\(1 − a²\) = 0\.02\./,
    'it is 0.02, not 1',
  ],
  ['small-steps', 'button', '50', 'Enter', /^50 steps: √ᾱ differs from α of the SDE by 0\.0398/, '0.0398'],
  ['density-moves', 'slider', /^Turn/, 'ArrowRight', /^t = 1\.00: .* at most 0\.000[12]\d* so far/, '0.0003'],
  [
    'back-in-time',
    'slider',
    /^Step δ/,
    'ArrowLeft*10',
    /One step back of δ = 0\.01 .* is 0\.005 from the Gaussian/,
    '0.0050 for 0.01',
  ],
  [
    'bound',
    'slider',
    /^Mean of q/,
    'ArrowRight ArrowLeft',
    /^KL\(q ‖ p\) = 1\.117 nats, KL\(p ‖ q\) = 0\.438/,
    '1.12 nats one way and 0.44 the other',
  ],
  [
    'joint',
    'slider',
    /^Column x₀/,
    'ArrowRight',
    /^x₀ = −0\.63, x_t = −0\.63: .* the same joint probability/,
    'The same joint is a product',
  ],
  [
    'prediction-target',
    'slider',
    /^Time t/,
    'End',
    /^At t = 199 an error of the output reaches x̂₀ times 4058 for ε/,
    'σ/α is 4058',
  ],
  [
    'why-cosine',
    'slider',
    /^Left out at the start/,
    'ArrowRight',
    /linear spends 37% of its steps, cosine 9%.*Without the first 10% of the way back/,
    '37%',
  ],
  ['time-conditioning', 'button', 'not at all', 'Enter', /^Not at all: .* it ends 0\.0537/, '0.054'],
  [
    'one-shot',
    'button',
    '200',
    'Enter',
    /the chain with 200 evaluations a sample ends 0\.0035/,
    '0.0035 with 200',
  ],
  [
    'ema',
    'button',
    '0.999',
    'Enter',
    /^With decay 0\.999 half of the average is of the last 693 steps/,
    '693 steps',
  ],
  [
    'learned-variance',
    'button',
    '50',
    'Enter',
    /^With 50 steps and the exact mean, β̃ costs 0\.7 nats of the bound and β 0\.026/,
    '0.70 and 0.026',
  ],
] as const;

test.each(CLAIMS)(
  '%s bears its claim out, in all widths and colours, by keys alone',
  async (id, role, name, keys, sentence, claim) => {
    const opened = await openPlate(id);
    const { page } = opened;
    const control = page.locator('.picture').getByRole(role, { name, exact: true });
    await control.waitFor();
    if (id === 'density-moves') await page.getByRole('button', { name: 'Integrate again' }).waitFor();
    await control.focus();
    for (const press of keys.split(' ')) {
      const [key, times = '1'] = press.split('*');
      for (let i = 0; i < Number(times); i++) await page.keyboard.press(key);
    }
    const finding = page.locator('.picture .finding').first();
    await expect.poll(() => finding.textContent()).toMatch(sentence);
    expect(await outcomeOf(opened)).toContain(claim);
    await expectAccessible(page, LESSON);
    await holdsElsewhere(opened);
    expect(opened.faults).toEqual([]);
  },
);

/** What these claim is of trained networks: tests/tensor/lessons.test.ts trains them. */
const OTHERS = LESSON_IDS.filter((id) => !CLAIMS.some(([known]) => known === id));

test.each(OTHERS)('%s opens by its link and by keys, in all widths and colours', async (id) => {
  const opened = await openPlate(id);
  const { page } = opened;
  expect(await outcomeOf(opened)).not.toBe('');
  const { repair } = lessonOf(id);
  if (repair) {
    const button = page.getByRole('button', { name: repair.label });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Undo the repair' }).waitFor();
  }
  await expectAccessible(page, LESSON);
  await holdsElsewhere(opened);
  expect(opened.faults).toEqual([]);
});

describe('with reduced motion', () => {
  const still = { reducedMotion: 'reduce' } as const;

  test('the surface is whole at once and moves only when it is asked to', async () => {
    const { page, faults } = await openPlate('density-moves', still);
    const finding = page.locator('.picture .finding');
    await expect.poll(() => finding.textContent()).toMatch(/^t = 1\.00/);
    const again = page.getByRole('button', { name: 'Integrate again' });
    await again.waitFor();
    const surface = page.getByRole('img', { name: 'Density as a surface' });
    const before = await pixelsOf(surface);
    await page.waitForTimeout(500);
    expect(await pixelsOf(surface)).toBe(before);
    await again.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => pixelsOf(surface)).not.toBe(before);
    expect(faults).toEqual([]);
  });

  test('the time of a plate’s view stands still, and nothing of the plate is animated', async () => {
    const { page, faults } = await openPlate('first-schedules', still);
    const time = page.getByRole('slider', { name: /[Tt]ime$/ }).first();
    await page.locator('.lesson .finding').waitFor();
    const before = await time.inputValue();
    await page.waitForTimeout(500);
    expect(await time.inputValue()).toBe(before);
    const running = () =>
      page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
    await expect.poll(running).toBe(0);
    expect(faults).toEqual([]);
  });
});
