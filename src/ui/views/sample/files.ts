/** The Sample view's files: samples, pictures and models that are saved or opened. Loaded on first use. */

import type { RunConfig } from '../../../config/fields';
import type { ChosenFile } from '../../../interop/images/reader';
import { packModel, statedRun, statesTraining } from '../../../interop/modelFile';
import { modelReadme, type ReadmeFacts, type WeightsBase } from '../../../interop/readme';
import { messageOf } from '../../../lib/diagnostic';
import { missingData } from '../../../state/run/userData';
import { resultOf } from '../../../state/sample/evidence';
import type { LoadedModel } from '../../../state/sample/session';
import { samplingDifferences, sessionPart } from '../../../state/sample/settings';
import { notOpened } from '../../../words/opening';
import * as words from '../../../words/sample';
import { saveCanvas } from '../../files/canvasFile';

import { codeSource } from '../../files/code';
import type { Download } from '../../files/download';
import { loadFiles } from '../../files/models';
import { nameOfFiles } from '../../files/nameOfFiles';
import { furtherTraining, onThisPage } from '../../files/openFiles';
import { POINTS_PER_FILE } from '../../files/pointsPerFile';
import { classesOfSamples, saveImages, savePoints } from '../../files/sampleFile';
import type { Lab } from '../../shell/lab';
import type { SampleModel } from './model/sampleModel';

const nameOf = ({ session }: SampleModel): string =>
  session.model.value?.id || session.form.config.value.dataset;

/** Each file of points has a seed of its own: with that of the samples it would begin with the points on the stage. */
let downloads = 0;

export async function downloadSamples(lab: Lab, model: SampleModel, download: Download): Promise<void> {
  const { session } = model;
  const samples = session.samples.value;
  const opened = session.model.value;
  if (!samples || !opened) return;
  try {
    const name = `samples-${nameOf(model)}`;
    const { config, trajectory } = samples;
    if (trajectory.shape.length === 3) saveImages(download, name, trajectory.shape, resultOf(samples));
    else {
      const seed = (config.seed + ++downloads) >>> 0;
      const points = await session.draw(POINTS_PER_FILE, { ...sessionPart(config), seed });
      const classes = classesOfSamples(config, opened.source, POINTS_PER_FILE);
      savePoints(download, name, points!, opened, classes); // null only where a signal cancels the draw
    }
  } catch (error) {
    lab.notices.problem(words.samplesNotSaved, messageOf(error));
  }
}

/** Shipped models were trained from new weights; a file does not say. */
const baseOf = ({ base, card }: LoadedModel): WeightsBase => base ?? (card ? 'new' : null);

/**
 * What a README says of an opened model: its card or its steps, as far as they are known, and the figures of the samples that are shown, or of those that
 * were drawn to be measured.
 * @param config the settings of the README
 */
function factsOf(
  { quality, probe, session }: SampleModel,
  opened: LoadedModel,
  config: RunConfig,
): ReadmeFacts {
  const { file, card, step } = opened;
  const measured = quality.value;
  const samples = session.samples.value;
  const manySeeds = probe.result.value !== null;
  const others = samples ? samplingDifferences(samples.config, config) : [];
  const isOther = others.some((name) => name !== 'seed' || !manySeeds);
  return {
    steps: file.training?.step ?? step ?? null,
    base: baseOf(opened),
    card,
    scores: measured ? [measured.score, measured.second] : [],
    ...(measured && samples && isOther && { drawnWith: samples.config, manySeeds }),
  };
}

/** Saves the model as it was opened, with its configuration. @param half in half precision, without what training needs to go on */
export async function downloadModel(
  lab: Lab,
  model: SampleModel,
  download: Download,
  half = false,
): Promise<void> {
  const opened = model.session.model.value;
  if (!opened) return;
  const { config } = opened;
  try {
    const file = { ...opened.file, run: statedRun(config, opened.file), ...(half && { training: null }) };
    const readme = modelReadme(file, config, factsOf(model, opened, config));
    const bytes = await packModel({ ...file, readme }, { dtype: half ? 'F16' : 'F32' });
    download(`model-${nameOf(model)}${half ? '-half' : ''}.zip`, bytes as BlobPart, 'application/zip');
  } catch (error) {
    lab.notices.problem(words.modelNotSaved, messageOf(error));
  }
}

/** The network alone, for ONNX Runtime. */
export async function downloadOnnx(lab: Lab, model: SampleModel, download: Download): Promise<void> {
  const opened = model.session.model.value;
  if (!opened) return;
  try {
    const { writeOnnx } = await import('../../../interop/onnx/onnxFile');
    const bytes = writeOnnx(opened.file, opened.config);
    download(`model-${nameOf(model)}.onnx`, bytes as BlobPart, 'application/octet-stream');
  } catch (error) {
    lab.notices.problem(words.networkNotSaved, messageOf(error));
  }
}

/** A link that opens the model with the settings of the form. */
export async function linkModel(lab: Lab, { session }: SampleModel): Promise<void> {
  const opened = session.model.value;
  if (!opened) return;
  try {
    const [{ offerModelLink }, { shownIn }] = await Promise.all([
      import('../../files/linkedModel'),
      import('../../pictures/shown'),
    ]);
    const run = statedRun(opened.config, opened.file);
    await offerModelLink(lab, { ...opened.file, run }, shownIn(lab).search);
  } catch (error) {
    lab.notices.problem(words.noModelLink, messageOf(error));
  }
}

/** The model with the code that samples it as the form says, and trains it, elsewhere. */
export async function downloadCode(lab: Lab, model: SampleModel, download: Download): Promise<void> {
  const { session } = model;
  const opened = session.model.value;
  if (!opened) return;
  try {
    const { packCode } = await import('../../../interop/code/codeArchive');
    const config = session.form.config.value;
    const file = { ...opened.file, readme: modelReadme(opened.file, config, factsOf(model, opened, config)) };
    const source = await codeSource(file, { config, source: opened.source, base: baseOf(opened) });
    download(`code-${nameOf(model)}.zip`, (await packCode(source)) as BlobPart, 'application/zip');
  } catch (error) {
    lab.notices.problem(words.codeNotSaved, messageOf(error));
  }
}

export async function downloadPicture(model: SampleModel, download: Download): Promise<void> {
  await saveCanvas(download, nameOf(model), '.sample canvas.stage');
}

/** @returns whether their model is open */
export const openFiles = (
  lab: Lab,
  { session }: SampleModel,
  files: readonly ChosenFile[],
): Promise<boolean> => session.open(() => loadFiles(lab, files), notOpened(nameOfFiles(files)));

/** Opens the model in the Train view, which continues from its weights. */
export async function continueTraining(lab: Lab, model: SampleModel): Promise<void> {
  const { session } = model;
  const opened = session.model.value;
  if (!opened) return;
  const { weights, source, record, file } = opened;
  const config = onThisPage(opened.config, lab.settings.config.peek(), weights);
  const learned = source?.kind === 'learned-points' ? source : undefined;
  try {
    const facts = { learned, record, statesTraining: statesTraining(file) };
    if (!(await lab.commands.openWeights(config, weights, facts))) return;
    lab.view.value = 'train';
    if (missingData(config, lab.settings.source.value) !== null)
      lab.notices.news(words.openInTrain(opened.label), furtherTraining(lab, weights));
  } catch (error) {
    lab.notices.problem(words.cannotContinue, messageOf(error));
  }
}
