/** The German page: it opens, fits and trains as the English one does, in German alone, and each page leads to the other. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { expectAccessible } from './axe';
import { browserOn, drop, open, STILL } from './browser';

const VIEWS = { train: 'Trainieren', compare: 'Vergleichen', sample: 'Ziehen', process: 'Prozess' } as const;
type View = keyof typeof VIEWS;
const WIDE = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function openView(file: 'index.html' | 'de.html', view: View, options: Parameters<typeof open>[2]) {
  const opened = await open(await browserOn('webgl'), `${file}?view=${view}`, { ...STILL, ...options });
  await opened.page.locator(`#view-${view} h1`).waitFor();
  return opened;
}

/** Texts that the page shows; formulas and code aside. */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent || parent.closest('math, code, pre, script, noscript')) continue;
      const isShown = (parent.closest('select') ?? parent).checkVisibility({ visibilityProperty: true });
      const text = walker.currentNode.textContent?.replace(/\s+/g, ' ').trim();
      if (isShown && text) texts.push(text);
    }
    return texts;
  });

/** What a driver says of itself, with its version. */
const DRIVER = /\(ANGLE .*\)/;
/** Two words in a row: names of one word and symbols may be the same in both languages. */
const SENTENCE = /\p{L}{2,},? \p{L}{2,}/u;
/** Names that both languages have, and what a model's card says of its training, which is English. */
const EQUAL = /^(PyTorch script|DDPM Lab|Sliced W|Flow [Mm]atching|Euler–Maruyama|Swiss Roll|DPM-Solver)/;

async function expectToFit(page: Page, view: View): Promise<void> {
  await expect.poll(() => page.getAttribute('html', 'lang')).toBe('de');
  await page.getByRole('tab', { name: VIEWS[view], selected: true }).waitFor();
  const wider = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await expect.poll(wider).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

describe.each(Object.keys(VIEWS) as View[])('the view %s', (view) => {
  test('on a phone fits, and is clean for assistive technology', async () => {
    const { page, faults } = await openView('de.html', view, PHONE);
    await expectToFit(page, view);
    const left = () => page.locator('.word').evaluate((word) => word.getBoundingClientRect().left);
    expect(await left(), 'the name of the app').toBeGreaterThanOrEqual(0);
    // the ends of the time slider take a line each, and the button between them covers neither
    const ends = await page.locator('.ends').evaluateAll((rows) =>
      rows.map(({ children }) => {
        const [left, play, right] = [...children].map((part) => part.getBoundingClientRect());
        return left.right <= play.left && play.right <= right.left && left.height < 30 && right.height < 30;
      }),
    );
    expect(ends).not.toContain(false);
    expect(faults).toEqual([]);
  });

  test('on a wide screen as well; says no sentence that the English page says, and writes numbers with a comma', async () => {
    const [english, german] = [
      await openView('index.html', view, WIDE),
      await openView('de.html', view, WIDE),
    ];
    await expectToFit(german.page, view);
    for (const { page } of [english, german])
      for (const folded of await page.locator('.rail details:not([open]) > summary').all())
        if (await folded.isVisible()) await folded.click();
    const said = new Set(await textsOf(english.page));
    const left = async () =>
      (await textsOf(german.page)).filter(
        (text) => said.has(text) && SENTENCE.test(text) && !EQUAL.test(text),
      );
    await expect.poll(left).toEqual([]);
    const texts = (await textsOf(german.page)).map((text) => text.replace(DRIVER, ''));
    expect(texts.filter((text) => /\d\.\d(?!\d\d)/.test(text) && !EQUAL.test(text))).toEqual([]);
    expect(german.faults).toEqual([]);
  });
});

test('the strength of an edit has a comma', async () => {
  const address = 'de.html?view=sample&pretrained=swiss-roll-cosine&backend=wasm&use=edit';
  const { page, faults } = await open(await browserOn('webgl'), address, { ...STILL, ...WIDE });
  await page.locator('.use label.slider output').filter({ hasText: /^0,6$/ }).waitFor({ timeout: 120_000 });
  expect(faults).toEqual([]);
});

test('models of a comparison have German names', async () => {
  const address =
    'de.html?view=compare&a.pretrained=swiss-roll-linear&b.pretrained=swiss-roll-cosine&backend=wasm';
  const { page, faults } = await open(await browserOn('webgl'), address, { ...STILL, ...WIDE });
  const names = () => page.locator('.pretrained-name b').allTextContents();
  await expect
    .poll(names, { timeout: 120_000 })
    .toEqual(['Swiss Roll, linearer Rauschplan', 'Swiss Roll, Kosinus']);
  expect(faults).toEqual([]);
});

/** Files that no view opens, each with what its refusal names: weights that are not finite, an array and a picture that are cut off. */
const DAMAGED: readonly (readonly [ending: string, names: string, bytes: Buffer])[] = [
  ['.zip', 'conv_out.bias', readFileSync(join(import.meta.dirname, '../fixtures/cases/nan-weights.zip'))],
  ['.npy', '.npy", ', Buffer.from('\x93NUMPY\x01\0v\0{}', 'latin1')],
  ['.png', '.png", ', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIDAT', 'latin1')],
];

test('in every view a file that cannot be opened is refused in German', async () => {
  const { page, faults } = await openView('de.html', 'process', WIDE);
  // Sample comes last: it names no file, so its refusal of a model stands beside the next one
  for (const view of ['process', 'train', 'compare', 'sample'] as const) {
    await page.getByRole('tab', { name: VIEWS[view] }).click();
    await page.locator(`#view-${view} h1`).waitFor();
    for (const [ending, names, bytes] of DAMAGED) {
      await drop(page, view + ending, bytes);
      const refusals = async () =>
        (await page.getByRole('alert').allTextContents()).filter((text) => text.includes(names)).join();
      await expect.poll(refusals).toMatch(/gefunden: .+; erwartet: .+\. .+\./s);
      expect(await refusals()).not.toMatch(/\b(found|expected|the|of|is|are|file|image|weights)\b/);
    }
  }
  expect(faults).toEqual([]);
});

test('the symbols of equations are spoken in German, those that load later too', async () => {
  const names = async (query: string, symbol: string) => {
    const { page, faults } = await open(await browserOn('webgl'), `de.html${query}`);
    const names = await page.locator(`[data-sym="${symbol}"]`).first().getAttribute('aria-label');
    expect(faults).toEqual([]);
    return names;
  };
  expect(await names('', 'c1')).toBe('c eins, das Gewicht der Vorhersage');
  expect(await names('?view=process', 'abar')).toBe('Wurzel aus Alpha quer t');
});

test('a short training ends with a headline and figures in German', async () => {
  const { page, faults } = await open(
    await browserOn('wasm'),
    'de.html?dataset=moons&backend=wasm&width=32&batch=64&steps=300&autostart=1',
  );
  const figure = (name: string) => page.getByRole('status', { name, exact: true }).first().textContent();
  await expect.poll(() => figure('Schritt'), { timeout: 120_000 }).toMatch(/^300/);
  await expect.poll(() => figure('Verlust')).toMatch(/^\d,\d+$/);
  const headline = () => page.locator('#view-train h1').textContent();
  await expect.poll(headline).toMatch(/\p{L}/u);
  await expect.poll(() => headline()).not.toMatch(/\b(the|of|is|are|after|samples|loss|training)\b/i);
  expect(faults).toEqual([]);
});

test('the link to the other page keeps what the address holds, and links of the page keep its language', async () => {
  const query = '?view=process&schedule=linear&steps=700';
  const { page, faults } = await open(await browserOn('webgl'), `index.html${query}`);
  await page.locator('#view-process h1').waitFor();
  // once the page has written its address, it leaves it alone until something changes
  let address = '';
  const isWritten = () => {
    const before = address;
    address = page.url();
    return before === address;
  };
  await expect.poll(isWritten, { interval: 700 }).toBe(true);
  await page.evaluate(() => history.replaceState(null, '', `${location.href}#place`));
  const arrival = page.waitForEvent('framenavigated', (frame) => frame.url().includes('de.html'));
  await page.getByRole('link', { name: 'Deutsch', exact: true }).click();
  const { pathname: arrived, searchParams: settings, hash } = new URL((await arrival).url());
  await page.locator('html[lang=de]').waitFor({ state: 'attached' });
  const folder = new URL(inject('site')).pathname;
  expect([arrived, settings.get('schedule'), settings.get('steps'), hash]).toEqual([
    `${folder}de.html`,
    'linear',
    '700',
    '#place',
  ]);
  // what was changed meanwhile goes along
  await page.getByRole('tab', { name: VIEWS.train }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('view')).not.toBe('process');
  expect(new URL(page.url()).pathname).toBe(`${folder}de.html`);
  const back = page.getByRole('link', { name: 'English', exact: true });
  expect([await back.getAttribute('lang'), await back.getAttribute('hreflang')]).toEqual(['en', 'en']);
  await back.click();
  await page.locator('html[lang=en]').waitFor({ state: 'attached' });
  const { pathname, searchParams } = new URL(page.url());
  expect([pathname, searchParams.get('schedule')]).toEqual([`${folder}index.html`, 'linear']);
  expect(faults).toEqual([]);
});

test.each([
  ['de.html', ', bis zu 16 Threads: WebGPU und WebGL rechnen hier nur auf dem Prozessor'],
  ['', ', up to 16 threads: WebGPU and WebGL here are programs on the processor'],
])('on a projector the header of “%s” has the whole reason for a backend', async (path, reason) => {
  const { page } = await open(await browserOn('wasm'), `${path}?view=sample`, {
    viewport: { width: 1024, height: 768 },
  });
  const button = page.locator('.backend button');
  await button.waitFor();
  const whole = await button.evaluate((element, reason) => {
    element.querySelector('span')!.textContent = reason; // that of a machine without a GPU, wherever this runs
    return element.scrollHeight <= element.clientHeight && element.scrollWidth <= element.clientWidth;
  }, reason);
  expect(whole).toBe(true);
});

test('on a phone the link stands at the foot, and an embedded page has none', async () => {
  const { page } = await open(await browserOn('webgl'), 'de.html', PHONE);
  await page.getByRole('link', { name: 'English', exact: true }).waitFor();
  const embedded = await open(await browserOn('webgl'), 'de.html?embed=1', WIDE);
  await embedded.page.locator('[data-layout~=embed]').waitFor({ state: 'attached' });
  await expect.poll(() => embedded.page.getByRole('link', { name: 'English', exact: true }).count()).toBe(0);
});

test.each(['de.html', ''])(
  'on a phone the header of “%s” shows the name of the backend whole',
  async (path) => {
    const { page } = await open(await browserOn('wasm'), `${path}?view=sample`, PHONE);
    const button = page.locator('.backend button');
    await button.waitFor();
    for (const name of ['wasm', 'webgpu']) {
      const shown = await button.evaluate((element, name) => {
        element.firstChild!.textContent = name; // the longest name beside the one of this machine
        const [word, own, next] = ['.word', '.backend button', '.runs-button'].map((selector) =>
          document.querySelector(selector)!.getBoundingClientRect(),
        );
        return {
          // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is no part of the text
          text: (element as HTMLElement).innerText,
          whole: element.scrollWidth <= element.clientWidth,
          apart: word.left >= 0 && word.right <= own.left && own.right <= next.left,
        };
      }, name);
      expect(shown).toEqual({ text: name, whole: true, apart: true });
    }
  },
);
