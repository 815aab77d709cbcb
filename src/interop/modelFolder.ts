/** Where the parts of a model lie among the files of an archive or a folder, which may hold other things besides. */
import type { NamedTensor, StateDict } from '../types/weights';
import { FileError, quote } from './fileError';
import {
  checkpointRefused,
  isPickleName,
  isPytorchCheckpoint,
  SAVE_AS_SAFETENSORS,
} from './pytorchCheckpoint';
import { readCheckedSafetensors } from './safetensors';
import type { FileSource } from './zip';

export interface ModelPlace {
  /** Path of the network's configuration. */
  readonly config: string;
  /** Folder of the whole model, '' or ending in `/`. */
  readonly root: string;
  /** Folder of the network. */
  readonly folder: string;
  /** Whether the network is a part of a diffusers pipeline. */
  readonly pipeline: boolean;
  readonly notices: readonly string[];
}

const NETWORK = 'unet/config.json';

/**
 * The model whose folder is nearest to the top: diffusers' training script leaves `checkpoint-500/unet/` below the trained one.
 * @throws FileError where there is no model, or two at the same depth
 */
export async function locateModel(source: FileSource): Promise<ModelPlace> {
  const pipeline = topmost(source, NETWORK);
  const found = pipeline ?? topmost(source, 'config.json');
  if (!found) throw await noModel(source);
  const { path: config, ignored } = found;
  const folder = config.slice(0, -'config.json'.length);
  if (pipeline) refuseLatents(source, config.slice(0, -NETWORK.length));
  const notices =
    ignored.length === 0
      ? []
      : [`${quote(config)} is read; ${listed(ignored)} below it ${are(ignored)} not.`];
  return {
    config,
    folder,
    root: pipeline ? config.slice(0, -NETWORK.length) : folder,
    pipeline: pipeline !== undefined,
    notices,
  };
}

/** The parts that decode what the network of a latent diffusion model draws, in diffusers' LDMPipeline and Stable Diffusion. */
const DECODERS = ['vqvae', 'vae', 'movq'];

/** @throws FileError for a network whose samples are no pictures but what another network makes pictures of */
function refuseLatents(source: FileSource, root: string): void {
  const decoder = DECODERS.find((name) => source.names.includes(`${root}${name}/config.json`));
  if (!decoder) return;
  throw new FileError({
    field: `${root}${decoder}`,
    found: 'a decoder: the network draws latents, which it makes images of',
    expected: 'a network that draws the images themselves',
    hint: 'Choose a model of pixels, such as a DDPMPipeline: latent diffusion is not supported',
  });
}

const depthOf = (path: string) => path.split('/').length;

/** The single path nearest to the top that is `tail` or ends in `/tail`. */
function topmost(source: FileSource, tail: string): { path: string; ignored: string[] } | undefined {
  const all = source.names.filter((name) => name === tail || name.endsWith(`/${tail}`));
  const least = Math.min(...all.map(depthOf));
  const top = all.filter((name) => depthOf(name) === least);
  if (top.length === 0) return undefined;
  if (top.length === 1) return { path: top[0], ignored: all.filter((name) => name !== top[0]) };
  throw new FileError({
    field: tail,
    found: `${top.length} of them: ${listed(top)}`,
    expected: 'one model',
    hint: 'Choose the folder or archive of a single model',
  });
}

const MOST_LISTED = 3;
const are = (names: readonly unknown[]) => (names.length === 1 ? 'is' : 'are');

function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return `${names.slice(0, MOST_LISTED).map(quote).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

export interface FoundWeights {
  readonly tensors: StateDict;
  readonly notices: readonly string[];
}

const SHARD = /-\d{5}-of-(\d{5})\.safetensors$/;

/**
 * The weights in a folder: under their usual name, as the shards of a large model, or in the only other safetensors file.
 * @param names the usual ones, the preferred first
 * @throws FileError that names the files that are there and the one that is meant
 */
export async function readWeights(
  source: FileSource,
  folder: string,
  names: readonly string[],
): Promise<FoundWeights> {
  const here = source.names.filter(
    (name) =>
      name.startsWith(folder) &&
      !name.slice(folder.length).includes('/') &&
      name.endsWith('.safetensors') &&
      name !== `${folder}training.safetensors`,
  );
  const usual = names.map((name) => folder + name).find((name) => here.includes(name));
  const shards = here.filter((name) => SHARD.test(name));
  if (usual === undefined && shards.length > 0) return readShards(source, shards);
  const path = usual ?? (here.length === 1 ? here[0] : undefined);
  if (path === undefined) throw await noWeights(source, folder + names[0], here);
  const others = here.filter((name) => name !== path);
  const notices: string[] = [];
  if (usual === undefined)
    notices.push(
      `The weights are read from ${quote(path)}${isRaw(path) ? ', which are not averaged (EMA)' : ''}: their usual name is ${quote(folder + names[0])}.`,
    );
  if (others.length > 0) notices.push(`${quote(path)} is read; ${listed(others)} ${are(others)} not.`);
  return { tensors: await weightsIn(source, path), notices };
}

const weightsIn = async (source: FileSource, path: string): Promise<StateDict> =>
  (await readCheckedSafetensors(await source.read(path), path)).tensors;

const isRaw = (path: string) => /non[_-]ema/i.test(path);

async function readShards(source: FileSource, shards: readonly string[]): Promise<FoundWeights> {
  const total = Number(SHARD.exec(shards[0])![1]);
  if (shards.length !== total) {
    throw new FileError({
      field: shards[0],
      found: `${shards.length} of the parts`,
      expected: `all ${total}`,
      hint: 'Choose all files of the model',
    });
  }
  const tensors = new Map<string, NamedTensor>();
  for (const path of shards) {
    for (const [name, tensor] of await weightsIn(source, path)) tensors.set(name, tensor);
  }
  return { tensors, notices: [] };
}

async function noWeights(source: FileSource, meant: string, here: readonly string[]): Promise<FileError> {
  const expected = 'the weights in the safetensors format';
  if (here.length > 0) {
    return new FileError({
      field: meant,
      found: `no such file, but ${listed(here)}`,
      expected: `one file of weights, by the name ${quote(meant)}`,
      hint: `Rename the one that is meant to ${quote(meant.slice(meant.lastIndexOf('/') + 1))}`,
    });
  }
  const pickle = source.names.find(isPickleName);
  if (pickle === undefined)
    return new FileError({
      field: meant,
      found: 'no such file',
      expected,
      hint: 'Choose all files of the model',
    });
  return new FileError({
    field: meant,
    found: `no such file, but ${quote(pickle)}, a pickle, which can run code and is never read`,
    expected,
    hint: SAVE_AS_SAFETENSORS,
  });
}

async function noModel(source: FileSource): Promise<FileError> {
  const { names } = source;
  const pickle = names.find(isPickleName);
  if (pickle !== undefined && (await isCheckpoint(source, pickle))) return checkpointRefused(pickle);
  const weights = names.some((name) => name.endsWith('.safetensors'));
  return new FileError({
    field: 'config.json',
    found: names.length === 0 ? 'no files' : `only ${names.slice(0, 4).map(quote).join(', ')}`,
    expected: 'config.json and model.safetensors, or a diffusers folder with unet/config.json',
    hint: weights
      ? 'Choose the weights together with their config.json and scheduler_config.json, or the whole folder'
      : 'Choose a model saved by this app or by diffusers',
  });
}

/** A file of another kind may have such a name: the bytes decide, if they can be read. */
async function isCheckpoint(source: FileSource, name: string): Promise<boolean> {
  try {
    return isPytorchCheckpoint(await source.read(name));
  } catch {
    return true;
  }
}
