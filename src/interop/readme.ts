/**
 * The README.md of a model: a model card with a YAML head, as Hugging Face's hub reads it
 * (https://huggingface.co/docs/hub/model-cards), and beneath it what was learned, how, and how good it is beside its floor.
 */
import { concerns } from '../config/family';
import { FIELDS, type Field, type FieldName, fieldsOf, type RunConfig, urlName } from '../config/fields';
import { trainingImages } from '../config/trainingImages';
import { sizeOf } from '../lib/shape';
import type { Score } from '../types/score';
import { datasetLabel, fieldLabel, groupLabel } from './englishLabels';
import type { ModelFile } from './modelFile';

/** What a training began from: new weights, those of a model that was opened or of a flow that was straightened, or null: nobody knows. */
export type WeightsBase = 'new' | 'model' | null;

/** What the card says beside the model itself. */
export interface ReadmeFacts {
  /** Training steps of the weights; null where nobody knows. */
  readonly steps: number | null;
  readonly base: WeightsBase;
  /** Figures of samples, each with its floor and n; empty where none was measured. */
  readonly scores: readonly Score[];
  /** What the measured samples were drawn with, where that is not as the settings of the card say. */
  readonly drawnWith?: RunConfig;
  /** True where they were drawn in parts, each with a seed of its own: the card then names none. */
  readonly manySeeds?: boolean;
}

/** Ids of the hub, and licences, of the data sets that ship. */
const HUB: Readonly<Record<string, { readonly id: string; readonly licence: string }>> = {
  mnist: { id: 'ylecun/mnist', licence: 'CC BY-SA 3.0' },
  'fashion-mnist': { id: 'zalando-datasets/fashion_mnist', licence: 'MIT' },
};

const METRICS: Readonly<Record<Score['kind'], string>> = {
  'energy distance': 'energy distance: 2 E‖X − Y‖ − E‖X − X′‖ − E‖Y − Y′‖, smaller is better',
  'sliced Wasserstein': 'sliced Wasserstein-1 distance, smaller is better',
  'Fréchet distance':
    'Fréchet distance in the features of a small fixed classifier (not FID), smaller is better',
  'clear images': 'share of images of which that classifier is confident (> 0.8)',
};

const number = (value: number): string => String(Number(value.toPrecision(3)));

/** YAML reads JSON's quoted strings. */
const list = (name: string, values: readonly string[]): string[] =>
  values.length === 0 ? [] : [`${name}:`, ...values.map((value) => `- ${JSON.stringify(value)}`)];

function head(config: RunConfig, kind: ModelFile['kind'], { scores }: ReadmeFacts): string {
  const data = HUB[config.dataset];
  return [
    '---',
    '# The licence of your model is yours to choose before you publish it.',
    'license: unknown',
    `library_name: ${kind === 'unet' ? 'diffusers' : 'ddpm-lab'}`,
    ...(kind !== 'mlp' ? ['pipeline_tag: unconditional-image-generation'] : []),
    ...list('tags', ['diffusion', 'ddpm-lab', config.process, config.prediction]),
    ...list('datasets', data ? [data.id] : []),
    ...list('metrics', [...new Set(scores.map((score) => score.kind))]),
    '---',
  ].join('\n');
}

function dataLine(config: RunConfig): string {
  const { dataset } = config;
  const licence = HUB[dataset] ? ` (licence: ${HUB[dataset].licence})` : '';
  const images = trainingImages(config);
  const count = images === null ? '' : `, ${images} training images`;
  return `Data: ${datasetLabel(dataset)}${licence}${count}.`;
}

/** "sampler=ddim&samplingSteps=10&seed=5": the fields of sampling that have an effect, as a link has them. */
const samplingOf = (config: RunConfig, manySeeds: boolean): string =>
  [...fieldsOf('sampling'), ...(manySeeds ? [] : (['seed'] as const))]
    .filter((name) => concerns(name, config))
    .map((name) => `${urlName(name)}=${config[name]}`)
    .join('&');

function quality({ scores, drawnWith, manySeeds = false }: ReadmeFacts): string {
  if (scores.length === 0) return 'No samples of these weights were measured.';
  const rows = scores.map(
    ({ kind, value, floor, n, spread }) =>
      `| ${METRICS[kind]} | ${number(value)} | ${number(floor)}${spread === null ? '' : ` ± ${number(spread)}`} | ${n} |`,
  );
  return `The floor is the same figure of real data against real data: a model passes it by chance alone.

| measure | samples | floor | n on each side |
| --- | --- | --- | --- |
${rows.join('\n')}${drawnWith ? `\n\nThe samples were drawn with \`${samplingOf(drawnWith, manySeeds)}\`.` : ''}`;
}

/** Every field that has an effect, under the names of links. */
function settings(config: RunConfig): string {
  const names = (Object.keys(FIELDS) as FieldName[]).filter(
    (name) => concerns(name, config) && name !== 'drawing' && name !== 'architecture',
  );
  const rows = names.map((name) => {
    const field: Field = FIELDS[name];
    return `| ${groupLabel(field.group)} | ${fieldLabel(name)} | \`${urlName(name)}=${config[name]}\` |`;
  });
  return `| part | setting | in a link |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

const OPENED =
  'DDPM Lab opens this folder, or its ZIP, by Open model; Download code writes the same model with a PyTorch script.';

const USE: Readonly<Record<ModelFile['kind'], (config: RunConfig) => string>> = {
  mlp: () => OPENED,
  dit: () =>
    `The tensors have the names of [facebookresearch/DiT](https://github.com/facebookresearch/DiT), on pixels in place of latents. ${OPENED}`,
  // a chain is walked whole, since diffusers refuses more steps than it has; along a flow any number is one of Euler's
  unet: ({ process, T, samplingSteps }) => `\`\`\`python
from diffusers import DiffusionPipeline

pipeline = DiffusionPipeline.from_pretrained(".")
images = pipeline(batch_size=16, num_inference_steps=${process === 'flow' ? samplingSteps : T}).images
\`\`\`

${OPENED}`,
};

const NETWORKS: Readonly<Record<ModelFile['kind'], string>> = {
  mlp: 'An MLP',
  unet: 'A U-Net',
  dit: 'A diffusion transformer (DiT)',
};

/** The images that a network takes: a preset of the settings, such as `grey-28`, has the size and the colours of the data. */
function imagesOf(model: ModelFile): string {
  if (model.kind === 'mlp') return '';
  const side = model.kind === 'dit' ? model.config.inputSize : model.config.sampleSize;
  return `, for images of ${side} × ${side} × ${model.config.inChannels}`;
}

/** @param config what the card lists as settings: the figures are of samples drawn so, unless `facts` says otherwise */
export function modelReadme(model: ModelFile, config: RunConfig, facts: ReadmeFacts): string {
  const weights = [...model.tensors.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const counted =
    facts.base === 'model'
      ? 'further steps from a model that was opened or a flow that was straightened'
      : 'steps';
  const steps = facts.steps === null ? '' : ` after ${facts.steps} ${counted}`;
  // the pipelines of diffusers hand no class to the network
  const usable = model.kind !== 'unet' || (model.scheduler !== null && !model.config.numClassEmbeds);
  return `${head(config, model.kind, facts)}

# ${datasetLabel(config.dataset)}: a denoising diffusion model

${NETWORKS[model.kind]} of ${weights} weights${imagesOf(model)}, trained in a browser with DDPM Lab. The weights are the average (EMA)${steps}.
${dataLine(config)}

## Quality

${quality(facts)}

## Use

${usable ? USE[model.kind](config) : OPENED}

## Settings

${settings(config)}
`;
}
