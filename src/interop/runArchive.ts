/**
 * An archive of runs is a ZIP with a folder for each: a model file (`modelFile.ts`) with its training state, and beside it what the
 * library knows of the run: `library.json`, every loss, a picture, and the user's own data.
 *
 * One file because what writes a part of the archive stands beside what reads it again.
 */
import * as v from 'valibot';
import type { RunConfig } from '../config/fields';
import { messageOf } from '../lib/diagnostic';
import type { DataSource } from '../types/dataSource';
import type { NetworkConfigs, StateDict, TrainState } from '../types/weights';
import * as words from '../words/files/archive';
import * as fileWords from '../words/files/file';
import * as hints from '../words/files/hints';
import * as zipWords from '../words/files/zip';
import { expectationOf } from './expectation';
import { FileError, quote } from './fileError';
import { imageDimensions } from './imageDimensions';
import { MOST_CLASSES } from './images/arrays';
import { learnedPoints } from './learnedPoints';
import { modelFiles, unpackModelFolder } from './modelFile';
import { readNpy, writeNpy } from './npy';
import { modelReadme } from './readme';
import { modelOf } from './runFile';
import { type Json, parseStrictJson, writeJson } from './strictJson';
import { checkFinite } from './tensorNames';
import { openZip, writeZip } from './zip';

const finite = v.pipe(v.number(), v.finite());
const figure = v.object({
  kind: v.picklist(['energy distance', 'sliced Wasserstein', 'Fréchet distance', 'clear images']),
  value: finite,
  floor: finite,
  spread: v.nullable(finite),
  error: v.optional(finite),
  n: finite,
});
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const pair = v.strictTuple([finite, finite]);
/** Milliseconds from 1970 to the last date that there is in JavaScript (ECMA-262, 21.4.1.1). */
const date = v.pipe(count, v.maxValue(8.64e15));

/** `library.json`. */
const facts = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  name: v.pipe(v.string(), v.maxLength(200)),
  createdAt: date,
  savedAt: date,
  origin: v.picklist(['train', 'compare-a', 'compare-b']),
  base: v.picklist(['new', 'model']),
  trainedFor: v.pipe(finite, v.minValue(0)),
  backend: v.nullable(v.picklist(['webgpu', 'webgl', 'wasm', 'cpu'])),
  quality: v.nullable(v.object({ step: count, score: figure, second: figure })),
  appVersion: v.string(),
  /** The user's own data without their arrays; null where the data set ships. */
  data: v.nullable(
    v.variant('kind', [
      v.object({
        kind: v.literal('points'),
        name: v.string(),
        offset: v.optional(pair),
        names: v.optional(v.strictTuple([v.string(), v.string()])),
        classes: v.optional(v.array(v.string())),
      }),
      v.object({
        kind: v.literal('images'),
        name: v.string(),
        labelled: v.boolean(),
        classes: v.optional(v.array(v.string())),
      }),
      learnedPoints,
    ]),
  ),
});

type Facts = v.InferOutput<typeof facts>;

/** A run as an archive holds it. */
export interface ArchivedRun extends Omit<Facts, 'data'> {
  readonly config: RunConfig;
  readonly source: DataSource | undefined;
  readonly weights: TrainState<StateDict>;
  readonly losses: Float32Array;
  /** A small PNG of its samples; null where there is none. */
  readonly thumbnail: Uint8Array | null;
}

/** A folder of an archive that holds no run which can be used, and why. */
interface RefusedFolder {
  readonly folder: string;
  readonly reason: string;
}

const LIBRARY = 'library.json';
const LOSSES = 'losses.npy';
const THUMBNAIL = 'thumbnail.png';
const POINTS = 'data/points.npy';
const IMAGES = 'data/images.npy';
const LABELS = 'data/labels.npy';

/** As many bytes as a ZIP without ZIP64 extensions, read in a tab, can well have. */
const MOST_BYTES = 1.5 * 2 ** 30;
const LIMITS = { entries: 20_000, entryBytes: 512 * 2 ** 20, totalBytes: MOST_BYTES };

/** The user's data as `library.json` has them; their arrays are files of their own. */
function describedData(source: DataSource | undefined): Facts['data'] {
  if (!source) return null;
  if (source.kind === 'learned-points') return structuredClone(source) as Facts['data'];
  const { name } = source;
  if (source.kind === 'points') {
    const { offset, names, classes } = source;
    return {
      kind: 'points',
      name,
      ...(offset && { offset: [...offset] }),
      ...(names && { names: [...names] }),
      ...(classes && { classes: [...classes] }),
    };
  }
  const { labels, classes } = source;
  return { kind: 'images', name, labelled: labels !== undefined, ...(classes && { classes: [...classes] }) };
}

function dataFiles(source: DataSource | undefined): [string, Uint8Array][] {
  if (source?.kind === 'points') {
    const { points, labels } = source;
    return [[POINTS, writeNpy({ shape: [points.length / 2, 2], data: points })], ...labelFiles(labels)];
  }
  if (source?.kind !== 'images') return [];
  const { images, labels, count, height, width, channels } = source;
  return [
    [IMAGES, writeNpy({ shape: [count, height, width, channels], data: images })],
    ...labelFiles(labels),
  ];
}

const labelFiles = (labels: Uint8Array | Int32Array | undefined): [string, Uint8Array][] =>
  labels ? [[LABELS, writeNpy({ shape: [labels.length], data: labels })]] : [];

async function filesOf(run: ArchivedRun, networks: NetworkConfigs): Promise<[string, Uint8Array][]> {
  const { config, source, weights, losses, thumbnail, ...known } = run;
  const { ema: tensors, ...training } = weights;
  const model = modelOf(run, networks, { tensors, training });
  const { quality } = run;
  const scores = quality?.step === weights.step ? [quality.score, quality.second] : [];
  const readme = modelReadme(model, config, { steps: weights.step, base: run.base, scores });
  return [
    ...(await modelFiles({ ...model, readme })),
    [LIBRARY, writeJson({ ...known, data: describedData(source) })],
    [LOSSES, writeNpy({ shape: [losses.length], data: losses })],
    ...(thumbnail ? [[THUMBNAIL, thumbnail] as [string, Uint8Array]] : []),
    ...dataFiles(source),
  ];
}

/** A name that every file system takes, and that no other folder of the archive has. */
function folderName(name: string, others: ReadonlySet<string>): string {
  const plain =
    name
      .replace(/[^\p{L}\p{N} ,.=×-]+/gu, '_')
      .trim()
      .replace(/^\.+|\.+$/g, '')
      .slice(0, 60) || 'run';
  for (let n = 1; ; n++) {
    const folder = n === 1 ? plain : `${plain} (${n})`;
    if (!others.has(folder)) return folder;
  }
}

interface RunToArchive {
  readonly run: ArchivedRun;
  readonly networks: NetworkConfigs;
}

/** @throws RangeError where the runs are more than one archive can hold */
export async function writeRunArchive(
  runs: Iterable<RunToArchive> | AsyncIterable<RunToArchive>,
): Promise<Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const folders = new Set<string>();
  let bytes = 0;
  for await (const { run, networks } of runs) {
    const folder = folderName(run.name, folders);
    folders.add(folder);
    for (const [path, content] of await filesOf(run, networks)) {
      files.set(`${folder}/${path}`, content);
      bytes += content.length;
    }
    if (bytes > MOST_BYTES) throw new RangeError(hints.tooManyRuns);
  }
  return writeZip(files);
}

function parsedFacts(bytes: Uint8Array): Facts {
  const result = v.safeParse(facts, parseStrictJson(bytes, LIBRARY));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new FileError({
    field: `${LIBRARY}: ${v.getDotPath(issue) ?? words.content}`,
    found: quote(issue.input),
    expected: expectationOf(issue),
    hint: hints.exportRuns,
  });
}

function damaged(field: string, found: string, expected: string): FileError {
  return new FileError({ field, found, expected, hint: hints.exportRuns });
}

function readArray<A extends Float32Array | Int32Array | Uint8Array>(
  files: ReadonlyMap<string, Uint8Array>,
  path: string,
  type: new (length: number) => A,
  rank: number,
): { shape: number[]; data: A } {
  const bytes = files.get(path);
  if (!bytes) throw damaged(path, fileWords.noSuchFile, words.arrayOfLibrary);
  const { shape, data } = readNpy(bytes, path);
  if (!(data instanceof type) || shape.length !== rank)
    throw damaged(path, words.ofRank(data.constructor.name, shape.length), words.ofRank(type.name, rank));
  return { shape, data };
}

function readLabels<A extends Int32Array | Uint8Array>(
  files: ReadonlyMap<string, Uint8Array>,
  type: new (length: number) => A,
  count: number,
  classes: number,
): A {
  const { data } = readArray(files, LABELS, type, 1);
  if (data.length !== count) throw damaged(LABELS, words.labels(data.length), String(count));
  const wrong = data.find((label) => label < 0 || label >= classes);
  if (wrong !== undefined) throw damaged(LABELS, words.theClass(wrong), words.classesTo(classes - 1));
  return data;
}

function sourceOf(data: Facts['data'], files: ReadonlyMap<string, Uint8Array>): DataSource | undefined {
  if (!data) return undefined;
  if (data.kind === 'learned-points') return data;
  if (data.kind === 'points') {
    const { shape, data: points } = readArray(files, POINTS, Float32Array, 2);
    if (shape[1] !== 2) throw damaged(POINTS, words.columns(shape[1]), '2');
    const labels = data.classes && readLabels(files, Int32Array, shape[0], data.classes.length);
    return { ...data, points, ...(labels && { labels }) };
  }
  const { labelled, ...rest } = data;
  const { shape, data: images } = readArray(files, IMAGES, Uint8Array, 4);
  const [count, height, width, channels] = shape;
  if (images.length === 0 || (channels !== 1 && channels !== 3))
    throw damaged(IMAGES, words.theShape(`[${shape.join(', ')}]`), words.imageShape);
  const classes = data.classes?.length ?? MOST_CLASSES;
  const labels = labelled ? readLabels(files, Uint8Array, count, classes) : undefined;
  return { ...rest, images, count, height, width, channels, ...(labels && { labels }) };
}

/** @throws FileError for what is no picture, or one that takes more memory than it is worth */
function thumbnailIn(files: ReadonlyMap<string, Uint8Array>): Uint8Array | null {
  const png = files.get(THUMBNAIL);
  if (png) imageDimensions(png, THUMBNAIL);
  return png ?? null;
}

async function readFolder(
  files: ReadonlyMap<string, Uint8Array>,
  parseConfig: (run: Json) => RunConfig,
): Promise<ArchivedRun> {
  const library = files.get(LIBRARY);
  if (!library) throw damaged(LIBRARY, fileWords.noSuchFile, words.description);
  const { data, ...known } = parsedFacts(library);
  const { tensors: ema, training, run } = await unpackModelFolder(files);
  if (!training) throw damaged('training.safetensors', fileWords.noSuchFile, words.trainingState);
  const weights = { ...training, ema };
  for (const part of ['ema', 'params', 'm', 'v'] as const) checkFinite(weights[part], part);
  return {
    ...known,
    config: parseConfig(run),
    source: sourceOf(data, files),
    weights,
    losses: readArray(files, LOSSES, Float32Array, 1).data,
    thumbnail: thumbnailIn(files),
  };
}

/** An archive whose runs are read one by one, so that a damaged run refuses itself alone. */
interface RunArchive {
  /** One for each run. */
  readonly folders: readonly string[];
  read(folder: string): Promise<ArchivedRun | RefusedFolder>;
}

/**
 * @param parseConfig makes a configuration of `run.json`; what it throws is for the user
 * @throws FileError where the file is no ZIP, or holds no run
 */
export function openRunArchive(zip: Uint8Array, parseConfig: (run: Json) => RunConfig): RunArchive {
  const archive = openZip(zip, LIMITS);
  const suffix = `/${LIBRARY}`;
  const folders = archive.names
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length));
  if (folders.length === 0)
    throw damaged(zipWords.archive, words.filesWithout(archive.names.length, LIBRARY), words.exportedRuns);
  return {
    folders,
    async read(folder) {
      try {
        const files = new Map<string, Uint8Array>();
        for (const name of archive.names.filter((name) => name.startsWith(`${folder}/`)))
          files.set(name.slice(folder.length + 1), await archive.read(name));
        return await readFolder(files, parseConfig);
      } catch (error) {
        return { folder, reason: messageOf(error) };
      }
    },
  };
}
