/** A visitor's own images and tables: previewed, learned, saved, and sampled from again without the data. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { writeNpy } from '../../src/interop/npy';
import { readNpz, writeNpz } from '../../src/interop/npz';
import { writeZip } from '../../src/interop/zip';
import { writePng } from '../unit/interop/images/png';
import { browserOn, download, type OpenedPage, open, STILL } from './browser';
import { pipelineFiles } from './pipeline';

const TINY = '?unet=grey-28-tiny&batch=4&steps=2&T=20&samplingSteps=3&backend=wasm';

const ONE_STEP = '?dataset=images&unet=grey-28-tiny&batch=2&steps=1&T=20&samplingSteps=1&backend=wasm';

const folder = await mkdtemp(join(tmpdir(), 'own-images-'));
afterAll(() => rm(folder, { recursive: true }));

/** A disc or a cross, in red on transparent ground, larger than what is learned. */
const drawn = (cross: boolean, n: number) =>
  writePng({
    width: 48,
    height: 40,
    channels: 4,
    data: Uint8Array.from({ length: 48 * 40 * 4 }, (_, i) => {
      const [x, y] = [(i >> 2) % 48, Math.floor((i >> 2) / 48)];
      const [dx, dy] = [Math.abs(x - 24), Math.abs(y - 20)];
      const inside = cross ? dx < 3 + n || dy < 3 + n : dx * dx + dy * dy < (8 + n) ** 2;
      return [200, 10, 10, inside ? 255 : 0][i & 3];
    }),
  });

async function twelveFiles(): Promise<string> {
  const root = join(folder, 'shapes');
  for (const name of ['crosses', 'discs']) {
    await mkdir(join(root, name), { recursive: true });
    for (let n = 0; n < 6; n++) await writeFile(join(root, name, `${n}.png`), drawn(name === 'crosses', n));
  }
  return root;
}

async function use(page: Page, says: RegExp): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Preview data' });
  await expect.poll(() => dialog.textContent()).toMatch(says);
  await dialog.getByRole('button', { name: 'Use these data' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Opens a model in Sample on a page that has been loaded anew, and samples one of its classes. */
async function sampleAgain(
  { page, status }: OpenedPage,
  model: Buffer,
  classes: readonly string[],
): Promise<readonly number[]> {
  await page.goto(`${new URL(page.url()).origin}/?view=sample&pretrained=swiss-roll-linear&backend=wasm`);
  await page
    .locator('input[aria-label^="Open model"]')
    .setInputFiles({ name: 'own.zip', mimeType: 'application/zip', buffer: model });
  const menu = page.getByRole('combobox', { name: 'Class to draw', exact: true });
  await expect.poll(() => menu.locator('option').allTextContents()).toEqual(['All in turn', ...classes]);
  await menu.selectOption({ label: classes[1] });
  await page.getByRole('spinbutton', { name: 'Sampling steps' }).fill('2');
  await page.getByRole('spinbutton', { name: 'Number of samples' }).fill('4');
  await page.getByRole('button', { name: 'Sample', exact: true }).click();
  await page.getByRole('heading', { name: /^4 new images/ }).waitFor();
  await expect.poll(() => status('Network evaluations')).toBe('4'); // each step without and with the class
  const labels = () =>
    page
      .getByRole('listbox', { name: 'The selected sample' })
      .getByRole('option')
      .evaluateAll((options) => options.map((option) => option.getAttribute('aria-label')));
  await expect.poll(labels).toEqual([1, 2, 3, 4].map((n) => `Sample ${n}, class 1`));
  return (await readNpz(await download(page, 'Download samples'))).get('samples')!.shape;
}

/** Files or folders dropped on the page by the browser itself, as from a file manager. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await browser.send('Input.dispatchDragEvent', { type, x: 600, y: 500, data });
}

test('twelve PNG files in two folders become a labelled model that samples without them', async () => {
  const opened = await open(await browserOn('wasm'), TINY, STILL);
  const { page, faults, status, waitForStep } = opened;
  await page.getByLabel('Open folder: file').setInputFiles(await twelveFiles());
  const dialog = page.getByRole('dialog', { name: 'Preview data' });
  await dialog.getByRole('combobox', { name: 'Colours' }).selectOption('grey');
  await use(
    page,
    /12 images, 48 × 40 pixels, colour.*2 classes from folder names: crosses \(6\), discs \(6\)/,
  );
  await expect.poll(() => page.getByRole('combobox', { name: 'Dataset' }).inputValue()).toBe('images');
  await page.getByText('shapes: 12 images of 28 × 28, grey, 2 classes').waitFor();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await waitForStep(2);
  expect(Number.parseFloat(await status('Loss'))).toBeGreaterThan(0);
  await expect.poll(() => page.getByRole('button', { name: 'Download model' }).isEnabled()).toBe(true);
  const model = await download(page, 'Download model');

  expect(await sampleAgain(opened, model, ['crosses', 'discs'])).toEqual([4, 28, 28, 1]);
  expect(faults).toEqual([]);
});

const file = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});

const PIXELS = Uint8Array.from({ length: 10 * 784 }, (_, i) => (i % 28) * 9);
const LABELS = Uint8Array.from({ length: 10 }, (_, i) => i % 3);

const gzippedIdx = (shape: readonly number[], data: Uint8Array) =>
  gzipSync(
    Uint8Array.from([0, 0, 8, shape.length, ...shape.flatMap((n) => [0, 0, n >> 8, n & 255]), ...data]),
  );

test.each([
  [
    'an .npz with labels',
    [
      file(
        'own.npz',
        writeNpz(
          new Map([
            ['x_train', { shape: [10, 28, 28], data: PIXELS }],
            ['y_train', { shape: [10], data: LABELS }],
          ]),
        ),
      ),
    ],
    /10 images, 28 × 28 pixels, grey.*3 classes from the array "y_train"/,
  ],
  [
    'gzipped IDX files of images and of labels',
    [
      file('train-images-idx3-ubyte.gz', gzippedIdx([10, 28, 28], PIXELS)),
      file('train-labels-idx1-ubyte.gz', gzippedIdx([10], LABELS)),
    ],
    /10 images, 28 × 28 pixels, grey.*3 classes from the array "train-labels-idx1-ubyte\.gz"/,
  ],
])('%s become a labelled model that samples without them', async (_, files, says) => {
  const opened = await open(await browserOn('wasm'), ONE_STEP, STILL);
  const { page, faults, waitForStep } = opened;
  await page.getByLabel('Open data: file').setInputFiles(files);
  await use(page, says);
  await page.getByText('10 images of 28 × 28, grey, 3 classes').waitFor();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await waitForStep(1);
  await expect.poll(() => page.getByRole('button', { name: 'Download model' }).isEnabled()).toBe(true);
  const model = await download(page, 'Download model');
  expect(await sampleAgain(opened, model, ['0', '1', '2'])).toEqual([4, 28, 28, 1]);
  expect(faults).toEqual([]);
});

test('a folder that is dropped is shown under every schedule in Process, and both sides of Compare learn it', async () => {
  const { page, faults } = await open(
    await browserOn('wasm'),
    `${ONE_STEP.replace('T=20', 'T=100')}&view=process`,
    STILL,
  );
  await page.getByRole('img', { name: 'Forward process', exact: true }).waitFor();
  await drop(page, [await twelveFiles()]);
  await use(page, /12 images.*2 classes from folder names/);
  const strip = page.getByRole('img', { name: 'Forward process', exact: true });
  await expect.poll(() => strip.getAttribute('aria-description')).toMatch(/^An image in nine frames/);
  await page.getByLabel('Compare with').selectOption('all');
  await expect
    .poll(() => strip.getAttribute('aria-description'))
    .toMatch(/Above, under Linear.*Above, under Sigmoid/);
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Train both' }).click();
  for (const side of ['A', 'B'])
    await expect
      .poll(
        () =>
          page
            .getByRole('region', { name: side, exact: true })
            .getByRole('status', { name: 'Step', exact: true })
            .textContent(),
        { timeout: 120_000 },
      )
      .toBe('1');
  expect(faults).toEqual([]);
});

test('images are pasted, and opened from a ZIP', async () => {
  const { page, faults } = await open(await browserOn('wasm'), ONE_STEP, STILL);
  const pictures = Array.from({ length: 8 }, (_, n) => Buffer.from(drawn(n % 2 === 0, n)).toString('base64'));
  const paste = () =>
    page.evaluate((encoded) => {
      const clipboardData = new DataTransfer();
      for (const [n, text] of encoded.entries()) {
        const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        clipboardData.items.add(new File([bytes], `${n}.png`, { type: 'image/png' }));
      }
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, pictures);
  await page.getByLabel('Open data: file').waitFor({ state: 'attached' });
  // The page listens soon after its first view: a paste before that is none.
  const dialogs = page.getByRole('dialog', { name: 'Preview data' });
  const pasted = () => paste().then(() => page.waitForTimeout(1000));
  await expect.poll(() => pasted().then(() => dialogs.count())).toBe(1);
  await use(page, /8 images, 48 × 40 pixels, colour\. No classes/);
  const zip = new Map(
    ['cat', 'dog'].flatMap((name) =>
      Array.from({ length: 4 }, (_, n) => [`set/${name}/${n}.png`, drawn(name === 'cat', n)] as const),
    ),
  );
  await page.getByLabel('Open data: file').setInputFiles([file('set.zip', writeZip(zip))]);
  await use(page, /8 images.*2 classes from folder names: cat \(4\), dog \(4\)/);
  expect(faults).toEqual([]);
});

test('points in a NumPy array are previewed with their columns, chosen and learned', async () => {
  const { page, faults, status, waitForStep } = await open(
    await browserOn('wasm'),
    '?steps=3&batch=16&width=16&depth=1&T=20&samplingSteps=3&backend=wasm',
    STILL,
  );
  const data = Float32Array.from({ length: 3 * 60 }, (_, i) => [i, Math.sin(i), 500 + (i % 7)][i % 3]);
  await page
    .getByLabel('Open data: file')
    .setInputFiles([file('walk.npy', writeNpy({ shape: [60, 3], data }))]);
  const dialog = page.getByRole('dialog', { name: 'Preview data' });
  await dialog.getByRole('combobox', { name: 'y', exact: true }).selectOption({ label: 'column 3' });
  await dialog.getByRole('img', { name: 'column 3 against column 1' }).waitFor();
  expect(await dialog.getByRole('checkbox', { name: 'The first row names the columns' }).count()).toBe(0);
  await use(page, /60 rows.*each axis has its own scale.*The file has 3 columns: 1 and 3 are used/);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await waitForStep(3);
  expect(Number.parseFloat(await status('Loss'))).toBeGreaterThan(0);
  expect(faults).toEqual([]);
});

/** A pipeline of 8 × 8 images as it lies on a disk. */
async function pipelineFolder(name: string): Promise<string> {
  const root = join(folder, name);
  for (const [path, bytes] of pipelineFiles({ sample_size: 8 }, { _class_name: 'DDPMScheduler' })) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), bytes);
  }
  return root;
}

test('a folder of diffusers becomes each side of Compare, and both are sampled; one without its network is refused in the dialog', async () => {
  const { page, faults } = await open(
    await browserOn('wasm'),
    '?view=compare&backend=wasm&samplingSteps=2&sampler=ddim',
    STILL,
  );
  const dialog = page.getByRole('dialog');
  const choose = async (root: string, side: 'A' | 'B') => {
    await page.getByRole('button', { name: 'Add a pretrained model' }).click();
    await dialog.getByLabel('Pretrained model').selectOption({ label: 'Open a file…' });
    await dialog.getByLabel('Folder of a diffusers pipeline').setInputFiles(root);
    await dialog.getByRole('radio', { name: side, exact: true }).check();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  };
  const root = await pipelineFolder('half');
  await rm(join(root, 'unet'), { recursive: true });
  await choose(root, 'A');
  const alert = dialog.getByRole('alert');
  await expect.poll(() => alert.textContent()).toMatch(/config\.json|network/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });

  const sides = [
    ['A', 'first'],
    ['B', 'second'],
  ] as const;
  for (const [side, name] of sides) {
    await choose(await pipelineFolder(name), side);
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('region', { name: side, exact: true }).getByText(name).waitFor();
  }
  await page.getByRole('button', { name: 'Sample both', exact: true }).click();
  for (const [side] of sides)
    await expect
      .poll(
        () =>
          page
            .getByRole('region', { name: side, exact: true })
            .getByRole('img', { name: 'Samples' })
            .getAttribute('aria-description'),
        { timeout: 120_000 },
      )
      .toBe(`16 samples of ${side}.`);
  expect(faults).toEqual([]);
});

test('a folder of diffusers is opened in Train and trains further on own images', async () => {
  const { page, faults, status, waitForStep } = await open(
    await browserOn('wasm'),
    '?view=train&backend=wasm',
    STILL,
  );
  const root = await pipelineFolder('pipeline');
  await page.getByLabel('Open folder: file').setInputFiles(root);
  await page.getByRole('heading', { name: 'Samples of the opened model.' }).waitFor({ timeout: 120_000 });
  await page.getByLabel('Open folder: file').setInputFiles(await twelveFiles());
  await use(page, /12 images.*Size and colours are those that the opened network takes/s);
  for (const [name, value] of [
    ['Batch size', '2'],
    ['Training steps', '1'],
  ])
    await page.getByRole('spinbutton', { name, exact: true }).fill(value);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await waitForStep(1);
  expect(Number.parseFloat(await status('Loss'))).toBeGreaterThan(0);
  await page
    .getByRole('heading', { name: 'Samples after 1 further training step on your images.' })
    .waitFor({ timeout: 120_000 });
  expect(faults).toEqual([]);
});

/** Colours at the top left corner and in the middle of the three thirds. */
const THIRDS = [
  [0, 0, 0],
  [220, 20, 20],
  [20, 200, 20],
  [20, 20, 220],
];
const GREYS = [80, 126, 43].map((grey) => [grey, grey, grey]);

test('pictures of every kind look alike: palettes, 16 bits, interlaced, turned, CMYK, transparent, animated', async () => {
  const { page, faults } = await open(await browserOn('wasm'), ONE_STEP, STILL);
  const root = join(import.meta.dirname, '../fixtures/pictures');
  const names = (await readdir(root)).filter(
    (name) => /\.(png|jpg|webp)$/.test(name) && !/^claims/.test(name),
  );
  const expected = (name: string) => {
    if (/^alpha/.test(name)) return THIRDS.map((colour) => colour.map((value) => (value + 255) / 2));
    if (/^gray/.test(name)) return [[0, 0, 0], ...GREYS];
    if (name === 'palette-transparent.png')
      return THIRDS.map((colour, i) => (i === 2 ? [255, 255, 255] : colour));
    return THIRDS;
  };
  const shown = names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const others = ['other.gif', 'claims-60000-pixels.png'];
  await page
    .getByLabel('Open data: file')
    .setInputFiles([...shown, ...others].map((name) => join(root, name)));
  const dialog = page.getByRole('dialog', { name: 'Preview data' });
  await dialog.getByRole('combobox', { name: 'Colours' }).selectOption('colour');
  /** Of each tile of 28 pixels and a gap: four places, red, green and blue. */
  const tiles = () =>
    dialog.locator('canvas').evaluate((element, count) => {
      const context = (element as HTMLCanvasElement).getContext('2d')!;
      const places = [
        [2, 2],
        [2, 25],
        [14, 14],
        [25, 14],
      ];
      return Array.from({ length: count }, (_, n) =>
        places.map(([x, y]) => [
          ...context.getImageData((n % 8) * 29 + x, Math.floor(n / 8) * 29 + y, 1, 1).data.slice(0, 3),
        ]),
      );
    }, shown.length);
  const furthest = async () => {
    const drawn = await tiles();
    return shown.flatMap((name, n) => {
      const differences = expected(name)
        .flat()
        .map((value, i) => Math.abs(value - drawn[n].flat()[i]));
      return Math.max(...differences) > 6 ? [name] : [];
    });
  };
  await expect.poll(furthest).toEqual([]);
  await dialog.locator('summary').click();
  const skipped = (await dialog.locator('li').allTextContents()).sort();
  expect(skipped[0]).toMatch(/claims-60000-pixels\.png.*60000 × 60000/);
  expect(skipped[1]).toMatch(/other\.gif It is a GIF: save the images as PNG, JPEG or WebP\./);
  expect(faults).toEqual([]);
});

test('files that are no images are refused by name, and nothing changes', async () => {
  const { page, faults } = await open(await browserOn('wasm'), TINY, STILL);
  await page
    .getByLabel('Open data: file')
    .setInputFiles([{ name: 'notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') }]);
  await page
    .getByRole('alert')
    .getByText(/notes\.pdf could not be opened.*It is a PDF.*PNG, JPEG or WebP/s)
    .waitFor();
  await expect.poll(() => page.getByRole('combobox', { name: 'Dataset' }).inputValue()).not.toBe('images');
  expect(faults).toEqual([]);
});

test('a table shows its columns, and learns the ones that are chosen', async () => {
  const { page, faults } = await open(await browserOn('wasm'), '', STILL);
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${i},${500 + i},${i % 7},${i % 2 ? 'a' : 'b'},${-20 + (i % 5)}`,
  );
  await page.getByLabel('Open data: file').setInputFiles([
    {
      name: 'own.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['Unnamed: 0,length,count,kind,depth', ...rows].join('\n')),
    },
  ]);
  const dialog = page.getByRole('dialog', { name: 'Preview data' });
  await dialog.getByText('40 rows.').waitFor();
  // Both say at once what was pressed, before the table has been read again: Playwright looks right after the press.
  const named = dialog.getByRole('checkbox', { name: 'The first row names the columns' });
  await named.uncheck();
  await named.check();
  await dialog.getByText('40 rows.').waitFor();
  const chosen = (label: string) =>
    dialog.getByRole('combobox', { name: label, exact: true }).evaluate((menu) => {
      const { selectedOptions } = menu as HTMLSelectElement;
      return selectedOptions[0].textContent;
    });
  // the index column is passed over
  await expect.poll(() => Promise.all([chosen('x'), chosen('y')])).toEqual(['length', 'count']);
  await dialog.getByRole('combobox', { name: 'y', exact: true }).selectOption({ label: 'depth' });
  await dialog.getByRole('img', { name: 'depth against length' }).waitFor();
  await dialog.getByRole('combobox', { name: 'Class', exact: true }).selectOption({ label: 'kind' });
  await expect.poll(() => dialog.getByRole('checkbox', { name: 'Learn the classes' }).isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Use these data' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const [header, ...lines] = (await download(page, 'Download data')).toString().trim().split('\n');
  const points = lines.map((line) => line.split(','));
  const isWithin = ([x, y]: number[]) => x > 499.9 && x < 539.1 && y > -20.1 && y < -15.9;
  expect(header).toBe('x,y,class');
  expect(new Set(points.map(([, , name]) => name))).toEqual(new Set(['a', 'b']));
  expect(points.every((row) => isWithin(row.slice(0, 2).map(Number)))).toBe(true);
  await expect.poll(() => page.getByRole('checkbox', { name: 'Class labels' }).isChecked()).toBe(true);
  const menu = page.getByRole('combobox', { name: 'Class to draw' });
  await expect.poll(() => menu.locator('option').allTextContents()).toEqual(['All in turn', 'b', 'a']);
  await expect.poll(() => page.url()).toMatch(/dataset=csv.*classes=true/);
  await page.reload(); // without the table there are no names
  await expect.poll(() => menu.locator('option').allTextContents()).toEqual(['All in turn']);
  expect(faults).toEqual([]);
});
