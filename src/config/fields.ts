/**
 * The fields of a run's configuration: one table from which the type, the defaults, the form, the address and the messages all come.
 * Adding a field is adding a line. Menus of schedules, samplers, data sets and the like are their registries.
 *
 * The meaning of each field, a phrase, stands in `fieldHelp.ts`, which the first view does not load.
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

/** The part of a run to which a field belongs. Lists of fields are derived from it. */
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
  /** Name in the address where it differs from the field's own. */
  readonly url?: string;
  /** The data for which it means anything, where that is not all: points, images, or data whose classes are learned. */
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
  /** The label of each value in menus. */
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
const flag = (label: string, value: boolean, extra: Extra = {}): FlagField => ({
  kind: 'flag',
  label,
  default: value,
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
  extra: Extra = {},
): ChoiceField<V> => {
  const values = Object.keys(menu) as V[];
  const labelOf = (entry: string | { readonly label: string }) =>
    typeof entry === 'string' ? entry : entry.label;
  const labels = Object.fromEntries(values.map((id) => [id, labelOf(menu[id])])) as Record<V, string>;
  return { kind: 'choice', label, values, labels, default: value, ...extra };
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
    dataset: choice('Dataset', DATASETS, 'swiss-roll'),
    text: text('Text', {
      default: 'DDPM',
      maxLength: 40,
      only: 'points',
    }),
    drawing: text('Drawing', {
      default: '',
      maxLength: 6000,
      only: 'points',
    }),
    fullData: flag('All images', false, {
      only: 'images',
    }),
    flips: flag('Mirror images', true, {
      only: 'images',
    }),
    classes: flag('Class labels', false),
    labelDropout: real('Label dropout', {
      default: 0.1,
      min: 0,
      max: 1,
      advised: [0.05, 0.3],
      only: 'classes',
    }),
  }),
  ...group('process', {
    process: choice('Process', PROCESSES, 'ddpm'),
    schedule: choice('Schedule', SCHEDULES, 'cosine'),
    T: integer('Timesteps (T)', {
      default: 200,
      min: 2,
      max: 4000,
      advised: [20, 1000],
    }),
    betaStart: real('First beta', {
      default: 1e-4,
      min: 1e-8,
      max: 0.5,
    }),
    betaEnd: real('Last beta', {
      default: 0.02,
      min: 1e-6,
      max: 0.999,
    }),
    scaleBetas: flag('Scale betas by 1000/T', true),
    cosineS: real('Cosine offset (s)', {
      default: 0.008,
      min: 0,
      max: 0.2,
    }),
    handles: text('Handles', {
      default: COSINE_HANDLES,
      maxLength: 600,
    }),
    zeroTerminalSnr: flag('Zero terminal SNR', false),
    betaMin: real('β at t = 0', {
      default: 0.1,
      min: 0,
      max: 10,
    }),
    betaMax: real('β at t = 1', {
      default: 20,
      min: 0.1,
      max: 100,
    }),
    sigmaMin: real('Smallest σ', {
      default: 0.01,
      min: 1e-4,
      max: 1,
    }),
    sigmaMax: real('Largest σ', {
      default: 50,
      min: 1,
      max: 1000,
    }),
  }),
  ...group('network', {
    model: choice('Model', { mlp: 'MLP', unet: 'U-Net' }, 'mlp'),
    unet: choice(
      'U-Net',
      { 'grey-28': 'Grey 28', 'grey-28-tiny': 'Grey 28, tiny', 'rgb-16': 'Colour 16', custom: 'Your own' },
      'grey-28',
      { only: 'images' },
    ),
    architecture: text('Architecture', {
      default: '',
      maxLength: 4000,
      only: 'images',
    }),
    width: integer('Width', {
      default: 128,
      min: 4,
      max: 1024,
      advised: [32, 256],
      only: 'points',
    }),
    depth: integer('Depth', {
      default: 3,
      min: 1,
      max: 12,
      advised: [2, 6],
      only: 'points',
    }),
    activation: choice('Activation', { silu: 'SiLU', relu: 'ReLU', gelu: 'GELU', tanh: 'tanh' }, 'silu', {
      only: 'points',
    }),
    conditioning: choice(
      'Time conditioning',
      { 'scale-shift': 'scale-shift', add: 'add', concat: 'concat', none: 'none' },
      'scale-shift',
      { only: 'points' },
    ),
    timeFeatures: integer('Time features', {
      default: 64,
      min: 4,
      max: 512,
      only: 'points',
    }),
    coordinateFeatures: integer('Coordinate features', {
      default: 16,
      min: 0,
      max: 128,
      only: 'points',
    }),
  }),
  ...group('objective', {
    prediction: choice('Prediction', PREDICTIONS, 'eps'),
    weighting: choice('Loss weighting', WEIGHTINGS, 'none'),
    lossSpace: choice('Loss on', LOSS_SPACES, 'output'),
    minSnrGamma: real('Min-SNR γ', {
      default: 5,
      min: 0.1,
      max: 100,
    }),
    timeSampling: choice('Sampling of t', TIME_SAMPLINGS, 'stratified'),
    logitMean: real('Logit mean', {
      default: 0,
      min: -5,
      max: 5,
    }),
    logitScale: real('Logit deviation', {
      default: 1,
      min: 0.1,
      max: 5,
    }),
    importanceWeights: flag('Importance weights', true),
  }),
  ...group('optimizer', {
    trainingSteps: integer('Training steps', {
      url: 'steps',
      default: 3000,
      min: 1,
      max: 10_000_000,
    }),
    batchSize: integer('Batch size', {
      url: 'batch',
      default: 256,
      min: 1,
      max: 16_384,
      advised: [64, 2048],
    }),
    learningRate: real('Learning rate', {
      url: 'lr',
      default: 2e-3,
      min: 1e-9,
      max: 1e12,
      advised: [1e-5, 1e-1],
    }),
    warmupSteps: integer('Warm-up steps', {
      default: 100,
      min: 0,
      max: 100_000,
    }),
    decay: choice('Rate decay', { cosine: 'cosine', linear: 'linear', none: 'none' }, 'cosine'),
    adamBeta1: real('Adam β₁', {
      default: 0.9,
      min: 0,
      max: 0.9999,
    }),
    adamBeta2: real('Adam β₂', {
      default: 0.999,
      min: 0,
      max: 0.99999,
    }),
    adamEpsilon: real('Adam ε', {
      default: 1e-8,
      min: 1e-12,
      max: 1e-2,
    }),
    gradientClip: real('Gradient clip', {
      default: 1,
      min: 0,
      max: 1e6,
    }),
    emaDecay: real('EMA decay', {
      default: 0.999,
      min: 0,
      max: 0.99999,
    }),
    emaWarmup: flag('EMA warm-up', true),
  }),
  ...group('sampling', {
    sampler: choice('Sampler', SAMPLERS, 'ddpm'),
    samplingSteps: integer('Sampling steps', {
      default: 200,
      min: 1,
      max: 4000,
    }),
    spacing: choice('Step spacing', { auto: 'auto', ...SPACINGS }, 'auto'),
    eta: real('DDIM η', {
      default: 0,
      min: 0,
      max: 1,
    }),
    solverOrder: integer('Solver order', {
      default: 2,
      min: 1,
      max: 3,
    }),
    langevinSnr: real('Langevin SNR', {
      default: 0.16,
      min: 0.001,
      max: 2,
    }),
    variance: choice('Reverse variance', VARIANCES, 'fixed-small', { ofModel: true }),
    label: integer('Class to draw', {
      default: -1,
      min: -1,
      max: 999,
      only: 'classes',
    }),
    guidance: real('Guidance scale', {
      default: 2,
      min: 0,
      max: 20,
      advised: [1, 5],
      only: 'classes',
    }),
    clipDenoised: flag('Clip x̂₀', true, { ofModel: true }),
  }),
  ...group('system', {
    seed: integer('Seed', {
      default: 7,
      min: 0,
      max: 4_294_967_295,
    }),
    backend: choice(
      'Backend',
      { auto: 'Automatic', webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'CPU' },
      'auto',
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

/** The fields on which the shapes of weights depend: a learned variance doubles the outputs, and classes have weights of their own. */
export const WEIGHT_FIELDS: readonly FieldName[] = [...fieldsOf('network'), 'variance', 'classes'];

/** The name a field has in the address and in files. */
export const urlName = (name: FieldName): string => (FIELDS[name] as Field).url ?? name;
