/**
 * A model file is a ZIP. An MLP: `config.json`, `model.safetensors`. A U-Net: the diffusers layout, so that
 * `DDPMPipeline.from_pretrained` reads the unpacked folder. Both may hold `run.json` (the configuration of the run) and
 * `training.safetensors` (raw weights, Adam's moments, the step), from which training resumes exactly.
 */

import { parseSchedulerConfig, type SchedulerConfig, schedulerConfigJson } from './diffusersScheduler';
import { parseUnetConfig, renameOldAttention, type UnetConfig, unetConfigJson } from './diffusersUnet';
import { FileError, shown } from './fileError';
import { type NamedTensor, readSafetensors, writeSafetensors } from './safetensors';
import { type Json, type JsonObject, parseStrictJson, parseStrictJsonObject, writeJson } from './strictJson';
import { packTraining, type TrainingState, unpackTraining } from './trainingFile';
import { DIFFUSERS_VERSION } from './unsupportedFields';
import { type FileSource, openZip, sourceOf, writeZip } from './zip';

export type { TrainingState } from './trainingFile';

export type Tensors = ReadonlyMap<string, NamedTensor>;

interface Common {
  /** EMA weights by their serialised names. */
  tensors: Tensors;
  /** The RunConfig as plain JSON, to be parsed by `src/config`; null where the file has none. */
  run: Json;
  training: TrainingState | null;
}

export interface MlpFile extends Common {
  kind: 'mlp';
  /** The network's own configuration, to be parsed by the model; without `_class_name`, which marks diffusers' files. */
  config: JsonObject;
}

export interface UnetFile extends Common {
  kind: 'unet';
  config: UnetConfig;
  /** null where a folder of the network alone was given. */
  scheduler: SchedulerConfig | null;
}

export type ModelFile = MlpFile | UnetFile;

const UNET_WEIGHTS = 'diffusion_pytorch_model.safetensors';
const HALF_WEIGHTS = 'diffusion_pytorch_model.fp16.safetensors';

/**
 * @param options.dtype how the EMA weights are stored; raw weights and moments are always F32
 * @returns the files of a model by their paths in its folder
 */
export function modelFiles(
  model: ModelFile,
  options: { dtype: 'F32' | 'F16' } = { dtype: 'F32' },
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const weights = writeSafetensors(model.tensors, { format: 'pt' }, options);
  if (model.kind === 'mlp') {
    files.set('config.json', writeJson(model.config));
    files.set('model.safetensors', weights);
  } else {
    if (!model.scheduler) throw new TypeError('a U-Net is packed with its scheduler configuration');
    files.set('model_index.json', writeJson(modelIndex(model.scheduler)));
    files.set('unet/config.json', writeJson(unetConfigJson(model.config)));
    files.set(`unet/${UNET_WEIGHTS}`, weights);
    files.set('scheduler/scheduler_config.json', writeJson(schedulerConfigJson(model.scheduler)));
  }
  if (model.run !== null) files.set('run.json', writeJson(model.run));
  if (model.training) files.set('training.safetensors', packTraining(model.training));
  return files;
}

/** The files of a model as one ZIP. */
export const packModel = (...given: Parameters<typeof modelFiles>): Uint8Array =>
  writeZip(modelFiles(...given));

/** @throws FileError when the ZIP or what it holds is damaged, hostile or unsupported */
export function unpackModel(zip: Uint8Array): Promise<ModelFile> {
  return readModel(openZip(zip));
}

/** The same from the files of a folder, by their paths: of a whole pipeline, or of the network alone. */
export function unpackModelFolder(files: ReadonlyMap<string, Uint8Array>): Promise<ModelFile> {
  return readModel(sourceOf(files));
}

async function readModel(source: FileSource): Promise<ModelFile> {
  const pipeline = onlyOne(source, 'unet/config.json');
  const path = pipeline ?? onlyOne(source, 'config.json');
  if (path === undefined) throw noModel(source);
  const root = path.slice(0, path.length - (pipeline ? 'unet/config.json' : 'config.json').length);
  const config = await source.read(path);
  const has = (name: string) => source.names.includes(root + name);
  const optional = async <T>(name: string, parse: (bytes: Uint8Array, where: string) => T) =>
    has(name) ? parse(await source.read(root + name), root + name) : null;

  const header = parseStrictJsonObject(config, path);
  const common = {
    run: await optional('run.json', parseStrictJson),
    training: await optional('training.safetensors', unpackTraining),
  };
  if (!pipeline && header._class_name === undefined) {
    const tensors = await readWeights(source, [`${root}model.safetensors`]);
    return { kind: 'mlp', config: header, tensors, ...common };
  }
  const folder = pipeline ? `${root}unet/` : root;
  const scheduler =
    (await optional('scheduler/scheduler_config.json', parseSchedulerConfig)) ??
    (await optional('scheduler_config.json', parseSchedulerConfig));
  const unet = parseUnetConfig(config, path);
  const tensors = renamed(await readWeights(source, [folder + UNET_WEIGHTS, folder + HALF_WEIGHTS]));
  return { kind: 'unet', config: unet, scheduler, tensors, ...common };
}

/** The single path that is `tail` or ends in `/tail`. */
function onlyOne(source: FileSource, tail: string): string | undefined {
  const found = source.names.filter((name) => name === tail || name.endsWith(`/${tail}`));
  if (found.length <= 1) return found[0];
  throw new FileError({
    field: tail,
    found: `${found.length} of them: ${found.slice(0, 3).map(shown).join(', ')}`,
    expected: 'one model',
    remedy: 'Choose the folder or archive of a single model',
  });
}

async function readWeights(source: FileSource, paths: string[]): Promise<Tensors> {
  const path = paths.find((name) => source.names.includes(name));
  if (path !== undefined) return readSafetensors(await source.read(path), path);
  const pickle = source.names.find(
    (name) => name.endsWith('.bin') || name.endsWith('.pt') || name.endsWith('.ckpt'),
  );
  throw new FileError({
    field: paths[0],
    found: pickle
      ? `no such file, but ${shown(pickle)}, a pickle, which can run code and is never read`
      : 'no such file',
    expected: 'the weights in the safetensors format',
    remedy: pickle
      ? 'Save the weights as safetensors (save_pretrained does)'
      : 'Choose all files of the model',
  });
}

function renamed(tensors: Tensors): Tensors {
  const out = new Map<string, NamedTensor>();
  for (const [name, tensor] of tensors) {
    const newName = renameOldAttention(name);
    if (out.has(newName)) {
      throw new FileError({
        field: `tensor ${shown(newName)}`,
        found: 'it twice, under its old and its new name',
        expected: 'every tensor once',
        remedy: 'Save the weights again with one set of names',
      });
    }
    out.set(newName, tensor);
  }
  return out;
}

function modelIndex({ schedulerClass }: SchedulerConfig): JsonObject {
  return {
    _class_name: schedulerClass === 'DDIMScheduler' ? 'DDIMPipeline' : 'DDPMPipeline',
    _diffusers_version: DIFFUSERS_VERSION,
    scheduler: ['diffusers', schedulerClass],
    unet: ['diffusers', 'UNet2DModel'],
  };
}

function noModel(source: FileSource): FileError {
  return new FileError({
    field: 'config.json',
    found: source.names.length === 0 ? 'no files' : `only ${source.names.slice(0, 4).map(shown).join(', ')}`,
    expected: 'config.json and model.safetensors, or a diffusers folder with unet/config.json',
    remedy: 'Choose a model saved by this app or by diffusers',
  });
}
