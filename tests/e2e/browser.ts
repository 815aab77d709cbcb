/** A Chromium of each kind that people have, and a page in it that fails the test on any error of its own. */
import { readFile } from 'node:fs/promises';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, expect, inject, onTestFinished } from 'vitest';
import { findChromium } from '../../scripts/dev/chromium.mjs';

/**
 * The first three are pages of Chromium's own behind the address bar, which it loads for every context: a third of what a page of the site
 * costs. Of a switch that stands twice Chromium takes the last, so that the others are those that Playwright 1.65 switches off itself.
 */
const WITHOUT = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'PreloadTopChromeWebUI',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
];

const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${WITHOUT.join(',')}`,
];

/** What the machine pretends to offer. All adapters are software here; "webgl" has no WebGPU, "wasm" no WebGL either. */
export const MACHINES = {
  webgpu: [...QUIET, '--enable-unsafe-webgpu'],
  webgl: QUIET,
  wasm: [...QUIET, '--disable-gpu', '--disable-software-rasterizer'],
  /** WebGL refused to pages, though not to workers. */
  'no-3d': [...QUIET, '--disable-3d-apis'],
} as const;

export async function launch(machine: keyof typeof MACHINES): Promise<Browser> {
  const executablePath = await findChromium();
  if (!executablePath) throw new Error('no Chromium: set CHROME_PATH or put chromium on the PATH');
  return chromium.launch({ executablePath, args: [...MACHINES[machine]] });
}

const running = new Map<keyof typeof MACHINES, Promise<Browser>>();
afterAll(() => Promise.all([...running.values()].map(async (browser) => (await browser).close())));

/** One browser of a machine for all tests of a file; each opens pages of its own. */
export function browserOn(machine: keyof typeof MACHINES): Promise<Browser> {
  const started = running.get(machine) ?? launch(machine);
  running.set(machine, started);
  return started;
}

export interface OpenedPage {
  readonly page: Page;
  /** Errors that reached the page's or a worker's top, requests that left the site, and what the page's policy stopped. */
  readonly faults: readonly string[];
  status(name: string): Promise<string>;
  /** Waits until the Step status is at least this. */
  waitForStep(step: number, timeout?: number): Promise<void>;
}

/** Writes what the policy stops, in the page and in its workers, to the console, whose errors are faults. */
async function reportViolations(page: Page): Promise<void> {
  const report = () =>
    globalThis.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      console.error(`the policy stopped ${blockedURI} ${sample} by ${violatedDirective}`),
    );
  await page.addInitScript(report);
  // A worker may end before the question reaches it.
  page.on('worker', (worker) => void worker.evaluate(report).catch(() => {}));
}

/** Nothing plays by itself: an animation takes a sixth of a core from what is tested. */
export const STILL = { reducedMotion: 'reduce' } as const;

/** Of the browser's context, another site than the one that all tests share, and what runs in the page before its own code. */
type OpenOptions = Parameters<Browser['newContext']>[0] & {
  readonly site?: string;
  readonly init?: () => void;
};

/** Steps per second of a run that trains, once they are known: not in the first second of a stretch of training. */
export async function rateOf({ status }: Pick<OpenedPage, 'status'>): Promise<number> {
  let rate = Number.NaN;
  const read = async () => {
    rate = Number((await status('Steps per second')).replaceAll(',', ''));
    return rate;
  };
  await expect.poll(read).toBeGreaterThan(0);
  return rate;
}

/**
 * A page of a new visitor, closed when the test has ended: a page left open goes on training beside the tests that follow. It has no
 * service worker unless the options allow one: that would fetch the whole site beside each test.
 * @param query the address after the site's own, "?dataset=moons"
 */
export async function open(
  browser: Browser,
  query: string,
  { site = inject('site'), init, ...options }: OpenOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
    ...options,
  });
  onTestFinished(() => (browser.isConnected() ? context.close() : undefined));
  context.setDefaultTimeout(120_000); // a busy machine is no failure
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('crash', () => faults.push('the page crashed'));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(site) && !/^(data|blob):/.test(url)) faults.push(`a request left the site: ${url}`);
  });
  await reportViolations(page);
  if (init) await page.addInitScript(init);
  await page.goto(site + query);
  const status = async (name: string) =>
    (await page.getByRole('status', { name, exact: true }).first().textContent())?.trim() ?? '';
  return {
    page,
    faults,
    status,
    waitForStep: (step, timeout = 300_000) =>
      expect
        .poll(async () => Number(await status('Step')), { timeout, interval: 200 })
        .toBeGreaterThanOrEqual(step),
  };
}

/** A canvas as one number: changes when what is drawn changes. */
export const pixelsOf = (canvas: Locator): Promise<number> =>
  canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    let hash = 0;
    for (let i = 0; i < data.length; i++) hash = (hash * 31 + data[i]) | 0;
    return hash;
  });

/**
 * Presses a button of the page in the moment in which it appears, before the work that it stops can be over.
 * @param beside a selector of what must be there as well
 */
export const pressOnceShown = (page: Page, name: string, beside = 'body'): Promise<void> =>
  page.evaluate(
    ({ name, beside }) =>
      new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => press());
        const press = () => {
          const button = [...document.querySelectorAll('button')].find(
            ({ textContent, disabled }) => textContent === name && !disabled,
          );
          if (!button || !document.querySelector(beside)) return;
          observer.disconnect();
          button.click();
          resolve();
        };
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        press();
      }),
    { name, beside },
  );

/** A text that has stood for a while: what a worker had sent before it stopped is shown by then. */
export async function settledText(read: () => Promise<string>, milliseconds = 1000): Promise<string> {
  let last = await read();
  await expect
    .poll(
      async () => {
        const before = last;
        last = await read();
        return last === before;
      },
      { interval: milliseconds },
    )
    .toBe(true);
  return last;
}

/** Presses a button that saves a file. @returns the bytes of the file */
export async function download(page: Page, button: string): Promise<Buffer> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  return readFile(await (await waiting).path());
}

/** Drops a file on the page, as a hand would. */
export const drop = (page: Page, name: string, bytes: Buffer) =>
  page.evaluate(
    ({ name, base64 }) => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([content], name));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    },
    { name, base64: bytes.toString('base64') },
  );
