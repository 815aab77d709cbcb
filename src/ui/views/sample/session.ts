/** What the Sample view keeps while the page lives: its session, its evidence and its studies, once for a lab. */
import { type Signal, signal } from '@preact/signals';
import { type FieldName, type RunConfig, urlName } from '../../../config/fields';
import { parseField } from '../../../config/parse';
import { type ModelCard, parseModelCard, parseModelIndex } from '../../../interop/modelCard';
import { unpackModel, unpackModelFolder } from '../../../interop/modelFile';
import { openedModel } from '../../../interop/openedModel';
import type { RunState } from '../../../state/run';
import { createMeasure, createSampleEvidence, type SampleEvidence } from '../../../state/sampleQuality';
import {
  createSampleSession,
  type LoadedModel,
  type SampleSession,
  SESSION_FIELDS,
} from '../../../state/sampleSession';
import { createSampleStudies, type SampleStudies } from '../../../state/sampleStudies';
import type { Lab } from '../../lab';

export interface SampleLab {
  readonly session: SampleSession;
  readonly evidence: SampleEvidence;
  readonly studies: SampleStudies;
  /** Number of the sample that is looked at closely. */
  readonly chosen: Signal<number>;
  /** The model that the address names. */
  readonly named: string | undefined;
}

/** The gallery's first model where the address names none. */
const FIRST_MODEL = 'mnist-cosine';

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

async function loadModel(id: string): Promise<LoadedModel> {
  const folder = `pretrained/${id}`;
  const card: ModelCard = parseModelCard(await fetchJson(`${folder}/card.json`));
  const file =
    card.kind === 'mlp'
      ? await unpackModel(await fetchBytes(`${folder}/model.zip`))
      : await unpackModelFolder(
          new Map(
            await Promise.all(
              PIPELINE.map(async (name) => [name, await fetchBytes(`${folder}/${name}`)] as const),
            ),
          ),
        );
  return { id, label: card.label, card, file, ...openedModel(file, card.data) };
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
  const { packRun } = await import('../../../interop/runFile');
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

/** The address that the page was opened with: the one in the bar follows the view by now. */
const openedWith = (): URLSearchParams => {
  const [entry] = performance.getEntriesByType('navigation');
  return new URL(entry?.name || location.href).searchParams;
};

/** The sampler's fields that an address names, where it is one of this view. What does not parse is told by the page. */
export function givenBy(query: URLSearchParams): Partial<RunConfig> {
  if (query.get('view') !== 'sample') return {};
  const given: Partial<Record<FieldName, unknown>> = {};
  for (const name of SESSION_FIELDS) {
    const text = query.get(urlName(name));
    const parsed = text === null ? null : parseField(name, text);
    if (parsed && 'value' in parsed) given[name] = parsed.value;
  }
  return given as Partial<RunConfig>;
}

function countOf(query: URLSearchParams): number | null {
  const count = Number(query.get('samples') ?? Number.NaN);
  return query.get('view') === 'sample' && Number.isInteger(count) && count > 0 ? count : null;
}

function createSampleLab(lab: Lab): SampleLab {
  const query = openedWith();
  const onProblem = (what: string, then: string, about?: string) => lab.notices.problem(what, then, about);
  const session = createSampleSession({
    openTrainer: lab.openTrainer,
    loadGallery: async () => {
      const entries = parseModelIndex(await fetchJson('pretrained/index.json'));
      return [...entries].sort((a, b) => Number(b.id === FIRST_MODEL) - Number(a.id === FIRST_MODEL));
    },
    loadModel,
    given: givenBy(query),
    givenCount: countOf(query),
    onProblem,
    run: lab.sampled,
  });
  session.model.subscribe(() => lab.notices.settle('model'));
  const chosen = signal(0);
  const measure = createMeasure(lab.evaluator, document.baseURI);
  return {
    session,
    chosen,
    evidence: createSampleEvidence({ session, chosen, measure, evaluator: lab.evaluator, onProblem }),
    studies: createSampleStudies({ session, measure, onProblem }),
    named: query.get('view') === 'sample' ? (query.get('pretrained') ?? undefined) : undefined,
  };
}

const made = new WeakMap<Lab, SampleLab>();

export function sampleLabOf(lab: Lab): SampleLab {
  let found = made.get(lab);
  if (!found) {
    found = createSampleLab(lab);
    made.set(lab, found);
  }
  return found;
}
