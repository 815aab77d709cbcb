/** Saving what a run has made. Loaded with the first file. */
import { isImageDatasetId, loadImages } from '../../../../datasets/images';
import { seesClasses } from '../../../config/classNames';
import { familyOf } from '../../../config/family';
import type { RunConfig } from '../../../config/fields';
import { openDataset } from '../../../config/openDataset';
import { writeMetrics } from '../../../interop/csvWrite';
import type { ReadmeFacts } from '../../../interop/readme';
import { messageOf } from '../../../lib/diagnostic';
import { createRng, evaluationDraw, fillIntegers } from '../../../lib/rng';
import { type RunState, trainingTime } from '../../../state/run/run';
import { drawSamples } from '../../../state/sweep';
import * as words from '../../../words/train/files';
import { saveCanvas } from '../../files/canvasFile';
import { codeSource } from '../../files/code';
import type { Download } from '../../files/download';
import { metricRows } from '../../files/metrics';
import { POINTS_PER_FILE } from '../../files/pointsPerFile';
import { classesOfSamples, saveImages, savePoints } from '../../files/sampleFile';
import type { Lab } from '../../shell/lab';

/** Images in a file while no run says how many it draws. */
const IMAGES = 64;
const CSV = 'text/csv';

/** Counts downloads, so that each has fresh samples: the same button pressed twice gives two sets. */
let draws = 0;

const nameOf = ({ dataset, schedule, T }: RunConfig) => `${dataset}-${schedule}-T${T}`;

/** Real images at random, from the test split where the data set has one. */
async function realImages({ dataset, seed }: RunConfig, source: RunState['source'], count: number) {
  const own = source?.kind === 'images' ? source : null;
  const images = isImageDatasetId(dataset) ? await loadImages(dataset, 'test') : own;
  if (!images) throw new Error(words.noImages);
  const { height, width, channels } = images;
  const size = height * width * channels;
  const chosen = fillIntegers(new Int32Array(count), images.count, evaluationDraw('download', seed, ++draws));
  const data = new Uint8Array(count * size);
  chosen.forEach((n, i) => {
    data.set(images.images.subarray(n * size, (n + 1) * size), i * size);
  });
  return { shape: [height, width, channels], data };
}

function runOf(lab: Lab): RunState | null {
  const run = lab.store.run('train').value;
  if (run?.samples) return run;
  lab.notices.problem(words.noModel, words.trainOrOpen);
  return null;
}

let drawing = new AbortController();

/** Ends the draw of the samples of a file: nothing is saved then. */
export const cancelDraw = (): void => drawing.abort();

async function downloadSamples(lab: Lab, download: Download): Promise<void> {
  const run = runOf(lab);
  if (!run) return;
  const images = familyOf(run.config.dataset) === 'images';
  const trajectory = run.samples?.trajectory;
  try {
    const request = {
      runId: run.runId,
      count: images ? (trajectory?.count ?? IMAGES) : POINTS_PER_FILE,
      seed: (run.config.seed + ++draws) >>> 0,
      weights: 'ema' as const,
    };
    drawing = new AbortController();
    const points = await drawSamples(lab.trainer, request, drawing.signal);
    if (!points) return;
    if (images && trajectory) {
      const name = `samples-${nameOf(run.config)}`;
      saveImages(download, name, trajectory.shape, points);
      return;
    }
    const classes = classesOfSamples(run.config, run.source, points.length / 2);
    savePoints(download, `samples-${nameOf(run.config)}`, points, run, classes);
  } catch (error) {
    lab.notices.problem(words.samplesFailed, messageOf(error));
  }
}

async function downloadData(lab: Lab, download: Download): Promise<void> {
  const run = lab.store.run('train').value;
  const config = run?.config ?? lab.settings.config.value;
  const source = run ? run.source : lab.settings.source.value;
  try {
    if (familyOf(config.dataset) === 'images') {
      const { shape, data } = await realImages(config, source, run?.samples?.trajectory.count ?? IMAGES);
      saveImages(download, `data-${config.dataset}`, shape, data);
      return;
    }
    const rng = createRng(evaluationDraw('download', config.seed, ++draws));
    const data = openDataset(config, source);
    const labels = new Int32Array(POINTS_PER_FILE);
    const points = data.sample(POINTS_PER_FILE, rng, labels);
    const classes = seesClasses(config) && data.classes ? { labels, names: data.classes } : null;
    savePoints(download, `data-${config.dataset}`, points, { config, source }, classes);
  } catch (error) {
    lab.notices.problem(words.noData, messageOf(error));
  }
}

async function downloadMetrics(lab: Lab, download: Download): Promise<void> {
  const run = runOf(lab);
  if (!run) return;
  const rows = metricRows(run.losses, lab.evaluation);
  download(`metrics-${nameOf(run.config)}.csv`, writeMetrics(rows), CSV);
}

async function downloadPicture(lab: Lab, download: Download): Promise<void> {
  const config = lab.store.run('train').value?.config ?? lab.settings.config.value;
  await saveCanvas(download, nameOf(config), 'canvas.stage');
}

/** What a model card says of a run: its steps, and the figures of its newest samples. */
function factsOf({ evaluation }: Lab, { step, base }: RunState): ReadmeFacts {
  const measured = evaluation.newest.value;
  const isUnknown = base === 'model' && step === 0;
  return {
    steps: isUnknown ? null : step,
    base: isUnknown ? null : base,
    scores: measured ? [measured.score, measured.second] : [],
  };
}

async function saveModel(lab: Lab, download: Download, half: boolean): Promise<void> {
  const run = runOf(lab);
  if (!run) return;
  try {
    const [{ modelOfRun }, { packModel }, { modelReadme }, { lossesUpTo }] = await Promise.all([
      import('../../../interop/runFile'),
      import('../../../interop/modelFile'),
      import('../../../interop/readme'),
      import('../../../state/library/runCopy'),
    ]);
    const recordUpTo = (step: number) => {
      const present = lab.store.run('train').value;
      const latest = present?.runId === run.runId ? present : run; // it may train meanwhile
      return { losses: lossesUpTo(latest, step), trainedFor: trainingTime(latest), base: latest.base };
    };
    const model = await modelOfRun(run, lab.trainer, { resumable: !half, recordUpTo });
    const readme = modelReadme(model, run.config, factsOf(lab, run));
    const bytes = await packModel({ ...model, readme }, { dtype: half ? 'F16' : 'F32' });
    const name = `model-${nameOf(run.config)}${half ? '-half' : ''}.zip`;
    download(name, bytes as BlobPart, 'application/zip');
  } catch (error) {
    lab.notices.problem(words.modelFailed, messageOf(error));
  }
}

/** The network alone, for ONNX Runtime. */
async function downloadOnnx(lab: Lab, download: Download): Promise<void> {
  const run = runOf(lab);
  if (!run) return;
  try {
    const [{ modelOfRun }, { writeOnnx }] = await Promise.all([
      import('../../../interop/runFile'),
      import('../../../interop/onnx/onnxFile'),
    ]);
    const model = await modelOfRun(run, lab.trainer, { resumable: false, anyProcess: true });
    const bytes = writeOnnx(model, run.config);
    download(`model-${nameOf(run.config)}.onnx`, bytes as BlobPart, 'application/octet-stream');
  } catch (error) {
    lab.notices.problem(words.networkFailed, messageOf(error));
  }
}

/** The model with the code that samples and trains it elsewhere. */
async function downloadCode(lab: Lab, download: Download): Promise<void> {
  const run = runOf(lab);
  if (!run) return;
  try {
    const [{ modelOfRun }, { packCode }, { modelReadme }] = await Promise.all([
      import('../../../interop/runFile'),
      import('../../../interop/code/codeArchive'),
      import('../../../interop/readme'),
    ]);
    const model = await modelOfRun(run, lab.trainer, { anyProcess: true });
    const readme = modelReadme(model, run.config, factsOf(lab, run));
    const source = await codeSource({ ...model, readme }, run);
    download(`code-${nameOf(run.config)}.zip`, (await packCode(source)) as BlobPart, 'application/zip');
  } catch (error) {
    lab.notices.problem(words.codeFailed, messageOf(error));
  }
}

/** A link that opens the averaged weights. */
async function linkModel(lab: Lab): Promise<void> {
  const run = runOf(lab);
  if (!run) return;
  try {
    const [{ modelOfRun }, { offerModelLink }, { shownIn }] = await Promise.all([
      import('../../../interop/runFile'),
      import('../../files/linkedModel'),
      import('../../pictures/shown'),
    ]);
    await offerModelLink(
      lab,
      await modelOfRun(run, lab.trainer, { resumable: false, anyProcess: true }),
      shownIn(lab).search,
    );
  } catch (error) {
    lab.notices.problem(words.linkFailed, messageOf(error));
  }
}

/** What each button of the files saves, by its id. */
export const SAVING = {
  /** Averaged weights in full precision, and all that training needs to go on. */
  model: (lab, download) => saveModel(lab, download, false),
  /** Averaged weights in half precision, and nothing to train further with: an eighth of the size. */
  halfPrecision: (lab, download) => saveModel(lab, download, true),
  code: downloadCode,
  ONNX: downloadOnnx,
  samples: downloadSamples,
  data: downloadData,
  metrics: downloadMetrics,
  picture: downloadPicture,
  link: linkModel,
} satisfies Record<string, (lab: Lab, download: Download) => Promise<void>>;
