/** The page and its workers are sealed: nothing reaches another origin, and no text becomes code. Without the policy the same would succeed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserOn, open } from './browser';
import { DIST, type Host, startHost } from './host';

/** A server of another origin that lets every origin in, and what has reached it. */
const reached: string[] = [];
const foreign = createServer((request, response) => {
  reached.push(request.url ?? '');
  response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript' });
  response.end('export {};');
});

let address = '';
/** A host that sends no policy, of a page without one. */
let bare: Host;

beforeAll(async () => {
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
  bare = await startHost(DIST, (html) => html.replace(/<meta http-equiv[^>]*>/, ''));
});
afterAll(() => Promise.all([foreign.close(), bare.stop()]));

/** Text, since the test runner would rewrite `import`. @returns "stopped" or "done" for each attempt */
const attempts = (where: 'page' | 'worker') => `(async () => {
  const outcome = async (attempt) => {
    try {
      await attempt();
      return 'done';
    } catch {
      return 'stopped';
    }
  };
  await new Promise((resolve) => setTimeout(resolve)); // while a driver evaluates, text may run
  const found = {
    fetch: await outcome(() => fetch('${address}/${where}-fetch')),
    cache: await outcome(async () => (await caches.open('policy')).add('${address}/${where}-cache')),
    import: await outcome(() => import('${address}/${where}-import')),
    Function: await outcome(() => new Function('return 1')()),
    eval: await outcome(() => eval('1')),
  };
  if ('${where}' === 'worker') return found;
  return {
    ...found,
    markup: await outcome(() => { document.createElement('p').innerHTML = '<b>1</b>'; }),
    worker: await outcome(() => { new Worker('${address}/worker.js').terminate(); }),
    script: await outcome(() => new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement('script'), { onload: resolve, onerror: reject });
      script.src = '${address}/page-script';
      document.head.append(script);
    })),
  };
})()`;

const inPage = (page: Page) => page.evaluate(attempts('page'));

async function inWorker(page: Page): Promise<unknown> {
  const trainer = (): Worker | undefined => page.workers().find((worker) => /trainer/.test(worker.url()));
  await expect.poll(trainer).toBeDefined();
  return trainer()!.evaluate(attempts('worker'));
}

const all = (names: readonly string[], outcome: string) =>
  Object.fromEntries(names.map((name) => [name, outcome]));
const IN_BOTH = ['fetch', 'cache', 'import', 'Function', 'eval'];

const TRAINING = '?dataset=moons&backend=wasm&batch=16&steps=100000&autostart=1';

describe('the policy', () => {
  test('stops the page, and a test hears of it', async () => {
    const { page, faults } = await open(await browserOn('webgl'), '');
    reached.length = 0;
    expect(await inPage(page)).toEqual(all([...IN_BOTH, 'markup', 'worker', 'script'], 'stopped'));
    expect(reached).toEqual([]);
    for (const directive of ['connect-src', 'script-src', 'require-trusted-types-for'])
      await expect.poll(() => faults.join('\n')).toContain(`by ${directive}`);
    const stopped = await page.evaluate(() => fetch('https://example.org').catch(() => 'stopped'));
    expect(stopped).toBe('stopped');
  });

  test('stops a worker, and a test hears of it', async () => {
    const { page, faults } = await open(await browserOn('webgl'), TRAINING);
    reached.length = 0;
    expect(await inWorker(page)).toEqual(all(IN_BOTH, 'stopped'));
    expect(reached).toEqual([]);
    await expect.poll(() => faults.join('\n')).toMatch(/worker-cache .*by connect-src/);
  });

  test('is what stops them: without it all but the worker’s own fetch succeeds', async () => {
    const { page } = await open(await browserOn('webgl'), '');
    await page.goto(bare.site + TRAINING);
    reached.length = 0;
    const { fetch, ...others } = (await inWorker(page)) as Record<string, string>;
    expect(fetch).toBe('stopped'); // by src/lib/ownOrigin.ts, on hosts that send no policy
    expect(others).toEqual(all(['cache', 'import', 'Function', 'eval'], 'done'));
    expect(reached).toEqual(['/worker-cache', '/worker-import']);
    const { worker: _, ...ofPage } = (await inPage(page)) as Record<string, string>;
    expect(ofPage).toEqual(all([...IN_BOTH, 'markup', 'script'], 'done'));
  });
});
