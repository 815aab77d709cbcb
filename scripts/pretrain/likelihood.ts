/** Bits per dimension of shipped image models: see likelihood.mjs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { type Images, isImageDatasetId, loadImages, type ReadBytes } from '../../datasets/images';
import { bitsPerDim } from '../../src/diffusion/elbo';
import { createProcess } from '../../src/diffusion/processes';
import { someImages } from '../../src/evaluation/imageEvaluator';
import { unpackModelFolder } from '../../src/interop/modelFile';
import { openedModel } from '../../src/interop/openedModel';
import { evaluationDraw } from '../../src/lib/rng';
import { createModel } from '../../src/model/model';
import { flatten } from '../../src/model/trainState';
import { byName, unpack } from '../../src/model/weights';
import { createBoundModel } from '../../src/sampling/boundModel';
import { createRecorder } from '../../src/sampling/recordedNetwork';
import { useNodeBackend } from '../../tests/tensor/nodeBackends';
import { estimateBound } from './boundEstimate';
import { PIPELINE } from './shippedModel';

const SHIPPED = 'public/pretrained';
const IMAGES = 256;
/** Images that go through the network together. */
const PART = 32;
const SEED = 0;
const VARIANCES = ['fixed-small', 'fixed-large'] as const;

/** A bundle's own assets are copies elsewhere: the files of the repository are read. */
const read: ReadBytes = async (url) =>
  new Uint8Array(readFileSync(join('datasets/assets', basename(fileURLToPath(url)))));

const figure = (nats: number): number => Number(bitsPerDim(nats).toFixed(3));

/**
 * Bits of images when each pixel is coded by itself, by its frequencies in training images: a code without a network, with one count added to
 * each of the 256 values.
 */
function independentPixelBits(training: Images, test: Uint8Array): number {
  const size = training.images.length / training.count;
  const counts = new Uint32Array(size * 256).fill(1);
  training.images.forEach((byte, i) => {
    counts[(i % size) * 256 + byte]++;
  });
  const all = training.count + 256;
  return (
    test.reduce((sum, byte, i) => sum - Math.log2(counts[(i % size) * 256 + byte] / all), 0) / test.length
  );
}

async function measure(id: string): Promise<void> {
  const path = join(SHIPPED, id, 'card.json');
  const card = JSON.parse(readFileSync(path, 'utf8'));
  const files = PIPELINE.map(
    (name) => [name, new Uint8Array(readFileSync(join(SHIPPED, id, name)))] as const,
  );
  const { config, weights } = openedModel(await unpackModelFolder(new Map(files)), card.data);
  if (!isImageDatasetId(card.data)) throw new Error(`${id} did not learn images that ship`);
  const [training, test] = await Promise.all([
    loadImages(card.data, 'full', read),
    loadImages(card.data, 'test', read),
  ]);
  const { height, width, channels } = test;
  const model = createModel(config, { shape: [height, width, channels], classes: 0 });
  const tensors = unpack(tf.tensor1d(flatten(model, weights).ema), model.layout);
  const process = createProcess(config);
  const trained = { model, weights: byName(tensors, model.layout), process, prediction: config.prediction };
  const boundModel = createBoundModel(
    { ...trained, recorder: createRecorder() },
    config.clipDenoised ? { min: [-1], max: [1] } : null,
  );
  const of = async (all: Images) => {
    const bytes = someImages(all, IMAGES, evaluationDraw('testImages', SEED));
    const bounds = await estimateBound({
      process,
      model: boundModel,
      x0: Float32Array.from(bytes, (byte) => byte / 127.5 - 1),
      dims: height * width * channels,
      part: PART,
      seed: SEED,
      variances: VARIANCES,
      onPart: (done) => console.log(`${id}: ${done * PART} of ${IMAGES} images`),
    });
    return { bytes, bounds };
  };
  const heldOut = await of(test);
  const learned = await of(training);
  const [best] = VARIANCES.toSorted((a, b) => heldOut.bounds[a].mean - heldOut.bounds[b].mean);
  card.likelihood = {
    measure:
      'variational bound of the chain of all steps, bits per dimension of 8-bit pixels (discretised decoder)',
    variance: best,
    images: IMAGES,
    bound: figure(heldOut.bounds[best].mean),
    error: figure(heldOut.bounds[best].error),
    training: figure(learned.bounds[best].mean),
    trainingError: figure(learned.bounds[best].error),
    independentPixels: Number(independentPixelBits(training, heldOut.bytes).toFixed(3)),
  };
  console.log(id, card.likelihood, heldOut.bounds);
  writeFileSync(path, `${JSON.stringify(card, null, 2)}\n`);
}

export async function measureLikelihoods(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  await useNodeBackend('wasm');
  for (const id of positionals.length > 0 ? positionals : ['mnist-linear', 'mnist-cosine']) await measure(id);
}
