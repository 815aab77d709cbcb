/** The samples that Train saves: drawn for the file, or not saved where the draw was cancelled. */
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { statesTraining, unpackModel } from '../../../src/interop/modelFile';
import { openedModel } from '../../../src/interop/openedModel';
import { readZip } from '../../../src/interop/zip';
import { createNotices } from '../../../src/state/notices';
import { createLossHistory } from '../../../src/state/run/lossHistory';
import type { PointsSource } from '../../../src/types/dataSource';
import type { Lab } from '../../../src/ui/shell/lab';
import { cancelDraw, SAVING } from '../../../src/ui/views/train/fileWork';
import type { DrawRequest } from '../../../workers/protocol';

/** A lab with a run of points, whose draws end when the test says so, or when they are cancelled. */
function labOf(changes: Partial<RunConfig> = { dataset: 'moons' }, source?: PointsSource) {
  const draws: { readonly request: DrawRequest; readonly end: (points: number) => void }[] = [];
  const run = { runId: 1, config: { ...DEFAULT_CONFIG, ...changes }, source, samples: {} };
  const lab = {
    store: { run: () => ({ value: run }) },
    notices: createNotices(),
    trainer: {
      draw: (request: DrawRequest) =>
        new Promise<Float32Array>((resolve) => {
          draws.push({ request, end: (points) => resolve(new Float32Array(2 * points)) });
        }),
      cancelDraw: async () => draws.at(-1)?.end(3000),
    },
  } as unknown as Lab;
  return { lab, draws };
}

test('samples are drawn anew for each file', async () => {
  const { lab, draws } = labOf();
  const names: string[] = [];
  for (let i = 0; i < 2; i++) {
    const saved = SAVING.samples(lab, (name) => names.push(name));
    draws[i].end(draws[i].request.count);
    await saved;
  }
  expect(names).toHaveLength(2);
  expect(draws[0].request.seed).not.toBe(draws[1].request.seed);
});

test('samples and data of a run with classes say the class of each point, without classes none', async () => {
  const points = Float32Array.from({ length: 40 }, (_, i) => (i % 4 < 2 ? 0 : 5) + (i % 7) / 7);
  const labels = Int32Array.from({ length: 20 }, (_, row) => row % 2);
  const source = {
    kind: 'points',
    points,
    labels,
    classes: ['adelie', 'gentoo'],
    name: 'species.csv',
  } as const;
  const filesOf = async (changes: Partial<RunConfig>) => {
    const { lab, draws } = labOf({ dataset: 'csv', ...changes }, source);
    const files: string[] = [];
    const save = (_: string, content: BlobPart) => files.push(content as string);
    const saved = SAVING.samples(lab, save);
    draws[0].end(4);
    await saved;
    await SAVING.data(lab, save);
    return files.map((text) => text.split('\n').slice(0, 5));
  };
  const [samples, data] = await filesOf({ classes: true, label: -1 });
  expect(samples.map((row) => row.split(',')[2])).toEqual(['class', 'adelie', 'gentoo', 'adelie', 'gentoo']);
  expect(data[0]).toBe('x,y,class');
  for (const row of data.slice(1)) {
    const [x, , name] = row.split(',');
    expect(name).toBe(Number(x) < 3 ? 'adelie' : 'gentoo');
  }
  const [one] = await filesOf({ classes: true, label: 1 });
  expect(one.slice(1).map((row) => row.split(',')[2])).toEqual(Array(4).fill('gentoo'));
  for (const unseen of [{ classes: false }, { classes: true, conditioning: 'none' }] as const)
    expect((await filesOf(unseen)).map(([header]) => header)).toEqual(['x,y', 'x,y']);
});

/** The file of a run of so many steps, while one more arrives. */
const savedAfter = async (step: number, base: 'new' | 'model', opened: boolean | 'stated' = false) => {
  const weight = new Map([['w', { shape: [1], data: Float32Array.of(step) }]]);
  const { lab } = labOf({ dataset: 'moons', learningRate: 0.25 });
  const [first, later] = [0.5, 0.25].map((loss, i) =>
    createLossHistory().append(1, new Float32Array(step + i).fill(loss)),
  );
  const run = {
    ...lab.store.run('train').value!,
    step,
    base,
    opened,
    losses: first,
    trainedFor: 700,
    trainingSince: null,
  };
  const runs = [run, { ...run, losses: later }]; // a step more has arrived when the weights are here
  Object.assign(lab, {
    store: {
      run: () => ({
        get value() {
          return runs.length > 1 ? runs.shift() : runs[0];
        },
      }),
    },
    evaluation: { newest: { value: null } },
    trainer: {
      savedModel: async () => ({
        unet: null,
        dit: null,
        weights: { ema: weight, params: weight, m: weight, v: weight, step: step + 1 },
      }),
    },
  });
  const files: BlobPart[] = [];
  await SAVING.model(lab, (_, content) => files.push(content));
  expect(lab.notices.list.value).toEqual([]);
  const model = await unpackModel(files[0] as Uint8Array);
  const readme = (await readZip(files[0] as Uint8Array)).get('README.md');
  return { model, readme: new TextDecoder().decode(readme) };
};

test('a model is saved with its losses up to its step and its time', async () => {
  const { model, readme } = await savedAfter(2, 'new');
  expect(model.training!.record).toEqual({
    losses: Float32Array.of(0.25, 0.25, 0.25),
    trainedFor: 700,
    base: 'new',
  });
  expect(statesTraining(model)).toBe(true);
  expect(readme).toMatch(/in a browser with DDPM Lab[\s\S]*`lr=0.25`/);
});

test('a model that was opened and trained no further is not said to be trained as the form says', async () => {
  const { model, readme } = await savedAfter(0, 'model');
  expect(statesTraining(model)).toBe(false);
  expect(openedModel(model).config.dataset).toBe('moons');
  expect(readme).toContain('do not say how it was trained');
  expect(readme).not.toMatch(/in a browser|`lr=/);
  expect((await savedAfter(1, 'model')).readme).toMatch(/1 further steps[\s\S]*`lr=0.25`/);
});

test('a model of a file that says how it was trained still says so where it is saved before a step', async () => {
  const { model, readme } = await savedAfter(0, 'model', 'stated');
  expect(statesTraining(model)).toBe(true);
  expect(readme).toMatch(
    /Trained with the settings below\. The weights are the average \(EMA\)\.[\s\S]*`lr=0.25`/,
  );
});

test('a draw that is cancelled saves nothing, also where most points are there, and is no problem', async () => {
  const { lab } = labOf();
  const names: string[] = [];
  const saved = SAVING.samples(lab, (name) => names.push(name));
  cancelDraw();
  await saved;
  expect(names).toEqual([]);
  expect(lab.notices.list.value).toEqual([]);
});
