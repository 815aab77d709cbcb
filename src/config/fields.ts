/**
 * The fields of a run's configuration: one table from which the type, the defaults, the form, the address and the
 * messages all come. Adding a field is adding a line.
 *
 * `min`/`max` are what the program accepts; `advised` is where good values lie and is only a hint.
 */

import { POINT_DATASET_IDS } from '../../datasets';
import { IMAGE_DATASET_IDS } from '../../datasets/images';

export interface NumberField {
  readonly kind: 'number';
  readonly label: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  readonly advised?: readonly [number, number];
  /** Name in the address where it differs from the field's own. */
  readonly url?: string;
  readonly help: string;
}

export interface ChoiceField<V extends string = string> {
  readonly kind: 'choice';
  readonly label: string;
  readonly default: V;
  readonly values: readonly V[];
  readonly url?: string;
  readonly help: string;
}

export interface FlagField {
  readonly kind: 'flag';
  readonly label: string;
  readonly default: boolean;
  readonly url?: string;
  readonly help: string;
}

export interface TextField {
  readonly kind: 'text';
  readonly label: string;
  readonly default: string;
  /** Longest text accepted, in characters. */
  readonly maxLength: number;
  readonly url?: string;
  readonly help: string;
}

export type Field = NumberField | ChoiceField | FlagField | TextField;

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
const flag = (label: string, value: boolean, help: string): FlagField => ({
  kind: 'flag',
  label,
  default: value,
  help,
});
const choice = <const V extends string>(
  label: string,
  values: readonly V[],
  value: NoInfer<V>,
  help: string,
): ChoiceField<V> => ({ kind: 'choice', label, values, default: value, help });

export const FIELDS = {
  dataset: choice(
    'Dataset',
    [...POINT_DATASET_IDS, ...IMAGE_DATASET_IDS, 'images'],
    'swiss-roll',
    'the distribution that the model learns',
  ),
  text: {
    kind: 'text',
    label: 'Text',
    default: 'DDPM',
    maxLength: 40,
    help: 'letters that become points, for the data set "text"',
  } as TextField,
  drawing: {
    kind: 'text',
    label: 'Drawing',
    default: '',
    maxLength: 6000,
    help: 'a drawing, packed for the address',
  } as TextField,
  fullData: flag('All images', false, 'learn from all images that ship, and not from the first part alone'),
  flips: flag('Mirror images', true, 'shows every other image mirrored, where the data set allows it'),
  classes: flag(
    'Class labels',
    false,
    'tells the network what each image shows, so that it can be asked for',
  ),
  labelDropout: real('Label dropout', {
    default: 0.1,
    min: 0,
    max: 1,
    advised: [0.05, 0.3],
    help: 'share of images shown without their label, which guidance needs',
  }),

  process: choice('Process', ['ddpm', 'vp-sde', 've-sde'], 'ddpm', 'how data become noise'),
  schedule: choice(
    'Schedule',
    ['linear', 'quadratic', 'scaled-linear', 'cosine', 'sigmoid'],
    'cosine',
    'how much noise each step adds',
  ),
  T: integer('Timesteps (T)', {
    default: 200,
    min: 2,
    max: 4000,
    advised: [20, 1000],
    help: 'number of noising steps',
  }),
  betaStart: real('First beta', {
    default: 1e-4,
    min: 1e-8,
    max: 0.5,
    help: 'first step of the linear family at T = 1000',
  }),
  betaEnd: real('Last beta', {
    default: 0.02,
    min: 1e-6,
    max: 0.999,
    help: 'last step of the linear family at T = 1000',
  }),
  scaleBetas: flag('Scale betas by 1000/T', true, 'keeps the end of the chain in noise whatever T'),
  cosineS: real('Cosine offset (s)', {
    default: 0.008,
    min: 0,
    max: 0.2,
    help: 'keeps the first cosine steps from being too small',
  }),
  zeroTerminalSnr: flag('Zero terminal SNR', false, 'rescale so that nothing of the data is left at the end'),
  betaMin: real('β at t = 0', { default: 0.1, min: 0, max: 10, help: 'VP-SDE, linear β(t)' }),
  betaMax: real('β at t = 1', { default: 20, min: 0.1, max: 100, help: 'VP-SDE, linear β(t)' }),
  sigmaMin: real('Smallest σ', { default: 0.01, min: 1e-4, max: 1, help: 'VE-SDE, in units of the data' }),
  sigmaMax: real('Largest σ', { default: 50, min: 1, max: 1000, help: 'VE-SDE, in units of the data' }),

  model: choice('Model', ['mlp', 'unet'], 'mlp', 'the network: an MLP for points, a U-Net for images'),
  unet: choice(
    'U-Net',
    ['grey-28', 'grey-28-tiny', 'rgb-16', 'custom'],
    'grey-28',
    'how wide and deep it is; size and colours are those of the images',
  ),
  architecture: {
    kind: 'text',
    label: 'Architecture',
    default: '',
    maxLength: 4000,
    help: 'a U-Net of your own: the config.json of a diffusers UNet2DModel',
  } as TextField,
  width: integer('Width', {
    default: 128,
    min: 4,
    max: 1024,
    advised: [32, 256],
    help: 'units in a hidden layer',
  }),
  depth: integer('Depth', { default: 3, min: 1, max: 12, advised: [2, 6], help: 'residual blocks' }),
  activation: choice('Activation', ['silu', 'relu', 'gelu', 'tanh'], 'silu', 'the non-linearity'),
  conditioning: choice(
    'Time conditioning',
    ['scale-shift', 'add', 'concat', 'none'],
    'scale-shift',
    'how the network is told t; "none" shows what is lost',
  ),
  timeFeatures: integer('Time features', {
    default: 64,
    min: 4,
    max: 512,
    help: 'size of the sinusoidal embedding of t',
  }),
  coordinateFeatures: integer('Coordinate features', {
    default: 16,
    min: 0,
    max: 128,
    help: 'sinusoidal features of each coordinate, 0 for none',
  }),
  prediction: choice('Prediction', ['eps', 'x0', 'v'], 'eps', 'what the network is asked for'),
  weighting: choice('Loss weighting', ['none', 'min-snr'], 'none', 'weight of each t in the loss'),
  minSnrGamma: real('Min-SNR γ', {
    default: 5,
    min: 0.1,
    max: 100,
    help: 'largest SNR that still adds weight',
  }),
  variance: choice(
    'Reverse variance',
    ['fixed-small', 'fixed-large', 'learned'],
    'fixed-small',
    'Σθ of ancestral sampling: β̃, β, or between the two by a second output of the network',
  ),

  trainingSteps: integer('Training steps', {
    url: 'steps',
    default: 3000,
    min: 1,
    max: 10_000_000,
    help: 'Adam steps in all',
  }),
  batchSize: integer('Batch size', {
    url: 'batch',
    default: 256,
    min: 1,
    max: 16_384,
    advised: [64, 2048],
    help: 'points in one step',
  }),
  learningRate: real('Learning rate', {
    url: 'lr',
    default: 2e-3,
    min: 1e-9,
    max: 1e12,
    advised: [1e-5, 1e-1],
    help: 'Adam step size; far above 0.1 the loss leaves the finite numbers, and the run says so',
  }),
  warmupSteps: integer('Warm-up steps', {
    default: 100,
    min: 0,
    max: 100_000,
    help: 'steps over which the rate rises from 0',
  }),
  decay: choice(
    'Rate decay',
    ['cosine', 'linear', 'none'],
    'cosine',
    'how the rate falls to 0 by the last step',
  ),
  adamBeta1: real('Adam β₁', { default: 0.9, min: 0, max: 0.9999, help: 'memory of the gradient' }),
  adamBeta2: real('Adam β₂', { default: 0.999, min: 0, max: 0.99999, help: 'memory of its square' }),
  adamEpsilon: real('Adam ε', { default: 1e-8, min: 1e-12, max: 1e-2, help: 'keeps the division finite' }),
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
    help: 'averaging of the weights; warms up as (1+n)/(10+n)',
  }),
  emaWarmup: flag('EMA warm-up', true, 'without it, early samples come from stale weights'),
  timeSampling: choice(
    'Sampling of t',
    ['uniform', 'stratified'],
    'stratified',
    'stratified t lowers the noise of the loss',
  ),

  sampler: choice(
    'Sampler',
    ['ddpm', 'ddim', 'dpm-solver++', 'heun', 'euler', 'euler-maruyama', 'predictor-corrector'],
    'ddpm',
    'the way back from noise',
  ),
  samplingSteps: integer('Sampling steps', {
    default: 200,
    min: 1,
    max: 4000,
    help: 'levels visited on the way back, at most T for DDPM',
  }),
  spacing: choice(
    'Step spacing',
    ['auto', 'leading', 'trailing', 'linspace', 'karras'],
    'auto',
    'which levels are visited',
  ),
  eta: real('DDIM η', { default: 0, min: 0, max: 1, help: '0 deterministic, 1 as noisy as DDPM' }),
  solverOrder: integer('Solver order', { default: 2, min: 1, max: 2, help: 'DPM-Solver++: 1 or 2M' }),
  langevinSnr: real('Langevin SNR', {
    default: 0.16,
    min: 0.001,
    max: 2,
    help: 'step size of the corrector',
  }),
  label: integer('Class to draw', {
    default: -1,
    min: -1,
    max: 999,
    help: 'the class that samples show; all in turn where none is asked for',
  }),
  guidance: real('Guidance scale', {
    default: 2,
    min: 0,
    max: 20,
    advised: [1, 5],
    help: 'how far samples follow their class: 0 not at all, 1 as the network learned it, more than that exaggerates',
  }),
  clipDenoised: flag('Clip x̂₀', true, 'keeps each guess inside the box of the data'),

  seed: integer('Seed', {
    default: 7,
    min: 0,
    max: 4_294_967_295,
    help: 'every random number follows from it',
  }),
  backend: choice('Backend', ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'], 'auto', 'where the arithmetic runs'),
} as const satisfies Record<string, Field>;

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

/** The name a field has in the address and in files. */
export const urlName = (name: FieldName): string => (FIELDS[name] as Field).url ?? name;
