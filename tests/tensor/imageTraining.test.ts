/** Networks of images in the trainer: they learn, leave no tensor behind, resume exactly, and their batches follow from seed and step alone. */
import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { ImageDataError } from '../../datasets/images';
import { defaultsOf } from '../../src/config/family';
import type { RunConfig } from '../../src/config/fields';
import { configOf } from '../../src/config/presets';
import { createProcess } from '../../src/diffusion/processes';
import { unetConfigJson } from '../../src/interop/diffusersUnet';
import type { AdamStep } from '../../src/kernels/adam/contract';
import { sizeOf } from '../../src/lib/shape';
import { createModel } from '../../src/model/model';
import { UNET_PRESETS } from '../../src/model/unet/presets';
import { createCollator } from '../../src/training/data/batch';
import { openTrainingData } from '../../src/training/data/openTrainingData';
import { imageSet } from '../../src/training/data/sampleSet';
import { createLearner } from '../../src/training/learner';
import type { TrainState } from '../../src/types/weights';
import { createImageScene, halves, lossesIn, SMALL } from './images';
import { useNodeBackend } from './nodeBackends';
import { lossesOf, TINY_DIT } from './runs';

const readFromDisk = async (url: URL): Promise<Uint8Array> => new Uint8Array(await readFile(url));

/** In diffusers' words: as many outputs as channels. */
const ONE_OUTPUT = JSON.stringify(unetConfigJson({ ...UNET_PRESETS['grey-28-tiny'], sampleSize: 8 }));

/** By the changes that make the smallest U-Net another network. */
const NETWORKS: readonly (readonly [name: string, changes: Partial<RunConfig>])[] = [
  ['the U-Net', {}],
  ['the U-Net with a learned variance', { variance: 'learned' }],
  ['the DiT', { ...TINY_DIT, patchSize: 2 }],
];

const ADAM: AdamStep = { rate: 0, epsilon: 0, emaDecay: 0, learningRate: 0 };

async function learnerOf(changes: Partial<RunConfig>, resume?: TrainState<Float32Array>) {
  const config = { ...SMALL, ...changes };
  const data = openTrainingData(config, halves());
  const model = createModel(config, data);
  const samples = await data.samples();
  const collator = createCollator({ config, process: createProcess(config), model, samples });
  return createLearner(config, model, () => collator, resume);
}

// That it learns in sixty steps is seen in the page (tests/e2e/images.test.ts).
test('the smallest preset takes its steps on MNIST and draws with as many frames as requested', async () => {
  const scene = await createImageScene(readFromDisk);
  const changes = {
    ...defaultsOf('mnist'),
    backend: 'wasm',
    unet: 'grey-28-tiny',
    batchSize: 16,
    trainingSteps: 8,
    samplingSteps: 4,
    learningRate: 3e-3,
  } as const;
  await scene.reach('done', { changes });
  const losses = lossesIn(scene.events);
  expect(losses).toHaveLength(8);
  // Predicting 0 costs 1, the variance of the noise.
  expect(losses[0]).toBeGreaterThan(0.8);
  expect(losses[7]).toBeLessThan(losses[0]);
  const pictures = scene.events.filter((event) => event.type === 'samples');
  const { trajectory } = pictures.at(-1)!;
  expect(trajectory).toMatchObject({ shape: [28, 28, 1], count: 16, frames: 5 });
  expect(trajectory.states).toHaveLength(5 * 16 * 784);
  const result = trajectory.states.subarray(4 * 16 * 784);
  expect(result.every((pixel) => pixel >= -1 && pixel <= 1)).toBe(true); // the last step ends on x̂0, which is clipped
  expect(Array.from(trajectory.guesses.subarray(4 * 16 * 784))).toEqual(Array.from(result));
});

test('the preset of flowers takes steps on the 32 × 32 colours that ship, with its classes', async () => {
  const scene = await createImageScene(readFromDisk);
  const small = {
    backend: 'wasm',
    batchSize: 4,
    trainingSteps: 5,
    samplingSteps: 2,
    learningRate: 3e-3,
  } as const;
  await scene.reach('done', { changes: { ...configOf('flowers'), ...small } });
  const losses = lossesIn(scene.events);
  expect(losses[0]).toBeGreaterThan(0.4); // predicting 0 costs the mean square of v, between that of the colours and 1
  expect(losses[4]).toBeLessThan(losses[0]);
  const pictures = scene.events.filter((event) => event.type === 'samples');
  expect(pictures.at(-1)!.trajectory.shape).toEqual([32, 32, 3]);
});

test.each([
  ['the smallest U-Net', { unet: 'grey-28-tiny' }],
  ['the default DiT', { model: 'dit' }],
] as const)('%s learns: 60 steps on MNIST take the loss below 0.6 of what it was', async (_, network) => {
  await useNodeBackend('wasm');
  // as the page's run of sixty steps (tests/e2e/images.test.ts)
  const config: RunConfig = {
    ...defaultsOf('mnist'),
    ...network,
    batchSize: 4,
    trainingSteps: 60,
    learningRate: 3e-3,
    warmupSteps: 10,
  };
  const data = openTrainingData(config, undefined, readFromDisk);
  const model = createModel(config, data);
  const samples = await data.samples();
  const process = createProcess(config);
  const learner = createLearner(config, model, () => createCollator({ config, process, model, samples }));
  const losses = await lossesOf(learner, 60);
  learner.dispose();
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [first, last] = [mean(losses.slice(0, 10)), mean(losses.slice(-10))];
  console.log(`loss ${first.toFixed(3)} to ${last.toFixed(3)}`);
  expect(last).toBeLessThan(0.6 * first);
});

test.each(NETWORKS)('%s: the number of tensors is the same after each step', async (_, network) => {
  await useNodeBackend('wasm');
  const learner = await learnerOf({ ...network, classes: true });
  const counts: number[] = [];
  for (let step = 0; step < 8; step++) {
    await lossesOf(learner, 1);
    counts.push(tf.memory().numTensors);
  }
  expect(new Set(counts.slice(1)).size).toBe(1);
  learner.dispose();
});

test.each(NETWORKS)('%s: a resumed run has the losses that it would have had', async (_, network) => {
  await useNodeBackend('wasm');
  const whole = await learnerOf({ ...network, classes: true });
  await lossesOf(whole, 3);
  const state = await whole.read();
  const expected = await lossesOf(whole, 3);
  const resumed = await learnerOf({ ...network, classes: true }, state);
  expect(await lossesOf(resumed, 3)).toEqual(expected);
  expect((await resumed.read()).params).toEqual((await whole.read()).params);
  whole.dispose();
  resumed.dispose();
});

describe('a batch of images', () => {
  const source = halves();
  const batchOf = (changes: Partial<RunConfig>, step: number) => {
    const config: RunConfig = { ...SMALL, classes: true, batchSize: 64, ...changes };
    const model = createModel(config, { shape: [8, 8, 1], classes: 2 });
    const process = createProcess(config);
    const collator = createCollator({ config, process, model, samples: imageSet(source, true) });
    const { parts } = collator;
    const { packed, times } = collator.collate(step, ADAM);
    const part = ({ at, shape }: { at: number; shape: readonly number[] }) =>
      packed.subarray(at, at + sizeOf(shape));
    const [x, eps, labels] = [part(parts.x), part(parts.target), part(parts.labels)];
    // With the noise as target, x0 = (x_t - σ eps)/α.
    const x0 = x.map((value, i) => {
      const { alpha, sigma } = process.level(times[Math.floor(i / 64)]);
      return (value - sigma * eps[i]) / alpha;
    });
    const litRight = Array.from({ length: 64 }, (_, i) => (x0[64 * i + 7] > x0[64 * i] ? 1 : 0));
    return { x, eps, labels, x0, litRight };
  };

  test('follows from seed and step alone', () => {
    expect(batchOf({}, 5)).toEqual(batchOf({}, 5));
    expect(batchOf({}, 5).x).not.toEqual(batchOf({}, 6).x);
    expect(batchOf({}, 5).x).not.toEqual(batchOf({ seed: 8 }, 5).x);
  });

  test('holds bytes as numbers from -1 to 1, and their labels', () => {
    const { labels, x0, litRight } = batchOf({ flips: false, labelDropout: 0, T: 20 }, 1);
    expect(Array.from(labels)).toEqual(litRight);
    for (const [i, value] of x0.entries()) {
      const byte = (value + 1) * 127.5;
      const lit = i % 8 >= 4 ? litRight[Math.floor(i / 64)] === 1 : litRight[Math.floor(i / 64)] === 0;
      expect(byte).toBeGreaterThan(lit ? 150 : -2); // float32 noise, divided by the smallest alpha, costs up to a byte
      expect(byte).toBeLessThan(lit ? 257 : 2);
    }
  });

  test('mirrors about half of the images on request, and drops the requested share of labels', () => {
    const { labels, litRight } = batchOf({ labelDropout: 0.25 }, 2);
    const labelled = Array.from(labels.keys()).filter((i) => labels[i] < 2); // 2 is the row for none
    const mirrored = labelled.filter((i) => litRight[i] !== labels[i]);
    // Binomials of 64 and some 48: four deviations are 14.
    expect(Math.abs(64 - labelled.length - 16)).toBeLessThan(14);
    expect(Math.abs(mirrored.length - labelled.length / 2)).toBeLessThan(14);
  });
});

test.each([
  ['an MLP on images', { model: 'mlp' }, 'made of images'],
  ['a U-Net on points', { dataset: 'moons' }, 'made of points'],
  [
    'a learned variance that the U-Net does not predict',
    { variance: 'learned', unet: 'custom', architecture: ONE_OUTPUT },
    'does not predict the variance',
  ],
  ['images of 9 × 9', { dataset: 'images' }, 'multiple of 4'],
  ['a DiT on points', { dataset: 'moons', model: 'dit' }, 'made of points'],
  ['patches that do not fill the images', { model: 'dit', patchSize: 3 }, 'do not fill images of 8 × 8'],
] as const)('%s: refused with a way out', async (name, changes, reason) => {
  const scene = await createImageScene();
  const source = name.endsWith('9 × 9')
    ? { ...halves(1), images: new Uint8Array(81), labels: undefined, height: 9, width: 9 }
    : halves();
  await scene.reach('failed', {
    changes,
    source: 'dataset' in changes && changes.dataset === 'moons' ? undefined : source,
  });
  const failure = scene.events.find((event) => event.type === 'failed')!;
  expect(failure).toMatchObject({ code: 'bad-config' });
  expect(failure.message).toContain(reason);
  expect(failure.hint).not.toBe('');
});

test('images of the user’s own that were never opened fail the run, and say so', async () => {
  const scene = await createImageScene();
  await scene.reach('failed', {});
  expect(scene.events.find((event) => event.type === 'failed')).toMatchObject({
    code: 'bad-config',
    message: expect.stringContaining('no images'),
  });
});

test('a file that cannot be had rejects the samples', async () => {
  const missing = async () => {
    throw new ImageDataError('mnist.bin could not be fetched.');
  };
  const data = openTrainingData({ ...SMALL, dataset: 'mnist' }, undefined, missing);
  expect(data).toMatchObject({ shape: [28, 28, 1], classes: 10 }); // known before anything is fetched
  await expect(data.samples()).rejects.toThrow('could not be fetched');
});

test.each(NETWORKS)(
  '%s: the bound of a run is evaluated in the worker, in bits per dimension',
  async (_, network) => {
    const scene = await createImageScene();
    await scene.reach('done', { changes: { ...network, T: 10, trainingSteps: 2 }, source: halves() });
    const before = tf.memory().numTensors;
    expect(await scene.host.evaluateBound({ runId: 1, points: 2, seed: 1 })).toBe(true);
    const bounds = scene.events.filter((event) => event.type === 'bound');
    const report = bounds.at(-1)?.report;
    expect(report?.unit).toBe('bits');
    expect(report?.learned).toBe(true); // of one's own images none is held out
    expect(report?.terms).toHaveLength(10);
    const { prior, terms, totals, odeNegativeLogLikelihood } = report!;
    expect(terms.reduce((sum, value) => sum + value, prior)).toBeCloseTo(
      totals[network.variance ?? 'fixed-small']!,
      2,
    );
    expect(Number.isFinite(odeNegativeLogLikelihood)).toBe(true);
    expect(tf.memory().numTensors).toBe(before);
    await scene.host.stop();
  },
);

test.each(
  NETWORKS.flatMap(([name, network]) =>
    (
      [
        ['vp-sde', 'eps'],
        ['ve-sde', 'eps'],
        ['flow', 'velocity'],
        ['ddpm', 'x0'],
        ['ddpm', 'v'],
      ] as const
    ).map(([process, prediction]) => [name, process, prediction, network] as const),
  ),
)('%s trains and draws under the %s with prediction %s', async (_, process, prediction, network) => {
  const scene = await createImageScene();
  const changes = { ...network, process, prediction, sampler: 'ddpm', trainingSteps: 3 } as const;
  await scene.reach('done', { changes, source: halves() });
  expect(lossesIn(scene.events)).toHaveLength(3);
  expect(lossesIn(scene.events).every(Number.isFinite)).toBe(true);
  const drawn = scene.events.filter((event) => event.type === 'samples').at(-1);
  expect(drawn?.trajectory.states.every(Number.isFinite)).toBe(true);
  await scene.host.stop();
});
