// A first visit to the built page: when its stage shows samples, which tasks of its main thread take longer than 50 ms until then, and how
// long after a press of Train the first step is done, on WASM and on WebGPU.
import { build, preview } from 'vite';
import { root } from '../dev/install.mjs';

const VISITS = 3;
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

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const BACKENDS = ['wasm', 'webgpu'];

async function visit(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(address);
  await page.waitForFunction(() => globalThis.firstVisit.picture !== null, null, { timeout: 60_000 });
  await page.waitForTimeout(AFTER);
  const seen = await page.evaluate(() => globalThis.firstVisit);
  const step = await page.getByRole('status', { name: 'Step', exact: true }).first().elementHandle();
  const train = page.getByRole('button', { name: 'Train', exact: true });
  const firstStep = await train.evaluate(press, step);
  await context.close();
  return { ...seen, firstStep };
}

/** @returns for each backend medians over the visits, in milliseconds from the request of the page */
export async function firstVisit(browser) {
  await build({ root, logLevel: 'warn' });
  const server = await preview({ root, preview: { port: 0, open: false }, logLevel: 'warn' });
  try {
    const visits = BACKENDS.map(() => []);
    for (let i = 0; i < VISITS; i++)
      for (const [k, backend] of BACKENDS.entries())
        visits[k].push(await visit(browser, `${server.resolvedUrls.local[0]}?backend=${backend}`));
    return BACKENDS.map((backend, k) => ({
      backend,
      visits: VISITS,
      firstPicture: median(visits[k].map(({ picture }) => picture)),
      firstStep: median(visits[k].map(({ firstStep }) => firstStep)),
      longTasks: median(visits[k].map(({ longTasks }) => longTasks.length)),
      longestTask: median(visits[k].map(({ longTasks }) => Math.max(0, ...longTasks))),
    }));
  } finally {
    await server.close();
  }
}

const line = ({ backend, firstPicture, firstStep, longTasks, longestTask }) =>
  `${backend}: samples on the stage after ${Math.round(firstPicture)} ms; the first step ${Math.round(firstStep)} ms after the press; ` +
  `tasks over 50 ms: ${longTasks}${longTasks > 0 ? `, the longest ${Math.round(longestTask)} ms` : ''}`;

export const firstVisitText = (rows) =>
  `\nFirst visit to the built page (medians of ${rows[0].visits})\n${rows.map(line).join('\n')}`;
