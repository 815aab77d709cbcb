// Takes the pictures of docs/screens: every view, wide and on a phone, of real runs on this machine. Run it after a change of looks:
//   npm run build && node scripts/docs/screens.mjs
// With --sizes DIR it takes the four views at four sizes in both themes into DIR instead, to be looked at.
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
const EVERY_SIZE = Object.entries(SIZES).flatMap(([size, viewport]) =>
  ['light', 'dark'].flatMap((theme) =>
    ['train', 'compare', 'sample', 'process'].map((view) => [
      `${view}-${size}-${theme}`,
      `?view=${view}`,
      viewport,
      theme,
      settled,
    ]),
  ),
);

const everySize = process.argv[2] === '--sizes';
const only = everySize ? [] : process.argv.slice(2);
const folder = everySize ? process.argv[3] : `${root}/docs/screens`;
mkdirSync(folder, { recursive: true });
const server = await preview({ root, preview: { port: 0, open: false }, logLevel: 'warn' });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-background-networking'],
});
for (const [name, query, viewport, colorScheme, ready, then] of everySize ? EVERY_SIZE : PICTURES) {
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
