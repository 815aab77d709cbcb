/** What the tests of the library share: a run that takes no time, and what the browser has stored of it. */
import type { BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';

/** A run of small steps on the processor. */
export const TINY =
  'dataset=moons&T=20&samplingSteps=10&sampler=ddim&width=16&depth=1&batch=32&warmupSteps=0&backend=wasm';

interface StoredRun {
  readonly id: string;
  readonly step: number;
  readonly finished: boolean;
  /** The view and the side that it was trained in. */
  readonly origin: string;
  readonly seed: number;
  readonly losses: number;
  /** Checkpoints whose arrays are not those that their manifest vouches for. */
  readonly damaged: number;
  readonly checkpoints: number;
}

/** What the browser has stored, read without the app's own code: the digest of every array of every checkpoint is computed anew. */
export const storedRuns = (page: Page): Promise<StoredRun[]> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    if (!(await indexedDB.databases()).some(({ name }) => name === 'ddpm-lab')) return [];
    const database = await settled(indexedDB.open('ddpm-lab'));
    const transaction = database.transaction(['runs', 'manifests', 'checkpoints']);
    const all = (name: string) => settled(transaction.objectStore(name).getAll());
    const [runs, manifests, checkpoints] = await Promise.all(['runs', 'manifests', 'checkpoints'].map(all));
    database.close();
    const digest = async (values: Float32Array<ArrayBuffer>) =>
      [...new Uint8Array(await crypto.subtle.digest('SHA-256', values))]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('');
    return Promise.all(
      runs.map(async ({ id, step, finished, origin, config }) => {
        let damaged = 0;
        const own = manifests.filter(({ runId }) => runId === id);
        for (const manifest of own) {
          const stored = checkpoints.find((one) => one.runId === id && one.step === manifest.step);
          for (const [name, { sha256 }] of Object.entries<{ sha256: string }>(manifest.arrays))
            if ((await digest(stored[name])) !== sha256) damaged++;
        }
        const newest = checkpoints.find((one) => one.runId === id && one.step === step);
        const losses = newest?.losses.length ?? 0;
        return { id, step, finished, origin, seed: config.seed, losses, damaged, checkpoints: own.length };
      }),
    );
  });

/** The step of the one run that the browser has stored, 0 where there is none. Reads no array: often asked, it does not keep the page busy. */
export const savedStep = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    if (!(await indexedDB.databases()).some(({ name }) => name === 'ddpm-lab')) return 0;
    const database = await settled(indexedDB.open('ddpm-lab'));
    const [run] = await settled(database.transaction('runs').objectStore('runs').getAll());
    database.close();
    return run?.step ?? 0;
  });

/** What the Step status of the shown view says. */
export const stepOf = async (page: Page): Promise<number> =>
  Number(await page.getByRole('status', { name: 'Step', exact: true }).first().textContent());

/** A page of the site that runs no app. */
export async function readerIn(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${inject('site')}icon.svg`);
  return page;
}
