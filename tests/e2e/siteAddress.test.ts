/** A build that is told the site's address, as its pages stand in the folder: one address for each, and a picture that is there. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { buildSite } from '../../scripts/dev/build.mjs';
import { findChromium } from '../../scripts/dev/chromium.mjs';

const SITE = 'https://lab.example/ddpm/';

/** Rel, property or name of each tag of a page's head, with its address or content, as a browser reads them. */
async function headOf(html: string): Promise<readonly [string, string][]> {
  const browser = await chromium.launch({ executablePath: (await findChromium())!, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.route('**/*', (route) =>
      route.request().isNavigationRequest()
        ? route.fulfill({ body: html, contentType: 'text/html' })
        : route.abort(),
    );
    await page.goto(`${SITE}some/old/link?dataset=moons`);
    return await page.evaluate(() =>
      [
        ...document.head.querySelectorAll<HTMLElement>(
          'meta[property], meta[name^=twitter], link[rel=canonical], link[rel=alternate]',
        ),
      ].map((tag): [string, string] =>
        tag instanceof HTMLLinkElement
          ? [[tag.rel, tag.hreflang].filter(Boolean).join(' '), tag.href]
          : [tag.getAttribute('property') ?? (tag as HTMLMetaElement).name, (tag as HTMLMetaElement).content],
      ),
    );
  } finally {
    await browser.close();
  }
}

test('every page has one canonical address, that by which the others call it, and its card a picture', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddpm-lab-address-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const before = process.env.SITE_ADDRESS;
  process.env.SITE_ADDRESS = SITE.slice(0, -1);
  onTestFinished(() => {
    if (before === undefined) delete process.env.SITE_ADDRESS;
    else process.env.SITE_ADDRESS = before;
  });
  await buildSite({ build: { outDir: folder, emptyOutDir: true } });
  for (const [file, own] of [
    ['index.html', SITE],
    ['de.html', `${SITE}de.html`],
  ]) {
    const head = await headOf(readFileSync(join(folder, file), 'utf8'));
    const all = (name: string) => head.filter(([key]) => key === name).map(([, value]) => value);
    expect(all('canonical')).toEqual([own]);
    expect(all('og:url')).toEqual([own]);
    expect(all('alternate en')).toEqual([SITE]);
    expect(all('alternate de')).toEqual([`${SITE}de.html`]);
    expect(all('og:title')).toEqual(['DDPM Lab']);
    expect(all('og:description')[0].length).toBeGreaterThan(40);
    expect(all('twitter:card')).toEqual(['summary_large_image']);
    const [picture] = all('og:image');
    expect(picture.startsWith(SITE)).toBe(true);
    const png = readFileSync(join(folder, picture.slice(SITE.length)));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)].map(String)).toEqual([
      ...all('og:image:width'),
      ...all('og:image:height'),
    ]);
  }
  // the build that all tests share is told none, and works from any folder
  const shared = await (await fetch(inject('site'))).text();
  expect(shared).not.toMatch(/canonical|og:image|lab\.example/);
  expect(shared).toContain('hreflang="de" href="./de.html"');
});
