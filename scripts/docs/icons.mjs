// Draws the icons of the installed page, public/icons/*.png, from public/icon.svg: node scripts/docs/icons.mjs
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../dev/chromium.mjs';
import { root } from '../dev/install.mjs';

const svg = readFileSync(join(root, 'public/icon.svg'), 'utf8');
/** Systems cut these to a shape of their own: the ground reaches every edge. */
const square = svg.replace(' rx="6"', '');
const ICONS = [
  { name: '192', size: 192, drawing: svg },
  { name: '512', size: 512, drawing: svg },
  { name: 'maskable', size: 512, drawing: square },
  { name: 'touch', size: 180, drawing: square },
];

const folder = join(root, 'public/icons');
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
for (const { name, size, drawing } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>* { margin: 0 } svg { display: block; width: 100vw }</style>${drawing}`);
  await page.screenshot({ path: join(folder, `${name}.png`), omitBackground: true });
}
await browser.close();
