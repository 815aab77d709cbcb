// Takes the picture that a posted link of the page shows, public/icons/card.png, 1200 × 630, of the page itself with its recorded run:
//   npm run build && node scripts/docs/socialCard.mjs
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { findChromium } from '../dev/chromium.mjs';
import { root } from '../dev/install.mjs';

const server = await preview({ root, preview: { port: 0, open: false }, logLevel: 'error' });
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1200, height: 630 }, colorScheme: 'light' });
// Large type without settings and charts: the picture is shown at half its size and less.
await page.goto(`${server.resolvedUrls.local[0]}?present=1&hide=recipe,layers,files,race,theme&at=0.06`);
await page.getByRole('img', { name: 'Samples' }).waitFor();
await page.waitForTimeout(4000);
await page.screenshot({ path: join(root, 'public/icons/card.png') });
await browser.close();
await server.close();
