// Chromium without a window and without a GPU, driven by Playwright.
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** @param binary Chromium's path  @param downloads where downloads go */
export async function openChromium({ binary, downloads }) {
  const browser = await chromium.launch({
    executablePath: binary,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  page.on('download', (download) => download.saveAs(join(downloads, download.suggestedFilename())));
  return {
    name: 'Chromium',
    version: browser.version(),
    goto: (url) => page.goto(url),
    evaluate: (body, ...args) =>
      page.evaluate(`(async () => (await (${body})(...${JSON.stringify(args)})) ?? null)()`),
    screenshot: (path) => page.screenshot({ path }),
    close: () => browser.close(),
  };
}
