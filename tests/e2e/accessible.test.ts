/** The page by finger, by keyboard and for assistive technology: what holds in all four views. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from './axe';
import { browserOn, open, STILL, settledText } from './browser';

const VIEWS = ['train', 'compare', 'sample', 'process'] as const;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const openView = async (view: string, options: Parameters<typeof open>[2]) => {
  const opened = await open(await browserOn('webgl'), `?view=${view}`, { ...STILL, ...options });
  await opened.page.locator(`#view-${view} h1`).waitFor();
  return opened;
};

/**
 * Controls that a finger cannot hit: smaller than 44 px in a direction. A control within a label counts with it. Symbols of a formula are as
 * high, and as wide as their glyphs with at most 5 px on each side: wider ones tear the formula apart.
 */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = 'button, select, input, summary, a[href], [role=tab]';
    const symbols = [...document.querySelectorAll('.eq [data-sym][tabindex]')].flatMap((symbol) => {
      const { width, height } = symbol.getBoundingClientRect();
      const glyph = symbol.firstElementChild!.getBoundingClientRect().width;
      if (width === 0 || (height >= 43.5 && width - glyph <= 10)) return [];
      return [`symbol ${symbol.getAttribute('data-sym')}: ${width} × ${height}, its glyph ${glyph}`];
    });
    const small = [...document.querySelectorAll(controls)].flatMap((control) => {
      if (control.matches('.skip') || !control.checkVisibility({ visibilityProperty: true })) return [];
      const boxes = [control, control.closest('label')].flatMap((one) => one?.getBoundingClientRect() ?? []);
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      if (width === 0 || (width >= 43.5 && height >= 43.5)) return [];
      const name = control.getAttribute('aria-label') ?? control.textContent;
      return [`${control.tagName} ${name?.slice(0, 30)}: ${Math.round(width)} × ${Math.round(height)}`];
    });
    return [...symbols, ...small];
  });

/** Names that several buttons of one kind have: by ear they cannot be told apart. */
async function sharedNames(page: Page): Promise<string[]> {
  const buttons = /button "((?:What is this|Explain)[^"]*)"/g;
  const ofButtons = Array.from(
    (await page.locator('main').ariaSnapshot()).matchAll(buttons),
    ([, name]) => name,
  );
  expect(ofButtons).not.toEqual([]);
  const names = [...ofButtons, ...(await page.locator('main .numbers > summary').allTextContents())];
  return names.filter((name, i) => names.indexOf(name) !== i);
}

/** Where two elements overlap on the screen. */
const overlapping = async (page: Page, upper: string, lower: string): Promise<boolean> => {
  const boxes = await Promise.all([upper, lower].map((one) => page.locator(one).first().boundingBox()));
  const [a, b] = boxes;
  if (!a || !b) throw new Error(`${upper} or ${lower} is not shown`);
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
};

/** Axe finds nothing serious, and headings are in order. */
async function expectOrdered(page: Page): Promise<void> {
  await expectAccessible(page);
  const levels = await page.evaluate(() =>
    [...document.querySelectorAll('h1, h2, h3, h4')]
      .filter((heading) => heading.checkVisibility())
      .map((heading) => Number(heading.tagName.slice(1))),
  );
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  expect(levels[0]).toBe(1);
  for (let i = 1; i < levels.length; i++) expect(levels[i]).toBeLessThanOrEqual(levels[i - 1] + 1);
}

describe.each(VIEWS)('the view %s', (view) => {
  test('on a phone, light, is accessible; every control is 44 px wide and high; nothing is wider than the screen, or under the tab bar', async () => {
    const { page, faults } = await openView(view, { ...PHONE, colorScheme: 'light' });
    await expectOrdered(page);
    const atItsEnd = async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight)); // parts that load late make it longer
      return overlapping(page, '.tabs', '.take');
    };
    await expect.poll(atItsEnd).toBe(false);
    for (const folded of await page.locator('details:not([open]) > summary').all())
      if (await folded.isVisible()) await folded.click();
    await expect.poll(() => smallTargets(page)).toEqual([]);
    await expect.poll(() => sharedNames(page)).toEqual([]);
    if (view === 'train') expect(await page.getByLabel('Schedule').count()).toBe(1); // the field, and not its "?"
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
      .toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
  });

  test('on a projector, dark, is accessible; the settings are beside the pictures, and its figures fit', async () => {
    const { page, faults } = await openView(view, {
      viewport: { width: 1024, height: 768 },
      colorScheme: 'dark',
    });
    const transport = await page.evaluate(() =>
      [...document.querySelectorAll('.transport, .transport .stats:not(.vh) > div, .top')].every(
        (box) => box.scrollWidth <= box.clientWidth + 1 && box.scrollHeight <= box.clientHeight + 1,
      ),
    );
    expect(transport).toBe(true);
    const settings = page.locator(view === 'compare' ? '.shared' : '.rail fieldset').first();
    const slider = page.locator('.time').first();
    for (const part of [settings, slider]) {
      const box = (await part.boundingBox())!;
      expect(box.y + box.height).toBeLessThanOrEqual(768);
    }
    await expectOrdered(page);
    expect(faults).toEqual([]);
  });

  test('at 1440 × 900, light, is accessible', async () => {
    const { page, faults } = await openView(view, { colorScheme: 'light' });
    await expectOrdered(page);
    expect(faults).toEqual([]);
  });
});

test('a first visit of Sample has nothing to undo, and the backend explains itself by key', async () => {
  const { page, faults } = await openView('sample', { viewport: { width: 1024, height: 768 } });
  const report = page.locator('.backend button');
  await expect.poll(() => report.count()).toBe(1);
  await expect.poll(() => page.getByRole('button', { name: 'Undo change' }).count()).toBe(0);

  const status = page.getByRole('status', { name: 'Backend in use' });
  const height = async () => (await status.boundingBox())?.height ?? 0;
  await expect.poll(() => height()).toBeLessThan(2);
  await report.focus();
  await page.keyboard.press('Enter');
  await expect.poll(height).toBeGreaterThan(20);
  await expect.poll(() => status.textContent()).toMatch(/^(webgpu|webgl|wasm|cpu)/);
  await page.keyboard.press('Escape');
  await expect.poll(height).toBeLessThan(2);

  // the line of a wide page has its whole reason
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(async () => (await report.textContent()) === (await status.textContent())).toBe(true);
  const isCut = () =>
    report.evaluate(
      ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
        scrollWidth > clientWidth || scrollHeight > clientHeight,
    );
  await expect.poll(isCut).toBe(false);
  expect(faults).toEqual([]);
});

test('on a large screen canvases are drawn larger, and the map of Process still meets its slider', async () => {
  const { page, faults } = await openView('process', { viewport: { width: 1920, height: 1080 } });
  await page
    .getByRole('button', { name: 'Stop animation' })
    .or(page.getByRole('button', { name: 'Play animation' }))
    .waitFor();
  const map = (await page.getByRole('img', { name: 'Density over time' }).boundingBox())!;
  const slider = page.getByRole('slider', { name: 'Time' });
  const track = (await slider.boundingBox())!;
  // half a thumb stands over on each side of the slider
  const half = track.x + track.width / 2;
  expect(half).toBeCloseTo(map.x + map.width / 2, 0);
  await page.mouse.click(track.x + 9 + 0.25 * (track.width - 18), map.y + map.height / 2);
  const last = Number(await slider.getAttribute('max'));
  await expect.poll(async () => Math.abs(Number(await slider.inputValue()) / last - 0.25)).toBeLessThan(0.01);
  expect(faults).toEqual([]);
});

describe('by keyboard', () => {
  test('a key that changes the view moves the focus to its heading and announces it', async () => {
    const { page, faults } = await openView('train', {});
    const announced = page.getByRole('status', { name: 'Current view' });
    expect(await announced.textContent()).toBe('');
    for (const [key, name] of [
      ['2', 'Compare'],
      ['3', 'Sample'],
      ['4', 'Process'],
      ['1', 'Train'],
    ]) {
      await page.keyboard.press(key);
      await expect.poll(() => announced.textContent()).toBe(`View ${name}`);
      const focused = page.locator('h1:focus');
      await expect.poll(() => focused.count()).toBe(1);
      await expect.poll(() => focused.isVisible()).toBe(true);
    }
    // the arrow keys of the tabs leave the focus on the tabs
    await page.getByRole('tab', { name: 'Train' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('#view-compare h1').waitFor();
    await expect.poll(() => page.locator('[role=tab]:focus').textContent()).toContain('Compare');
    expect(faults).toEqual([]);
  });

  test('S samples and N samples with a new seed in Sample, and the list of shortcuts is that of the view', async () => {
    const { page, faults } = await openView('sample', {});
    const seed = page.getByRole('spinbutton', { name: 'Seed' });
    await expect.poll(() => page.getByRole('button', { name: 'Sample', exact: true }).isEnabled()).toBe(true);
    const before = Number(await seed.inputValue());
    await page.keyboard.press('n');
    await expect.poll(() => seed.inputValue()).toBe(String(before + 1));
    const cancel = page.getByRole('button', { name: 'Cancel' });
    await expect.poll(() => cancel.count()).toBe(1);
    await cancel.click();
    await expect.poll(() => cancel.count()).toBe(0);
    await page.keyboard.press('s');
    await expect.poll(() => cancel.count()).toBe(1);
    await expect.poll(() => seed.inputValue()).toBe(String(before + 1));

    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard' });
    await list.waitFor();
    await expect
      .poll(() => list.textContent())
      .toMatch(/In Sample.*Ssample with these settings.*Nsample with a new seed/);
    await expect.poll(() => list.textContent()).not.toContain('one training step');
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await page.locator('#view-train h1').waitFor();
    await page.keyboard.press('?');
    await expect.poll(() => list.textContent()).toMatch(/In Train.*one training step/);
    await expect.poll(() => list.textContent()).not.toContain('new seed');
    expect(faults).toEqual([]);
  });

  test('the drawing pad takes back a stroke, and leads to Text where there is no pointer', async () => {
    const { page, faults } = await openView('train', {});
    await page.getByRole('button', { name: 'Draw', exact: true }).click();
    const pad = page.getByRole('dialog', { name: 'Draw a data set' });
    const ink = () =>
      pad.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return data.reduce((sum, value, i) => sum + (i % 4 === 3 && value > 0 ? 1 : 0), 0);
      });
    const box = (await pad.locator('canvas').boundingBox())!;
    const undo = pad.getByRole('button', { name: 'Undo stroke' });
    await expect.poll(() => undo.isDisabled()).toBe(true);
    const inks = [await ink()];
    for (const y of [0.3, 0.6]) {
      const before = inks.at(-1)!;
      await page.mouse.move(box.x + 40, box.y + y * box.height);
      await page.mouse.down();
      await page.mouse.move(box.x + 200, box.y + y * box.height, { steps: 4 });
      await page.mouse.up();
      await expect.poll(ink).toBeGreaterThan(before);
      inks.push(Number(await settledText(async () => String(await ink()), 100)));
    }
    await undo.click();
    await expect.poll(ink).toBe(inks[1]);
    await page.keyboard.press('Control+z');
    await expect.poll(ink).toBe(inks[0]);
    await expect.poll(() => undo.isDisabled()).toBe(true);
    await pad.getByRole('button', { name: 'type a word' }).click();
    await expect.poll(() => page.locator('#field-text:focus').count()).toBe(1);
    expect(faults).toEqual([]);
  });
});
