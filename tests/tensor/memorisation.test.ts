/** A network that has learned few examples by heart is told from one that has learned the distribution (Bonnaire et al. 2025). */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ReadBytes } from '../../datasets/images';
import { defaultsOf } from '../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { openPlan } from '../../src/config/openPlan';
import { createProcess } from '../../src/diffusion/processes';
import { createRng } from '../../src/lib/rng';
import { createModel, type Model } from '../../src/model/model';
import { createDenoiser } from '../../src/sampling/denoiser';
import { sample } from '../../src/sampling/sample';
import { measuredSteps, trainToCopying } from '../../src/training/copyingStudy';
import { createCollator } from '../../src/training/data/batch';
import { openTrainingData } from '../../src/training/data/openTrainingData';
import { createLearner } from '../../src/training/learner';
import { openMemorisation } from '../../src/training/memorisation';
import { createMemorising } from '../../src/training/memorising';
import type { TrainerEvent } from '../../workers/protocol';
import { useNodeBackend } from './nodeBackends';
import { trainedRun } from './runs';

beforeAll(() => useNodeBackend('wasm'));

const SMALL: RunConfig = {
  ...DEFAULT_CONFIG,
  dataset: 'moons',
  T: 100,
  samplingSteps: 50,
  width: 64,
  trainingSteps: 1500,
  decay: 'none',
};

async function measured(changes: Partial<RunConfig>) {
  const config = { ...SMALL, ...changes };
  const { data, process, model, averages, trained, dispose } = await trainedRun(config);
  const drawn = await sample(openPlan(config, process), createDenoiser(trained, data.box), {
    seed: 1,
    count: 512,
  });
  const memorisation = (await openMemorisation({ config, model, process, data }))!;
  const report = {
    examples: memorisation.examples,
    copies: (await memorisation.copies(drawn!, []))!,
    losses: (await memorisation.losses(averages, []))!,
  };
  dispose();
  return report;
}

test('ten examples are copied, and have a larger loss on held-out data; 65 536 are neither', async () => {
  const [few, many] = [await measured({ examples: 10 }), await measured({ examples: 0 })];
  console.log(few, many);
  expect([few.examples, many.examples]).toEqual([10, 65_536]);
  expect(few.copies.share).toBeGreaterThan(few.copies.floor + 0.3);
  expect(few.losses.heldOut).toBeGreaterThan(few.losses.training + 10 * few.losses.error);
  const spread = Math.sqrt((many.copies.floor * (1 - many.copies.floor)) / many.copies.count);
  expect(Math.abs(many.copies.share - many.copies.floor)).toBeLessThan(4 * spread);
  expect(Math.abs(many.losses.heldOut - many.losses.training)).toBeLessThan(4 * many.losses.error);
  expect(many.copies.floor).toBeCloseTo(1 / 9, 1); // dense examples in the plane
}, 300_000);

test('examples are the first of the list that a run learns from all of', async () => {
  const [few, all] = [openTrainingData({ ...SMALL, examples: 12 }), openTrainingData(SMALL)];
  const [first, whole] = [await few.samples(), await all.samples()];
  expect([first.count, whole.count]).toEqual([12, 65_536]);
  expect(first.packed()).toEqual((whole.packed() as Float32Array).slice(0, 24));
  expect((await few.heldOut())!.packed().slice(0, 24)).not.toEqual(first.packed());
});

test('of images of the user’s own those that are not learned are held out', async () => {
  const images = Uint8Array.from({ length: 5 * 4 }, (_, i) => 10 * i);
  const source = { kind: 'images', name: 'own', images, count: 5, height: 2, width: 2, channels: 1 } as const;
  const open = (examples: number) => openTrainingData({ ...SMALL, dataset: 'images', examples }, source);
  expect((await open(2).samples()).count).toBe(2);
  const heldOut = (await open(2).heldOut())!;
  expect(heldOut.count).toBe(3);
  const pixels = new Float64Array(4);
  heldOut.read(0, pixels, 0, false);
  expect(pixels[0]).toBeCloseTo(images[8] / 127.5 - 1, 9);
  expect([await open(0).heldOut(), await open(5).heldOut()]).toEqual([null, null]);
});

test('copies among images are found in the bytes of the set, mirrored ones where a run learns these too', async () => {
  const rng = createRng({ seed: 3, stream: 'data', step: 1 });
  const images = Uint8Array.from({ length: 60 * 12 }, () => rng.integer(256));
  const source = {
    kind: 'images',
    name: 'own',
    images,
    count: 60,
    height: 2,
    width: 3,
    channels: 2,
  } as const;
  const inDataUnits = (...bytes: number[]) => bytes.map((byte) => byte / 127.5 - 1);
  const [first, second] = [images.subarray(0, 12), images.subarray(12, 24)];
  const mirrored = [0, 1].flatMap((y) =>
    [2, 1, 0].flatMap((x) => [0, 1].map((c) => first[6 * y + 2 * x + c])),
  );
  const samples = Float32Array.of(
    ...inDataUnits(...first),
    ...inDataUnits(...mirrored),
    ...inDataUnits(...first.map((byte, i) => (byte + second[i]) / 2)),
    ...inDataUnits(...first.map((byte, i) => 0.9 * byte + 0.1 * second[i])),
  );
  const copies = async (flips: boolean) => {
    const config: RunConfig = { ...SMALL, dataset: 'images', examples: 50, flips };
    const data = openTrainingData(config, source);
    const process = createProcess(config);
    const model = createModel(SMALL, { shape: [2], classes: 0 });
    const memorisation = (await openMemorisation({ config, model, process, data }))!;
    const { share, count, floorCount } = (await memorisation.copies(samples, []))!;
    expect([memorisation.examples, count, floorCount]).toEqual([50, 4, 10]);
    return share;
  };
  expect([await copies(false), await copies(true)]).toEqual([0.5, 0.75]);
});

test('the study reads the images that ship from where it is given them, and holds the test images out', async () => {
  const config: RunConfig = {
    ...defaultsOf('mnist'),
    unet: 'grey-28-tiny',
    batchSize: 2,
    samplingSteps: 1,
  };
  const files: string[] = [];
  const read: ReadBytes = async ({ pathname }) => {
    files.push(basename(pathname));
    return new Uint8Array(await readFile(`datasets/assets/${basename(pathname)}`));
  };
  const model = createModel(config, { shape: [28, 28, 1], classes: 0 });
  const parts = { config, model, process: createProcess(config), read };
  const curve = (await trainToCopying(parts, { examples: 10, seed: 1, steps: 2, signals: [] }))!;
  expect(files.some((name) => name.includes('test'))).toBe(true);
  expect(files.length).toBeGreaterThan(1);
  const [{ step, copies, losses }] = curve.points;
  expect([curve.examples, step, copies.count, copies.floorCount]).toEqual([10, 2, 64, 256]);
  expect(copies.floor).toBeLessThan(0.05); // in so many dimensions no test image is a copy
  expect(losses.training).toBeGreaterThan(0);
});

describe('the study of copying', () => {
  const parts = () => {
    const process = createProcess(SMALL);
    return { config: SMALL, process, model: createModel(SMALL, { shape: [2], classes: 0 }) };
  };
  const options = { examples: 10, seed: 5, steps: 3000, signals: [] };

  test('ends where half of the samples are copies beyond chance, with the step at which copying began', async () => {
    const progress: number[] = [];
    const curve = (await trainToCopying(parts(), {
      ...options,
      onProgress: (step) => void progress.push(step),
    }))!;
    const excess = curve.points.map(({ copies: { share, floor } }) => (share - floor) / (1 - floor));
    console.log(
      curve.onset,
      curve.points.map(({ step }, i) => [step, excess[i].toFixed(3)]),
    );
    expect(excess.at(-1)).toBeGreaterThanOrEqual(0.5);
    expect(excess.slice(0, -1).every((value) => value < 0.5)).toBe(true);
    expect(curve.onset).toBeGreaterThan(50);
    expect(curve.onset).toBeLessThanOrEqual(curve.points.at(-1)!.step);
    expect(progress.length).toBeGreaterThan(2);
    expect(curve.points.map(({ step }) => step)).toEqual(measuredSteps(3000).slice(0, curve.points.length));
  }, 300_000);

  test('has no onset where the steps are too few, and leaves no tensor, also where it is cancelled', async () => {
    await trainToCopying(parts(), { ...options, steps: 60 }); // shaders, caches
    const before = tf.memory().numTensors;
    expect((await trainToCopying(parts(), { ...options, steps: 60 }))!.onset).toBeNull();
    const end = new AbortController();
    const cancelled = { ...options, signals: [end.signal], onProgress: () => end.abort() };
    expect(await trainToCopying(parts(), cancelled)).toBeNull();
    // in the middle of the first measurement: no further network evaluation
    let [asked, evaluations] = [0, 0];
    const late = {
      get aborted() {
        return ++asked > 50; // one question a step before that
      },
    } as AbortSignal;
    const { model, ...others } = parts();
    const counted: Model = {
      ...model,
      forward: (...inputs) => {
        if (asked > 50) evaluations++;
        return model.forward(...inputs);
      },
    };
    expect(await trainToCopying({ ...others, model: counted }, { ...options, signals: [late] })).toBeNull();
    expect([asked, evaluations]).toEqual([51, 0]);
    expect(tf.memory().numTensors).toBe(before);
  }, 300_000);

  test('draws with the sampling that is set now, and tells first that nothing is done yet', async () => {
    const { config, process, model } = parts();
    const data = openTrainingData(config);
    const samples = await data.samples();
    const learner = createLearner(config, model, () => createCollator({ config, process, model, samples }));
    const ended = new AbortController();
    const fetches: number[] = [];
    let sampling: RunConfig = config;
    const asked: TrainerEvent[] = [];
    const memorising = createMemorising({
      runId: 7,
      config,
      process,
      model,
      learner,
      data: {
        samples: data.samples,
        heldOut: async () => {
          fetches.push(1);
          if (fetches.length === 1) throw new Error('no connection');
          return data.heldOut();
        },
      },
      sampling: () => sampling,
      ended: ended.signal,
    });
    const study = () =>
      memorising.trainToCopying({ runId: 7, ...options, steps: 50 }, (event) => void asked.push(event));
    const [first] = (await study())!.points;
    expect(asked[0]).toEqual({ type: 'work', runId: 7, stage: 'copying', done: 0 });
    sampling = { ...config, samplingSteps: 2, sampler: 'ddim' };
    const [second] = (await study())!.points;
    expect(second.losses).toEqual(first.losses); // the same network
    expect(second.copies.share).not.toBe(first.copies.share);

    const question = { runId: 7, samples: samples.packed().slice(0, 40) as Float32Array, step: 3 };
    for (let step = 0; step < 5; step++) learner.learn();
    await expect(memorising.memorisation(question)).rejects.toThrow('no connection');
    // the data are fetched again; the samples are of an earlier step than the weights of the losses
    expect(await memorising.memorisation(question)).toMatchObject({ step: 3, lossStep: 5 });
    await memorising.memorisation(question);
    expect(fetches).toHaveLength(2);
    learner.dispose();
  }, 300_000);

  test('refuses a table, from which nothing is held out, and a network with classes', async () => {
    const table = { ...parts(), config: { ...SMALL, dataset: 'csv' } as RunConfig };
    const points = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i));
    const source = { kind: 'points', points, name: 'table' } as const;
    await expect(trainToCopying({ ...table, source }, options)).rejects.toThrow(/held out/);
    const classes = { ...parts(), model: { ...parts().model, classes: 2 } };
    await expect(trainToCopying(classes, options)).rejects.toThrow(/without classes/);
  });
});
