/** A later visit needs no server, and an update disturbs no training: the built page on hosts of its own, which really stop. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { buildSite } from '../../scripts/dev/build.mjs';
import { browserOn, open } from './browser';
import { type Host, startHost } from './host';

const VIEWS = ['Train', 'Compare', 'Sample', 'Process'] as const;

/** The host of one test, and a first visit to it that has stored the site. */
async function visited(query = ''): Promise<{ host: Host } & Awaited<ReturnType<typeof open>>> {
  const host = await startHost();
  onTestFinished(() => host.stop().catch(() => {})); // most tests stop it themselves
  const opened = await open(await browserOn('wasm'), query, { site: host.site, serviceWorkers: 'allow' });
  const state = () =>
    opened.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state);
  await expect.poll(state, { timeout: 120_000 }).toBe('activated');
  return { host, ...opened };
}

const isReachable = (site: string) =>
  fetch(site).then(
    () => true,
    () => false,
  );

/** Neither what cannot be fetched without a server, such as a model that no visit has used, nor what the test itself has tried. */
const isOwnFault = (fault: string): boolean =>
  !/Failed to load resource|ERR_FAILED|the policy stopped data /.test(fault);

/** Opens every view by its tab. */
async function openViews(page: Page): Promise<void> {
  for (const name of VIEWS) {
    await page.getByRole('tab', { name, exact: true }).click();
    await page.locator(`#view-${name.toLowerCase()} h1`).waitFor();
  }
}

describe('a second visit', () => {
  test('with the server stopped opens every view and a lesson, and trains, sealed and isolated', async () => {
    const { host, page, faults, status, waitForStep } = await visited();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false); // this host sends no header
    await host.stop();
    expect(await isReachable(host.site)).toBe(false);

    await page.goto(`${host.site}?dataset=moons&backend=wasm&width=32&batch=32&steps=60&autostart=1`);
    await waitForStep(60);
    await expect.poll(() => status('Backend in use')).toMatch(/^wasm/);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    const trainer = page.workers().find((worker) => /trainer/.test(worker.url()))!;
    // As text, since the test runner would rewrite `import`. Without a policy of the worker it succeeds: tests/e2e/policy.test.ts.
    const attempt = `import('data:text/javascript,').then(() => 'done', () => 'stopped')`;
    expect(await trainer.evaluate(attempt)).toBe('stopped');
    await openViews(page);
    await page.getByRole('tab', { name: 'Sample', exact: true }).click();
    await expect.poll(() => page.getByRole('img', { name: 'Samples' }).count()).toBeGreaterThan(0);

    await page.getByRole('button', { name: 'Lessons', exact: true }).click();
    await page.getByRole('dialog').getByRole('link').nth(6).click();
    await page.getByRole('complementary').getByRole('heading').first().waitFor();
    expect(faults.filter(isOwnFault)).toEqual([]);
  });

  test('with the server stopped has the image model that an earlier visit has used', async () => {
    const { host, page, faults } = await visited();
    await page.goto(`${host.site}?view=sample&pretrained=mnist-cosine`);
    const weights = 'pretrained/mnist-cosine/unet/diffusion_pytorch_model.safetensors';
    const isStored = () =>
      page.evaluate(async (path) => Boolean(await caches.match(path, { ignoreSearch: true })), weights);
    await expect.poll(isStored).toBe(true);
    await host.stop();
    const bytes = await page.evaluate(
      async (path) => (await (await fetch(path)).arrayBuffer()).byteLength,
      weights,
    );
    expect(bytes).toBe(statSync(join(import.meta.dirname, '../../public', weights)).size);
    const other = await page.evaluate(() => fetch('classifier/mnist.safetensors').catch(() => 'not there'));
    expect(other).toBe('not there');
    expect(faults.filter(isOwnFault)).toEqual([]);
  });
});

/** The paths that the cache holds, without the slash before them. */
const storedPaths = (page: Page) =>
  page.evaluate(async () =>
    (await (await caches.open('ddpm-lab')).keys()).map(({ url }) => new URL(url).pathname.slice(1)),
  );

/** Opens every view of the German page, whose own file has loaded from the cache. */
async function openGermanViews(page: Page): Promise<void> {
  await page.locator('html[lang=de]').waitFor({ state: 'attached' });
  for (const view of ['compare', 'sample', 'process', 'train']) {
    await page.locator(`#tab-${view}`).click();
    await page.locator(`#view-${view} h1`).waitFor();
  }
}

describe('the German page', () => {
  test('opens every view at the second visit with the server stopped', async () => {
    const { host, page, faults } = await visited('de.html');
    await host.stop();
    await page.goto(`${host.site}de.html?dataset=moons`);
    await openGermanViews(page);
    expect(faults.filter(isOwnFault)).toEqual([]);
  });

  test('is not stored by an English visit, and is once its link was followed', async () => {
    const { host, page } = await visited('?dataset=moons');
    expect(await storedPaths(page)).not.toContain('de.html');
    await page.getByRole('link', { name: 'Deutsch', exact: true }).first().click();
    await expect.poll(() => storedPaths(page)).toContain('de.html');
    await host.stop();
    await page.goto(`${host.site}de.html`);
    await openGermanViews(page);
  });
});

/** A second build, in which the text of a part that loads late is another, and with it the names of its file and of the page's. */
async function secondBuild(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ddpm-lab-update-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await buildSite({
    build: { outDir: folder, emptyOutDir: true },
    plugins: [
      {
        name: 'second-build',
        transform: (code, id) =>
          id.endsWith('/src/words/lessons/list.ts')
            ? code.replaceAll('For teachers', 'For teachers, second edition')
            : undefined,
      },
    ],
  });
  return folder;
}

const askForUpdate = (page: Page) =>
  page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())!.update()));

const lessonsOf = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('heading', { name: /For teachers/ }).waitFor();
  const text = (await dialog.textContent()) ?? '';
  await page.keyboard.press('Escape');
  return text;
};

describe('an update', () => {
  test('waits for the end of training, and leaves a training tab its own version', async () => {
    const { host, page, faults, waitForStep, status } = await visited();
    const second = await secondBuild();
    const training = '?dataset=moons&backend=wasm&width=32&batch=32&steps=1000000&autostart=1';
    await page.goto(host.site + training);
    await waitForStep(1);
    const other = await page.context().newPage();
    await other.goto(host.site);
    await other.getByRole('button', { name: 'Train', exact: true }).waitFor();
    for (const tab of [page, other]) await tab.evaluate(() => void Object.assign(window, { sameTab: true }));
    const isSame = (tab: Page) => tab.evaluate(() => 'sameTab' in window);

    host.folder = second;
    await askForUpdate(page);
    const offer = (tab: Page) => tab.getByRole('status').filter({ hasText: 'A new version' });
    await offer(other).waitFor({ timeout: 120_000 });
    await expect.poll(() => offer(page).count()).toBe(0); // it trains
    await offer(other).getByRole('button', { name: 'Reload' }).click();
    await expect.poll(() => isSame(other)).toBe(false);
    await expect.poll(() => lessonsOf(other)).toContain('second edition');

    const step = Number(await status('Step'));
    await waitForStep(step + 1);
    expect(await isSame(page)).toBe(true);
    const lessons = await lessonsOf(page); // a part that it had not loaded, and that the host no longer has
    expect(lessons).toContain('For teachers');
    expect(lessons).not.toContain('second edition');
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await offer(page).getByRole('button', { name: 'Reload' }).click();
    await expect.poll(() => isSame(page)).toBe(false);
    await expect.poll(() => lessonsOf(page)).toContain('second edition');
    expect(faults).toEqual([]);
  });
});

describe('the installed page', () => {
  test('has a manifest that Chromium installs, and opens what its system hands it', async () => {
    const { page, faults } = await visited();
    const session = await page.context().newCDPSession(page);
    const { errors, data } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const manifest = JSON.parse(data!);
    expect(
      manifest.file_handlers.flatMap(({ accept }: { accept: object }) => Object.values(accept).flat()),
    ).toEqual(expect.arrayContaining(['.safetensors', '.zip', '.csv', '.npz']));
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // Every context of a test is a private one.
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
      [],
    );

    await page.addInitScript(() => {
      const launchQueue = {
        async setConsumer(open: (launch: { files: FileSystemFileHandle[] }) => void) {
          const folder = await navigator.storage.getDirectory();
          const handle = await folder.getFileHandle('points.csv', { create: true });
          const file = await handle.createWritable();
          await file.write(
            Array.from({ length: 50 }, (_, i) => `${Math.cos(i)},${Math.sin(2 * i)}`).join('\n'),
          );
          await file.close();
          open({ files: [handle] });
        },
      };
      Object.defineProperty(window, 'launchQueue', { value: launchQueue });
    });
    await page.reload();
    const preview = page.getByRole('dialog', { name: 'Preview data' });
    await preview.waitFor();
    await expect.poll(() => preview.textContent()).toContain('points.csv');
    expect(faults).toEqual([]);
  });
});
