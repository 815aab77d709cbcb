/**
 * The fields of a run's configuration: one table from which the type, the defaults, the form, the address and the messages all come.
 * Adding a field is adding a line. Menus of schedules, samplers, data sets and the like are their registries.
 *
 * `min`/`max` are what the program accepts; `advised` is where good values lie and is only a hint.
 *
 * One file because it is one table: the groups, the order of the form and the types are read off it as a whole.
 */

import { POINT_DATASETS } from '../../datasets';
import { IMAGE_DATASETS, OWN_IMAGES } from '../../datasets/images';
import { LOSS_SPACES, PREDICTIONS, WEIGHTINGS } from '../diffusion/prediction';
import { PROCESSES } from '../diffusion/processes';
import { SAMPLERS } from '../diffusion/samplers';
import { VARIANCES } from '../diffusion/samplers/sampler';
import { SPACINGS } from '../diffusion/samplers/spacing';
import { SCHEDULES } from '../diffusion/schedules';
import { COSINE_HANDLES } from '../diffusion/schedules/drawn';
import { TIME_SAMPLINGS } from '../diffusion/timeSampling';

/** What part of a run a field belongs to. Lists of fields are derived from it. */
export type FieldGroup = 'data' | 'process' | 'network' | 'objective' | 'optimizer' | 'sampling' | 'system';

/** The headings of forms. */
export const GROUP_LABELS: Readonly<Record<FieldGroup, string>> = {
  data: 'Data',
  process: 'Forward process',
  network: 'Network',
  objective: 'Loss',
  optimizer: 'Optimizer',
  sampling: 'Sampling',
  system: 'Run',
};

interface FieldBase {
  readonly label: string;
  /** One phrase: what it means. */
  readonly help: string;
  /** Name in the address where it differs from the field's own. */
  readonly url?: string;
  /** The data for which it means anything, where that is not all: points, images, or images with class labels. */
  readonly only?: 'points' | 'images' | 'classes';
  /** Of a sampling field: a pretrained model keeps its own value, as it keeps its weights. */
  readonly ofModel?: boolean;
}

export interface NumberField extends FieldBase {
  readonly kind: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  readonly advised?: readonly [number, number];
}

export interface ChoiceField<V extends string = string> extends FieldBase {
  readonly kind: 'choice';
  readonly default: V;
  readonly values: readonly V[];
  /** What menus show for each value. */
  readonly labels: Readonly<Record<V, string>>;
}

export interface FlagField extends FieldBase {
  readonly kind: 'flag';
  readonly default: boolean;
}

export interface TextField extends FieldBase {
  readonly kind: 'text';
  readonly default: string;
  /** Longest text accepted, in characters. */
  readonly maxLength: number;
}

type FieldDefinition = NumberField | ChoiceField | FlagField | TextField;
export type Field = FieldDefinition & { readonly group: FieldGroup };

type Extra = Pick<FieldBase, 'only' | 'ofModel'>;

type NumberOptions = Omit<NumberField, 'kind' | 'label' | 'integer'>;
const integer = (label: string, options: NumberOptions): NumberField => ({
  kind: 'number',
  label,
  integer: true,
  ...options,
});
const real = (label: string, options: NumberOptions): NumberField => ({
  kind: 'number',
  label,
  integer: false,
  ...options,
});
const flag = (label: string, value: boolean, help: string, extra: Extra = {}): FlagField => ({
  kind: 'flag',
  label,
  default: value,
  help,
  ...extra,
});
const text = (label: string, options: Omit<TextField, 'kind' | 'label'>): TextField => ({
  kind: 'text',
  label,
  ...options,
});

/** The entries of a menu by value: a registry, whose entries have a label, or labels alone. */
type Menu<V extends string> = Readonly<Record<V, string | { readonly label: string }>>;

const choice = <V extends string>(
  label: string,
  menu: Menu<V>,
  value: NoInfer<V>,
  help: string,
  extra: Extra = {},
): ChoiceField<V> => {
  const values = Object.keys(menu) as V[];
  const labelOf = (entry: string | { readonly label: string }) =>
    typeof entry === 'string' ? entry : entry.label;
  const labels = Object.fromEntries(values.map((id) => [id, labelOf(menu[id])])) as Record<V, string>;
  return { kind: 'choice', label, values, labels, default: value, help, ...extra };
};

/** Everything that can be learned: points, images that ship, and the user's own images. */
export const DATASETS = { ...POINT_DATASETS, ...IMAGE_DATASETS, images: OWN_IMAGES };

/** Marks fields with their group. */
const group = <const G extends FieldGroup, F extends Record<string, FieldDefinition>>(name: G, fields: F) =>
  Object.fromEntries(
    Object.entries(fields).map(([id, field]) => [id, { ...field, group: name }]),
  ) as unknown as {
    readonly [K in keyof F]: F[K] & { readonly group: G };
  };

export const FIELDS = {
  ...group('data', {
    dataset: choice('Dataset', DATASETS, 'swiss-roll', 'the distribution that the model learns'),
    text: text('Text', {
      default: 'DDPM',
      maxLength: 40,
      help: 'letters that become points, for the data set Text',
      only: 'points',
    }),
    drawing: text('Drawing', {
      default: '',
      maxLength: 6000,
      help: 'a drawing, packed for the address',
      only: 'points',
    }),
    fullData: flag('All images', false, 'learn from all shipped images instead of the first part', {
      only: 'images',
    }),
    flips: flag('Mirror images', true, 'mirror every other image, where the data set allows it', {
      only: 'images',
    }),
    classes: flag(
      'Class labels',
      false,
      'give the network the class of each image, so that sampling can choose one',
      { only: 'images' },
    ),
    labelDropout: real('Label dropout', {
      default: 0.1,
      min: 0,
      max: 1,
      advised: [0.05, 0.3],
      help: 'share of images trained without their label, for classifier-free guidance',
      only: 'classes',
    }),
  }),
  ...group('process', {
    process: choice(
      'Process',
      PROCESSES,
      'ddpm',
      'how noise is added: in T steps (DDPM), in continuous time (VP, VE), or along straight lines to it (flow matching)',
    ),
    schedule: choice('Schedule', SCHEDULES, 'cosine', 'how much noise each step adds'),
    T: integer('Timesteps (T)', {
      default: 200,
      min: 2,
      max: 4000,
      advised: [20, 1000],
      help: 'steps of the forward process, from data to noise; of a continuous process, terms of its bound',
    }),
    betaStart: real('First beta', {
      default: 1e-4,
      min: 1e-8,
      max: 0.5,
      help: 'β of the first step of a chain with T = 1000',
    }),
    betaEnd: real('Last beta', {
      default: 0.02,
      min: 1e-6,
      max: 0.999,
      help: 'β of the last step of a chain with T = 1000',
    }),
    scaleBetas: flag(
      'Scale betas by 1000/T',
      true,
      'multiply the betas by 1000/T, so that a short chain ends in noise too',
    ),
    cosineS: real('Cosine offset (s)', {
      default: 0.008,
      min: 0,
      max: 0.2,
      help: 'keeps the first steps of the cosine schedule from being too small',
    }),
    handles: text('Handles', {
      default: COSINE_HANDLES,
      maxLength: 600,
      help: 't and log SNR of each handle of a drawn schedule',
    }),
    zeroTerminalSnr: flag(
      'Zero terminal SNR',
      false,
      'rescale the betas so that no signal is left at the end',
    ),
    betaMin: real('β at t = 0', {
      default: 0.1,
      min: 0,
      max: 10,
      help: 'rate of noise of the VP-SDE at t = 0; it grows linearly with t',
    }),
    betaMax: real('β at t = 1', {
      default: 20,
      min: 0.1,
      max: 100,
      help: 'rate of noise of the VP-SDE at t = 1; at 20 hardly any signal is left',
    }),
    sigmaMin: real('Smallest σ', {
      default: 0.01,
      min: 1e-4,
      max: 1,
      help: 'standard deviation of the noise at t = 0, in units of the data',
    }),
    sigmaMax: real('Largest σ', {
      default: 50,
      min: 1,
      max: 1000,
      help: 'standard deviation of the noise at t = 1, in units of the data',
    }),
  }),
  ...group('network', {
    model: choice(
      'Model',
      { mlp: 'MLP', unet: 'U-Net' },
      'mlp',
      'the network: an MLP for points, a U-Net for images',
    ),
    unet: choice(
      'U-Net',
      { 'grey-28': 'Grey 28', 'grey-28-tiny': 'Grey 28, tiny', 'rgb-16': 'Colour 16', custom: 'Your own' },
      'grey-28',
      'width and depth of the U-Net; its size and colours follow the images',
      { only: 'images' },
    ),
    architecture: text('Architecture', {
      default: '',
      maxLength: 4000,
      help: 'a U-Net of your own: the config.json of a diffusers UNet2DModel',
      only: 'images',
    }),
    width: integer('Width', {
      default: 128,
      min: 4,
      max: 1024,
      advised: [32, 256],
      help: 'units in each hidden layer of the MLP',
      only: 'points',
    }),
    depth: integer('Depth', {
      default: 3,
      min: 1,
      max: 12,
      advised: [2, 6],
      help: 'residual blocks of the MLP',
      only: 'points',
    }),
    activation: choice(
      'Activation',
      { silu: 'SiLU', relu: 'ReLU', gelu: 'GELU', tanh: 'tanh' },
      'silu',
      'the non-linear function in each layer',
      { only: 'points' },
    ),
    conditioning: choice(
      'Time conditioning',
      { 'scale-shift': 'scale-shift', add: 'add', concat: 'concat', none: 'none' },
      'scale-shift',
      'how t enters the network; "none" shows what is lost without it',
      { only: 'points' },
    ),
    timeFeatures: integer('Time features', {
      default: 64,
      min: 4,
      max: 512,
      help: 'size of the sinusoidal embedding of t',
      only: 'points',
    }),
    coordinateFeatures: integer('Coordinate features', {
      default: 16,
      min: 0,
      max: 128,
      help: 'sinusoidal features of each coordinate, 0 for none',
      only: 'points',
    }),
  }),
  ...group('objective', {
    prediction: choice(
      'Prediction',
      PREDICTIONS,
      'eps',
      'what the network predicts: the noise ε, the clean data x₀, v, which combines both, or the velocity u along the way to noise',
    ),
    weighting: choice('Loss weighting', WEIGHTINGS, 'none', 'how much each t counts in the loss'),
    lossSpace: choice(
      'Loss on',
      LOSS_SPACES,
      'output',
      'the quantity whose squared error is the loss: another one than the output weights each t otherwise',
    ),
    minSnrGamma: real('Min-SNR γ', {
      default: 5,
      min: 0.1,
      max: 100,
      help: 'SNR above which the weight stops growing',
    }),
    timeSampling: choice(
      'Sampling of t',
      TIME_SAMPLINGS,
      'stratified',
      'how the t of a batch are drawn: stratified spreads them evenly, logit-normal prefers the middle, by the loss those where it is large',
    ),
    logitMean: real('Logit mean', {
      default: 0,
      min: -5,
      max: 5,
      help: 'mean of ln(t/(1 − t)): below 0 there is less noise',
    }),
    logitScale: real('Logit deviation', {
      default: 1,
      min: 0.1,
      max: 5,
      help: 'standard deviation of ln(t/(1 − t))',
    }),
    importanceWeights: flag(
      'Importance weights',
      true,
      'divide each loss by the density of its t: the mean loss stays unbiased; off, the density is a weighting',
    ),
  }),
  ...group('optimizer', {
    trainingSteps: integer('Training steps', {
      url: 'steps',
      default: 3000,
      min: 1,
      max: 10_000_000,
      help: 'updates of the weights in all',
    }),
    batchSize: integer('Batch size', {
      url: 'batch',
      default: 256,
      min: 1,
      max: 16_384,
      advised: [64, 2048],
      help: 'points or images in one training step',
    }),
    learningRate: real('Learning rate', {
      url: 'lr',
      default: 2e-3,
      min: 1e-9,
      max: 1e12,
      advised: [1e-5, 1e-1],
      help: 'step size of Adam; far above 0.1 training diverges, and the run says so',
    }),
    warmupSteps: integer('Warm-up steps', {
      default: 100,
      min: 0,
      max: 100_000,
      help: 'steps over which the rate rises from 0',
    }),
    decay: choice(
      'Rate decay',
      { cosine: 'cosine', linear: 'linear', none: 'none' },
      'cosine',
      'how the rate falls to 0 by the last step',
    ),
    adamBeta1: real('Adam β₁', {
      default: 0.9,
      min: 0,
      max: 0.9999,
      help: 'decay of Adam’s moving average of the gradient',
    }),
    adamBeta2: real('Adam β₂', {
      default: 0.999,
      min: 0,
      max: 0.99999,
      help: 'decay of Adam’s moving average of the squared gradient',
    }),
    adamEpsilon: real('Adam ε', {
      default: 1e-8,
      min: 1e-12,
      max: 1e-2,
      help: 'added to the divisor of Adam’s step, so that the step stays finite',
    }),
    gradientClip: real('Gradient clip', {
      default: 1,
      min: 0,
      max: 1e6,
      help: 'largest gradient norm, 0 for no limit',
    }),
    emaDecay: real('EMA decay', {
      default: 0.999,
      min: 0,
      max: 0.99999,
      help: 'decay of the exponential moving average of the weights, which draws the samples',
    }),
    emaWarmup: flag(
      'EMA warm-up',
      true,
      'at step n the decay is at most (1+n)/(10+n); without it early samples come from nearly untrained weights',
    ),
  }),
  ...group('sampling', {
    sampler: choice('Sampler', SAMPLERS, 'ddpm', 'the method that turns noise into samples'),
    samplingSteps: integer('Sampling steps', {
      default: 200,
      min: 1,
      max: 4000,
      help: 'steps from noise to data, at most T under DDPM',
    }),
    spacing: choice(
      'Step spacing',
      { auto: 'auto', ...SPACINGS },
      'auto',
      'which of the T times the sampling steps visit',
    ),
    eta: real('DDIM η', {
      default: 0,
      min: 0,
      max: 1,
      help: 'noise that DDIM adds in a step: 0 for none, 1 for as much as DDPM',
    }),
    solverOrder: integer('Solver order', {
      default: 2,
      min: 1,
      max: 2,
      help: 'order of DPM-Solver++; 2 also uses the prediction of the step before (2M)',
    }),
    langevinSnr: real('Langevin SNR', {
      default: 0.16,
      min: 0.001,
      max: 2,
      help: 'signal-to-noise ratio of a corrector step, which sets its size',
    }),
    variance: choice(
      'Reverse variance',
      VARIANCES,
      'fixed-small',
      'variance of a reverse step: β̃, β, or between the two by a second output of the network',
      { ofModel: true },
    ),
    label: integer('Class to draw', {
      default: -1,
      min: -1,
      max: 999,
      help: 'the class of the samples; -1 for all in turn',
      only: 'classes',
    }),
    guidance: real('Guidance scale', {
      default: 2,
      min: 0,
      max: 20,
      advised: [1, 5],
      help: 'classifier-free guidance: 0 ignores the class, 1 is the conditional model, more exaggerates',
      only: 'classes',
    }),
    clipDenoised: flag('Clip x̂₀', true, 'clip each x̂₀ to the range of the data', { ofModel: true }),
  }),
  ...group('system', {
    seed: integer('Seed', {
      default: 7,
      min: 0,
      max: 4_294_967_295,
      help: 'all random numbers follow from it: an equal seed repeats a run',
    }),
    backend: choice(
      'Backend',
      { auto: 'Automatic', webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'CPU' },
      'auto',
      'what computes: the GPU (WebGPU, WebGL) or the processor (WASM, CPU)',
    ),
  }),
} satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;

type ValueOf<F> =
  F extends ChoiceField<infer V>
    ? V
    : F extends NumberField
      ? number
      : F extends FlagField
        ? boolean
        : string;

/** Everything that a run depends on. Two equal RunConfigs on the same backend give the same losses, bit for bit. */
export type RunConfig = { readonly [K in FieldName]: ValueOf<(typeof FIELDS)[K]> };

export const DEFAULT_CONFIG = Object.fromEntries(
  Object.entries(FIELDS).map(([name, field]) => [name, field.default]),
) as RunConfig;

const NAMES = Object.keys(FIELDS) as FieldName[];

/** The fields of some groups, in the order of the table. */
export type FieldOf<G extends FieldGroup> = {
  [K in FieldName]: (typeof FIELDS)[K]['group'] extends G ? K : never;
}[FieldName];

export const fieldsOf = <const G extends FieldGroup>(...groups: readonly G[]): readonly FieldOf<G>[] =>
  NAMES.filter((name): name is FieldOf<G> => (groups as readonly FieldGroup[]).includes(FIELDS[name].group));

/** The fields on which the shapes of weights depend: a learned variance doubles the outputs. */
export const WEIGHT_FIELDS: readonly FieldName[] = [...fieldsOf('network'), 'variance'];

/** The name a field has in the address and in files. */
export const urlName = (name: FieldName): string => (FIELDS[name] as Field).url ?? name;
