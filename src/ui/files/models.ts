/** Where models come from: the gallery that ships, files, and the run of the Train view. What they throw is for the user. */
import type { RunConfig } from '../../config/fields';
import { parseRunConfig } from '../../config/parse';
import { FileError } from '../../interop/fileError';
import type { ChosenFile } from '../../interop/images/reader';
import { type ModelCard, type ModelEntry, parseModelCard, parseModelIndex } from '../../interop/modelCard';
import { type ModelFile, unpackModel, unpackModelFolder } from '../../interop/modelFile';
import { openedModel } from '../../interop/openedModel';
import { readTrajectoryFile } from '../../interop/zippedTrajectory';
import type { RunState } from '../../state/run/run';
import type { LoadedModel } from '../../state/sample/session';
import * as words from '../../words/opening';
import { models } from '../../words/sample';
import type { Lab } from '../shell/lab';
import { commonName } from './chosenFiles';

const PIPELINE = [
  'unet/config.json',
  'unet/diffusion_pytorch_model.safetensors',
  'scheduler/scheduler_config.json',
];

async function fetchBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(new URL(path, document.baseURI)).catch(() => null);
  // A development server answers with its page where there is no file.
  if (!response?.ok || response.headers.get('content-type')?.includes('html'))
    throw new Error(words.notFetched(path));
  return new Uint8Array(await response.arrayBuffer());
}

const fetchJson = async (path: string): Promise<unknown> =>
  JSON.parse(new TextDecoder().decode(await fetchBytes(path)));

/** Names of the models that ship, in the language of the page. */
const NAMES: Readonly<Record<string, string>> = models;

const withLocalName = <T extends ModelEntry>(entry: T): T => ({
  ...entry,
  label: NAMES[entry.id] ?? entry.label,
});

export const loadGallery = async (): Promise<readonly ModelEntry[]> =>
  parseModelIndex(await fetchJson('pretrained/index.json')).map(withLocalName);

/** A model is sampled as its card's figures were measured, until one asks for another way. */
export function asMeasured(config: RunConfig, { sampling = {} }: Pick<ModelCard, 'sampling'>): RunConfig {
  const { config: measured, problems } = parseRunConfig(sampling, config);
  if (problems.length === 0) return measured;
  const [{ field, value, allowed }] = problems;
  throw new FileError({
    field: words.cardField(field),
    found: String(value),
    expected: allowed,
    hint: words.reloadOrIncomplete,
  });
}

const fetchFile = async (folder: string, kind: ModelEntry['kind']): Promise<ModelFile> => {
  if (kind === 'mlp') return unpackModel(await fetchBytes(`${folder}/model.zip`));
  const files = PIPELINE.map(async (name) => [name, await fetchBytes(`${folder}/${name}`)] as const);
  return unpackModelFolder(new Map(await Promise.all(files)));
};

/** The recorded samples of a shipped model; undefined where there are none, since the model draws its own then. */
const fetchRecording = (folder: string) =>
  fetchBytes(`${folder}/samples.dlr`)
    .then(readTrajectoryFile)
    .catch(() => undefined);

/** A model that ships. @param kind as the gallery says: its files then come with its card, and not after it */
export async function loadModel(id: string, kind?: ModelEntry['kind']): Promise<LoadedModel> {
  const folder = `pretrained/${id}`;
  const reading = fetchJson(`${folder}/card.json`).then(parseModelCard).then(withLocalName);
  const [card, file, recorded] = await Promise.all([
    reading,
    fetchFile(folder, kind ?? (await reading).kind),
    kind === 'mlp' ? undefined : fetchRecording(folder),
  ]);
  const { config, weights } = openedModel(file, card.data);
  return { id, label: card.label, card, file, weights, config: asMeasured(config, card), recorded };
}

/** Files that the user chose: one ZIP, or what lies in a model's folder. */
export async function loadFiles(
  lab: Pick<Lab, 'openModel'>,
  files: readonly ChosenFile[],
): Promise<LoadedModel> {
  const label = commonName(files) ?? words.yourModel;
  return { id: '', label, card: null, ...(await lab.openModel(files)) };
}

/** The run of the Train view as it stands: its averaged weights. */
export async function loadRun(lab: Lab, run: RunState): Promise<LoadedModel> {
  const { packRun } = await import('../../interop/runFile');
  const file = await unpackModel(await packRun(run, lab.trainer, { resumable: false }));
  return {
    id: '',
    label: words.yourRun(run.step),
    card: null,
    file,
    ...openedModel(file),
    source: run.source,
    base: run.base,
    step: run.step,
    recordId: lab.library.peek()?.idOf(run) ?? run.recordId,
  };
}
