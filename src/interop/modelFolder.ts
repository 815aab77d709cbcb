/** Where the parts of a model lie among the files of an archive or a folder, which may hold other things besides. */
import type { NamedTensor, StateDict } from '../types/weights';
import * as fileWords from '../words/files/file';
import * as words from '../words/files/model';
import { FileError, quote } from './fileError';
import { checkpointRefused, isPickleName, isPytorchCheckpoint } from './pytorchCheckpoint';
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
    ignored.length === 0 ? [] : [words.isReadAbove(quote(config), listed(ignored), ignored.length === 1)];
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
    found: words.decoder,
    expected: words.noLatents,
    hint: words.modelOfPixels,
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
    found: words.several(top.length, listed(top)),
    expected: words.oneModel,
    hint: words.singleModel,
  });
}

const MOST_LISTED = 3;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  const first = names.slice(0, MOST_LISTED).map(quote).join(', ');
  return more > 0 ? words.andMore(first, more) : first;
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
  if (usual === undefined) notices.push(words.otherName(quote(path), isRaw(path), quote(folder + names[0])));
  if (others.length > 0) notices.push(words.isRead(quote(path), listed(others), others.length === 1));
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
      found: words.someParts(shards.length),
      expected: words.allParts(total),
      hint: words.allFiles,
    });
  }
  const tensors = new Map<string, NamedTensor>();
  for (const path of shards) {
    for (const [name, tensor] of await weightsIn(source, path)) tensors.set(name, tensor);
  }
  return { tensors, notices: [] };
}

async function noWeights(source: FileSource, meant: string, here: readonly string[]): Promise<FileError> {
  const expected = words.safetensorsWeights;
  if (here.length > 0) {
    return new FileError({
      field: meant,
      found: words.noFileBut(listed(here)),
      expected: words.oneFileOfWeights(quote(meant)),
      hint: words.renameWeights(quote(meant.slice(meant.lastIndexOf('/') + 1))),
    });
  }
  const pickle = source.names.find(isPickleName);
  if (pickle === undefined)
    return new FileError({
      field: meant,
      found: fileWords.noSuchFile,
      expected,
      hint: words.allFiles,
    });
  return new FileError({
    field: meant,
    found: words.noFileButPickle(quote(pickle)),
    expected,
    hint: words.saveAsSafetensors,
  });
}

async function noModel(source: FileSource): Promise<FileError> {
  const { names } = source;
  const pickle = names.find(isPickleName);
  if (pickle !== undefined && (await isCheckpoint(source, pickle))) return checkpointRefused(pickle);
  const graph = names.find((name) => /\.onnx$/i.test(name));
  if (graph !== undefined)
    return new FileError({
      field: quote(graph),
      found: words.onnxGraph,
      expected: words.modelFiles,
      hint: words.openModelZip,
    });
  const weights = names.some((name) => name.endsWith('.safetensors'));
  return new FileError({
    field: 'config.json',
    found: names.length === 0 ? words.noFiles : fileWords.only(names.slice(0, 4).map(quote).join(', ')),
    expected: words.modelFiles,
    hint: weights ? words.weightsWithConfig : words.savedModel,
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
