/** The training data of a run: its shape and classes at once, and the samples themselves, which images fetch at the first step. */
import { DataSourceError, isPointDatasetId } from '../../../datasets';
import { IMAGE_DATASETS, isImageDatasetId, loadImages, type ReadBytes } from '../../../datasets/images';
import type { RunConfig } from '../../config/fields';
import { openDataset } from '../../config/openDataset';
import { imagesFrom, learnedImages } from '../../config/trainingImages';
import { trainingPoints } from '../../config/trainingPoints';
import { classCount } from '../../lib/classCount';
import { createRng, evaluationDraw, type Rng } from '../../lib/rng';
import type { SampleKind } from '../../model/model';
import type { ClipBox } from '../../sampling/denoiser';
import type { DataSource } from '../../types/dataSource';
import * as words from '../../words/errors/run';
import { imageSet, pointSet, type SampleSet } from './sampleSet';

export interface TrainingData extends SampleKind {
  readonly box: ClipBox;
  /** @throws ImageDataError or DataSourceError where the samples cannot be had; the message is for the user */
  samples(): Promise<SampleSet>;
  /** Fresh samples of the distribution, [n, ...shape]; null where there is only the set. */
  readonly fresh: ((n: number, rng: Rng) => Float32Array) | null;
  /** Samples of the same kind that the training does not see; null where all that there are belong to it. */
  heldOut(): Promise<SampleSet | null>;
}

/** Points that stand for all that a run does not learn. */
const HELD_OUT_POINTS = 8192;

/** The range of a pixel in data units. */
const PIXELS: ClipBox = { min: [-1], max: [1] };

/**
 * @param read where the images that ship come from: `fetch` if absent
 * @throws DataSourceError where a source is missing or nothing can be learned from it; the message is for the user
 */
export function openTrainingData(config: RunConfig, source?: DataSource, read?: ReadBytes): TrainingData {
  const { dataset } = config;
  if (isPointDatasetId(dataset)) {
    const { box, sample, classes } = openDataset(config, source);
    return {
      shape: [2],
      classes: classes?.length ?? 0,
      box,
      async samples() {
        const { points, labels } = trainingPoints({ sample, classes }, config);
        return pointSet(points, labels);
      },
      fresh: sample,
      async heldOut() {
        if (dataset === 'csv') return null; // fresh points are rows of the table again
        const labels = classes && new Int32Array(HELD_OUT_POINTS);
        const rng = createRng(evaluationDraw('heldOut', config.seed));
        return pointSet(sample(HELD_OUT_POINTS, rng, labels), labels);
      },
    };
  }
  if (isImageDatasetId(dataset)) {
    const { height, width, channels, classes, flips } = IMAGE_DATASETS[dataset];
    const part = config.fullData ? 'full' : 'train';
    return {
      shape: [height, width, channels],
      classes: classes.length,
      box: PIXELS,
      samples: async () => imageSet(learnedImages(await loadImages(dataset, part, read), config), flips),
      fresh: null,
      heldOut: async () => imageSet(await loadImages(dataset, 'test', read), flips),
    };
  }
  return ownImages(config, source);
}

/** Images of the user's own. Without them, samples can still be drawn from a model that knows their size. */
function ownImages(config: RunConfig, source: DataSource | undefined): TrainingData {
  if (source?.kind !== 'images') {
    const samples = async () => {
      throw new DataSourceError(words.noImages);
    };
    return { shape: null, classes: 0, box: PIXELS, samples, fresh: null, heldOut: async () => null };
  }
  const { images, labels, count, height, width, channels } = source;
  const size = height * width * channels;
  if (count < 1 || images.length !== count * size || (labels && labels.length !== count)) {
    const shape = [height, width, channels].join(' × ');
    const of = { name: source.name, bytes: images.length, labels: labels?.length ?? null, count, shape };
    throw new DataSourceError(words.imagesDamaged(of));
  }
  const { examples } = config;
  return {
    shape: [height, width, channels],
    classes: classCount(labels),
    box: PIXELS,
    samples: async () => imageSet(learnedImages(source, config), true),
    fresh: null,
    heldOut: async () =>
      examples > 0 && examples < count ? imageSet(imagesFrom(source, examples), true) : null,
  };
}
