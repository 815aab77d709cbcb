// Trains every run of the gallery and draws from every model that ships; writes their pictures to public/gallery and the figures of the
// runs to src/ui/gallery/measured.json. Some minutes of a processor:
//   node scripts/docs/gallery.mjs [id …]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { findChromium } from '../dev/chromium.mjs';
import { importBundled } from '../dev/inNode.mjs';
import { root } from '../dev/install.mjs';

/** Pixels of a picture's side: of points twice its size on the page, of images as many as whole ones fit. */
const SIDE = 192;
const SIDE_OF_IMAGES = 112;
/** Loaded into the page from the development server. */
const MODULES = [
  '/src/ui/pictures/samplesPicture.ts',
  '/src/ui/canvas/theme.ts',
  '/src/ui/styles/tokens.css',
];
/** Any path of the server: the page has its modules and nothing else. */
const EMPTY = 'empty.html';

const figures = join(root, 'src/ui/gallery/measured.json');
const { gallerySamples } = await importBundled('scripts/docs/gallery.ts');
const vite = await createServer({ root, logLevel: 'error', server: { port: 0 } });
await vite.listen();
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage({ colorScheme: 'light' });
await page.route(`**/${EMPTY}`, (route) =>
  route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
);
await page.goto(vite.resolvedUrls.local[0] + EMPTY);

/** Draws samples as the list of runs does, in the colours of the light theme. @returns a PNG as base 64 */
const draw = (samples) => {
  const [size, , channels] = samples.shape;
  const across = channels ? Math.floor(SIDE_OF_IMAGES / size) : 0;
  return page.evaluate(
    async ({ values, count, shape, side, images, modules }) => {
      const [{ paintSamples }, { startTheme, theme }] = await Promise.all(
        modules.map((path) => import(path)),
      );
      startTheme();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [side, side];
      paintSamples(
        canvas.getContext('2d'),
        { values: Float32Array.from(values), count, shape },
        theme.value,
        images,
      );
      return canvas.toDataURL('image/png').split(',')[1];
    },
    {
      ...samples,
      side: across * size || SIDE,
      images: across ** 2,
      modules: MODULES,
    },
  );
};

mkdirSync(join(root, 'public/gallery'), { recursive: true });
const measured = JSON.parse(readFileSync(figures, 'utf8'));
for await (const samples of gallerySamples(process.argv.slice(2))) {
  const png = Buffer.from(await draw(samples), 'base64');
  writeFileSync(join(root, 'public/gallery', `${samples.id}.png`), png);
  if (samples.figures) measured[samples.id] = samples.figures;
  writeFileSync(figures, `${JSON.stringify(measured, null, 2)}\n`);
  console.log(samples.id, png.length, JSON.stringify(samples.figures ?? {}));
}
await browser.close();
await vite.close();
process.exit(0);
