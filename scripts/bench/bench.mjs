// npm run bench: the app's training step beside the same model in stock TensorFlow.js and in jax-js, alternating in one page.
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { importBundled } from '../dev/inNode.mjs';
import { installPackages, root } from '../dev/install.mjs';
import { machineOf, store } from './results.mjs';
import { partTable, rooflineTable } from './table.mjs';

const USAGE = `npm run bench -- [options]
  --json FILE       where the figures go, beside those of other parts that it holds; node_modules/.cache/bench/results.json without it.
                    node scripts/docs/performance.mjs writes the tables of docs/performance.md from docs/performance.json
  --quick | --full  tiny sizes, to see that it runs | more rounds, and how the app scales
  --only PARTS      some parts of it: mlp-64,mlp-128,duel-64,duel-128,unet,sampling,wasm-mlp-64,wasm-mlp-128,
                    wasm-unet-tiny,wasm-unet,wasm,threads,duel-threads,scaling,visit,roofline
  --flag=FLAG       a flag for Chromium, as in --flag=--use-angle=vulkan; may be repeated
  --dawn            in Node instead of Chromium, for a machine without a screen: npm install --no-save webgpu first`;

function readOptions() {
  try {
    return parseArgs({
      options: {
        json: { type: 'string' },
        quick: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        flag: { type: 'string', multiple: true, default: [] },
        dawn: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exit(1);
  }
}

/** Parts that run in Node. */
const THREADS = ['threads', 'duel-threads'];

const options = readOptions();
if (options.help) {
  console.log(USAGE);
  process.exit();
}
const size = options.quick ? 'quick' : options.full ? 'full' : 'usual';
const only = options.only === '' ? [] : options.only.split(',');
const isSelected = (id) => only.length === 0 || only.includes(id);

installPackages();
process.chdir(root);
const { build, preview } = await import('vite');
const cache = `${root}/node_modules/.cache/bench`;
const file = options.json ?? `${cache}/results.json`;
/** Null in Node. */
let browserName = null;

const keep = (id, report, runtime = browserName) =>
  store(file, id, { ...machineOf(runtime), size, ...report });
const reportRoofline = (rows) => {
  if (!isSelected('roofline')) return;
  keep('roofline', { rows });
  console.log(rooflineTable(rows));
};
const add = (id, report, runtime = browserName) => {
  keep(id, report, runtime);
  console.log(partTable(report));
};

async function inChromium() {
  const [{ chromium }, { findChromium }, visit, tasks] = await Promise.all([
    import('playwright-core'),
    import('../dev/chromium.mjs'),
    import('./firstVisit.mjs'),
    importBundled('tests/e2e/tasks.ts'),
  ]);
  await build({
    root: `${root}/tests/bench`,
    configFile: false,
    base: './',
    logLevel: 'warn',
    build: { outDir: `${cache}/page`, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 4000 },
  });
  // Isolated from other sites, a page has a clock of 5 µs instead of 100.
  const headers = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  };
  const server = await preview({
    root: `${root}/tests/bench`,
    configFile: false,
    logLevel: 'warn',
    build: { outDir: `${cache}/page` },
    preview: { port: 0, open: false, headers },
  });
  const launch = (...flags) =>
    findChromium().then((executablePath) =>
      chromium.launch({
        executablePath,
        args: ['--no-sandbox', '--disable-background-networking', ...flags, ...options.flag],
      }),
    );
  const browser = await launch('--enable-unsafe-webgpu');
  try {
    browserName = `Chromium ${browser.version()}`;
    const page = await browser.newPage();
    const processor = await tasks.processorClock(browser, ['renderer', 'GPU']);
    await page.exposeFunction('processorMillisecondsOfBrowser', processor);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'info') console.error(message.text());
    });
    const open = () => page.goto(server.resolvedUrls.local[0]);
    await open();
    reportRoofline(await page.evaluate(() => globalThis.rooflines()));
    const parts = await page.evaluate((size) => globalThis.partsOf(size), size);
    for (const id of only)
      if (![...parts, 'roofline', 'visit', ...THREADS].includes(id))
        console.error(`There is no part "${id}" at this size.`);
    for (const id of parts.filter(isSelected)) {
      await open(); // memory that another part left behind would be counted
      add(id, await page.evaluate(([id, size]) => globalThis.runPart(id, size), [id, size]));
    }
  } finally {
    await browser.close();
    await server.close();
  }
  if (size === 'quick') return;
  await onThreads();
  if (isSelected('visit')) await inVisits(launch, visit, tasks);
}

async function inVisits(launch, visit, tasks) {
  const visitor = await launch('--enable-unsafe-webgpu');
  try {
    const rows = await visit.firstVisit(visitor, tasks);
    keep('visit', { rows });
    console.log(visit.firstVisitText(rows));
  } finally {
    await visitor.close();
  }
}

/** In Node, whose main thread may wait for another one, as a worker of the page does. */
async function onThreads() {
  if (!THREADS.some(isSelected)) return;
  const { compareThreads, compareDuelOnThreads } = await importBundled('tests/bench/threads.ts');
  if (isSelected('threads')) add('threads', await compareThreads(size), null);
  if (isSelected('duel-threads')) add('duel-threads', await compareDuelOnThreads(size), null);
}

async function onDawn() {
  let dawn;
  try {
    dawn = await import('webgpu');
  } catch {
    throw new Error('--dawn needs the npm package webgpu: npm install --no-save webgpu');
  }
  const { benchInNode, rooflines } = await importBundled('tests/bench/node.ts');
  reportRoofline(rooflines());
  await benchInNode(dawn, size, only, add);
}

mkdirSync(cache, { recursive: true });
const began = Date.now();
try {
  await (options.dawn ? onDawn() : inChromium());
  console.log(`\n${file}\ndone in ${Math.round((Date.now() - began) / 1000)} s`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();
