/** The shipped MNIST models draw digits through the app's own loop: the fixed classifier measures them. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadImages } from '../../datasets/images';
import type { RunConfig } from '../../src/config/fields';
import { countRight } from '../../src/diffusion/editing/classify';
import { readClassifier } from '../../src/evaluation/classifier';
import { figuresOf, mostLikelyClasses } from '../../src/evaluation/imageQuality';
import { unpackModelFolder } from '../../src/interop/modelFile';
import { openedModel } from '../../src/interop/openedModel';
import { createImageScene, type ImageScene } from './images';

const FILES = [
  'model_index.json',
  'unet/config.json',
  'unet/diffusion_pytorch_model.safetensors',
  'scheduler/scheduler_config.json',
];

/** A shipped model, ready to be used. */
async function sceneOf(id: string): Promise<ImageScene> {
  const files = await Promise.all(
    FILES.map(async (name) => [name, await readFile(`public/pretrained/${id}/${name}`)] as const),
  );
  const { config, weights } = openedModel(await unpackModelFolder(new Map(files)));
  const scene = await createImageScene();
  const changes = { ...config, backend: 'wasm', samplingSteps: 1 } as const;
  await scene.reach('paused', { changes, weights, paused: true });
  return scene;
}

/** @returns [count, 28, 28, 1] samples of a shipped model */
async function drawnBy(id: string, count: number, overrides: Partial<RunConfig>): Promise<Float32Array> {
  const scene = await sceneOf(id);
  return (await scene.host.draw({ runId: 1, count, seed: 1, weights: 'ema', overrides }))!;
}

const classifier = async () => readClassifier(await readFile('public/classifier/mnist.safetensors'));

test('most of 40 samples with 25 steps are clear digits of many kinds', async () => {
  const images = await drawnBy('mnist-linear', 40, { sampler: 'ddim', samplingSteps: 25 });
  const { confident, histogram } = figuresOf(await classifier(), images);
  // Noise has no clear digit. The model has some 90 % with a hundred ancestral steps; 40 samples may miss that by three deviations, 15 %.
  expect(confident).toBeGreaterThan(0.7);
  expect(histogram.filter((share) => share > 0).length).toBeGreaterThanOrEqual(7);
});

test('the class-conditional one draws the digit that is requested', async () => {
  const images = await drawnBy('mnist-classes', 20, { sampler: 'ddpm', samplingSteps: 20, guidance: 2 });
  const { guess } = mostLikelyClasses((await classifier()).classify(images));
  const right = guess.reduce((sum, digit, i) => sum + Number(digit === i % 10), 0);
  // 95 of 100 are promised: of 20, fewer than 16 come by chance once in four hundred times.
  expect(right).toBeGreaterThanOrEqual(16);
});

test('the class-conditional one classifies test digits by its guess of their noise', async () => {
  const scene = await sceneOf('mnist-classes');
  const count = 40;
  const all = await loadImages('mnist', 'test', async (url) => new Uint8Array(await readFile(url)));
  const images = Float32Array.from(all.images.subarray(0, count * 784), (byte) => byte / 127.5 - 1);
  const errors = await scene.host.classify({ runId: 1, samples: images, pairs: 8, seed: 1 });
  const right = countRight(errors!, all.labels!);
  // 97.5 % of 320 others were right, with which fewer than 35 of 40 come once in 2 200 times; chance is 4 of 40.
  expect(right).toBeGreaterThanOrEqual(35);
});
