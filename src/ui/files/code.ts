/** The code of a model as a file: what a script needs to know of its data is collected here. */
import { IMAGE_DATASETS, isImageDatasetId, loadImages } from '../../../datasets/images';
import { familyOf } from '../../config/family';
import type { RunConfig } from '../../config/fields';
import { openDataset } from '../../config/openDataset';
import { learnedImages } from '../../config/trainingImages';
import { trainingPoints } from '../../config/trainingPoints';
import type { CodeData, CodeSource } from '../../interop/code/codeArchive';
import { type ModelFile, statedRun } from '../../interop/modelFile';
import { classCount } from '../../lib/classCount';
import type { DataSource } from '../../types/dataSource';

/** Null where the data are not here: a model of a file, whose images or table nobody has opened. */
async function dataOf(config: RunConfig, source: DataSource | undefined): Promise<CodeData | null> {
  const { dataset, fullData } = config;
  if (familyOf(dataset) === 'points') {
    try {
      return { kind: 'points', ...trainingPoints(openDataset(config, source), config) };
    } catch {
      return null;
    }
  }
  if (isImageDatasetId(dataset))
    return {
      kind: 'images',
      ...learnedImages(await loadImages(dataset, fullData ? 'full' : 'train'), config),
    };
  return source?.kind === 'images' ? { ...source, ...learnedImages(source, config) } : null;
}

function classesOf({ dataset }: RunConfig, data: CodeData | null): number {
  if (isImageDatasetId(dataset)) return IMAGE_DATASETS[dataset].classes.length;
  return data?.kind === 'images' ? classCount(data.labels) : 0;
}

const PIXELS = { min: [-1], max: [1] };

interface Coded extends Pick<CodeSource, 'base'> {
  /** As samples are drawn now, in a view's own settings. */
  readonly config: RunConfig;
  readonly source?: DataSource | undefined;
}

export async function codeSource(model: ModelFile, { config, source, base }: Coded): Promise<CodeSource> {
  const data = await dataOf(config, source);
  const { dataset } = config;
  const points = familyOf(dataset) === 'points' ? openDataset(config, source) : null;
  return {
    config,
    model: { ...model, run: statedRun(config, model) },
    data,
    base,
    box: points?.box ?? PIXELS,
    units: points?.units ?? null,
    dataClasses: classesOf(config, data),
    flips: !isImageDatasetId(dataset) || IMAGE_DATASETS[dataset].flips,
  };
}
