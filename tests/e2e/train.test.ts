/** The Train view as a visitor meets it, in headless Chromium, on every backend. */
import { describe, expect, test } from 'vitest';
import { browserOn, download, type MACHINES, type OpenedPage, open, pixelsOf, settledText } from './browser';
import { storedRuns } from './library';
import { longestTask } from './tasks';

const SLOW = { timeout: 120_000 };

/** Small enough for a software adapter. */
const TINY =
  'dataset=moons&T=20&samplingSteps=10&sampler=ddim&width=16&depth=1&batch=32&steps=30&warmupSteps=0';

const openOn = async (machine: keyof typeof MACHINES, query: string): Promise<OpenedPage> =>
  open(await browserOn(machine), query);

/** The loss column of the metrics file. */
async function downloadMetrics({ page }: OpenedPage): Promise<number[]> {
  const [header, ...rows] = (await download(page, 'Download metrics')).toString().trim().split('\n');
  expect(header).toMatch(/^step,loss/);
  return rows.map((row) => Number(row.split(',')[1]));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Bytes of the stage as a PNG: an empty one packs into a few hundred. */
const stageBytes = ({ page }: OpenedPage) =>
  page
    .getByRole('img', { name: 'Samples' })
    .first()
    .screenshot()
    .then((png) => png.length);

test('on opening, a shipped model is denoising before anyone presses anything', async () => {
  const opened = await openOn('webgl', '');
  const stage = opened.page.getByRole('img', { name: 'Samples' }).first();
  await stage.waitFor();
  await expect.poll(() => stageBytes(opened)).toBeGreaterThan(2000);
  const sinceOpening = await opened.page.evaluate(() => performance.now());
  console.log(`samples on the stage ${Math.round(sinceOpening)} ms after the page was requested, at most`);
  const before = await pixelsOf(stage);
  await expect.poll(() => pixelsOf(stage)).not.toBe(before);
  expect(await opened.status('Step')).toBe('0');
  expect(opened.faults).toEqual([]);
});

test('a run is saved for the next visit, and goes on from where it was, by its own optimizer', async () => {
  const query = `?${TINY}&backend=wasm&optimizer=muon&steps=10000000&autostart=1`;
  const first = await openOn('webgl', query);
  await first.waitForStep(10);
  await first.page.getByRole('button', { name: 'Pause' }).click();
  await first.page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
  const step = Number(await settledText(() => first.status('Step')));
  await expect.poll(() => storedRuns(first.page)).toMatchObject([{ step }]); // saved when it stops
  const again = await first.page.context().newPage();
  await again.goto(first.page.url().replace(/\?.*/, ''));
  await again.getByRole('button', { name: 'Resume it' }).click();
  const status = again.getByRole('status', { name: 'Step', exact: true }).first();
  await expect.poll(async () => Number(await status.textContent())).toBeGreaterThan(step);
  await expect.poll(() => again.getByLabel('Optimizer', { exact: true }).inputValue()).toBe('muon');
  expect(first.faults).toEqual([]);
});

/** Large enough to learn ten points by heart in some hundred steps. */
const LEARNS_FEW = '?dataset=moons&examples=10&T=100&width=64&depth=3&samplingSteps=50';

test('a run on ten examples counts its copies beside those of fresh data; a study trains new networks', async () => {
  const opened = await openOn('webgl', `${LEARNS_FEW}&backend=wasm&steps=400&autostart=1`);
  const { page } = opened;
  const figure = page.locator('figure.memorise');
  // the last measurement is of the finished run
  await expect
    .poll(() => figure.textContent(), SLOW)
    .toMatch(/n = 10 training examples\. Copies among 1,?024 samples of step 400:/);
  await expect
    .poll(() => figure.textContent())
    .toMatch(/95% interval [\d.]+% to [\d.]+%; among 8,192 fresh data: [\d.]+% to [\d.]+%\./);
  const shares = /([\d.]+)% of the samples are copies of training examples; of fresh data ([\d.]+)% are/;
  const title = figure.getByRole('heading', { level: 2 });
  await expect.poll(() => title.textContent()).toMatch(shares);
  const [share, floor] = shares
    .exec((await title.textContent())!)!
    .slice(1)
    .map(Number);
  expect(share).toBeGreaterThan(floor + 10);
  const losses =
    /at step 400: ([\d.]+) on training examples, ([\d.]+) on held-out data, difference ± ([\d.]+)/;
  await expect.poll(() => figure.textContent()).toMatch(losses);
  const [examples, heldOut, error] = losses
    .exec((await figure.textContent())!)!
    .slice(1)
    .map(Number);
  expect(heldOut - examples).toBeGreaterThan(3 * error);
  await expect.poll(() => page.locator('.transport').textContent()).toMatch(/floor [\d.]+ on fresh data/);
  await figure.getByRole('combobox').selectOption({ label: 'at most 1,000 steps' });
  await figure.getByRole('button', { name: 'Train them' }).click();
  const finding = figure.getByRole('heading', { level: 3 });
  await expect
    .poll(() => finding.textContent(), SLOW)
    .toMatch(/^With [\d,]+ examples copying|^Copying begins/);
  await figure.getByRole('button', { name: 'Add a seed' }).waitFor();
  expect(await figure.textContent()).toMatch(/1 seed, at most 1,000 steps/);
  expect(await opened.status('Step')).toBe('400'); // the run stays as it is
  expect(opened.faults).toEqual([]);
});

test('the score of a paused run shows as streamlines, its data beside it', async () => {
  const opened = await openOn('webgl', `?${TINY}&backend=wasm&steps=10000000&autostart=1`);
  const { page } = opened;
  await opened.waitForStep(10);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
  await page.getByRole('slider', { name: 'Denoising time' }).press('Home');
  const stage = page.getByRole('img', { name: 'Samples' }).first();
  for (const layer of ['Score', 'Streamlines', 'Data', 'Side by side']) {
    const before = await pixelsOf(stage);
    await page.getByRole('button', { name: layer, exact: true }).click();
    await expect.poll(() => pixelsOf(stage)).not.toBe(before);
  }
  expect(opened.faults).toEqual([]);
});

describe('training 30 tiny steps', () => {
  // the second machine has no WebGPU adapter, the third one no WebGL either
  test.each([
    ['webgpu', 'webgpu', /^webgpu/],
    ['webgl', 'webgpu', /^webgl.*WebGPU/s],
    ['wasm', 'webgpu', /^wasm.*WebGL/s],
    ['wasm', 'cpu', /^cpu/],
  ] as const)(
    'on a machine with %s, backend=%s: it says what it trains on, the loss falls and samples come',
    async (machine, backend, says) => {
      const opened = await openOn(machine, `?${TINY}&backend=${backend}&autostart=1`);
      await opened.waitForStep(30);
      await expect.poll(() => opened.status('Backend in use')).toMatch(says);
      await expect.poll(() => opened.status('Step')).toBe('30');
      await expect.poll(async () => Number(await opened.status('Loss'))).toBeGreaterThan(0);
      const losses = await downloadMetrics(opened);
      expect(losses).toHaveLength(30);
      expect(losses.every(Number.isFinite)).toBe(true);
      expect(mean(losses.slice(20))).toBeLessThan(mean(losses.slice(0, 10)));
      await expect.poll(() => stageBytes(opened)).toBeGreaterThan(2000);
      expect(opened.faults).toEqual([]);
    },
  );
});

describe('without the requested backend', () => {
  test('WebGL refused to pages: it says so and trains on WASM', async () => {
    const opened = await openOn('no-3d', `?${TINY}&backend=webgpu&autostart=1`);
    await opened.waitForStep(30);
    await expect.poll(() => opened.status('Backend in use')).toMatch(/^wasm.*WebGL/s);
    expect(opened.faults).toEqual([]);
  });

  test('auto passes over software adapters, since WASM is faster', async () => {
    const opened = await openOn('webgpu', `?${TINY}&autostart=1`);
    await opened.waitForStep(30);
    await expect.poll(() => opened.status('Backend in use')).toMatch(/^wasm/);
    expect(opened.faults).toEqual([]);
  });
});

describe('before Train is pressed', () => {
  const hasTrainer = ({ page }: OpenedPage) =>
    page.workers().some((worker) => worker.url().includes('/trainer.worker'));

  test('an idle page opens the trainer of a run on WebGPU, which compiles its shaders', async () => {
    const opened = await openOn('webgpu', `?${TINY}&backend=webgpu`);
    await expect.poll(() => hasTrainer(opened)).toBe(true);
    await opened.page.getByRole('button', { name: 'Train', exact: true }).click();
    await opened.waitForStep(30);
    await expect.poll(() => opened.status('Backend in use')).toMatch(/^webgpu/);
    expect(opened.faults).toEqual([]);
  });

  test('a page whose run would go to WASM starts no trainer by itself', async () => {
    const opened = await openOn('webgpu', `?${TINY}`);
    const parts = () =>
      opened.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    await expect
      .poll(async () => (await parts()).some((name) => name.includes('afterFirstPicture')))
      .toBe(true);
    await opened.page.waitForLoadState('networkidle');
    await opened.page.waitForTimeout(1000);
    expect(hasTrainer(opened)).toBe(false);
  });
});

describe('while training', () => {
  test('no task on the main thread is longer than 50 ms, and Pause takes effect within one step', async () => {
    const opened = await openOn('webgl', '?dataset=moons&backend=wasm&steps=10000000');
    const { page } = opened;
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await opened.waitForStep(20);
    // in processor time: training itself fills this machine's cores, and on the clock every task waits for them
    const longest = await longestTask(await browserOn('webgl'), page, () => page.waitForTimeout(6000));
    console.log(`longest task while training: ${longest.toFixed(1)} ms`);
    expect(longest).toBeLessThan(50);

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
    const paused = Number(await settledText(() => opened.status('Step')));
    await page.waitForTimeout(1500);
    expect(Number(await opened.status('Step'))).toBe(paused);

    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await expect.poll(() => opened.status('Step')).toBe(String(paused + 1));

    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await opened.waitForStep(paused + 5);
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => opened.status('Step')).toBe('0');
    expect(opened.faults).toEqual([]);
  });
});

describe('bad input', () => {
  test('in a link: the alert names field, value and range, and the rest applies', async () => {
    const opened = await openOn('webgl', '?schedule=cosin&T=1&batch=0&dataset=circles');
    const alert = opened.page.getByRole('alert').filter({ hasText: 'cosin' });
    await alert.waitFor();
    const text = async () => (await opened.page.getByRole('alert').allTextContents()).join(' ');
    for (const word of ['schedule', 'cosine', 'T ', '2 to 4000', 'batch'])
      await expect.poll(text).toContain(word);
    await expect
      .poll(() => opened.page.getByRole('combobox', { name: 'Dataset' }).inputValue())
      .toBe('circles');
    expect(opened.faults).toEqual([]);
  });

  test('a learning rate of 1e9: the run stops by itself, says at which step, and offers a lower rate', async () => {
    const opened = await openOn(
      'webgl',
      `?${TINY}&backend=wasm&lr=1e9&gradientClip=0&steps=10000000&autostart=1`,
    );
    const alert = opened.page.getByRole('alert').filter({ hasText: /step \d+/ });
    await alert.waitFor();
    await expect.poll(() => alert.textContent()).toMatch(/finite/);
    await alert.getByRole('button').first().click();
    await opened.page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(opened.faults).toEqual([]);
  });

  test('a file that is no table gets an alert with its name, and the page goes on', async () => {
    const { page, faults } = await openOn('webgl', '');
    for (const [name, text, says] of [
      ['text.csv', 'x,y\n1,2\nhello,3\n', /line 3/],
      ['nan.csv', 'x,y\n1,2\nNaN,3\n', /NaN/],
      ['one.csv', 'x\n1\n2\n3\n', /column/],
      ['short.csv', '1,2\n3,4\n5,6\n', /3/],
      ['empty.csv', '', /empty/],
    ] as const) {
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open data' }).click();
      await (await choosing).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
      await page.getByRole('alert').filter({ hasText: says }).filter({ hasText: name }).waitFor();
      await expect
        .poll(() => page.getByRole('button', { name: 'Train', exact: true }).isEnabled())
        .toBe(true);
    }
    expect(faults).toEqual([]);
  });
});
