/** Opens files by what they are: a table or images become the data set after a preview, a model becomes a paused run. */

import type { ViewId } from '../../config/address';
import { networkClasses } from '../../config/classNames';
import { ofChoice, ofFamily } from '../../config/family';
import { fieldsOf, type RunConfig } from '../../config/fields';
import { networkInput } from '../../config/networkInput';
import { openDataset } from '../../config/openDataset';
import { MAX_BYTES, type ParsedPoints, type TableChoice } from '../../interop/csv';
import { FileError, quote } from '../../interop/fileError';
import { looksGzipped } from '../../interop/idx';
import { inOrderOf } from '../../interop/images/classOrder';
import type { PreparedImages } from '../../interop/images/prepare';
import type { ChosenFile } from '../../interop/images/reader';
import { inflate } from '../../interop/inflate';
import { statesTraining } from '../../interop/modelFile';
import { isPytorchCheckpoint } from '../../interop/pytorchCheckpoint';
import { namesInZip } from '../../interop/zipNames';
import { messageOf } from '../../lib/diagnostic';
import type { Notices } from '../../state/notices';
import { missingData } from '../../state/run/userData';
import type { PointsSource } from '../../types/dataSource';
import type { FileWeights } from '../../types/weights';
import * as words from '../../words/opening';
import { views } from '../../words/shell';
import { capitalised } from '../format';
import { labelOf } from '../labels';
import type { Lab } from '../shell/lab';
import { nameOfFiles } from './nameOfFiles';

/** The subject of notices about a file that was not opened, and about what was assumed of one that was. */
const FILE = 'file';
const OPENED = 'opened';

/** Says that something is open; what was assumed or left out of it stays until it is read. */
function sayOpen(notices: Notices, message: string, assumed: readonly string[], hint = ''): void {
  notices.clear(OPENED);
  const text = [hint, ...assumed].filter(Boolean).join(' ');
  if (assumed.length > 0) notices.important(message, text, OPENED);
  else notices.news(message, text);
}

/** The kind of the files by the user's choice; `either` goes by their content. */
export type FileKind = 'data' | 'model' | 'either';

/** Errors whose message is for the user; by name, since a worker's error keeps its name and not its class. */
const EXPECTED: ReadonlySet<string> = new Set(['FileError', 'DataSourceError']);
const TABLE = /\.(csv|tsv|tab|txt|dat|asc|prn)(\.gz)?$/i;
const ARRAYS = /\.np[yz](\.gz)?$/i;
const MODEL_PART = /(^|\/)(model_index\.json|[^/]+\.safetensors)$/i;
/** Pickles and other files, which may also lie among images: only a network's configuration makes them a model. */
const MAYBE_WEIGHTS = /\.(bin|ckpt|pth?)$/i;
const NETWORK = /(^|\/)config\.json$/i;

const isModelFolder = (paths: readonly string[]): boolean =>
  paths.some((path) => MODEL_PART.test(path)) ||
  (paths.some((path) => MAYBE_WEIGHTS.test(path)) &&
    (paths.length === 1 || paths.some((path) => NETWORK.test(path))));

/** As much of both ends of a file as its kind shows in. */
async function endsOf(file: Blob): Promise<Uint8Array> {
  const ends =
    file.size <= 2 * END_BYTES ? file : new Blob([file.slice(0, END_BYTES), file.slice(-END_BYTES)]);
  return new Uint8Array(await ends.arrayBuffer());
}
const END_BYTES = 2 ** 16;

/** The files that were chosen last: what is read of earlier ones comes too late to be shown. */
const newestOf = new WeakMap<Lab, readonly ChosenFile[]>();
const isNewest = (lab: Lab, files: readonly ChosenFile[]): boolean => newestOf.get(lab) === files;

/** Shows a preview in place of the one that is open, unless other files were chosen while these were read. */
function showPreview(
  lab: Lab,
  files: readonly ChosenFile[],
  preview: NonNullable<Lab['preview']['value']>,
): void {
  if (!isNewest(lab, files)) {
    if (preview.kind === 'images') preview.reader.close();
    return;
  }
  const before = lab.preview.peek();
  if (before?.kind === 'images') before.reader.close();
  lab.preview.value = preview;
}

async function isModel(files: readonly ChosenFile[]): Promise<boolean> {
  if (isModelFolder(files.map(({ path }) => path))) return true;
  if (files.length !== 1 || !/\.zip$/i.test(files[0].path)) return false;
  const [{ file }] = files;
  if (isPytorchCheckpoint(await endsOf(file))) return true; // refused with the way to save its weights
  return isModelFolder(await namesInZip(file));
}

/** By its ending; arrays by their shape, since images come in the same files. */
async function isTable({ path, file }: ChosenFile): Promise<boolean> {
  if (TABLE.test(path)) return true;
  if (!ARRAYS.test(path) || file.size > MAX_BYTES) return false;
  const { isArrayTable } = await import('../../interop/arrayTable');
  return isArrayTable(new Uint8Array(await file.arrayBuffer()));
}

/** A figure names its view by the id. */
const nameOfView = (view: string): string =>
  Object.hasOwn(views, view) ? views[view as ViewId] : capitalised(view);

/** A PNG of "Save figure": its notice loads the page with the settings of what it shows. @returns whether it is one */
async function openFigure(lab: Lab, files: readonly ChosenFile[]): Promise<boolean> {
  const [{ path, file }] = files;
  if (files.length > 1 || !/\.png$/i.test(path)) return false;
  const { readFigure, TEXT_WITHIN } = await import('../../interop/figureFile');
  const figure = readFigure(new Uint8Array(await file.slice(0, TEXT_WITHIN).arrayBuffer()), path);
  if (!figure) return false;
  const { view, dataset, search } = figure;
  const own = ['csv', 'images'].includes(dataset) ? words.namesOwnData : '';
  lab.notices.offer(
    words.isFigure(path, nameOfView(view), labelOf('dataset', dataset)),
    [words.opensAnew, own].filter(Boolean).join(' '),
    { label: words.openFigure, run: () => location.assign(location.pathname + search) },
    FILE,
  );
  return true;
}

async function openTable(lab: Lab, files: readonly ChosenFile[]): Promise<void> {
  const [{ path, file }] = files;
  if (file.size > MAX_BYTES) {
    lab.notices.problem(
      words.sizeInMiB(path, Math.round(file.size / 2 ** 20)),
      words.atMostMiB(Math.round(MAX_BYTES / 2 ** 20)),
      FILE,
    );
    return;
  }
  const packed = new Uint8Array(await file.arrayBuffer());
  const bytes = looksGzipped(packed)
    ? await inflate(packed, { format: 'gzip', limit: MAX_BYTES, where: path })
    : packed;
  const read = (choice?: TableChoice) => lab.readTable(bytes.slice(), choice); // the worker takes what it is handed
  showPreview(lab, files, { kind: 'table', name: path, first: await read(), read });
}

/** Classes of a table that are learned: with more, most have too few rows. */
export const MOST_CLASSES = 100;

/**
 * Makes a table the data set of the form.
 * @param learnsClasses whether the network is conditioned on the classes, where the table has some
 * @throws DataSourceError where nothing can be learned from its columns
 */
export function useTable(lab: Lab, table: ParsedPoints, name: string, learnsClasses = false): void {
  const { points, offset, names, notices } = table;
  const labels = table.labels && table.labels.names.length <= MOST_CLASSES ? table.labels : null;
  const source: PointsSource = {
    kind: 'points',
    points,
    offset,
    ...(names && { names }),
    ...(labels && { labels: labels.values, classes: labels.names }),
    name,
  };
  const classes = labels !== null && learnsClasses;
  const config: RunConfig = { ...ofFamily(lab.settings.config.value, 'csv'), dataset: 'csv', classes };
  openDataset(config, source);
  lab.settings.replace(config, source);
  sayOpen(lab.notices, words.pointsOpen(name, points.length / 2), notices);
}

/** How the model that has just been opened is trained further. */
export function furtherTraining({ settings }: Pick<Lab, 'settings'>, weights: FileWeights): string {
  const hint = missingData(settings.config.value, settings.source.value);
  if (hint !== null) return words.needsData(hint);
  return 'step' in weights ? words.trainContinues(weights.step) : words.trainCountsFromHere;
}

/** A model with the page's own system fields, but for the seed where its training goes on exactly: batches and noise follow from that. */
export function onThisPage(config: RunConfig, page: RunConfig, weights: FileWeights): RunConfig {
  const own = fieldsOf('system').filter((name) => name !== 'seed' || !('step' in weights));
  return { ...config, ...Object.fromEntries(own.map((name) => [name, page[name]])) };
}

/** In the Sample view a model is sampled from; in every other one it becomes the run of Train. @returns whether it is open */
async function openModel(lab: Lab, files: readonly ChosenFile[]): Promise<boolean> {
  const sample = lab.sampleCommands.peek();
  if (sample) return sample.openModel(files);
  const { config, weights, source, record, notices, file } = await lab.openModel(files);
  if (!isNewest(lab, files)) return false;
  const here = onThisPage(config, lab.settings.config.peek(), weights);
  const facts = { learned: source, record, statesTraining: statesTraining(file) };
  const opened = await lab.commands.openWeights(here, weights, facts);
  if (!opened) return false;
  const isHere = lab.view.peek() === 'train';
  const message = (isHere ? words.modelOpen : words.modelOpenInTrain)(nameOfFiles(files));
  const further = furtherTraining(lab, weights);
  const hint = isHere ? `${words.samplesFromIt} ${further}` : further;
  sayOpen(lab.notices, message, notices, hint);
  return true;
}

async function previewImages(lab: Lab, files: readonly ChosenFile[]): Promise<void> {
  const reader = await lab.openImages(files);
  const input = networkInput(lab.settings.config.value);
  showPreview(lab, files, { kind: 'images', name: nameOfFiles(files), reader, networkInput: input });
}

/** The choices of the preview beside size and colours. */
export interface ImageUse {
  readonly classes: boolean;
  readonly flips: boolean;
}

/** Makes prepared images the data set of the form. */
export function useImages(lab: Lab, images: PreparedImages, name: string, use: ImageUse): void {
  const { skipped, ...prepared } = images;
  const before = ofChoice(lab.settings.config.value, { dataset: 'images' });
  const { classes: hasClasses } = networkInput(before) ? before : use; // an opened network has classes or has none
  const config: RunConfig = { ...before, ...use, classes: hasClasses };
  const ordered = inOrderOf(prepared, networkClasses(config)?.names ?? null);
  lab.settings.replace(config, { kind: 'images', name, ...prepared, ...ordered });
  const left = skipped.length > 0 ? [words.leftOut(skipped.length)] : [];
  sayOpen(lab.notices, words.imagesOpen(name, images.count), left);
}

const aModel = (files: readonly ChosenFile[]): FileError =>
  new FileError({
    field: quote(nameOfFiles(files)),
    found: words.aModel,
    expected: words.tableOrImages,
    hint: words.openAsModel,
  });

/** "In line 3, column 1: found …": an error of a place in the file begins with the place. The name of a file keeps its case. */
function asSentence(reason: string): string {
  if (words.beginsWithPlace(reason)) return words.inPlace(reason);
  return /^\S+\.\w/.test(reason) ? reason : capitalised(reason);
}

/** A notice names a file that cannot be opened, and nothing is changed. @returns whether they are open, or previewed */
export async function openFiles(lab: Lab, files: readonly ChosenFile[], kind: FileKind): Promise<boolean> {
  if (files.length === 0) return false;
  newestOf.set(lab, files);
  try {
    if (await openFigure(lab, files)) return true;
    const model = kind === 'model' || (await isModel(files));
    if (model && kind === 'data') throw aModel(files);
    let isOpen = true;
    if (model) isOpen = await openModel(lab, files);
    else if (files.length === 1 && (await isTable(files[0]))) await openTable(lab, files);
    else await previewImages(lab, files);
    if (isNewest(lab, files)) lab.notices.clear(FILE); // the problem of a file before it
    return isOpen;
  } catch (error) {
    const expected = error instanceof Error && EXPECTED.has(error.name);
    const message = words.notOpened(nameOfFiles(files));
    lab.notices.problem(
      message,
      `${asSentence(messageOf(error))}${expected ? '' : ` ${words.nothingChanged}`}`,
      FILE,
    );
    return false;
  }
}
