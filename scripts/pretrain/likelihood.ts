/** Bits per dimension of shipped image models: see likelihood.mjs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import {
  IMAGE_DATASETS,
  type Images,
  isImageDatasetId,
  loadImages,
  type ReadBytes,
} from '../../datasets/images';
import type { RunConfig } from '../../src/config/fields';
import { bitsPerDim } from '../../src/diffusion/elbo';
import { createProcess } from '../../src/diffusion/processes';
import { someLabelled } from '../../src/evaluation/imageEvaluator';
import { type ModelCard, parseModelCard, parseModelIndex } from '../../src/interop/modelCard';
import { unpackModelFolder } from '../../src/interop/modelFile';
import { openedModel } from '../../src/interop/openedModel';
import { evaluationDraw } from '../../src/lib/rng';
import { createModel } from '../../src/model/model';
import { flatten } from '../../src/model/trainState';
import { byName, unpack } from '../../src/model/weights';
import type { ClipBox, TrainedModel } from '../../src/sampling/denoiser';
import type { FileWeights } from '../../src/types/weights';
import { useNodeBackend } from '../../tests/tensor/nodeBackends';
import { type Estimate, estimateBound } from './boundEstimate';
import { conditionedBound } from './conditionedBound';
import { withLikelihoodTable } from './likelihoodTable';
import { independentPixelBits, type Labelled } from './pixelCode';
import { PIPELINE } from './shippedModel';

const SHIPPED = 'public/pretrained';
const DOCUMENT = 'docs/pretraining.md';
const IMAGES = 256;
/** Images that go through the network together; errors are over at least two such parts. */
const PART = 32;
const SEED = 0;
const VARIANCES = ['fixed-small', 'fixed-large'] as const;
type Variance = (typeof VARIANCES)[number];
type Bounds = Readonly<Record<string, Estimate>>;
type Likelihood = NonNullable<ModelCard['likelihood']>;
type Bits = NonNullable<Likelihood['withClass']>;

/** A bundle's own assets are copies elsewhere: the files of the repository are read. */
const read: ReadBytes = async (url) =>
  new Uint8Array(readFileSync(join('datasets/assets', basename(fileURLToPath(url)))));

const figure = (nats: number): number => Number(bitsPerDim(nats).toFixed(3));

const labelled = ({ images, labels, count }: Images): Labelled => ({
  images,
  labels: labels ?? new Uint8Array(count),
});

/** The network of an opened model on the device, for as long as the script runs. */
function onDevice(config: RunConfig, weights: FileWeights, shape: readonly number[], ofData: number) {
  const model = createModel(config, { shape, classes: ofData });
  const tensors = unpack(tf.tensor1d(flatten(model, weights).ema), model.layout);
  const process = createProcess(config);
  return { model, weights: byName(tensors, model.layout), process, prediction: config.prediction };
}

interface Measured {
  readonly id: string;
  readonly trained: TrainedModel;
  readonly box: ClipBox | null;
  readonly dims: number;
}

/** The bounds on images, with their classes or with the label for none. */
async function boundsOn(
  { id, trained, box, dims }: Measured,
  { images, labels }: Labelled,
  isConditional: boolean,
): Promise<Bounds> {
  const conditioned = conditionedBound(trained, box, isConditional ? labels : null);
  const bounds = await estimateBound({
    process: trained.process,
    modelOf: conditioned.modelOf,
    x0: Float32Array.from(images, (byte) => byte / 127.5 - 1),
    dims,
    part: PART,
    seed: SEED,
    variances: VARIANCES,
    onPart: (done) =>
      console.log(`${id}: ${Math.min(done * PART, labels.length)} of ${labels.length} images`),
  });
  conditioned.dispose();
  return bounds;
}

interface Sets {
  readonly all: Labelled;
  readonly test: Labelled;
  readonly training: Labelled;
}

/** @param variance the one of the figures; that of the lower bound on test images where it is absent */
async function bitsOf(
  measured: Measured,
  { all, test, training }: Sets,
  { isConditional, variance }: { readonly isConditional: boolean; readonly variance?: Variance },
): Promise<{ readonly variance: Variance; readonly bits: Bits }> {
  const heldOut = await boundsOn(measured, test, isConditional);
  const learned = await boundsOn(measured, training, isConditional);
  const [best] = VARIANCES.toSorted((a, b) => heldOut[a].mean - heldOut[b].mean);
  const chosen = variance ?? best;
  const classOf = isConditional ? (label: number) => label : () => 0;
  console.log(measured.id, isConditional ? 'p(x | class)' : 'p(x)', heldOut);
  const bits = {
    bound: figure(heldOut[chosen].mean),
    error: figure(heldOut[chosen].error),
    training: figure(learned[chosen].mean),
    trainingError: figure(learned[chosen].error),
    independentPixels: Number(independentPixelBits(all, test, classOf).toFixed(3)),
  };
  return { variance: chosen, bits };
}

async function measure(id: string, count: number): Promise<Likelihood & { readonly measure: string }> {
  const { data } = JSON.parse(readFileSync(join(SHIPPED, id, 'card.json'), 'utf8'));
  const files = PIPELINE.map(
    (name) => [name, new Uint8Array(readFileSync(join(SHIPPED, id, name)))] as const,
  );
  const { config, weights } = openedModel(await unpackModelFolder(new Map(files)), data);
  if (!isImageDatasetId(data)) throw new Error(`${id} did not learn images that ship`);
  const [full, heldOut] = await Promise.all([loadImages(data, 'full', read), loadImages(data, 'test', read)]);
  if (count > heldOut.count) throw new Error(`--images ${count}: ${data} has ${heldOut.count} test images`);
  const { height, width, channels } = heldOut;
  const trained = onDevice(config, weights, [height, width, channels], IMAGE_DATASETS[data].classes.length);
  const box = config.clipDenoised ? { min: [-1], max: [1] } : null;
  const measured = { id, trained, box, dims: height * width * channels };
  const draw = evaluationDraw('testImages', SEED);
  const sets: Sets = {
    all: labelled(full),
    test: someLabelled(heldOut, count, draw),
    training: someLabelled(full, count, draw),
  };
  const { variance, bits } = await bitsOf(measured, sets, { isConditional: false });
  const withClass =
    trained.model.classes > 0 ? await bitsOf(measured, sets, { isConditional: true, variance }) : null;
  return {
    measure:
      'variational bound of the chain of all steps, bits per dimension of 8-bit pixels (discretised decoder)',
    variance,
    images: count,
    ...bits,
    ...(withClass && { withClass: withClass.bits }),
  };
}

export async function measureLikelihoods(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      images: { type: 'string', default: String(IMAGES) },
      print: { type: 'boolean', default: false },
    },
  });
  const count = Number(values.images);
  if (count % PART !== 0 || count < 2 * PART)
    throw new Error(`--images ${values.images} is not ${2 * PART} or more in parts of ${PART}`);
  await useNodeBackend('wasm');
  for (const id of positionals.length > 0 ? positionals : ['mnist-linear', 'mnist-cosine']) {
    const likelihood = await measure(id, count);
    console.log(id, likelihood);
    if (values.print) continue;
    const path = join(SHIPPED, id, 'card.json');
    const card = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, `${JSON.stringify({ ...card, likelihood }, null, 2)}\n`);
  }
  if (!values.print) writeDocument();
}

/** Writes the figures of all cards into the document. */
function writeDocument(): void {
  const models = parseModelIndex(JSON.parse(readFileSync(join(SHIPPED, 'index.json'), 'utf8')));
  const cards = models.map(({ id }) =>
    parseModelCard(JSON.parse(readFileSync(join(SHIPPED, id, 'card.json'), 'utf8'))),
  );
  writeFileSync(DOCUMENT, withLikelihoodTable(readFileSync(DOCUMENT, 'utf8'), cards));
}
