/** File work: what a run becomes on disk, and what a file becomes in the lab. Loaded when a file is first asked for. */
import { isImageDatasetId, loadImages } from '../../../../datasets/images';
import { familyOf } from '../../../config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../config/fields';
import { openDataset } from '../../../config/openDataset';
import { MAX_BYTES, writeMetrics, writePoints } from '../../../interop/csv';
import { writeNpz } from '../../../interop/npz';
import { createRng, fillIntegers } from '../../../lib/rng';
import { toBytes } from '../../../state/imageMeasure';
import type { RunState } from '../../../state/run';
import type { Download } from '../../download';
import type { Lab } from '../../lab';
import { metricRows } from '../../metrics';

const SAMPLES = 5000;
/** Before a run has shown how many it draws. */
const IMAGES = 64;
const CSV = 'text/csv';

/** Only used to give every download fresh draws: the same button pressed twice gives two sets. */
let draws = 0;

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const nameOf = ({ dataset, schedule, T }: RunConfig) => `${dataset}-${schedule}-T${T}`;

/** Points in the user's own units, where the data set has any. */
function inOwnUnits(points: Float32Array, config: RunConfig, source: RunState['source']): Float32Array {
  const { units } = openDataset(config, source);
  if (!units) return points;
  return points.map((v, i) => units.offset[i & 1] + units.scale[i & 1] * v);
}

/** Pictures as a file that NumPy opens: "samples", uint8 [N, H, W, C]. */
function saveImages(save: Download, name: string, shape: readonly number[], data: Uint8Array) {
  save(`${name}.npz`, writeNpz(new Map([['samples', { shape, data }]])) as BlobPart, 'application/zip');
}

/** Real pictures, drawn at random: of those that no training sees, where the data set keeps some. */
async function realImages({ dataset, seed }: RunConfig, source: RunState['source'], count: number) {
  const own = source?.kind === 'images' ? source : null;
  const images = isImageDatasetId(dataset) ? await loadImages(dataset, 'test') : own;
  if (!images) throw new Error('Open some images, or choose a data set.');
  const { height, width, channels } = images;
  const size = height * width * channels;
  const chosen = fillIntegers(new Int32Array(count), images.count, {
    seed,
    stream: 'evaluation',
    step: 1000 + ++draws,
  });
  const data = new Uint8Array(count * size);
  chosen.forEach((n, i) => {
    data.set(images.images.subarray(n * size, (n + 1) * size), i * size);
  });
  return { shape: [count, height, width, channels], data };
}

function runOf(lab: Lab): RunState | null {
  const run = lab.store.run('train').value;
  if (run?.samples) return run;
  lab.notices.problem('There is no model of yours yet.', 'Train one, or open one; then it can be saved.');
  return null;
}

export async function downloadSamples(lab: Lab, download: Download): Promise<void> {
  const run = runOf(lab);
  if (!run) return;
  const images = familyOf(run.config.dataset) === 'images';
  const shown = run.samples?.trajectory;
  try {
    const request = {
      runId: run.runId,
      count: images ? (shown?.count ?? IMAGES) : SAMPLES,
      seed: (run.config.seed + ++draws) >>> 0,
      weights: 'ema' as const,
    };
    const points = await lab.trainer.draw(request);
    if (images && shown) {
      const name = `samples-${nameOf(run.config)}`;
      const size = shown.shape.reduce((product, n) => product * n, 1);
      saveImages(download, name, [points.length / size, ...shown.shape], toBytes(points));
      return;
    }
    download(
      `samples-${nameOf(run.config)}.csv`,
      writePoints(inOwnUnits(points, run.config, run.source)),
      CSV,
    );
  } catch (error) {
    lab.notices.problem('The samples could not be drawn.', words(error));
  }
}

export async function downloadData(lab: Lab, download: Download): Promise<void> {
  const run = lab.store.run('train').value;
  const config = run?.config ?? lab.settings.config.value;
  const source = run ? run.source : lab.settings.source.value;
  try {
    if (familyOf(config.dataset) === 'images') {
      const { shape, data } = await realImages(config, source, run?.samples?.trajectory.count ?? IMAGES);
      saveImages(download, `data-${config.dataset}`, shape, data);
      return;
    }
    const rng = createRng({ seed: config.seed, stream: 'evaluation', step: 1000 + ++draws });
    const points = openDataset(config, source).sample(SAMPLES, rng);
    download(`data-${config.dataset}.csv`, writePoints(inOwnUnits(points, config, source)), CSV);
  } catch (error) {
    lab.notices.problem('There are no data to save.', words(error));
  }
}

export async function downloadMetrics(lab: Lab, download: Download): Promise<void> {
  const run = runOf(lab);
  if (!run) return;
  const rows = metricRows(run.losses, lab.evaluation);
  download(`metrics-${nameOf(run.config)}.csv`, writeMetrics(rows), CSV);
}

export async function downloadPicture(lab: Lab, download: Download): Promise<void> {
  const canvas = document.querySelector<HTMLCanvasElement>('canvas.stage');
  if (!canvas) return;
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  const config = lab.store.run('train').value?.config ?? lab.settings.config.value;
  if (blob) download(`${nameOf(config)}.png`, blob, 'image/png');
}

export async function downloadModel(lab: Lab, download: Download): Promise<void> {
  const run = runOf(lab);
  if (!run) return;
  try {
    const { packRun } = await import('../../../interop/runFile');
    const bytes = await packRun(run, lab.trainer);
    download(`model-${nameOf(run.config)}.zip`, bytes as BlobPart, 'application/zip');
  } catch (error) {
    lab.notices.problem('The model could not be saved.', words(error));
  }
}

/** Errors whose message is for the user; by name, since a worker's error keeps its name and not its class. */
const EXPECTED: ReadonlySet<string> = new Set(['FileError', 'DataSourceError']);
const TABLE = /\.(csv|tsv|txt|dat)$/i;

async function openTable(lab: Lab, file: File) {
  if (file.size > MAX_BYTES) {
    lab.notices.problem(
      `${file.name} has ${Math.round(file.size / 2 ** 20)} MiB.`,
      `At most ${Math.round(MAX_BYTES / 2 ** 20)} MiB are read: open a part of it. Nothing was changed.`,
    );
    return;
  }
  const { points, notices } = await lab.readTable(new Uint8Array(await file.arrayBuffer()));
  const source = { kind: 'points', points, name: file.name } as const;
  const config: RunConfig = { ...lab.settings.config.value, dataset: 'csv' };
  openDataset(config, source); // refuses what nothing can be learned from
  lab.settings.replace(config, source);
  lab.notices.news(
    `${file.name} is open: ${(points.length / 2).toLocaleString('en')} points.`,
    notices.join(' '),
  );
}

async function openModel(lab: Lab, file: File) {
  const { unpackRun } = await import('../../../interop/runFile');
  const { config, weights } = await unpackRun(new Uint8Array(await file.arrayBuffer()), DEFAULT_CONFIG);
  const opened = await lab.commands.openWeights(config, weights);
  if (opened) lab.notices.news(`${file.name} is open.`, 'It draws the samples now; Train goes on from it.');
}

/** @param kind what the user said it is; `either` goes by the file's name */
export async function openFile(lab: Lab, file: File, kind: 'data' | 'model' | 'either'): Promise<void> {
  const isModel = kind === 'model' || (kind === 'either' && /\.zip$/i.test(file.name));
  try {
    if (!isModel && kind === 'either' && !TABLE.test(file.name) && !file.type.startsWith('text/')) {
      lab.notices.problem(
        `${file.name} is neither a table nor a model.`,
        'Drop a CSV of two columns, or a model ZIP.',
      );
      return;
    }
    await (isModel ? openModel(lab, file) : openTable(lab, file));
  } catch (error) {
    const expected = error instanceof Error && EXPECTED.has(error.name);
    const what = `${file.name} could not be opened.`;
    lab.notices.problem(what, `${words(error)}${expected ? '' : ' Nothing was changed.'}`);
  }
}
