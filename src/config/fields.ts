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
import * as words from '../words/config';

/** The part of a run to which a field belongs. Lists of fields are derived from it. */
export type FieldGroup = 'data' | 'process' | 'network' | 'objective' | 'optimizer' | 'sampling' | 'system';

/** The headings of forms. */
export const GROUP_LABELS: Readonly<Record<FieldGroup, string>> = words.groups;

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

export type Field = (NumberField | ChoiceField | FlagField | TextField) & { readonly group: FieldGroup };

/** A field before it has its label and its group. */
type Definition<F extends FieldBase> = F extends unknown ? Omit<F, 'label'> : never;
type Extra = Pick<FieldBase, 'only' | 'ofModel'>;

type NumberOptions = Omit<NumberField, 'kind' | 'label' | 'integer'>;
const integer = (options: NumberOptions): Definition<NumberField> => ({
  kind: 'number',
  integer: true,
  ...options,
});
const real = (options: NumberOptions): Definition<NumberField> => ({
  kind: 'number',
  integer: false,
  ...options,
});
const flag = (value: boolean, extra: Extra = {}): Definition<FlagField> => ({
  kind: 'flag',
  default: value,
  ...extra,
});
const text = (options: Omit<TextField, 'kind' | 'label'>): Definition<TextField> => ({
  kind: 'text',
  ...options,
});

/** The entries of a menu by value: a registry, whose entries have a label, or labels alone. */
type Menu<V extends string> = Readonly<Record<V, string | { readonly label: string }>>;

const choice = <V extends string>(
  menu: Menu<V>,
  value: NoInfer<V>,
  extra: Extra = {},
): Definition<ChoiceField<V>> => {
  const values = Object.keys(menu) as V[];
  const labelOf = (entry: string | { readonly label: string }) =>
    typeof entry === 'string' ? entry : entry.label;
  const labels = Object.fromEntries(values.map((id) => [id, labelOf(menu[id])])) as Record<V, string>;
  return { kind: 'choice', values, labels, default: value, ...extra };
};

/** Everything that can be learned: points, images that ship, and the user's own images. */
export const DATASETS = { ...POINT_DATASETS, ...IMAGE_DATASETS, images: OWN_IMAGES };

type Definitions = {
  readonly [K in keyof typeof words.fields]?: Definition<NumberField | ChoiceField | FlagField | TextField>;
};

/** Gives fields their labels and their group. */
const group = <const G extends FieldGroup, F extends Definitions>(name: G, fields: F) =>
  Object.fromEntries(
    Object.entries(fields).map(([id, field]) => [
      id,
      { ...field, label: words.fields[id as keyof typeof words.fields], group: name },
    ]),
  ) as unknown as {
    readonly [K in keyof F]: F[K] & { readonly label: string; readonly group: G };
  };

export const FIELDS = {
  ...group('data', {
    dataset: choice(DATASETS, 'swiss-roll'),
    text: text({
      default: 'DDPM',
      maxLength: 40,
      only: 'points',
    }),
    drawing: text({
      default: '',
      maxLength: 6000,
      only: 'points',
    }),
    fullData: flag(false, {
      only: 'images',
    }),
    examples: integer({
      default: 0,
      min: 0,
      max: 100_000,
    }),
    flips: flag(true, {
      only: 'images',
    }),
    classes: flag(false),
    labelDropout: real({
      default: 0.1,
      min: 0,
      max: 1,
      advised: [0.05, 0.3],
      only: 'classes',
    }),
  }),
  ...group('process', {
    process: choice(PROCESSES, 'ddpm'),
    schedule: choice(SCHEDULES, 'cosine'),
    T: integer({
      default: 200,
      min: 2,
      max: 4000,
      advised: [20, 1000],
    }),
    betaStart: real({
      default: 1e-4,
      min: 1e-8,
      max: 0.5,
    }),
    betaEnd: real({
      default: 0.02,
      min: 1e-6,
      max: 0.999,
    }),
    scaleBetas: flag(true),
    cosineS: real({
      default: 0.008,
      min: 0,
      max: 0.2,
    }),
    handles: text({
      default: COSINE_HANDLES,
      maxLength: 600,
    }),
    zeroTerminalSnr: flag(false),
    betaMin: real({
      default: 0.1,
      min: 0,
      max: 10,
    }),
    betaMax: real({
      default: 20,
      min: 0.1,
      max: 100,
    }),
    sigmaMin: real({
      default: 0.01,
      min: 1e-4,
      max: 1,
    }),
    sigmaMax: real({
      default: 50,
      min: 1,
      max: 1000,
    }),
  }),
  ...group('network', {
    model: choice({ mlp: 'MLP', unet: 'U-Net', dit: 'DiT' }, 'mlp'),
    unet: choice(words.unets, 'grey-28', { only: 'images' }),
    architecture: text({
      default: '',
      maxLength: 4000,
      only: 'images',
    }),
    patchSize: integer({
      default: 4,
      min: 1,
      max: 32,
      advised: [2, 7],
      only: 'images',
    }),
    hiddenSize: integer({
      default: 64,
      min: 4,
      max: 768,
      advised: [32, 256],
      only: 'images',
    }),
    blocks: integer({
      default: 3,
      min: 1,
      max: 24,
      advised: [2, 12],
      only: 'images',
    }),
    heads: integer({
      default: 4,
      min: 1,
      max: 32,
      advised: [2, 8],
      only: 'images',
    }),
    width: integer({
      default: 128,
      min: 4,
      max: 1024,
      advised: [32, 256],
      only: 'points',
    }),
    depth: integer({
      default: 3,
      min: 1,
      max: 12,
      advised: [2, 6],
      only: 'points',
    }),
    activation: choice({ silu: 'SiLU', relu: 'ReLU', gelu: 'GELU', tanh: 'tanh' }, 'silu', {
      only: 'points',
    }),
    conditioning: choice(words.conditionings, 'scale-shift', { only: 'points' }),
    timeFeatures: integer({
      default: 64,
      min: 4,
      max: 512,
      only: 'points',
    }),
    coordinateFeatures: integer({
      default: 16,
      min: 0,
      max: 128,
      only: 'points',
    }),
  }),
  ...group('objective', {
    prediction: choice(PREDICTIONS, 'eps'),
    weighting: choice(WEIGHTINGS, 'none'),
    lossSpace: choice(LOSS_SPACES, 'output'),
    minSnrGamma: real({
      default: 5,
      min: 0.1,
      max: 100,
    }),
    timeSampling: choice(TIME_SAMPLINGS, 'stratified'),
    logitMean: real({
      default: 0,
      min: -5,
      max: 5,
    }),
    logitScale: real({
      default: 1,
      min: 0.1,
      max: 5,
    }),
    importanceWeights: flag(true),
  }),
  ...group('optimizer', {
    trainingSteps: integer({
      url: 'steps',
      default: 3000,
      min: 1,
      max: 10_000_000,
    }),
    batchSize: integer({
      url: 'batch',
      default: 256,
      min: 1,
      max: 16_384,
      advised: [64, 2048],
    }),
    learningRate: real({
      url: 'lr',
      default: 2e-3,
      min: 1e-9,
      max: 1e12,
      advised: [1e-5, 1e-1],
    }),
    warmupSteps: integer({
      default: 100,
      min: 0,
      max: 100_000,
    }),
    decay: choice(words.decays, 'cosine'),
    optimizer: choice(words.optimizers, 'adam'),
    adamBeta1: real({
      default: 0.9,
      min: 0,
      max: 0.9999,
    }),
    adamBeta2: real({
      default: 0.999,
      min: 0,
      max: 0.99999,
    }),
    adamEpsilon: real({
      default: 1e-8,
      min: 1e-12,
      max: 1e-2,
    }),
    gradientClip: real({
      default: 1,
      min: 0,
      max: 1e6,
    }),
    emaDecay: real({
      default: 0.999,
      min: 0,
      max: 0.99999,
    }),
    emaWarmup: flag(true),
  }),
  ...group('sampling', {
    sampler: choice(SAMPLERS, 'ddpm'),
    samplingSteps: integer({
      default: 200,
      min: 1,
      max: 4000,
    }),
    spacing: choice({ auto: words.automaticSpacing, ...SPACINGS }, 'auto'),
    eta: real({
      default: 0,
      min: 0,
      max: 1,
    }),
    clippedEps: flag(true, { ofModel: true }),
    solverOrder: integer({
      default: 2,
      min: 1,
      max: 3,
    }),
    langevinSnr: real({
      default: 0.16,
      min: 0.001,
      max: 2,
    }),
    variance: choice(VARIANCES, 'fixed-small', { ofModel: true }),
    label: integer({
      default: -1,
      min: -1,
      max: 999,
      only: 'classes',
    }),
    guidance: real({
      default: 2,
      min: 0,
      max: 20,
      advised: [1, 5],
      only: 'classes',
    }),
    clipDenoised: flag(true, { ofModel: true }),
  }),
  ...group('system', {
    seed: integer({
      default: 7,
      min: 0,
      max: 4_294_967_295,
    }),
    backend: choice(
      { auto: words.automaticBackend, webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'CPU' },
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
