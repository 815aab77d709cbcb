// The three jobs of the page, a reload and the downloads, with small settings: what every engine must do.
import assert from 'node:assert/strict';
import { unzipSync } from 'fflate';

const POINTS = '?dataset=moons&width=32&depth=2&batch=64&T=50&samplingSteps=10&seed=7&backend=wasm';
const TINY_UNET = '?dataset=mnist&unet=grey-28-tiny&batch=4&T=20&samplingSteps=2&seed=7&backend=wasm';

/** The losses of a metrics file: CSV, header begins step,loss. */
function lossesOf({ bytes }) {
  const [header, ...rows] = bytes.toString('utf8').trim().split(/\r?\n/);
  assert.match(header, /^step,loss/);
  return rows
    .map((row) => row.split(',')[1])
    .filter(Boolean)
    .map(Number); // a row of a quality alone has no loss
}

/** Trains an MLP on points, and saves metrics and model. @returns the losses */
async function trainPoints(page) {
  await page.open(`${POINTS}&steps=40`);
  await page.press('Train');
  await page.finished(40);
  const losses = lossesOf(await page.download('Download metrics'));
  assert.equal(losses.length, 40);
  const model = unzipSync((await page.download('Download model')).bytes);
  assert.ok('model.safetensors' in model && 'run.json' in model, Object.keys(model).join());
  return losses;
}

/** Trains the tiny U-Net on digits for three steps. @returns the losses */
async function trainUnet(page) {
  await page.open(`${TINY_UNET}&steps=3`);
  await page.press('Train');
  await page.finished(3);
  return lossesOf(await page.download('Download metrics'));
}

/** Draws from a shipped model and saves the samples. @returns [2n] coordinates */
async function samplePretrained(page) {
  await page.open(
    '?view=sample&pretrained=swiss-roll-cosine&sampler=ddim&samplingSteps=5&samples=200&seed=3&backend=wasm',
  );
  await page.waitFor(
    '5 network evaluations',
    async () => (await page.statuses('Network evaluations'))[0] === '5',
  );
  const [header, ...rows] = (await page.download('Download samples')).bytes
    .toString('utf8')
    .trim()
    .split(/\r?\n/);
  assert.equal(header, 'x,y');
  return rows.slice(0, 200).flatMap((row) => row.split(',').map(Number));
}

/** Compares the linear and the cosine schedule. @returns the losses of A, then those of B */
async function compareRuns(page) {
  await page.open(`${POINTS.replace('?', '?view=compare&')}&steps=30&a.schedule=linear&b.schedule=cosine`);
  await page.press('Train both');
  await page.finished(30, 2);
  const losses = lossesOf(await page.download('Download metrics'));
  assert.equal(losses.length, 60);
  return losses;
}

/** Pauses the run, whose last losses are reported then. */
async function pause(page) {
  await page.press('Pause');
  await page.waitFor('a pause', async () => (await page.count('button', 'Pause')) === 0);
}

/** Pauses, loads the page anew, resumes what the visit before left, and trains on. @returns the losses of all steps */
async function resumeAfterReload(page) {
  const query = `${POINTS}&steps=1000000`;
  const step = async () => Number((await page.statuses('Step'))[0]);
  await page.open(query);
  await page.press('Train');
  await page.waitFor('step 20', async () => (await step()) >= 20);
  await pause(page);
  const paused = await step();
  await page.press('Runs');
  await page.waitFor('the saved run', async () => {
    const cells = await page.engine.evaluate(
      '() => [...document.querySelectorAll("dialog td")].map((cell) => cell.textContent)',
    );
    return cells.some((text) => text.replaceAll(',', '').startsWith(`${paused} of`));
  });
  await page.open(query);
  await page.press(/^(Go on with it|Resume)/);
  await page.waitFor('50 steps after the pause', async () => (await step()) >= paused + 50);
  await pause(page);
  const losses = lossesOf(await page.download('Download metrics'));
  assert.ok(
    losses.length >= paused + 50,
    `${losses.length} losses after a pause at ${paused} and 50 steps more`,
  );
  return losses;
}

/** Looks at the equations of every view: none leaves its column. Measures nothing that engines must share. */
async function layOutEquations(page) {
  for (const query of [
    '?dataset=moons',
    '?view=compare',
    '?view=process',
    '?view=sample&pretrained=swiss-roll-cosine',
  ]) {
    await page.open(query);
    const boxes = await page.waitFor('an equation', async () => {
      const found = await page.engine.evaluate(`() => [...document.querySelectorAll('.eq')]
        .filter((box) => box.clientWidth > 0)
        .map((box) => ({ text: box.textContent, needs: box.scrollWidth, has: box.clientWidth }))`);
      return found.length > 0 && found;
    });
    for (const { text, needs, has } of boxes)
      assert.ok(needs <= has, `${text} needs ${needs} px and has ${has}`);
  }
}

const VIEWS = ['Train', 'Compare', 'Sample', 'Process'];

/** Visits a server, stops it, and uses the page without a network: trains, and opens every view. @returns the losses */
async function workOffline(page) {
  const host = await page.serve();
  let stopped = false;
  try {
    await page.engine.goto(host.site);
    await page.waitFor('a service worker that has stored the site', () =>
      page.engine.evaluate(`async () => {
        if (!navigator.serviceWorker) throw new Error('this browser offers no service worker here');
        return (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated';
      }`),
    );
    await host.stop();
    stopped = true;
    await assert.rejects(fetch(host.site), 'the server still answers');
    await page.engine.goto(`${host.site}${POINTS}&steps=40`);
    await page.press('Train');
    await page.finished(40);
    const losses = lossesOf(await page.download('Download metrics'));
    for (const view of VIEWS)
      await page.waitFor(`the view ${view}`, () =>
        page.engine.evaluate(
          `(name) => {
            [...document.querySelectorAll('[role=tab]')].find((tab) => tab.textContent === name)?.click();
            return document.querySelector('#view-' + name.toLowerCase() + ' h1') !== null;
          }`,
          view,
        ),
      );
    return losses;
  } finally {
    if (!stopped) await host.stop();
  }
}

export const JOBS = {
  trainPoints,
  trainUnet,
  samplePretrained,
  compareRuns,
  resumeAfterReload,
  layOutEquations,
  workOffline,
};
