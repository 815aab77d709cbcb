/** File work of the Sample view: what is taken away and what is brought. Loaded when it is first asked for. */
import { openDataset } from '../../../config/openDataset';
import { writePoints } from '../../../interop/csv';
import { packModel } from '../../../interop/modelFile';
import { writeNpz } from '../../../interop/npz';
import type { Json } from '../../../interop/strictJson';
import { toBytes } from '../../../state/imageMeasure';
import { resultOf } from '../../../state/sampleQuality';
import type { Download } from '../../download';
import type { Lab } from '../../lab';
import { loadFiles } from '../../models';
import type { SampleModel } from './model';

/** Points in a file: as many as the Train view gives. */
const POINTS = 5000;

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const nameOf = ({ session }: SampleModel): string =>
  session.model.value?.id || session.form.config.value.dataset;

export async function downloadSamples(lab: Lab, model: SampleModel, download: Download): Promise<void> {
  const { session } = model;
  const drawn = session.drawn.value;
  const opened = session.model.value;
  if (!drawn || !opened) return;
  try {
    const { shape, count } = drawn.trajectory;
    if (shape.length === 3) {
      const data = toBytes(resultOf(drawn));
      const bytes = writeNpz(new Map([['samples', { shape: [count, ...shape], data }]]));
      download(`samples-${nameOf(model)}.npz`, bytes as BlobPart, 'application/zip');
      return;
    }
    const points = await session.draw(POINTS, {});
    const { units } = openDataset(opened.config, opened.source);
    const own = units ? points.map((v, i) => units.offset[i & 1] + units.scale[i & 1] * v) : points;
    download(`samples-${nameOf(model)}.csv`, writePoints(own), 'text/csv');
  } catch (error) {
    lab.notices.problem('The samples could not be saved.', words(error));
  }
}

/** The model as it was opened, with its configuration. */
export async function downloadModel(lab: Lab, model: SampleModel, download: Download): Promise<void> {
  const opened = model.session.model.value;
  if (!opened) return;
  try {
    const bytes = packModel({ ...opened.file, run: { ...opened.config } as unknown as Json });
    download(`model-${nameOf(model)}.zip`, bytes as BlobPart, 'application/zip');
  } catch (error) {
    lab.notices.problem('The model could not be saved.', words(error));
  }
}

export async function downloadPicture(model: SampleModel, download: Download): Promise<void> {
  const canvas = document.querySelector<HTMLCanvasElement>('.sample canvas.stage');
  const blob = canvas && (await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png')));
  if (blob) download(`${nameOf(model)}.png`, blob, 'image/png');
}

export async function openFiles(model: SampleModel, files: readonly File[]): Promise<void> {
  await model.session.open(() => loadFiles(files));
}

/** Hands the model to the Train view, which goes on from its weights. */
export async function continueTraining(lab: Lab, model: SampleModel): Promise<void> {
  const { session } = model;
  const opened = session.model.value;
  if (!opened) return;
  const { config, weights } = opened;
  try {
    if (await lab.commands.openWeights(config, weights)) lab.view.value = 'train';
  } catch (error) {
    lab.notices.problem('Training cannot go on from this model.', words(error));
  }
}
