/** The evidence searches for the nearest image where the model's own training images are, and nowhere else. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { createNotices } from '../../../../src/state/notices';
import type { SessionSamples } from '../../../../src/state/sample/drawing';
import { createSampleEvidence } from '../../../../src/state/sample/evidence';
import type { LoadedModel } from '../../../../src/state/sample/session';
import type { DataSource, ImagesSource } from '../../../../src/types/dataSource';

const SIDE = 4;

const shapes = (name: string, side = SIDE): ImagesSource => ({
  kind: 'images',
  images: new Uint8Array(8 * side * side),
  count: 8,
  height: side,
  width: side,
  channels: 1,
  name,
});

const samples: SessionSamples = {
  trajectory: {
    shape: [SIDE, SIDE, 1],
    states: new Float32Array(2 * SIDE * SIDE),
    guesses: new Float32Array(2 * SIDE * SIDE),
    times: Float32Array.of(1),
    alphas: Float32Array.of(1),
    sigmas: Float32Array.of(0),
    count: 2,
    frames: 1,
    nfe: 1,
    milliseconds: 1,
  },
  config: { ...DEFAULT_CONFIG, dataset: 'images' },
  preview: false,
  recorded: false,
};

function evidenceOf(
  dataset: 'mnist' | 'images' | 'csv',
  options: {
    learned?: DataSource;
    open?: DataSource;
    fails?: boolean;
    samples?: SessionSamples;
    base?: 'new' | 'model';
    config?: Partial<RunConfig>;
  },
) {
  const model = {
    config: { ...DEFAULT_CONFIG, dataset, ...options.config },
    source: options.learned,
    base: options.base,
  } as LoadedModel;
  const calls: string[] = [];
  const notices = createNotices();
  const selected = signal(0);
  let held = false;
  const crash = () => {
    held = false;
  };
  const session = { model: signal(model), samples: signal(options.samples ?? samples) };
  const evidence = createSampleEvidence({
    session,
    selected,
    async measure({ config: { label } }) {
      calls.push(label < 0 ? 'measures' : `measures class ${label}`);
      return null;
    },
    source: signal(options.open),
    evaluator: {
      async holdImages(images) {
        held = true;
        calls.push(`holds ${(images as ImagesSource).name}`);
      },
      async nearestImage({ dataset }) {
        calls.push(`searches ${dataset}`);
        if (options.fails || (dataset === 'images' && !held))
          throw new Error('The images could not be fetched.');
        return { image: new Uint8Array(SIDE * SIDE), distance: 1, usual: 2, count: 8 };
      },
    },
    notices,
  });
  return { evidence, calls, session, notices, selected, crash };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

test('a model of a data set that ships is compared with that data set, whatever is open', async () => {
  const { evidence, calls } = evidenceOf('mnist', { open: shapes('letters') });
  await turn();
  expect(calls).toEqual(['searches mnist']);
  expect(evidence.nearest.value?.among).toBeUndefined();
});

test('a model of a run is compared with the images that the run learned', async () => {
  const { evidence, calls } = evidenceOf('images', { learned: shapes('learned'), open: shapes('others') });
  await turn();
  expect(calls).toEqual(['holds learned', 'searches images']);
  expect(evidence.nearest.value?.among).toBeUndefined();
});

test('all that a model learned was searched only of a run of this page, without mirror images and images left out', async () => {
  const complete = async (...parts: Parameters<typeof evidenceOf>) => {
    const { evidence } = evidenceOf(...parts);
    await turn();
    const first = evidence.nearest.value?.complete;
    evidence.all.value = true;
    await turn();
    return [first, evidence.nearest.value?.complete];
  };
  expect(await complete('mnist', {})).toEqual([false, false]); // a shipped model, or one of a file
  expect(await complete('mnist', { base: 'model' })).toEqual([false, false]);
  expect(await complete('mnist', { base: 'new' })).toEqual([true, true]);
  expect(await complete('mnist', { base: 'new', config: { fullData: true } })).toEqual([false, true]);
  const own = { base: 'new', learned: shapes('learned') } as const;
  expect(await complete('images', { ...own, config: { flips: false } })).toEqual([true, true]);
  expect(await complete('images', { ...own, config: { flips: true } })).toEqual([false, false]);
  expect(await complete('images', { base: 'new', open: shapes('letters') })).toEqual([false, false]);
});

test('a model of a file is compared with the open images by their name, where they have its size', async () => {
  const { evidence, calls } = evidenceOf('images', { open: shapes('letters') });
  await turn();
  expect(calls).toEqual(['holds letters', 'searches images']);
  expect(evidence.nearest.value?.among).toBe('letters');
  expect(evidence.hasTrainingImages.value).toBe(true);
});

test('without training images nothing is searched, and the view can say so', async () => {
  for (const open of [undefined, shapes('larger', 8)]) {
    const { evidence, calls } = evidenceOf('images', { open });
    await turn();
    expect(calls).toEqual([]);
    expect(evidence.nearest.value).toBeNull();
    expect(evidence.hasTrainingImages.value).toBe(false);
  }
});

test('that a search failed is said once of a model, and no longer than that model is open', async () => {
  const { session, notices } = evidenceOf('mnist', { fails: true });
  await turn();
  const notMeasured = [{ message: 'The samples could not be measured.' }];
  expect(notices.list.value).toMatchObject(notMeasured);
  notices.dismiss(notices.list.value[0].id);
  session.samples.value = { ...samples };
  await turn();
  expect(notices.list.value).toEqual([]);

  session.model.value = { ...session.model.value };
  await turn();
  expect(notices.list.value).toMatchObject(notMeasured);
  session.samples.value = { ...samples, preview: true }; // of the next model, which are not finished: nothing is measured yet
  session.model.value = { ...session.model.value };
  expect(notices.list.value).toEqual([]);
});

test('of a model that another one has replaced no failure is said', async () => {
  const { session, notices } = evidenceOf('mnist', { fails: true });
  session.samples.value = { ...samples, preview: true };
  session.model.value = { ...session.model.value };
  await turn();
  expect(notices.list.value).toEqual([]);
});

test('samples of a model are measured only where its data are: that they are not is no fault, and needs no notice', async () => {
  const trajectory = { ...samples.trajectory, shape: [2], states: new Float32Array(64), count: 32 };
  const points = { ...samples, trajectory, config: { ...DEFAULT_CONFIG, dataset: 'csv' as const } };
  const table = { kind: 'points', points: new Float32Array(64), name: 'own.csv' } as const;
  const measured = evidenceOf('csv', { samples: points, learned: table });
  await turn();
  expect(measured.calls).toEqual(['measures']);

  const learned = {
    kind: 'learned-points',
    units: null,
    box: { min: [-8, -8], max: [8, 8] },
    name: 'The data',
  } as const;
  const { calls, notices } = evidenceOf('csv', { samples: points, learned });
  await turn();
  expect(calls).toEqual([]);
  expect(notices.list.value).toEqual([]);
});

test('samples are measured with the settings that they were drawn with, not with those of the model', async () => {
  const trajectory = { ...samples.trajectory, shape: [2], count: 20, states: new Float32Array(40) };
  const config = { ...DEFAULT_CONFIG, dataset: 'csv' as const, label: 1 };
  const { calls } = evidenceOf('csv', { samples: { ...samples, trajectory, config } });
  await turn();
  expect(calls).toEqual(['measures class 1']);
});

test('after a crash of its worker the evaluator receives the own images again', async () => {
  const { evidence, calls, notices, selected, crash } = evidenceOf('images', { learned: shapes('learned') });
  await turn();
  crash();
  selected.value = 1;
  await turn();
  expect(evidence.nearest.value?.index).toBe(1);
  expect(calls.filter((call) => call === 'holds learned')).toHaveLength(2);
  expect(notices.list.value).toEqual([]);
  selected.value = 0;
  await turn();
  expect(calls.filter((call) => call === 'holds learned')).toHaveLength(2);
});
