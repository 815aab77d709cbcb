/**
 * An opened model is a model file as a configuration and weights to begin with: of a run of this app, or a pipeline of diffusers,
 * whose schedule and network become fields.
 */

import { defaultsOf } from '../config/family';
import { DEFAULT_CONFIG, FIELDS, type RunConfig } from '../config/fields';
import { holdsImages } from '../config/imageSize';
import { parseRunConfig } from '../config/parse';
import { decimal } from '../lib/numbers';
import type { LearnedPoints } from '../types/dataSource';
import type { DitConfig } from '../types/dit';
import type { UnetConfig } from '../types/unet';
import type { FileWeights } from '../types/weights';
import * as fileWords from '../words/files/file';
import * as words from '../words/files/model';
import * as weightWords from '../words/files/weights';
import type { SchedulerConfig } from './diffusersScheduler';
import { unetConfigJson } from './diffusersUnet';
import { disagreements } from './disagreements';
import { ditConfigJson, ditFields } from './ditConfig';
import { FileError, quote } from './fileError';
import type { FlowSchedulerConfig } from './flowScheduler';
import { parseLearnedPoints } from './learnedPoints';
import { type DitFile, isFlowScheduler, type ModelFile, type UnetFile } from './modelFile';
import { isJsonObject, type JsonObject } from './strictJson';
import { checkFinite } from './tensorNames';
import { isDrawnBy, namedSchedule, nearestSchedule } from './trainedBetas';
import type { TrainingRecord } from './trainingFile';

export interface OpenedModel {
  readonly config: RunConfig;
  readonly weights: FileWeights;
  /** The data of a model of the user's own points; absent for any other. */
  readonly source?: LearnedPoints;
  /** The record of its training, where the file has one. */
  readonly record?: TrainingRecord;
  /** Sentences for the user: what the file leaves open, and what is assumed. */
  readonly notices: readonly string[];
}

/**
 * @param dataset what a model of images learned, where the file does not say; if absent, images of the user's own
 * @param base    what stands where a file of points says nothing
 * @throws FileError that names what is missing or unsupported, or the tensor that is not finite
 */
export function openedModel(
  file: ModelFile,
  dataset?: string,
  base: RunConfig = DEFAULT_CONFIG,
): OpenedModel {
  checkWeights(file);
  const run = isJsonObject(file.run) ? file.run : {};
  const notices = [...(file.notices ?? []), ...disagreements(file)];
  const known = { ...weightsOf(file), notices };
  if (file.kind === 'dit') return { config: ofDit(file, run, dataset, notices), ...known };
  if (file.kind === 'unet') return { config: ofUnet(file, run, dataset, notices), ...known };
  const config = parsed({ ...run, ...networkOf(file.config) }, base);
  if (config.dataset !== 'csv' && !(config.dataset === 'drawn' && config.drawing === ''))
    return { config, ...known };
  const source = parseLearnedPoints(file.config.data, words.dataOfModel);
  if (!source.units) notices.push(words.noUnits);
  return { config, ...known, source };
}

/** The fields of `config.json` but the data's summary: they describe the network, and go before the run's. */
const networkOf = ({ data: _, ...fields }: JsonObject): JsonObject => fields;

function checkWeights({ kind, tensors, training }: ModelFile): void {
  checkFinite(tensors, kind === 'unet' ? weightWords.ofUnet : 'model.safetensors');
  if (!training) return;
  for (const [part, name] of [
    ['params', 'weights'],
    ['m', 'm'],
    ['v', 'v'],
  ] as const)
    checkFinite(training[part], `training.safetensors (${name})`);
}

function parsed(values: Readonly<Record<string, unknown>>, base: RunConfig): RunConfig {
  const { config, problems } = parseRunConfig(values, base);
  if (problems.length === 0) return config;
  const [{ field, value, allowed }] = problems;
  throw refused(words.configurationField(field), quote(value), allowed, words.exportAgain);
}

/**
 * The network is the file's; the process is that of the run, or without run.json of config.json. Images of the user's own have the size
 * that the file says until some are opened.
 */
function ofDit(
  { config, fields }: DitFile,
  run: JsonObject,
  dataset: string | undefined,
  notices: string[],
): RunConfig {
  const trained = { ...networkOf(fields), ...run };
  const named = trained.dataset ?? dataset ?? 'images';
  const { inputSize, inChannels } = config;
  const fits = holdsImages(String(named), inputSize, inChannels);
  const known = fits ? named : 'images';
  if (!fits) {
    const size = `${inputSize} × ${inputSize} × ${inChannels}`;
    notices.push(words.dataOfOtherSize(quote(named), size));
  }
  const base = defaultsOf(parsed({ dataset: known }, DEFAULT_CONFIG).dataset);
  const network = {
    ...ditFields(config),
    model: 'dit',
    architecture: known === 'images' ? architectureText(ditConfigJson, config) : '',
    classes: config.numClasses > 0,
    ...(fields.prediction !== undefined && { prediction: fields.prediction }),
    variance: config.learnSigma ? 'learned' : fixedVariance(trained.variance),
    ...(config.learnSigma && trained.sampler === undefined && DRAWS_LEARNED),
  };
  return parsed({ ...trained, dataset: known, ...network }, base);
}

/** The other samplers do not draw with the network's variance. */
const DRAWS_LEARNED = { sampler: 'ddpm' } as const;

/** A network with one output for each channel has no variance of its own. */
const fixedVariance = (variance: unknown) => (variance === 'learned' ? DEFAULT_CONFIG.variance : variance);

/** A run of this app says how it was trained; of any other pipeline the scheduler does. The network is always the file's. */
function ofUnet(file: UnetFile, run: JsonObject, dataset: string | undefined, notices: string[]): RunConfig {
  const { scheduler } = file;
  const own = run.model === 'unet' && run.dataset !== undefined;
  if (!own && !scheduler) {
    const expected = words.trainedSchedule;
    throw refused(SCHEDULER, fileWords.noSuchFile, expected, words.wholePipeline);
  }
  checkChannels(file.config);
  const unet = own || dataset ? file.config : withNullClass(file.config);
  const known = run.dataset ?? dataset ?? 'images';
  const base = defaultsOf(parsed({ dataset: known }, DEFAULT_CONFIG).dataset);
  const trained = own ? run : ofAnyScheduler(scheduler!, unet, notices);
  const classes = (unet.numClassEmbeds ?? 0) > 0;
  const unguided = classes && !own && !dataset && !unet.nullClass;
  if (unguided) notices.push(words.noNullClass(unet.numClassEmbeds ?? 0));
  const network = {
    model: 'unet',
    unet: 'custom',
    architecture: architectureText(unetConfigJson, unet),
    classes,
    ...(unet.outChannels !== 2 * unet.inChannels && { variance: fixedVariance(trained.variance) }),
    ...(unguided && { guidance: 1 }),
  };
  return parsed({ ...trained, ...network }, base);
}

/** The network's configuration as a field's text; a list of class names that is too long for the field is left out. */
function architectureText<C extends UnetConfig | DitConfig>(
  jsonOf: (config: C) => JsonObject,
  config: C,
): string {
  const named = JSON.stringify(jsonOf(config));
  const unnamed = JSON.stringify(jsonOf({ ...config, classNames: undefined }));
  return named.length <= FIELDS.architecture.maxLength ? named : unnamed;
}

/** Classes of the data sets that class-conditional models are trained on: digits, letters, CIFAR, EMNIST, ImageNet. */
const USUAL_CLASSES: ReadonlySet<number> = new Set([10, 26, 47, 62, 100, 200, 1000]);

/** diffusers has no field for it: a table with one row more than a usual number of classes has its last one for no class. */
function withNullClass(unet: UnetConfig): UnetConfig {
  const rows = unet.numClassEmbeds ?? 0;
  const nullClass = unet.nullClass ?? (USUAL_CLASSES.has(rows - 1) && !USUAL_CLASSES.has(rows));
  return { ...unet, nullClass };
}

function checkChannels({ inChannels }: UnetConfig): void {
  if (inChannels === 1 || inChannels === 3) return;
  throw refused(
    'unet/config.json: in_channels',
    inChannels === 4 ? words.latentChannels(inChannels) : String(inChannels),
    words.greyOrColour,
    words.chooseGreyOrColour,
  );
}

const SCHEDULER = 'scheduler/scheduler_config.json';

const ofAnyScheduler = (
  scheduler: NonNullable<UnetFile['scheduler']>,
  unet: UnetConfig,
  notices: string[],
) => (isFlowScheduler(scheduler) ? ofFlow(scheduler, notices) : ofScheduler(scheduler, unet, notices));

/** diffusers' flow has the times, the direction and the output of the process `flow`: nothing is converted. */
function ofFlow({ shift, moved }: FlowSchedulerConfig, notices: string[]): Partial<RunConfig> {
  if (shift !== 1 || moved) {
    notices.push(moved ? words.movedTimesNotApplied : words.shiftNotApplied(shift));
  }
  return { process: 'flow', prediction: 'velocity', sampler: 'euler', clipDenoised: false };
}

/** The fields of the process and of sampling in a scheduler's configuration. */
function ofScheduler(scheduler: SchedulerConfig, unet: UnetConfig, notices: string[]): Partial<RunConfig> {
  const { variance, clipDenoised, clipRange, solver } = scheduler;
  if (variance === 'learned-range' && unet.outChannels !== 2 * unet.inChannels)
    throw refused(
      `${SCHEDULER}: variance_type`,
      'learned_range',
      words.fixedVariance(unet.outChannels, 2 * unet.inChannels),
      words.schedulerOfNetwork,
    );
  if (clipDenoised && clipRange !== 1) {
    const hint = words.clipToOne;
    throw refused(`${SCHEDULER}: clip_sample_range`, String(clipRange), '1', hint);
  }
  if (solver) notices.push(words.otherSolver(solver));
  notices.push(...notApplied(scheduler));
  const isLearned = variance === 'learned-range';
  return {
    process: 'ddpm',
    ...scheduleOf(scheduler),
    T: scheduler.T,
    prediction: scheduler.prediction,
    variance: isLearned ? 'learned' : variance,
    ...(isLearned && DRAWS_LEARNED),
    clipDenoised,
    clippedEps: scheduler.clippedEps ?? true,
    spacing: scheduler.timestepSpacing,
  };
}

/** Settings of sampling that the file has and the samplers here have not. */
function notApplied({
  schedulerClass,
  solver,
  stepsOffset,
  timestepSpacing,
  endsAtData,
}: SchedulerConfig): string[] {
  const notices: string[] = [];
  if (stepsOffset !== 0 && timestepSpacing === 'leading') notices.push(words.offsetNotApplied(stepsOffset));
  if (endsAtData === false && schedulerClass === 'DDIMScheduler' && !solver)
    notices.push(words.alphaToOneNotApplied);
  return notices;
}

function scheduleOf({
  schedule,
  betas,
  handles,
  betaStart,
  betaEnd,
  zeroTerminalSnr,
}: SchedulerConfig): Partial<RunConfig> {
  if (schedule !== 'custom')
    return {
      schedule,
      betaStart,
      betaEnd,
      scaleBetas: false, // diffusers' linear schedule has these ends whatever T is
      cosineS: 0.008,
      zeroTerminalSnr,
    };
  if (handles !== undefined && isDrawnBy(handles, betas!))
    return { schedule: 'drawn', handles, zeroTerminalSnr };
  const named = namedSchedule(betas!);
  if (named) return { ...named, zeroTerminalSnr: named.zeroTerminalSnr || zeroTerminalSnr };
  throw refused(`${SCHEDULER}: trained_betas`, words.unknownBetas, words.namedBetas, nearestHint(betas!));
}

/** How to save a list of betas as the nearest named schedule, and how far that is from it. */
function nearestHint(betas: Float64Array): string {
  const nearest = nearestSchedule(betas);
  if (!nearest) return words.saveNamedSchedule;
  const { beta_schedule: name, beta_start: start, beta_end: end } = nearest.fields;
  const ends = start === undefined ? '' : `, beta_start=${start}, beta_end=${end}`;
  const share = `${decimal(+(100 * nearest.difference).toPrecision(2))}%`;
  return words.nearestSchedule(`beta_schedule="${name}"${ends}`, share, SCHEDULER);
}

const refused = (field: string, found: string, expected: string, hint: string) =>
  new FileError({ field, found, expected, hint });

function weightsOf({ tensors, training }: ModelFile): Pick<OpenedModel, 'weights' | 'record'> {
  if (!training) return { weights: { ema: tensors } };
  const { record, ...state } = training;
  return { weights: { ema: tensors, ...state }, ...(record && { record }) };
}
