/** The shipped MNIST model draws digits through the app's own loop: the fixed classifier is the judge. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readClassifier } from '../../src/evaluation/classifier';
import { figuresOf } from '../../src/evaluation/imageQuality';
import { unpackModelFolder } from '../../src/interop/modelFile';
import { openedModel } from '../../src/interop/openedModel';
import { createImageScene } from './images';

const FOLDER = 'public/pretrained/mnist-linear';
const FILES = [
  'model_index.json',
  'unet/config.json',
  'unet/diffusion_pytorch_model.safetensors',
  'scheduler/scheduler_config.json',
];
const COUNT = 40;

test.skipIf(!existsSync(`${FOLDER}/${FILES[2]}`))(
  'most of 40 samples with 25 steps are clear digits of many kinds',
  async () => {
    const files = await Promise.all(
      FILES.map(async (name) => [name, await readFile(`${FOLDER}/${name}`)] as const),
    );
    const { config, weights } = openedModel(await unpackModelFolder(new Map(files)));
    const scene = await createImageScene();
    await scene.reach('paused', {
      changes: { ...config, backend: 'wasm', samplingSteps: 1 },
      weights,
      paused: true,
    });
    const overrides = { sampler: 'ddim', samplingSteps: 25 } as const;
    const images = await scene.host.draw({ runId: 1, count: COUNT, seed: 1, weights: 'ema', overrides });
    const { clear, histogram } = figuresOf(
      readClassifier(await readFile('public/classifier/mnist.safetensors')),
      images,
    );
    // Noise has no clear digit. The model has some 90 % with a hundred ancestral steps; 40 samples may miss that by three deviations, 15 %.
    expect(clear).toBeGreaterThan(0.7);
    expect(histogram.filter((share) => share > 0).length).toBeGreaterThanOrEqual(7);
  },
);
