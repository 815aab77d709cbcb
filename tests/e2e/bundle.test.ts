/** What a visitor downloads: small, and the page's own part without a trace of TensorFlow.js. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, test } from 'vitest';
import { filesOf } from '../../scripts/site/offline';
import { type ThirdParty, thirdPartyDocument } from '../../scripts/site/thirdParty';
import { browserOn, launch, open } from './browser';

const DIST = join(import.meta.dirname, '../../dist');
const TENSORFLOW = /tensorflow|tfjs|registerKernel|registerGradient/i;

interface Chunk {
  readonly name: string;
  readonly text: string;
  readonly gzipped: number;
}

const chunk = (name: string): Chunk => {
  const bytes = readFileSync(join(DIST, 'assets', name));
  return { name, text: bytes.toString('utf8'), gzipped: gzipSync(bytes).length };
};
const scripts = () => readdirSync(join(DIST, 'assets')).filter((name) => name.endsWith('.js'));

/** A script and all that it imports at once (not what it imports later). */
function withStaticImports(entry: string): Chunk[] {
  const seen = new Map<string, Chunk>();
  const visit = (name: string) => {
    if (seen.has(name)) return;
    const found = chunk(name);
    seen.set(name, found);
    for (const [, target] of found.text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      visit(target);
  };
  visit(entry);
  return [...seen.values()];
}

const kilobytes = (chunks: readonly Chunk[]) => chunks.reduce((sum, { gzipped }) => sum + gzipped, 0) / 1000;

/** What the page loads a second or more later is no part of its first view, however slow the machine is. */
function ignoreLongTimers() {
  const { setTimeout } = window;
  window.setTimeout = ((call: () => void, milliseconds = 0) =>
    milliseconds < 1000 ? setTimeout(call, milliseconds) : 0) as typeof window.setTimeout;
}

describe('the built site', () => {
  const entryOfPage = () => {
    const [, entry] =
      /<script[^>]+src="\.\/assets\/([^"]+\.js)"/.exec(readFileSync(join(DIST, 'index.html'), 'utf8')) ?? [];
    return entry;
  };

  test('is served', async () => {
    expect((await fetch(inject('site'))).status).toBe(200);
  });

  test('shows its first view with less than 80 kB of JavaScript, gzipped', async () => {
    const browser = await launch('webgl');
    try {
      const page = await browser.newPage();
      const loaded = new Set<string>();
      page.on('request', (request) => {
        if (request.resourceType() === 'script')
          loaded.add(new URL(request.url()).pathname.split('/').at(-1)!);
      });
      await page.addInitScript(ignoreLongTimers);
      await page.goto(inject('site'));
      await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
      await page.waitForLoadState('networkidle');
      const size = kilobytes([...loaded].map(chunk));
      console.log([...loaded].map((name) => `${name} ${chunk(name).gzipped}`).join('\n'));
      console.log(`first view: ${size.toFixed(1)} kB gzipped in ${loaded.size} files`);
      expect(loaded.size).toBeGreaterThan(1);
      expect(size).toBeLessThan(80);
    } finally {
      await browser.close();
    }
  });

  test('stores less than 2.2 MB, gzipped, at the first visit, and no image model or data among it', () => {
    const { first, languages, later } = filesOf(DIST);
    const bytes = (path: string) => readFileSync(join(DIST, path || 'index.html'));
    const megabytes = (paths: readonly string[]) =>
      paths.reduce((sum, path) => sum + gzipSync(bytes(path)).length, 0) / 1e6;
    const stored = megabytes(Object.keys(first));
    const german = Object.keys(languages['de.html']);
    console.log(`first visit: ${Object.keys(first).length} files, ${stored.toFixed(2)} MB gzipped`);
    console.log(`in German: ${german.length} more, ${megabytes(german).toFixed(2)} MB gzipped`);
    expect(stored).toBeLessThan(2.2);
    expect(german).toContain('de.html');
    expect(megabytes(german)).toBeLessThan(1.2);
    const service = readFileSync(join(DIST, 'service.js'), 'utf8');
    for (const [path, digest] of Object.entries({ ...first, ...languages['de.html'], ...later }))
      expect(service, path).toContain(digest);
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining(['', 'pretrained/swiss-roll-cosine/model.zip']),
    );
    expect(Object.keys(later)).toEqual(
      expect.arrayContaining([
        'pretrained/mnist-cosine/unet/config.json',
        'pretrained/mnist-cosine/unet/diffusion_pytorch_model.safetensors',
        'third-party.json',
        'icons/512.png',
      ]),
    );
  });

  test('has no TensorFlow.js outside the training worker', () => {
    const workerPart = new Set(
      scripts().filter((name) => TENSORFLOW.test(chunk(name).text) && !name.startsWith('index')),
    );
    const page = withStaticImports(entryOfPage());
    for (const { name, text } of page) expect(TENSORFLOW.test(text), name).toBe(false);
    // chunks the page loads later (other views) are the page's too
    const later = page.flatMap(({ text }) =>
      [...text.matchAll(/import\(\s*["'`]\.\/([^"'`]+\.js)/g)].map(([, name]) => name),
    );
    for (const name of later) expect(workerPart.has(name), name).toBe(false);
  });

  test('imports the first file of no worker: WebKit would evaluate it twice, and two hosts would answer', () => {
    const first = scripts().filter((name) => /\.worker-[^.]+\.js$/.test(name));
    expect(first.length).toBeGreaterThanOrEqual(4);
    const importers = scripts().filter((name) =>
      [...chunk(name).text.matchAll(/(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].some(
        ([, target]) => first.includes(target),
      ),
    );
    expect(importers).toEqual([]);
  });

  test('trains with less than 320 kB of JavaScript for each backend, gzipped', () => {
    const worker = scripts().find((name) => name.startsWith('trainer.worker'));
    expect(worker).toBeDefined();
    const core = withStaticImports(worker!);
    const backends = scripts().filter((name) => /^(backend|dist|tfjs|index|register)[-.\w]*\.js$/.test(name));
    const whole = new Map(
      [...core, ...backends.filter((name) => TENSORFLOW.test(chunk(name).text)).map(chunk)].map((c) => [
        c.name,
        c,
      ]),
    );
    console.log(
      `worker: ${kilobytes(core).toFixed(1)} kB gzipped at start, ${kilobytes([...whole.values()]).toFixed(1)} kB with every backend`,
    );
    expect(kilobytes(core)).toBeLessThan(320);
  });

  test('lists the packages in it with their licences, as THIRD_PARTY.md does', () => {
    const found = JSON.parse(readFileSync(join(DIST, 'third-party.json'), 'utf8')) as ThirdParty[];
    // `node scripts/docs/thirdParty.mjs` writes it
    expect(readFileSync(join(DIST, '../THIRD_PARTY.md'), 'utf8')).toBe(thirdPartyDocument(found));
    expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(['preact', 'long', 'comlink']));
  });

  test('shows that list in the help of the page', async () => {
    const { page, faults } = await open(await browserOn('webgl'), '');
    await page.getByRole('button', { name: 'Keyboard shortcuts', exact: true }).click();
    await page.getByText('Packages and licences').click();
    const packages = page.getByRole('list', { name: 'Packages' }).getByRole('listitem');
    await expect.poll(() => packages.count()).toBeGreaterThan(10);
    await page.getByText(/^preact \d/).click();
    const text = packages.filter({ hasText: /^preact \d/ }).locator('pre');
    await expect.poll(() => text.isVisible()).toBe(true);
    await expect.poll(() => text.textContent()).toContain('Permission is hereby granted');
    expect(faults).toEqual([]);
  });

  test('holds its paths relative, so that it works from any folder', () => {
    const html = readFileSync(join(DIST, 'index.html'), 'utf8');
    expect(html).not.toMatch(/(src|href)="\/(?!\/)/);
  });
});
