/** A run file is a run's weights and configuration as a model file: an MLP's own layout, a DiT's, or the folder of a diffusers pipeline. */

import { familyOf } from '../config/family';
import {
  FIELDS,
  type Field,
  type FieldName,
  fieldsOf,
  type RunConfig,
  WEIGHT_FIELDS,
} from '../config/fields';
import { openDataset } from '../config/openDataset';
import { createBetas } from '../diffusion/schedules';
import type { DataSource } from '../types/dataSource';
import type { UnetConfig } from '../types/unet';
import type { FileWeights, NetworkConfigs } from '../types/weights';
import * as words from '../words/files/model';
import type { SchedulerConfig } from './diffusersScheduler';
import { FileError } from './fileError';
import { FLOW_SCHEDULER } from './flowScheduler';
import { learnedPointsJson } from './learnedPoints';
import { type AnyScheduler, type ModelFile, packModel, statedRun, unpackModelFolder } from './modelFile';
import { type OpenedModel, openedModel } from './openedModel';
import type { Json, JsonObject } from './strictJson';
import type { TrainingRecord } from './trainingFile';

/** Fields that describe an MLP: the shapes of its weights, and what its output means. */
const NETWORK_FIELDS = (Object.keys(FIELDS) as FieldName[]).filter(
  (name) =>
    name === 'prediction' || (WEIGHT_FIELDS.includes(name) && (FIELDS[name] as Field).only !== 'images'),
);

/** The other fields of a sampler, so that the file can be read where its run.json is gone. */
const PROCESS_FIELDS: readonly FieldName[] = ['dataset', ...fieldsOf('process')];

/** A run whose weights its trainer still has. */
export interface SavedRun {
  readonly runId: number;
  readonly config: RunConfig;
  /** The user's own data, of which the file says the units. */
  readonly source?: DataSource;
  /** What its training began from, and the steps since: a model that was opened and trained no further was not trained as the configuration says. */
  readonly base?: 'new' | 'model';
  readonly step?: number;
  /** 'stated' where the file of that model says how it was trained. */
  readonly opened?: boolean | 'stated';
}

/** Whether the configuration says how the weights were trained. */
const isTrainedAsStated = ({ base, step, opened }: Pick<SavedRun, 'base' | 'step' | 'opened'>): boolean =>
  base !== 'model' || step !== 0 || opened === 'stated';

/** Units and box of what a run learned, where the data are the user's own: without them samples have no units. */
function dataOf(config: RunConfig, source: DataSource | undefined): JsonObject {
  if (familyOf(config.dataset) !== 'points') return {};
  try {
    const { units, box } = openDataset(config, source);
    return units ? { data: learnedPointsJson(units, box, source?.kind === 'images' ? {} : source) } : {};
  } catch {
    return {}; // a run whose table is gone
  }
}

/** The names of the classes of the user's own images, where the network has as many: without the images no other file has them. */
function namesOf(
  { dataset }: RunConfig,
  classes: number,
  source: DataSource | undefined,
): { readonly classNames?: readonly string[] } {
  if (dataset !== 'images') return {};
  const names = source?.kind === 'images' ? (source.classes ?? []) : [];
  return names.length > 0 && names.length === classes ? { classNames: names } : {};
}

const classesOf = ({ numClassEmbeds, nullClass }: UnetConfig) => (numClassEmbeds ?? 0) - (nullClass ? 1 : 0);

export interface RunFileOptions {
  /** Also saves raw weights and the optimizer's moments, from which training resumes exactly: three times the size of the EMA weights. Default true. */
  readonly resumable?: boolean;
  /** Whether a U-Net may have no scheduler in diffusers: that of code has its own. Default false. */
  readonly anyProcess?: boolean;
  /** The record of the training up to a step, which is saved with what training resumes from. */
  readonly recordUpTo?: (step: number) => TrainingRecord;
}

/**
 * @returns the EMA weights and the configuration
 * @throws FileError where a U-Net's process has no scheduler in diffusers
 */
export async function modelOfRun(
  run: SavedRun,
  trainer: { savedModel(runId: number): Promise<NetworkConfigs & { weights: FileWeights }> },
  { resumable = true, anyProcess = false, recordUpTo }: RunFileOptions = {},
): Promise<ModelFile> {
  const { runId, config } = run;
  const { weights, ...networks } = await trainer.savedModel(runId);
  const { ema: tensors, ...training } = weights;
  const state = resumable && 'step' in training ? training : null;
  const saved = { tensors, training: state && { ...state, record: recordUpTo?.(state.step) } };
  const model = modelOf(run, networks, saved, anyProcess ? schedulerIfAny : schedulerOf);
  return isTrainedAsStated(run) ? model : { ...model, run: statedRun(config, { run: {} }) };
}

/** A run's configuration and weights as a model file. @param scheduler of a U-Net's process */
export function modelOf(
  { config, source }: { readonly config: RunConfig; readonly source?: DataSource | undefined },
  { unet, dit }: NetworkConfigs,
  weights: Pick<ModelFile, 'tensors' | 'training'>,
  scheduler: (config: RunConfig) => AnyScheduler | null = schedulerIfAny,
): ModelFile {
  const common = { ...weights, run: { ...config } as unknown as Json };
  if (dit) {
    const named = { ...dit, ...namesOf(config, dit.numClasses, source) };
    return {
      kind: 'dit',
      config: named,
      fields: fieldsIn(config, ['prediction', ...PROCESS_FIELDS]),
      ...common,
    };
  }
  if (!unet) return { kind: 'mlp', config: mlpFields(config, source), ...common };
  const named = { ...unet, ...namesOf(config, classesOf(unet), source) };
  return { kind: 'unet', config: named, scheduler: scheduler(config), ...common };
}

const fieldsIn = (config: RunConfig, names: readonly FieldName[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, config[name]]));

/** `config.json` of an MLP: its network, its process, and what it learned of the user's own data. */
export const mlpFields = (config: RunConfig, source: DataSource | undefined): JsonObject => ({
  ...fieldsIn(config, [...NETWORK_FIELDS, ...PROCESS_FIELDS]),
  ...dataOf(config, source),
});

/** The same as the bytes of a ZIP. */
export const packRun = async (...args: Parameters<typeof modelOfRun>): Promise<Uint8Array> =>
  packModel(await modelOfRun(...args));

const noPrediction = ({ prediction }: RunConfig, expected: string) =>
  new FileError({
    field: 'prediction',
    found: prediction,
    expected,
    hint: words.trainWithPrediction(expected.split(/[ ,:]/)[0]),
  });

/** A process that diffusers has no scheduler for is described by run.json alone. */
function schedulerIfAny(config: RunConfig): AnyScheduler | null {
  try {
    return schedulerOf(config);
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

/** The scheduler with which diffusers samples a run. What it has no name for goes as betas. */
export function schedulerOf(config: RunConfig): AnyScheduler {
  if (config.process === 'flow') {
    if (config.prediction !== 'velocity') throw noPrediction(config, words.velocityOfFlow);
    return { schedulerClass: FLOW_SCHEDULER, shift: 1, moved: false };
  }
  const { prediction } = config;
  if (prediction === 'velocity') throw noPrediction(config, words.predictionOfChain);
  const { schedule, T, betaStart, betaEnd, scaleBetas, cosineS, handles, zeroTerminalSnr } = config;
  const { spacing, variance } = config;
  if (config.process !== 'ddpm') {
    throw new FileError({
      field: 'process',
      found: config.process,
      expected: words.processOfPipeline,
      hint: words.trainWithProcess,
    });
  }
  const options = { T, betaStart, betaEnd, scaleBetas, cosineS, handles };
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
    ...(schedule === 'drawn' && { handles }),
    prediction,
    variance: variance === 'learned' ? 'learned-range' : variance,
    clipDenoised: config.clipDenoised,
    clipRange: 1,
    ...(!config.clippedEps && { clippedEps: false }),
    timestepSpacing: spacing === 'trailing' || spacing === 'linspace' ? spacing : 'leading',
    stepsOffset: 0,
    zeroTerminalSnr,
  };
}

/**
 * @param files a ZIP alone, or the files of a model's folder by their paths
 * @throws FileError when a file is damaged, or the model cannot be read here
 */
export const unpackRunFiles = async (
  files: ReadonlyMap<string, Uint8Array>,
  base?: RunConfig,
): Promise<OpenedModel> => openedModel(await unpackModelFolder(files), undefined, base);
