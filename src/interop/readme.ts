/**
 * The README.md of a model: a model card with a YAML head, as Hugging Face's hub reads it
 * (https://huggingface.co/docs/hub/model-cards), and beneath it what was learned, how, and how good it is beside its floor.
 */
import { concerns } from '../config/family';
import { FIELDS, type Field, type FieldName, fieldsOf, type RunConfig, urlName } from '../config/fields';
import { stepsTaken } from '../config/samplingSteps';
import { trainingImages } from '../config/trainingImages';
import { plusMinus } from '../lib/plusMinus';
import { sizeOf } from '../lib/shape';
import type { Score } from '../types/score';
import { datasetLabel, fieldLabel, groupLabel } from './englishLabels';
import { type ModelCard, qualityOf } from './modelCard';
import { isStated, type ModelFile, statesTraining } from './modelFile';
import { isJsonObject } from './strictJson';

/** What a training began from: new weights, those of a model that was opened or of a flow that was straightened, or null: nobody knows. */
export type WeightsBase = 'new' | 'model' | null;

/** What the card says beside the model itself. */
export interface ReadmeFacts {
  /** Training steps of the weights; null where nobody knows, or where the card says them. */
  readonly steps: number | null;
  readonly base: WeightsBase;
  /** The card of a model that ships: it says how that was trained, and its figures. */
  readonly card?: ModelCard | null;
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

function licence({ card, base }: ReadmeFacts): string[] {
  if (card) return ['# As all that ships with DDPM Lab.', 'license: mit'];
  const whose =
    base === null
      ? 'The file of the model names no licence: it is for those who trained it to choose.'
      : 'The licence of your model is yours to choose before you publish it.';
  return [`# ${whose}`, 'license: unknown'];
}

function head(config: RunConfig, kind: ModelFile['kind'], facts: ReadmeFacts): string {
  const data = HUB[config.dataset];
  const kinds = [...(facts.card ? cardKinds(facts.card) : []), ...facts.scores.map((score) => score.kind)];
  return [
    '---',
    ...licence(facts),
    `library_name: ${kind === 'unet' ? 'diffusers' : 'ddpm-lab'}`,
    ...(kind !== 'mlp' ? ['pipeline_tag: unconditional-image-generation'] : []),
    ...list('tags', ['diffusion', 'ddpm-lab', config.process, config.prediction]),
    ...list('datasets', data ? [data.id] : []),
    ...list('metrics', [...new Set(kinds)]),
    '---',
  ].join('\n');
}

/** Whether it is known what a model learned: images of the user's own may stand for data that no file names. */
const isDataKnown = (model: ModelFile, { dataset }: RunConfig): boolean =>
  dataset !== 'images' || (isJsonObject(model.run) && 'dataset' in model.run);

function dataLine(model: ModelFile, config: RunConfig): string {
  if (!isDataKnown(model, config)) return 'Data: the file does not name them.';
  const { dataset } = config;
  const licence = HUB[dataset] ? ` (licence: ${HUB[dataset].licence})` : '';
  const images = isStated('examples', model) ? trainingImages(config) : null;
  const count = images === null ? '' : `, ${images} training images`;
  return `Data: ${datasetLabel(dataset)}${licence}${count}.`;
}

/** "samplingSteps=10": a field as a link has it, and of steps as many as are taken. */
const linked = (name: FieldName, config: RunConfig): string =>
  `${urlName(name)}=${name === 'samplingSteps' ? stepsTaken(config) : config[name]}`;

/** "sampler=ddim&samplingSteps=10&seed=5": the fields of sampling that have an effect, as a link has them. */
const samplingOf = (config: RunConfig, manySeeds: boolean): string =>
  [...fieldsOf('sampling'), ...(manySeeds ? [] : (['seed'] as const))]
    .filter((name) => concerns(name, config))
    .map((name) => linked(name, config))
    .join('&');

const withSpread = (value: number, spread: number | null | undefined): string =>
  spread ? plusMinus(value, spread, String) : number(value);

const table = (
  rows: readonly (readonly string[])[],
): string => `| measure | samples | floor | n on each side |
| --- | --- | --- | --- |
${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`;

const cardKinds = ({ quality }: ModelCard): Score['kind'][] =>
  'frechet' in quality ? ['Fréchet distance', 'clear images'] : ['energy distance'];

/** The figures of a card, which its script measured. */
function cardFigures(card: ModelCard): string {
  const figures = qualityOf(card);
  const { value, floor, samples, sets, deviation, confident, classAccuracy, classAccuracyFloor } = figures;
  const n = sets === 1 ? String(samples) : `${sets} sets of ${samples}`;
  const [first] = cardKinds(card);
  const rows = [
    [METRICS[first], withSpread(value, deviation?.value), withSpread(floor, deviation?.floor), n],
    ...(confident ? [[METRICS['clear images'], number(confident.value), number(confident.floor), n]] : []),
    ...(classAccuracy === null
      ? []
      : [
          [
            'share of images that show the class of their condition',
            withSpread(classAccuracy, deviation?.classAccuracy),
            classAccuracyFloor === null ? '–' : number(classAccuracyFloor),
            n,
          ],
        ]),
  ];
  const spread = deviation ? ' Behind ± stands the standard deviation over the sets.' : '';
  return `${table(rows)}

By the card of the model; its samples were drawn with ${card.sampler}.${spread}`;
}

function quality({ card, scores, drawnWith, manySeeds = false }: ReadmeFacts): string {
  if (scores.length === 0 && !card) return 'No samples of these weights were measured.';
  const rows = scores.map(({ kind, value, floor, n, spread }) => [
    METRICS[kind],
    number(value),
    withSpread(floor, spread),
    String(n),
  ]);
  const drawn = drawnWith ? `\n\nThe samples were drawn with \`${samplingOf(drawnWith, manySeeds)}\`.` : '';
  return [
    'The floor is the same figure of real data against real data: a model passes it by chance alone.',
    ...(card ? [cardFigures(card)] : []),
    ...(rows.length > 0 ? [`${card ? 'Of newer samples:\n\n' : ''}${table(rows)}${drawn}`] : []),
  ].join('\n\n');
}

/** Every field that has an effect, under the names of links. */
function settings(model: ModelFile, config: RunConfig): string {
  const left: readonly FieldName[] = ['drawing', 'architecture'];
  const names = (Object.keys(FIELDS) as FieldName[]).filter(
    (name) => concerns(name, config) && !left.includes(name) && isStated(name, model),
  );
  const rows = names.map((name) => {
    const field: Field = FIELDS[name];
    return `| ${groupLabel(field.group)} | ${fieldLabel(name)} | \`${linked(name, config)}\`${name === 'examples' && config.examples === 0 ? ', all' : ''} |`;
  });
  const sampling = statesTraining(model)
    ? ''
    : 'Of the network, its process and of sampling, which the seed belongs to; the files do not name those of training.\n\n';
  return `${sampling}| part | setting | in a link |\n| --- | --- | --- |\n${rows.join('\n')}`;
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

/** How the weights came about, as far as it is known: by the card of a model that ships, or by the run; a file may leave it open. */
function training(model: ModelFile, { card, base, steps }: ReadmeFacts): string {
  if (card)
    return `It ships with DDPM Lab as \`${card.id}\`, after ${card.steps} steps. Training: ${card.trained}.`;
  if (!statesTraining(model)) return 'These files do not say how it was trained.';
  const counted =
    base === 'model' ? 'further steps from a model that was opened or a flow that was straightened' : 'steps';
  const how = base === null ? 'with the settings below' : 'in a browser with DDPM Lab';
  return `Trained ${how}. The weights are the average (EMA)${steps === null ? '' : ` after ${steps} ${counted}`}.`;
}

/**
 * @param model its `run` names the settings that are known to be those of its training
 * @param config what the card lists as settings: the figures are of samples drawn so, unless `facts` says otherwise
 */
export function modelReadme(model: ModelFile, config: RunConfig, facts: ReadmeFacts): string {
  const weights = [...model.tensors.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  // the pipelines of diffusers hand no class to the network
  const usable = model.kind !== 'unet' || (model.scheduler !== null && !model.config.numClassEmbeds);
  const title = isDataKnown(model, config) ? `${datasetLabel(config.dataset)}: a` : 'A';
  return `${head(config, model.kind, facts)}

# ${title} denoising diffusion model

${NETWORKS[model.kind]} of ${weights} weights${imagesOf(model)}. ${training(model, facts)}
${dataLine(model, config)}

## Quality

${quality(facts)}

## Use

${usable ? USE[model.kind](config) : OPENED}

## Settings

${settings(model, config)}
`;
}
