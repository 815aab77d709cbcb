// A first visit to the built page: when its stage shows samples, which tasks of its main thread take longer than 50 ms until then, and how
// long after a press of Train the first step is done, on WASM and on WebGPU.
import { build, preview } from 'vite';
import { root } from '../dev/install.mjs';
import { spread } from './table.mjs';

const VISITS = 5;
/** Milliseconds in which a new window of the browser is ready: it is a page itself, and a visitor has one. */
const WINDOW = 2000;
/** Milliseconds after the first picture in which long tasks still count. */
const AFTER = 3000;

/** Runs in the page before anything of its own. */
function watch() {
  const seen = { picture: null, longTasks: [] };
  globalThis.firstVisit = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const stage = document.querySelector('canvas[role=img][aria-label=Samples]');
    if (stage?.width) {
      const middle = stage
        .getContext('2d')
        .getImageData(stage.width / 4, stage.height / 4, stage.width / 2, 64);
      const pixels = new Uint32Array(middle.data.buffer);
      if (pixels.some((pixel) => pixel !== pixels[0])) {
        seen.picture = performance.now();
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs in the page. @returns milliseconds from a press of the button until the status says that a step is done */
function press(button, step) {
  const began = performance.now();
  button.click();
  return new Promise((resolve) => {
    const look = () => {
      if (Number(step.textContent) >= 1) resolve(performance.now() - began);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

function spreadOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], least: sorted[0], most: sorted.at(-1) };
}

const BACKENDS = ['wasm', 'webgpu'];

/** @param tasks the functions of tests/e2e/tasks.ts */
async function visit(browser, tasks, address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.waitForTimeout(WINDOW);
  const taken = await tasks.processorClock(browser, ['renderer', 'GPU']);
  const began = await taken();
  let pictureProcessor = 0;
  const longestProcessor = await tasks.longestTask(browser, page, async () => {
    await page.goto(address);
    await page.waitForFunction(() => globalThis.firstVisit.picture !== null, null, { timeout: 60_000 });
    pictureProcessor = (await taken()) - began;
    await page.waitForTimeout(AFTER);
  });
  const seen = await page.evaluate(() => globalThis.firstVisit);
  const step = await page.getByRole('status', { name: 'Step', exact: true }).first().elementHandle();
  const train = page.getByRole('button', { name: 'Train', exact: true });
  const pressed = await taken();
  const firstStep = await train.evaluate(press, step);
  const stepProcessor = (await taken()) - pressed;
  await context.close();
  return {
    firstPicture: seen.picture,
    pictureProcessor,
    firstStep,
    stepProcessor,
    longTasks: seen.longTasks.length,
    longestTask: Math.max(0, ...seen.longTasks),
    longestProcessor,
  };
}

/** @returns for each backend median, least and most over the visits, in milliseconds from the request of the page */
export async function firstVisit(browser, tasks) {
  await build({ root, logLevel: 'warn' });
  const server = await preview({ root, preview: { port: 0, open: false }, logLevel: 'warn' });
  try {
    const visits = BACKENDS.map(() => []);
    for (let i = 0; i < VISITS; i++)
      for (const [k, backend] of BACKENDS.entries())
        visits[k].push(await visit(browser, tasks, `${server.resolvedUrls.local[0]}?backend=${backend}`));
    return BACKENDS.map((backend, k) => {
      const figures = Object.keys(visits[k][0]).map((name) => [
        name,
        spreadOf(visits[k].map((one) => one[name])),
      ]);
      return { backend, visits: VISITS, ...Object.fromEntries(figures) };
    });
  } finally {
    await server.close();
  }
}

const line = (row) =>
  `${row.backend}: samples on the stage after ${spread(row.firstPicture)} ms, ${spread(row.pictureProcessor)} of the processor; ` +
  `the first step ${spread(row.firstStep)} ms after the press, ${spread(row.stepProcessor)} of the processor; ` +
  `tasks over 50 ms: ${spread(row.longTasks)}, the longest ${spread(row.longestTask)} ms, ${spread(row.longestProcessor)} of the processor`;

export const firstVisitText = (rows) =>
  `\nFirst visit to the built page (median of ${rows[0].visits} visits, least and most)\n${rows.map(line).join('\n')}`;
