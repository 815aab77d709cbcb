/** Where models come from: the gallery that ships, files, and the run of the Train view. What they throw is for the user. */
import type { RunConfig } from '../config/fields';
import { parseRunConfig } from '../config/parse';
import { FileError } from '../interop/fileError';
import { type ModelCard, type ModelEntry, parseModelCard, parseModelIndex } from '../interop/modelCard';
import { type ModelFile, unpackModel, unpackModelFolder } from '../interop/modelFile';
import { openedModel } from '../interop/openedModel';
import type { RunState } from '../state/run';
import type { LoadedModel } from '../state/sampleSession';
import type { Lab } from './lab';

const PIPELINE = [
  'unet/config.json',
  'unet/diffusion_pytorch_model.safetensors',
  'scheduler/scheduler_config.json',
];

async function fetchBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(new URL(path, document.baseURI)).catch(() => null);
  // A development server answers with its page where there is no file.
  if (!response?.ok || response.headers.get('content-type')?.includes('html'))
    throw new Error(`${path} could not be fetched: check the connection and try again.`);
  return new Uint8Array(await response.arrayBuffer());
}

const fetchJson = async (path: string): Promise<unknown> =>
  JSON.parse(new TextDecoder().decode(await fetchBytes(path)));

export const loadGallery = async (): Promise<readonly ModelEntry[]> =>
  parseModelIndex(await fetchJson('pretrained/index.json'));

/** A model is sampled as its card's figures were measured, until one asks for another way. */
export function asMeasured(config: RunConfig, { sampling = {} }: Pick<ModelCard, 'sampling'>): RunConfig {
  const { config: measured, problems } = parseRunConfig(sampling, config);
  if (problems.length === 0) return measured;
  const [{ field, given, allowed }] = problems;
  throw new FileError({
    field: `card.json: sampling, ${field}`,
    found: String(given),
    expected: allowed,
    remedy: 'Reload the page; if that does not help, the site is not complete',
  });
}

const fetchFile = async (folder: string, kind: ModelEntry['kind']): Promise<ModelFile> => {
  if (kind === 'mlp') return unpackModel(await fetchBytes(`${folder}/model.zip`));
  const files = PIPELINE.map(async (name) => [name, await fetchBytes(`${folder}/${name}`)] as const);
  return unpackModelFolder(new Map(await Promise.all(files)));
};

/** A model that ships. @param kind as the gallery says: its files then come with its card, and not after it */
export async function loadModel(id: string, kind?: ModelEntry['kind']): Promise<LoadedModel> {
  const folder = `pretrained/${id}`;
  const reading = fetchJson(`${folder}/card.json`).then(parseModelCard);
  const [card, file] = await Promise.all([reading, fetchFile(folder, kind ?? (await reading).kind)]);
  const { config, weights } = openedModel(file, card.data);
  return { id, label: card.label, card, file, weights, config: asMeasured(config, card) };
}

/** Files that the user chose: one ZIP, or what lies in a model's folder. */
export async function loadFiles(files: readonly File[]): Promise<LoadedModel> {
  const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());
  const [first] = files;
  const zip = files.length === 1 && /\.zip$/i.test(first.name);
  const file = zip
    ? await unpackModel(await bytesOf(first))
    : await unpackModelFolder(
        new Map(
          await Promise.all(
            files.map(async (each) => [each.webkitRelativePath || each.name, await bytesOf(each)] as const),
          ),
        ),
      );
  return { id: '', label: zip ? first.name : 'Your model', card: null, file, ...openedModel(file) };
}

/** The run of the Train view as it stands: its averaged weights. */
export async function loadRun(lab: Lab, run: RunState): Promise<LoadedModel> {
  const { packRun } = await import('../interop/runFile');
  const file = await unpackModel(await packRun(run, lab.trainer, false));
  return {
    id: '',
    label: `Your run, step ${run.step}`,
    card: null,
    file,
    source: run.source,
    ...openedModel(file),
  };
}
