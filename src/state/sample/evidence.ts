/** The evidence of a draw: the scores of the samples that are shown, and the training image nearest to the selected one. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { isImageDatasetId } from '../../../datasets/images';
import type { ImageEvaluatorApi } from '../../../workers/evaluator';
import { concerns } from '../../config/family';
import { messageOf } from '../../lib/diagnostic';
import { lastFrame } from '../../lib/lastFrame';
import type { DataSource, ImagesSource } from '../../types/dataSource';
import type { NearestAnswer } from '../../types/quality';
import type { Measurement } from '../../types/score';
import * as words from '../../words/state/sample';
import type { MeasureSamples } from '../families';
import type { Notices } from '../notices';
import type { SessionSamples } from './drawing';
import { toBytes } from './imageMeasure';
import type { LoadedModel, SampleSession } from './session';
import { unmeasurable } from './unmeasurable';

interface Nearest extends NearestAnswer {
  /** Index of the sample, and the draw that it belongs to. */
  readonly index: number;
  readonly of: SessionSamples;
  /** Name of the user's own images that were searched, where nothing says that the model learned them. */
  readonly among?: string;
  /** Whether these are all images that the model learned. */
  readonly complete: boolean;
}

export interface SampleEvidence {
  /** Of the samples that are shown. */
  readonly quality: ReadonlySignal<Measurement | null>;
  readonly nearest: ReadonlySignal<Nearest | null>;
  /** False where the images that the model learned neither ship nor are open, so that there are none to search. */
  readonly hasTrainingImages: ReadonlySignal<boolean>;
  /** True makes the search cover all images that ship, not only those of the training set. */
  readonly all: { value: boolean };
  dispose(): void;
}

interface Parts {
  readonly session: Pick<SampleSession, 'model' | 'samples'>;
  /** Index of the selected sample. */
  readonly selected: ReadonlySignal<number>;
  readonly measure: MeasureSamples;
  readonly evaluator: Pick<ImageEvaluatorApi, 'nearestImage' | 'holdImages'>;
  /** The user's own data that are open. */
  readonly source: ReadonlySignal<DataSource | undefined>;
  readonly notices: Pick<Notices, 'problem' | 'clear'>;
}

/** The subject of the notice that samples could not be measured. */
const ABOUT = 'evidence';

/** Fewer samples than this have no meaningful score. */
const FEWEST = 16;

/** The last frame of a draw. @returns [count, ...shape], a view of the trajectory's states */
export const resultOf = ({ trajectory }: SessionSamples): Float32Array => lastFrame(trajectory);

/** The images to search for the nearest one: those of a data set that ships, or the user's own of the same shape. */
interface SearchableImages {
  readonly dataset: string;
  /** As many as the model learned; 0 for all. */
  readonly examples: number;
  readonly own?: ImagesSource;
  readonly among?: string;
}

/** @returns null where the images that the model learned are not here: those of another data set say nothing of copies */
function searchedImages(
  { config: { dataset, examples }, source }: Pick<LoadedModel, 'config' | 'source'>,
  shape: readonly number[],
  open: DataSource | undefined,
): SearchableImages | null {
  if (isImageDatasetId(dataset)) return { dataset, examples };
  const learned = source?.kind === 'images' ? source : undefined;
  const own = learned ?? (open?.kind === 'images' ? open : undefined);
  if (dataset !== 'images' || !own) return null;
  const [height, width, channels] = shape;
  const isAlike = own.height === height && own.width === width && own.channels === channels;
  return isAlike ? { dataset, examples, own, among: learned ? undefined : own.name } : null;
}

/**
 * Whether the images that are searched are known to be all that the model learned: of a run of this page, from new weights. A shipped model
 * learned images that do not ship, a file's model any, and a run that mirrors images their mirror images too.
 */
function isComplete({ base, config }: LoadedModel, { among }: SearchableImages, all: boolean): boolean {
  const mirrors = config.flips && concerns('flips', config);
  return base === 'new' && among === undefined && !mirrors && (all || !config.fullData);
}

/** Runs one task at a time, none of which may throw; of those that arrive meanwhile only the newest. */
function newestFirst(): (task: () => Promise<void>) => void {
  let running = false;
  let next: (() => Promise<void>) | null = null;
  async function drain() {
    running = true;
    for (let task = next; task; task = next) {
      next = null;
      await task();
    }
    running = false;
  }
  return (task) => {
    next = task;
    if (!running) void drain();
  };
}

type NearestQuestion = Parameters<ImageEvaluatorApi['nearestImage']>[0];

/** Searches for the nearest image: among the own images, where there are some, which the evaluator receives before. */
function createNearestSearch(evaluator: Parts['evaluator']) {
  let sent: ImagesSource | undefined;
  return async (question: NearestQuestion, own: ImagesSource | undefined): Promise<NearestAnswer> => {
    if (!own) return evaluator.nearestImage(question);
    if (own === sent) {
      try {
        return await evaluator.nearestImage(question);
      } catch {
        // a worker that was started after a crash has no images yet
      }
    }
    await evaluator.holdImages(own);
    sent = own;
    return evaluator.nearestImage(question);
  };
}

/** Measures the samples that are shown, and searches the training images for the selected one. */
export function createSampleEvidence(parts: Parts): SampleEvidence {
  const { session, selected, measure, evaluator, source, notices } = parts;
  const quality = signal<Measurement | null>(null);
  const nearest = signal<Nearest | null>(null);
  const all = signal(false);
  const searched = computed(() => {
    const model = session.model.value;
    const samples = session.samples.value;
    return model && samples ? searchedImages(model, samples.trajectory.shape, source.value) : null;
  });
  const hasTrainingImages = computed(() => session.samples.value === null || searched.value !== null);
  const nearestOf = createNearestSearch(evaluator);
  let reported: LoadedModel | null = null;
  /** Once a model is enough: the same fetch fails for each of its samples. Of a model that was replaced meanwhile nothing is said. */
  const reportOf = (model: LoadedModel) => (error: unknown) => {
    if (model === reported || model !== session.model.peek()) return;
    reported = model;
    notices.problem(words.notMeasured, words.samplingGoesOn(messageOf(error)), ABOUT);
  };
  const search = newestFirst();

  const stopModel = effect(() => {
    if (session.model.value === reported) return;
    reported = null;
    notices.clear(ABOUT);
  });
  const stopQuality = effect(() => {
    const model = session.model.value;
    const samples = session.samples.value;
    quality.value = null;
    if (!model || !samples || samples.preview || samples.trajectory.count < FEWEST) return;
    if (unmeasurable(model)) return;
    measure({ config: samples.config, source: model.source }, resultOf(samples).slice())
      .then((measurement) => {
        if (session.samples.peek() === samples) quality.value = measurement;
      })
      .catch(reportOf(model));
  });
  const stopNearest = effect(() => {
    const model = session.model.value;
    const samples = session.samples.value;
    const index = selected.value;
    const searchAll = all.value;
    nearest.value = null;
    if (!model || !samples || samples.preview || !searched.value || index >= samples.trajectory.count) return;
    const { dataset, examples, own, among } = searched.value;
    const complete = isComplete(model, searched.value, searchAll);
    const find = async () => {
      const result = resultOf(samples);
      const size = result.length / samples.trajectory.count;
      const image = toBytes(result.subarray(index * size, (index + 1) * size));
      const answer = await nearestOf({ dataset, examples, all: searchAll, image }, own);
      if (session.samples.peek() === samples && selected.peek() === index)
        nearest.value = { ...answer, index, of: samples, among, complete };
    };
    search(() => find().catch(reportOf(model)));
  });
  return {
    quality,
    nearest,
    hasTrainingImages,
    all,
    dispose() {
      stopModel();
      stopQuality();
      stopNearest();
    },
  };
}
