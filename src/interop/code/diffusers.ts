/**
 * A script for Hugging Face diffusers: its U-Net, its schedulers and accelerate, with the data, batches and noise of the PyTorch script. Only
 * what diffusers' own schedulers do as this app does has one; whatever differs is refused by name.
 */

import type { EmbeddedClasses } from '../../config/embeddedClasses';
import type { RunConfig } from '../../config/fields';
import { stepsTaken } from '../../config/samplingSteps';
import type { Process } from '../../diffusion/process';
import { RefusedError } from '../../diffusion/refusal';
import type { SamplerId } from '../../diffusion/samplers';
import type { SpacingId } from '../../diffusion/samplers/spacing';
import type { UnetConfig } from '../../types/unet';
import { schedulerConfigJson } from '../diffusersScheduler';
import { unetConfigJson } from '../diffusersUnet';
import { isFlowScheduler } from '../modelFile';
import { schedulerOf } from '../runFile';
import { clipPiece, optimizerPiece, ownEps, type Pieces, piece, spacingOf, weightingPieces } from './pieces';
import type { PythonValue } from './settings';

/** What decides the pieces of a script beside the configuration. */
export interface ScriptParts extends EmbeddedClasses {
  /** Whether the data have units of their own. */
  readonly units: boolean;
  /** Null for points. */
  readonly unet: UnetConfig | null;
}

const refused = (message: string, hint: string) => new RefusedError({ message, hint });

/** The class of diffusers that does what a sampler does on a chain. */
const CLASSES: Partial<Record<SamplerId, string>> = {
  ddpm: 'DDPMScheduler',
  ddim: 'DDIMScheduler',
  'dpm-solver++': 'DPMSolverMultistepScheduler',
  'sde-dpm-solver++': 'DPMSolverMultistepScheduler',
  euler: 'EulerDiscreteScheduler',
  heun: 'HeunDiscreteScheduler',
};

/** Samplers whose schedulers hold x/α, and visit times between two steps. */
const isScaled = (sampler: SamplerId): boolean => sampler === 'euler' || sampler === 'heun';

function refuseSpacing(config: RunConfig, spacing: SpacingId): void {
  const { sampler, T } = config;
  const steps = stepsTaken(config);
  if (spacing === 'karras' && !isScaled(sampler))
    throw refused(
      `${CLASSES[sampler]} of diffusers rounds the times of the spacing "karras".`,
      'Choose another spacing, or Euler or Heun.',
    );
  const strides = spacing === 'leading' || (spacing === 'trailing' && T % steps === 0);
  if (sampler === 'ddim' && !strides)
    throw refused(
      `DDIMScheduler of diffusers takes steps of ⌊T / n⌋ = ${Math.floor(T / steps)}, whatever the next visited step is.`,
      'Choose the spacing "trailing" and a number of steps that divides T, or "leading".',
    );
}

/** In English, unlike `schedulerOf`: the reason stands in the README. */
function refuseProcess({ process, prediction }: RunConfig): void {
  if (process !== 'ddpm' && process !== 'flow')
    throw refused(
      `diffusers has no scheduler that adds the noise of the process "${process}".`,
      'Train a DDPM, or flow matching.',
    );
  if (process === 'flow' && prediction !== 'velocity')
    throw refused(
      `FlowMatchEulerDiscreteScheduler of diffusers steps by a velocity, and this network predicts "${prediction}".`,
      'Train with the prediction velocity.',
    );
  if (process === 'ddpm' && prediction === 'velocity')
    throw refused(
      'The schedulers of diffusers read no velocity on a chain.',
      'Train with the prediction eps, x0 or v.',
    );
}

/** @throws RefusedError that names what diffusers has not, or does in another way */
function refuseWhatDiffers(config: RunConfig, spacing: SpacingId, unlabelled: number): void {
  const { sampler, zeroTerminalSnr, model, process } = config;
  if (model === 'dit')
    throw refused(
      'DiTTransformer2DModel of diffusers embeds time and class anew in each block, which this network does not.',
      'Download code has a PyTorch script.',
    );
  if (process === 'flow' && sampler !== 'euler')
    throw refused(
      `diffusers has no scheduler that draws with "${sampler}" along a flow as it is done here.`,
      'Choose the sampler Euler.',
    );
  if (process === 'flow') return;
  if (!CLASSES[sampler])
    throw refused(
      `diffusers has no scheduler for the sampler "${sampler}" as it is here.`,
      'Choose DDPM, DDIM, DPM-Solver++, Euler or Heun.',
    );
  if (model === 'mlp' && ownEps(config))
    throw refused(
      'DDIMScheduler of diffusers clips all coordinates to one range, which is not that of these points.',
      'Compute ε̂ from the clipped x̂₀.',
    );
  if (zeroTerminalSnr && sampler !== 'ddpm' && sampler !== 'ddim')
    throw refused(
      `${CLASSES[sampler]} of diffusers begins a chain with zero terminal SNR at another level.`,
      'Choose DDPM or DDIM.',
    );
  if (model === 'unet' && config.classes && unlabelled < 0)
    throw refused(
      'UNet2DModel of diffusers needs a row for "no class", which this network has not.',
      'Download code has a PyTorch script.',
    );
  refuseSpacing(config, spacing);
}

/** Of the chain in the words of diffusers. */
function chainConstants(config: RunConfig, spacing: SpacingId): Readonly<Record<string, PythonValue>> {
  const json = schedulerConfigJson(chainOf(config)) as Readonly<Record<string, PythonValue>>;
  return {
    BETA_SCHEDULE: json.beta_schedule,
    PREDICTION_TYPE: json.prediction_type,
    VARIANCE_TYPE: json.variance_type,
    CLIP_SAMPLE: clipsItself(config),
    CLIPPED_EPS: config.clippedEps,
    KARRAS: spacing === 'karras',
    TIMESTEP_SPACING: spacing === 'karras' ? 'linspace' : spacing,
  };
}

function chainOf(config: RunConfig) {
  const scheduler = schedulerOf(config);
  if (isFlowScheduler(scheduler)) throw new Error('a flow has no chain');
  return scheduler;
}

/** Whether the scheduler clips as the app does: pixels to ±1, by those that have the option. */
const clipsItself = ({ clipDenoised, model, sampler }: RunConfig): boolean =>
  clipDenoised && model === 'unet' && (sampler === 'ddpm' || sampler === 'ddim' || sampler === 'heun');

function schedulePieces(config: RunConfig): string[] {
  if (chainOf(config).schedule !== 'custom') return [piece('diffusers/betasNamed')];
  const handles = config.schedule === 'drawn' ? [piece('drawn')] : [];
  return [
    piece('diffusers/scheduleHead'),
    ...handles,
    piece(`schedule/${config.schedule}`),
    piece('diffusers/betasOwn'),
  ];
}

/** Noise levels, scheduler, and the way from noise to samples. */
function schedulerPieces(config: RunConfig, spacing: SpacingId) {
  const { sampler } = config;
  if (config.process === 'flow')
    return {
      noise: [piece('level'), piece('diffusers/flow')],
      reverse: [
        piece(`spacing/${spacing === 'trailing' ? 'trailingFlow' : spacing}`),
        piece('diffusers/gridFlow'),
        piece('diffusers/sampler/eulerFlow'),
        piece('diffusers/reverse'),
      ],
    };
  const scaled = isScaled(sampler) ? 'Scaled' : '';
  return {
    noise: [
      piece('level'),
      ...schedulePieces(config),
      piece('diffusers/chain'),
      piece(`diffusers/sampler/${sampler}`),
    ],
    reverse: [piece(`diffusers/grid${scaled}`), piece(`diffusers/reverse${scaled}`)],
  };
}

const importsOf = ({ process, sampler, model }: RunConfig): string => {
  const chain = ['DDPMScheduler', CLASSES[sampler]!];
  const names = new Set(process === 'flow' ? ['FlowMatchEulerDiscreteScheduler'] : chain);
  if (model === 'unet') names.add('UNet2DModel');
  const from = [`from diffusers import ${[...names].sort().join(', ')}`];
  const ancestral = process !== 'flow' && sampler === 'ddpm';
  const before = model === 'unet' ? [] : [piece('diffusers/importsPoints')];
  const after = ancestral ? ['from diffusers.schedulers import scheduling_ddpm'] : [];
  return [piece('diffusers/imports'), ...from, ...before, ...after, piece('diffusers/importsMore')]
    .map((text) => text.trimEnd())
    .join('\n');
};

/**
 * The pieces of the script, and constants that have no field.
 * @throws RefusedError that names what diffusers has not, or does in another way
 */
export function diffusersPieces(
  config: RunConfig,
  process: Process,
  { classes, unlabelled, units, unet }: ScriptParts,
): { pieces: Pieces; constants: Readonly<Record<string, PythonValue>> } {
  const spacing = spacingOf(config, process);
  refuseProcess(config);
  refuseWhatDiffers(config, spacing, unlabelled);
  const points = unet === null;
  const learned = config.variance === 'learned';
  const sampledVariance = learned && config.sampler === 'ddpm' && config.process === 'ddpm';
  const { noise, reverse } = schedulerPieces(config, spacing);
  const ownClip = config.clipDenoised && !clipsItself(config);
  const pointPieces = [
    piece('networkMlp'),
    piece(classes > 0 ? 'conditionClasses' : 'condition'),
    piece('diffusers/networkPoints'),
  ];
  const body = [
    piece('randomNumbers'),
    piece('files'),
    piece(points ? 'dataPoints' : 'dataImages'),
    ...(points ? pointPieces : [piece('diffusers/networkUnet')]),
    ...(learned ? [piece(points ? 'varianceMlp' : 'varianceImages')] : []),
    ...noise,
    piece(`prediction/${config.prediction}`),
    ...(learned ? [piece('posterior')] : []),
    piece(classes > 0 ? 'diffusers/samplingGuided' : 'diffusers/sampling'),
    ...(ownClip ? [clipPiece(config)] : []),
    piece(ownClip ? 'diffusers/guessClipped' : 'diffusers/guessAsItIs'),
    piece(sampledVariance ? 'diffusers/outputLearned' : 'diffusers/output'),
    ...reverse,
    ...(classes > 0 ? [piece('labels')] : []),
    piece(points ? (units ? 'outputUnits' : 'outputPoints') : 'outputImages'),
    piece('draw'),
    piece(learned ? 'lossLearned' : 'lossFixed'),
    ...weightingPieces(config),
    piece(`times/${config.timeSampling}`),
    piece('batch'),
    optimizerPiece(config),
    piece('diffusers/training'),
    ...(config.timeSampling === 'second-moment' ? [piece('trainingMoments')] : []),
  ];
  const constants = {
    ...(config.process === 'flow' ? {} : chainConstants(config, spacing)),
    ...(unet && { UNET: unetArguments(unet) }),
    TIME_SCALE: config.process === 'flow' ? 1000 : 1,
    TIME_FACTOR: config.process === 'flow' ? 1 : 1000 / config.T,
  };
  return { pieces: { imports: importsOf(config), body, main: piece('main') }, constants };
}

/** The arguments of UNet2DModel: names with an underscore are this app's own. */
const unetArguments = (unet: NonNullable<ScriptParts['unet']>): PythonValue =>
  Object.fromEntries(
    Object.entries(unetConfigJson(unet)).filter(([name]) => !name.startsWith('_')),
  ) as PythonValue;
