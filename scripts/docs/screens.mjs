// Takes the pictures of docs/screens: every view, wide and on a phone, of real runs on this machine. Run it after a change of looks:
//   npm run build && node scripts/docs/screens.mjs
// With --sizes DIR it takes the four views in their main states, at four sizes and in both themes, into DIR instead, to be looked at.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { findChromium } from '../dev/chromium.mjs';
import { root } from '../dev/install.mjs';

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const TRAINING = '?steps=1200&autostart=1';
const COMPARING = '?view=compare&dataset=moons&steps=600&autostart=1';
const PHONE_COMPARING =
  '?view=compare&dataset=moons&steps=400&width=64&emaDecay=0.995&samplingSteps=50&autostart=1';
const DIGITS =
  '?view=compare&dataset=mnist&a.pretrained=mnist-linear&b.pretrained=mnist-cosine&samplingSteps=10';

/** Waits until a run's Step status says its end. */
const finished = (steps) => (page) =>
  page.waitForFunction(
    (expected) => {
      const said = [...document.querySelectorAll('[role=status][aria-label=Step]')];
      return said.length > 0 && said.every((one) => one.textContent === expected);
    },
    String(steps),
    { timeout: 600_000 },
  );
const settled = (page) => page.waitForTimeout(6000);
/** Waits until all samples are drawn, and measured where they are enough. */
const sampled = (page) =>
  page.waitForFunction(
    () => /floor|too few/.test(document.querySelector('[role=status][aria-label=Quality]')?.textContent),
    null,
    { timeout: 300_000 },
  );

/** Waits until both sides are drawn, and measured where they are enough. */
const measured = (page) =>
  page.waitForFunction(
    () =>
      [...document.querySelectorAll('.side [role=status][aria-label=Quality]')].filter((one) =>
        /floor|too few/.test(one.textContent),
      ).length === 2,
    null,
    { timeout: 600_000 },
  );
/** Stands still where most is to be seen: the samples not quite there, their ways behind them. */
const at = (share) => async (page) => {
  const slider = page.getByRole('slider', { name: 'Denoising time' });
  await slider.fill(String(Math.round(share * Number(await slider.getAttribute('max')))));
};
const withForward = async (page) => {
  await page.getByRole('button', { name: 'Forward process', exact: true }).click();
  await at(0.12)(page);
};

const PICTURES = [
  ['train-light', TRAINING, WIDE, 'light', finished(1200), at(0.12)],
  ['train-dark', '', WIDE, 'dark', settled],
  ['train-phone', '', PHONE, 'light', settled],
  ['compare-light', COMPARING, WIDE, 'light', finished(600), at(0.12)],
  ['compare-images', DIGITS, WIDE, 'dark', measured, withForward],
  ['compare-phone', PHONE_COMPARING, PHONE, 'dark', finished(400), at(0.12)],
  ['sample-light', '?view=sample', WIDE, 'light', sampled],
  ['sample-phone', '?view=sample', PHONE, 'light', sampled],
  ['process-dark', '?view=process', WIDE, 'dark', settled],
  ['process-images', '?view=process&dataset=mnist&against=all', WIDE, 'light', settled],
  ['process-phone', '?view=process', PHONE, 'light', settled],
];

const SIZES = {
  phone: PHONE,
  projector: { width: 1024, height: 768 },
  wide: WIDE,
  large: { width: 1920, height: 1080 },
};

/** Waits until a status of this name has text that matches. */
const says = (name, pattern) => (page) =>
  page.waitForFunction(
    ([label, source]) =>
      [...document.querySelectorAll(`[role=status][aria-label="${label}"]`)].some((one) =>
        new RegExp(source).test(one.textContent),
      ),
    [name, pattern],
    { timeout: 300_000 },
  );
const alerted = (page) => page.getByRole('alert').first().waitFor({ timeout: 120_000 });
/** Opens a file that is no model. */
const misopened = async (page) => {
  const buffer = Buffer.from('PK');
  const file = { name: 'broken.zip', mimeType: 'application/zip', buffer };
  await page.locator('input[aria-label^="Open model"]').first().setInputFiles(file);
  await alerted(page);
};
const pressed = (name) => async (page) => {
  await page.getByRole('button', { name, exact: true }).click();
};

const SMALL = 'width=32&depth=2&batch=64&samplingSteps=20';
/** Every view in its main states: name, query, and what is waited for. */
const STATES = [
  ['train-rest', '?view=train', settled],
  ['train-rest-images', '?view=train&dataset=mnist', settled],
  ['train-rest-flow', '?view=train&process=flow', settled],
  ['train-training', `?view=train&steps=100000&${SMALL}&autostart=1`, says('Step', '^[1-9][0-9]+$')],
  ['train-done', `?view=train&steps=120&${SMALL}&autostart=1`, finished(120)],
  ['train-done-flow', `?view=train&process=flow&steps=120&${SMALL}&autostart=1`, finished(120)],
  ['train-error', `?view=train&steps=200&lr=1e9&gradientClip=0&${SMALL}&autostart=1`, alerted],
  ['compare-rest', '?view=compare', settled],
  ['compare-rest-images', '?view=compare&dataset=mnist', settled],
  ['compare-training', `?view=compare&steps=100000&${SMALL}&autostart=1`, says('Step', '^[1-9][0-9]+$')],
  ['compare-done', `?view=compare&steps=120&${SMALL}&autostart=1`, finished(120)],
  [
    'compare-done-flow',
    `?view=compare&a.process=flow&b.process=ddpm&steps=120&${SMALL}&autostart=1`,
    finished(120),
  ],
  ['compare-error', '?view=compare&a.T=5&a.schedule=linear&b.schedule=cosine', alerted],
  ['sample-rest', '?view=sample', settled],
  ['sample-sampling', '?view=sample', pressed('Sample')],
  ['sample-done', '?view=sample&pretrained=swiss-roll-cosine', sampled],
  ['sample-error', '?view=sample', misopened],
  ['process-rest', '?view=process', settled],
  ['process-rest-flow', '?view=process&process=flow', settled],
  ['process-images', '?view=process&dataset=mnist&against=all', settled],
  ['process-error', '?view=process&T=5&schedule=linear', settled],
];

/** One page a state, at every size and in both themes. */
async function everyState(browser, site, folder) {
  for (const [name, query, ready] of STATES) {
    const page = await browser.newPage();
    try {
      await page.goto(site + query);
      await ready(page);
      for (const [size, viewport] of Object.entries(SIZES))
        for (const colorScheme of ['light', 'dark']) {
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme });
          await page.waitForTimeout(1200);
          await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png` });
        }
      console.log(name);
    } catch (error) {
      console.log(`${name}: ${error.message}`);
    }
    await page.close();
  }
}

const everySize = process.argv[2] === '--sizes';
const only = everySize ? [] : process.argv.slice(2);
const folder = everySize ? process.argv[3] : `${root}/docs/screens`;
mkdirSync(folder, { recursive: true });
const server = await preview({ root, preview: { port: 0, open: false }, logLevel: 'warn' });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-background-networking'],
});
if (everySize) await everyState(browser, server.resolvedUrls.local[0], folder);
for (const [name, query, viewport, colorScheme, ready, then] of everySize ? [] : PICTURES) {
  if (only.length > 0 && !only.includes(name)) continue;
  const context = await browser.newContext({ viewport, colorScheme });
  const page = await context.newPage();
  await page.goto(server.resolvedUrls.local[0] + query);
  await ready(page);
  await settled(page);
  await then?.(page);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${folder}/${name}.png` });
  console.log(name);
  await context.close();
}
await browser.close();
await server.close();
process.exit(0);
