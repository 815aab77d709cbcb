/**
 * An opened model is a model file as a configuration and weights to begin with: of a run of this app, or a pipeline of diffusers,
 * whose schedule and network become fields.
 */
import type { FileWeights, NamedWeights } from '../../workers/protocol';
import { defaultsOf } from '../config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../config/fields';
import { parseRunConfig } from '../config/parse';
import type { SchedulerConfig } from './diffusersScheduler';
import { unetConfigJson } from './diffusersUnet';
import { FileError } from './fileError';
import type { ModelFile, Tensors, UnetFile } from './modelFile';
import { isJsonObject, type JsonObject } from './strictJson';

export interface OpenedModel {
  readonly config: RunConfig;
  readonly weights: FileWeights;
}

/**
 * @param dataset what a model of images learned, where the file does not say; if absent, a set that ships and has images of that size
 * @param base    what stands where a file of points says nothing
 * @throws FileError that names what is missing or unsupported
 */
export function openedModel(
  file: ModelFile,
  dataset?: string,
  base: RunConfig = DEFAULT_CONFIG,
): OpenedModel {
  const run = isJsonObject(file.run) ? file.run : {};
  const config = file.kind === 'mlp' ? parsed({ ...run, ...file.config }, base) : ofUnet(file, run, dataset);
  return { config, weights: weightsOf(file) };
}

function parsed(given: Readonly<Record<string, unknown>>, base: RunConfig): RunConfig {
  const { config, problems } = parseRunConfig(given, base);
  if (problems.length === 0) return config;
  const [{ field, given: found, allowed }] = problems;
  throw refused(`configuration, ${field}`, found, allowed, 'Export the model again');
}

/** A run of this app says how it was trained; of any other pipeline the scheduler does. The network is always the file's. */
function ofUnet(file: UnetFile, run: JsonObject, dataset: string | undefined): RunConfig {
  const { config: unet, scheduler } = file;
  const own = run.model === 'unet' && run.dataset !== undefined;
  if (!own && !scheduler) {
    const expected = 'the schedule that the model was trained with';
    throw refused(SCHEDULER, 'no such file', expected, 'Choose the files of the whole pipeline');
  }
  const shape = `${unet.sampleSize} ${unet.inChannels}`;
  const known = run.dataset ?? dataset ?? SETS_BY_SHAPE[shape] ?? 'images';
  const base = defaultsOf(parsed({ dataset: known }, DEFAULT_CONFIG).dataset);
  const trained = own ? run : ofScheduler(scheduler!);
  const classes = (unet.numClassEmbeds ?? 0) > 0;
  const network = {
    model: 'unet',
    unet: 'custom',
    architecture: JSON.stringify(unetConfigJson(unet)),
    classes,
  };
  return parsed({ ...trained, ...network }, base);
}

/** Side and channels of the images of a set that ships. */
const SETS_BY_SHAPE: Readonly<Record<string, RunConfig['dataset']>> = {
  '28 1': 'mnist',
  '16 3': 'pixel-faces',
};

const SCHEDULER = 'scheduler/scheduler_config.json';

/** What a scheduler's configuration says of the process and of sampling. */
function ofScheduler(scheduler: SchedulerConfig): Partial<RunConfig> {
  const { schedule, variance, clipDenoised, clipRange } = scheduler;
  if (schedule === 'custom')
    throw refused(
      `${SCHEDULER}: trained_betas`,
      'a list',
      'a schedule by name',
      'Save it with a named schedule',
    );
  if (variance === 'learned-range')
    throw refused(`${SCHEDULER}: variance_type`, 'learned_range', 'a fixed variance', 'Choose another model');
  if (clipDenoised && clipRange !== 1) {
    const remedy = 'Set clip_sample to false or the range to 1';
    throw refused(`${SCHEDULER}: clip_sample_range`, String(clipRange), '1', remedy);
  }
  return {
    process: 'ddpm',
    schedule,
    T: scheduler.T,
    betaStart: scheduler.betaStart,
    betaEnd: scheduler.betaEnd,
    scaleBetas: false, // diffusers' linear schedule has these ends whatever T is
    cosineS: 0.008,
    zeroTerminalSnr: scheduler.zeroTerminalSnr,
    prediction: scheduler.prediction,
    variance,
    clipDenoised,
  };
}

const refused = (field: string, found: string, expected: string, remedy: string) =>
  new FileError({ field, found, expected, remedy });

const named = (tensors: Tensors): NamedWeights => Object.fromEntries(tensors);

function weightsOf({ tensors, training }: ModelFile): FileWeights {
  return {
    ema: named(tensors),
    training: training && {
      step: training.step,
      weights: named(training.weights),
      m: named(training.m),
      v: named(training.v),
    },
  };
}
