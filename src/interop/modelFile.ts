/**
 * A model file is a ZIP. An MLP and a DiT: `config.json`, `model.safetensors`. A U-Net: the diffusers layout, so that
 * `DDPMPipeline.from_pretrained` reads the unpacked folder. Both may hold `run.json` (the configuration of the run) and
 * `training.safetensors` (raw weights, the optimizer's moments, the step), from which training resumes exactly.
 */

import type { FieldName, RunConfig } from '../config/fields';
import { TRAINING_FIELDS } from '../config/trainingFields';
import type { DitConfig } from '../types/dit';
import type { UnetConfig } from '../types/unet';
import type { StateDict } from '../types/weights';
import { parseSchedulerConfig, type SchedulerConfig, schedulerConfigJson } from './diffusersScheduler';
import { parseUnetConfig, unetConfigJson } from './diffusersUnet';
import { DIT_CLASS, ditConfigJson, parseDitConfig } from './ditConfig';
import {
  FLOW_SCHEDULER,
  type FlowSchedulerConfig,
  flowSchedulerJson,
  parseFlowScheduler,
} from './flowScheduler';
import { locateModel, readWeights } from './modelFolder';
import { checkpointRefused, isPytorchCheckpoint } from './pytorchCheckpoint';
import { writeCheckedSafetensors } from './safetensors';
import {
  isJsonObject,
  type Json,
  type JsonObject,
  parseStrictJson,
  parseStrictJsonObject,
  writeJson,
} from './strictJson';
import { canonicalNames } from './tensorNames';
import { packTraining, type RawState, unpackTraining } from './trainingFile';
import { DIFFUSERS_VERSION } from './unsupportedFields';
import { type FileSource, looksLikeZip, openZip, sourceOf, writeZip } from './zip';

interface Common {
  /** EMA weights by their serialised names. */
  tensors: StateDict;
  /** The RunConfig as plain JSON, to be parsed by `src/config`; null where the file has none. */
  run: Json;
  training: RawState | null;
  /** Sentences for the user: which of several files is read, and what is not. */
  notices?: readonly string[];
  /** The text of the model card, README.md, of a file that is written. */
  readme?: string;
}

export interface MlpFile extends Common {
  kind: 'mlp';
  /** The network's own configuration, to be parsed by the model; without `_class_name`, which marks diffusers' files. */
  config: JsonObject;
}

export interface DitFile extends Common {
  kind: 'dit';
  config: DitConfig;
  /** Fields of the run in its `config.json`: what the output means, and the process. */
  fields: JsonObject;
}

export interface UnetFile extends Common {
  kind: 'unet';
  config: UnetConfig;
  /** null for a folder that holds the network alone. */
  scheduler: AnyScheduler | null;
}

/** A scheduler of a chain of betas, or of flow matching. */
export type AnyScheduler = SchedulerConfig | FlowSchedulerConfig;

export const isFlowScheduler = (scheduler: AnyScheduler): scheduler is FlowSchedulerConfig =>
  scheduler.schedulerClass === FLOW_SCHEDULER;

/** @throws FileError that names every field which is unsupported */
function parseScheduler(bytes: Uint8Array, where: string): AnyScheduler {
  const named = parseStrictJsonObject(bytes, where)._class_name;
  return named === FLOW_SCHEDULER ? parseFlowScheduler(bytes, where) : parseSchedulerConfig(bytes, where);
}

const schedulerJson = (scheduler: AnyScheduler): JsonObject =>
  isFlowScheduler(scheduler) ? flowSchedulerJson(scheduler) : schedulerConfigJson(scheduler);

export type ModelFile = MlpFile | UnetFile | DitFile;

const UNET_WEIGHTS = 'diffusion_pytorch_model.safetensors';
const HALF_WEIGHTS = 'diffusion_pytorch_model.fp16.safetensors';

/**
 * @param options.dtype how the EMA weights are stored; raw weights and moments are always F32
 * @returns the files of a model by their paths in its folder
 */
export async function modelFiles(
  model: ModelFile,
  options: { dtype: 'F32' | 'F16' } = { dtype: 'F32' },
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const weights = await writeCheckedSafetensors(model.tensors, { format: 'pt' }, options);
  if (model.kind !== 'unet') {
    const config = model.kind === 'dit' ? { ...ditConfigJson(model.config), ...model.fields } : model.config;
    files.set('config.json', writeJson(config));
    files.set('model.safetensors', weights);
  } else {
    const { scheduler } = model;
    if (scheduler) files.set('model_index.json', writeJson(modelIndex(scheduler)));
    files.set('unet/config.json', writeJson(unetConfigJson(model.config)));
    files.set(`unet/${UNET_WEIGHTS}`, weights);
    if (scheduler) files.set('scheduler/scheduler_config.json', writeJson(schedulerJson(scheduler)));
  }
  if (model.run !== null) files.set('run.json', writeJson(model.run));
  if (model.readme) files.set('README.md', new TextEncoder().encode(model.readme));
  if (model.training) files.set('training.safetensors', await packTraining(model.training));
  return files;
}

/** The files of a model as one ZIP. */
export const packModel = async (...args: Parameters<typeof modelFiles>): Promise<Uint8Array> =>
  writeZip(await modelFiles(...args));

/** The `run.json` of this app names every setting; a pipeline of diffusers, as the shipped models of images are, names none of training. */
type Stating = Pick<ModelFile, 'run'>;

/** Whether the value of a field is that of the model: always, for what sampling reads; of training, where the file names it. */
export const isStated = (name: FieldName, { run }: Stating): boolean =>
  !TRAINING_FIELDS.has(name) || (isJsonObject(run) && name in run);

/** Whether the file says how its weights were trained. */
export const statesTraining = (file: Stating): boolean => isStated('learningRate', file);

/** `run.json` of a file that is saved again: a configuration without the settings of training that the file does not name. */
export const statedRun = (config: RunConfig, file: Stating): Json =>
  Object.fromEntries(
    Object.entries(config).filter(([name]) => isStated(name as FieldName, file)),
  ) as unknown as Json;

/** @throws FileError when the ZIP or what it holds is damaged, hostile or unsupported */
export async function unpackModel(zip: Uint8Array): Promise<ModelFile> {
  if (isPytorchCheckpoint(zip)) throw checkpointRefused('');
  return readModel(openZip(zip));
}

/** The same from the files of a folder, by their paths: of a whole pipeline, or of the network alone; or from one ZIP. */
export const unpackModelFolder = (files: ReadonlyMap<string, Uint8Array>): Promise<ModelFile> =>
  unpackModelSource(sourceOf(files));

/** The same from files that are read when they are needed. */
export async function unpackModelSource(source: FileSource): Promise<ModelFile> {
  const [name, ...others] = source.names;
  if (name === undefined || others.length > 0) return readModel(source);
  const bytes = await source.read(name);
  if (isPytorchCheckpoint(bytes)) throw checkpointRefused(name);
  const isZip = looksLikeZip(bytes) || /\.zip$/i.test(name); // one that is damaged is said to be so
  return isZip ? unpackModel(bytes) : readModel(source);
}

async function readModel(source: FileSource): Promise<ModelFile> {
  const { config: path, root, folder, pipeline, notices } = await locateModel(source);
  const config = await source.read(path);
  const optional = async <T>(name: string, parse: (bytes: Uint8Array, where: string) => T | Promise<T>) =>
    source.names.includes(root + name) ? parse(await source.read(root + name), root + name) : null;

  const header = parseStrictJsonObject(config, path);
  const common = {
    run: await optional('run.json', parseStrictJson),
    training: await optional('training.safetensors', unpackTraining),
  };
  if (!pipeline && (header._class_name === undefined || header._class_name === DIT_CLASS)) {
    const weights = await readWeights(source, root, ['model.safetensors']);
    const tensors = canonicalNames(weights.tensors);
    const known = { tensors, notices: [...notices, ...weights.notices], ...common };
    if (header._class_name === undefined) return { kind: 'mlp', config: header, ...known };
    return { kind: 'dit', config: parseDitConfig(header, path), fields: header, ...known };
  }
  const scheduler =
    (await optional('scheduler/scheduler_config.json', parseScheduler)) ??
    (await optional('scheduler_config.json', parseScheduler));
  const unet = parseUnetConfig(config, path);
  const weights = await readWeights(source, folder, [UNET_WEIGHTS, HALF_WEIGHTS]);
  return {
    kind: 'unet',
    config: unet,
    scheduler,
    tensors: canonicalNames(weights.tensors),
    notices: [...notices, ...weights.notices],
    ...common,
  };
}

/** A pipeline of a flow is DDPMPipeline too: it does one step of its scheduler after the other. */
function modelIndex({ schedulerClass }: AnyScheduler): JsonObject {
  return {
    _class_name: schedulerClass === 'DDIMScheduler' ? 'DDIMPipeline' : 'DDPMPipeline',
    _diffusers_version: DIFFUSERS_VERSION,
    scheduler: ['diffusers', schedulerClass],
    unet: ['diffusers', 'UNet2DModel'],
  };
}
