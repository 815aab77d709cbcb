import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classNames } from '../../../../src/config/classNames';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { MOMENT_PARTS } from '../../../../src/diffusion/timeDraw';
import { writeNpy } from '../../../../src/interop/npy';
import { readZip, writeZip } from '../../../../src/interop/zip';
import { namedWeights } from '../../../../src/model/namedWeights';
import { exportRuns, importRuns } from '../../../../src/state/library/archive';
import type { Checkpoint } from '../../../../src/storage/schema';
import type { DataSource } from '../../../../src/types/dataSource';
import { facts } from '../../storage/facts';
import { newDatabase, openTab, quality } from '../../storage/library';

const POINTS: DataSource = {
  kind: 'points',
  points: Float32Array.from({ length: 40 }, (_, i) => Math.sin(i)),
  offset: [100, 2e9],
  names: ['height', 'weight'],
  name: 'mine.csv',
};
const IMAGES: DataSource = {
  kind: 'images',
  images: Uint8Array.from({ length: 3 * 64 }, (_, i) => i),
  count: 3,
  height: 8,
  width: 8,
  channels: 1,
  labels: Uint8Array.of(0, 1, 1),
  classes: ['cat', 'dog'],
  name: 'pets',
};

const CONFIGS: Readonly<
  Record<string, { config: Partial<RunConfig>; source?: DataSource; shape: number[] }>
> = {
  'points of the user’s own': { config: { dataset: 'csv', width: 8, depth: 1 }, source: POINTS, shape: [2] },
  'points with classes of the user’s own': {
    config: { dataset: 'csv', classes: true, width: 8, depth: 1 },
    source: { ...POINTS, labels: Int32Array.from({ length: 20 }, (_, i) => i % 2), classes: ['cat', 'dog'] },
    shape: [2],
  },
  'a data set that ships with classes': {
    config: { dataset: 'gaussians-8', classes: true, width: 8 },
    shape: [2],
  },
  'a data set that ships': { config: { dataset: 'moons', width: 8, depth: 2 }, shape: [2] },
  'images of the user’s own': {
    config: {
      dataset: 'images',
      model: 'unet',
      unet: 'grey-28-tiny',
      classes: true,
      T: 20,
      samplingSteps: 10,
    },
    source: IMAGES,
    shape: [8, 8, 1],
  },
  'images of the user’s own, by a transformer': {
    config: {
      dataset: 'images',
      model: 'dit',
      patchSize: 2,
      hiddenSize: 8,
      heads: 2,
      blocks: 1,
      classes: true,
      variance: 'learned',
      T: 20,
      samplingSteps: 10,
    },
    source: IMAGES,
    shape: [8, 8, 1],
  },
  'a process without a scheduler in diffusers': {
    config: { dataset: 'pixel-faces', model: 'unet', unet: 'rgb-16', classes: false, process: 'vp-sde' },
    shape: [16, 16, 3],
  },
  'a flow of images': {
    config: {
      dataset: 'pixel-faces',
      model: 'unet',
      unet: 'rgb-16',
      classes: false,
      process: 'flow',
      prediction: 'velocity',
      sampler: 'euler',
    },
    shape: [16, 16, 3],
  },
  'points with a learned variance': {
    config: { dataset: 'moons', width: 8, depth: 1, variance: 'learned' },
    shape: [2],
  },
  'times that are drawn by their loss': {
    config: { dataset: 'moons', width: 8, depth: 1, timeSampling: 'second-moment' },
    shape: [2],
  },
};

function runOf(name: string): Checkpoint {
  const { config: changes, source, shape } = CONFIGS[name];
  const config: RunConfig = { ...DEFAULT_CONFIG, trainingSteps: 100, ...changes };
  const { size } = namedWeights(config, { shape, classes: classNames(config, source).length });
  const array = (first: number) => Float32Array.from({ length: size }, (_, i) => first + i / 1024);
  return {
    recordId: `id of ${name}`,
    config,
    source,
    state: {
      step: 7,
      params: array(0.1),
      ema: array(0.2),
      m: array(0.3),
      v: array(0.4),
      ...(config.timeSampling === 'second-moment' && {
        lossMoments: Float32Array.from({ length: 2 * MOMENT_PARTS }, (_, i) => i / 7),
      }),
    },
    losses: Float32Array.of(0.9, Number.NaN, 0.7, 0.6, 0.5, 0.4, 0.3),
    savedAt: 1234,
  };
}

/** A checkpoint with its weights as digests, which compare in no time. */
function digested({ state, ...rest }: Checkpoint) {
  const digest = (array: Float32Array) => createHash('sha256').update(array).digest('hex');
  const { step, lossMoments, params, ema, m, v } = state;
  return { ...rest, step, lossMoments, weights: [params, ema, m, v].map(digest) };
}

const picture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../fixtures/pictures/${name}.png`, import.meta.url)));
const THUMBNAIL = picture('alpha');

const save = (tab: ReturnType<typeof openTab>, run: Checkpoint, name = 'a / run: “é”') =>
  tab.save(run, facts({ name, quality: quality(7, 0.2), thumbnail: THUMBNAIL }));

async function exported(...runs: Checkpoint[]): Promise<Uint8Array> {
  const tab = openTab(newDatabase());
  for (const run of runs) await save(tab, run);
  const { zip } = await exportRuns(
    tab,
    runs.map(({ recordId }) => recordId),
  );
  return zip;
}

/** The README.md of the only run of an archive. */
async function cardOf(zip: Uint8Array): Promise<string> {
  const cards = [...(await readZip(zip))].filter(([path]) => /^[^/]+\/README\.md$/.test(path));
  expect(cards).toHaveLength(1);
  return new TextDecoder().decode(cards[0][1]);
}

describe.each(Object.keys(CONFIGS))('a run on %s', (name) => {
  test('is the same after its way through a file, and its folder is a model file', async () => {
    const run = runOf(name);
    const zip = await exported(run);
    const other = openTab(newDatabase());
    expect(await importRuns(other, zip)).toEqual({ added: 1, present: 0, refused: [] });
    const { checkpoint, record, faults } = await other.load(run.recordId);
    expect(digested(checkpoint)).toEqual(digested(run));
    expect(faults).toEqual([]);
    expect(record).toMatchObject({
      name: 'a / run: “é”',
      origin: 'train',
      backend: 'wasm',
      trainedFor: 10,
      step: 7,
      finished: false,
      quality: quality(7, 0.2),
      thumbnail: THUMBNAIL,
      data: run.source ? { kind: run.source.kind, name: run.source.name } : null,
    });
    expect(record.curve.steps).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6, 7));
    const paths = [...(await readZip(zip)).keys()].map((path) => path.replace(/^[^/]+\//, ''));
    const model =
      run.config.model === 'unet' ? 'unet/diffusion_pytorch_model.safetensors' : 'model.safetensors';
    expect(paths).toEqual(expect.arrayContaining(['run.json', 'training.safetensors', model]));
  });

  test('has a card of its own: the head in YAML, its settings, and each figure with its floor and its n', async () => {
    const run = runOf(name);
    const card = await cardOf(await exported(run));
    const { process, prediction, variance } = run.config;
    const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(card)!;
    expect(head).toContain(`tags:\n- "diffusion"\n- "ddpm-lab"\n- "${process}"\n- "${prediction}"`);
    expect(head).toContain('metrics:\n- "energy distance"\n- "sliced Wasserstein"');
    expect(body).toContain('after 7 steps');
    expect(body).toMatch(/\| energy distance: [^|]*\| 0\.2 \| 0\.01 \| 100 \|/);
    expect(body).toMatch(/\| sliced Wasserstein-1 [^|]*\| 0\.2 \| 0\.01 \| 100 \|/);
    expect(body).toContain(`\`prediction=${prediction}\``);
    expect(body.includes('`variance=learned`')).toBe(variance === 'learned');
  });
});

test('a card says that nothing was measured where the figures are of earlier weights', async () => {
  const run = runOf('a data set that ships');
  const tab = openTab(newDatabase());
  await tab.save(run, facts({ name: 'mine', quality: quality(6, 0.2) }));
  const card = await cardOf((await exportRuns(tab, [run.recordId])).zip);
  expect(card).toContain('No samples of these weights were measured.');
  expect(card).not.toContain('metrics:');
});

test('runs with one name have a folder each; a second import adds none, and no run takes the place of another', async () => {
  const [one, two] = [runOf('a data set that ships'), { ...runOf('a data set that ships'), recordId: 'two' }];
  const zip = await exported(one, two);
  const tab = openTab(newDatabase());
  await save(tab, { ...one, savedAt: 99 }, 'mine');
  expect(await importRuns(tab, zip)).toEqual({ added: 2, present: 0, refused: [] });
  expect(await importRuns(tab, zip)).toMatchObject({ added: 0, present: 2 });
  const runs = await tab.list();
  expect(runs.find(({ id }) => id === one.recordId)).toMatchObject({ name: 'mine', updatedAt: 99 });
  expect(runs.find(({ id }) => id === 'two')).toMatchObject({ updatedAt: 1234 });
});

test('an archive of a run that has trained on since is added once, however often it is imported', async () => {
  const run = runOf('a data set that ships');
  const zip = await exported(run);
  const tab = openTab(newDatabase());
  await save(tab, { ...run, savedAt: 99 }); // its checkpoint of then is no more
  expect(await importRuns(tab, zip)).toMatchObject({ added: 1, present: 0 });
  expect(await importRuns(tab, zip)).toMatchObject({ added: 0, present: 1 });
  const [{ id }] = (await tab.list()).filter(({ id }) => id !== run.recordId);
  await tab.change(id, { removedAt: 5 });
  expect(await importRuns(tab, zip)).toMatchObject({ added: 1 });
  expect(await tab.list()).toHaveLength(2);
});

test('a run under an id that is in use is added though another one has its step and moment', async () => {
  const run = runOf('a data set that ships');
  const tab = openTab(newDatabase());
  const params = run.state.params.map((value) => value + 1);
  await save(tab, { ...run, savedAt: 99 });
  await save(tab, { ...run, recordId: 'another', state: { ...run.state, params } });
  expect(await importRuns(tab, await exported(run))).toMatchObject({ added: 1 });
});

test('a deleted run comes back from a file', async () => {
  const run = runOf('a data set that ships');
  const zip = await exported(run);
  const tab = openTab(newDatabase());
  await save(tab, run);
  await tab.change(run.recordId, { removedAt: 5 });
  expect(await importRuns(tab, zip)).toMatchObject({ added: 1 });
  expect(await tab.list()).toHaveLength(1);
});

test('a damaged folder refuses itself alone, and says why; a file without runs is refused', async () => {
  const zip = await exported(runOf('a data set that ships'), { ...runOf('points of the user’s own') });
  const files = await readZip(zip);
  const damaged = [...files].map(([path, bytes]): [string, Uint8Array] => {
    if (!path.startsWith('a _ run_ _é_/') || !path.endsWith('run.json')) return [path, bytes];
    return [path, new TextEncoder().encode('{"trainingSteps": -5}')];
  });
  const tab = openTab(newDatabase());
  const report = await importRuns(tab, writeZip(new Map(damaged)));
  expect(report).toMatchObject({ added: 1, refused: [expect.stringMatching(/run\.json.*-5/)] });
  await expect(importRuns(tab, writeZip(new Map([['a.txt', Uint8Array.of(1)]])))).rejects.toThrow('runs');
});

/** An archive of a run in which a file is another one. */
async function withFile(name: string, path: string, change: (bytes: Uint8Array) => Uint8Array) {
  const files = await readZip(await exported(runOf(name)));
  const [full, bytes] = [...files].find(([each]) => each.endsWith(`/${path}`))!;
  return writeZip(new Map(files).set(full, change(bytes)));
}

const inText = (from: RegExp | string, to: string) => (bytes: Uint8Array) => {
  const text = new TextDecoder().decode(bytes);
  expect(text).toMatch(from);
  return new TextEncoder().encode(text.replace(from, to));
};

const LEARNED =
  '"data": {"kind": "learned-points", "name": "a", "units": {"offset": [0, 0], "scale": [0, 1]}, "box": {"min": [0, 0], "max": [1, 1]}}';

describe('an archive that is made to do harm is refused, and the library does not hold it', () => {
  test.each<
    [what: string, run: string, path: string, change: (bytes: Uint8Array) => Uint8Array, message: RegExp]
  >([
    [
      'a date that is none',
      'a data set that ships',
      'library.json',
      inText('"savedAt": 1234', '"savedAt": 1e20'),
      /savedAt/,
    ],
    [
      'a duration without end',
      'a data set that ships',
      'library.json',
      inText('"trainedFor": 10', '"trainedFor": 1e999'),
      /trainedFor/,
    ],
    [
      'a figure without end',
      'a data set that ships',
      'library.json',
      inText('"value": 0.2', '"value": 1e999'),
      /quality\.score\.value/,
    ],
    [
      'units that make every sample the same',
      'points of the user’s own',
      'library.json',
      inText(/"data": \{[^}]*\}/, LEARNED),
      /data\.units\.scale\.0/,
    ],
    [
      'a class of points beyond their names',
      'points with classes of the user’s own',
      'data/labels.npy',
      () => writeNpy({ shape: [20], data: new Int32Array(20).fill(2) }),
      /the class 2; expected classes from 0 to 1/,
    ],
    [
      'a negative class',
      'points with classes of the user’s own',
      'data/labels.npy',
      () => writeNpy({ shape: [20], data: new Int32Array(20).fill(-1) }),
      /the class -1/,
    ],
    [
      'a class of images beyond their names',
      'images of the user’s own',
      'data/labels.npy',
      () => writeNpy({ shape: [3], data: Uint8Array.of(0, 1, 7) }),
      /the class 7/,
    ],
    [
      'images of five channels',
      'images of the user’s own',
      'data/images.npy',
      () => writeNpy({ shape: [3, 8, 8, 5], data: new Uint8Array(3 * 64 * 5) }),
      /\[3, 8, 8, 5\]/,
    ],
    [
      'a picture of 60 000 pixels a side',
      'a data set that ships',
      'thumbnail.png',
      () => picture('claims-60000-pixels'),
      /60000 × 60000/,
    ],
  ])('%s', async (_, run, path, change, message) => {
    const tab = openTab(newDatabase());
    const report = await importRuns(tab, await withFile(run, path, change));
    expect(report).toMatchObject({ added: 0, refused: [expect.stringMatching(message)] });
    expect(await tab.list()).toEqual([]);
  });
});

test('a run that cannot be read leaves the others in the file, and is named; progress counts the runs', async () => {
  const tab = openTab(newDatabase());
  const run = runOf('a data set that ships');
  await save(tab, run);
  const seen: string[] = [];
  const count = (done: number, all: number) => seen.push(`${done} of ${all}`);
  const { zip, ...report } = await exportRuns(tab, ['gone', run.recordId], count);
  expect(report).toEqual({ count: 1, refused: [expect.stringMatching(/not in the library any more/)] });
  await expect(exportRuns(tab, ['gone'])).rejects.toThrow(/not in the library/);
  expect(await importRuns(openTab(newDatabase()), zip, count)).toMatchObject({ added: 1, refused: [] });
  expect(seen).toEqual(['0 of 2', '1 of 2', '0 of 1']);
});
