/** A run file is a run's weights and configuration as a model file: an MLP's own layout, or the folder of a diffusers pipeline. */
import type { NamedWeights, TrainerApi } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { createBetas } from '../diffusion/schedules';
import type { SchedulerConfig } from './diffusersScheduler';
import { FileError } from './fileError';
import { type ModelFile, packModel, unpackModel } from './modelFile';
import { type OpenedModel, openedModel } from './openedModel';
import type { NamedTensor } from './safetensors';
import type { Json } from './strictJson';

/** Fields that shape an MLP: what its weights fit to. */
const NETWORK_FIELDS = [
  'model',
  'width',
  'depth',
  'activation',
  'conditioning',
  'timeFeatures',
  'coordinateFeatures',
  'prediction',
  'variance',
] as const satisfies readonly (keyof RunConfig)[];

const tensorsOf = (weights: NamedWeights): Map<string, NamedTensor> => new Map(Object.entries(weights));

/** A run whose weights can be asked for. */
export interface SavedRun {
  readonly runId: number;
  readonly config: RunConfig;
}

/**
 * @param resumable with what training needs to go on exactly: raw weights and Adam's moments, three times the size of the rest
 * @returns the EMA weights and the configuration
 * @throws FileError where a U-Net's process has no scheduler in diffusers
 */
export async function modelOfRun(
  { runId, config }: SavedRun,
  trainer: Pick<TrainerApi, 'savedModel'>,
  resumable = true,
): Promise<ModelFile> {
  const { weights, unet } = await trainer.savedModel(runId);
  const training = resumable ? weights.training : null;
  const common = {
    tensors: tensorsOf(weights.ema),
    run: { ...config } as unknown as Json,
    training: training && {
      step: training.step,
      weights: tensorsOf(training.weights),
      m: tensorsOf(training.m),
      v: tensorsOf(training.v),
    },
  };
  if (unet) return { kind: 'unet', config: unet, scheduler: schedulerOf(config), ...common };
  const network = Object.fromEntries(NETWORK_FIELDS.map((name) => [name, config[name]]));
  return { kind: 'mlp', config: network, ...common };
}

/** The same as the bytes of a ZIP. */
export const packRun = async (...given: Parameters<typeof modelOfRun>): Promise<Uint8Array> =>
  packModel(await modelOfRun(...given));

/** The scheduler with which diffusers samples a run. What it has no name for goes as betas. */
export function schedulerOf(config: RunConfig): SchedulerConfig {
  const { schedule, T, betaStart, betaEnd, scaleBetas, cosineS, zeroTerminalSnr, spacing, variance } = config;
  if (config.process !== 'ddpm') {
    throw new FileError({
      field: 'process',
      found: config.process,
      expected: 'ddpm: a U-Net is saved as a diffusers pipeline, which has a discrete chain',
      remedy: 'Train with the process "ddpm" to save the model',
    });
  }
  const options = { T, betaStart, betaEnd, scaled: scaleBetas, s: cosineS };
  const named =
    (schedule === 'linear' && (T === 1000 || !scaleBetas)) ||
    schedule === 'scaled-linear' ||
    schedule === 'sigmoid' ||
    (schedule === 'cosine' && cosineS === 0.008);
  return {
    schedulerClass: 'DDPMScheduler',
    T,
    schedule: named ? (schedule as SchedulerConfig['schedule']) : 'custom',
    betaStart,
    betaEnd,
    betas: named ? null : createBetas(schedule, { ...options, zeroTerminalSnr: false }),
    prediction: config.prediction,
    variance: variance === 'learned' ? 'fixed-small' : variance,
    clipDenoised: config.clipDenoised,
    clipRange: 1,
    timestepSpacing: spacing === 'trailing' || spacing === 'linspace' ? spacing : 'leading',
    stepsOffset: 0,
    zeroTerminalSnr,
  };
}

/** @throws FileError when the file is damaged, or holds a model that cannot be trained here */
export const unpackRun = async (bytes: Uint8Array, base?: RunConfig): Promise<OpenedModel> =>
  openedModel(await unpackModel(bytes), undefined, base);
