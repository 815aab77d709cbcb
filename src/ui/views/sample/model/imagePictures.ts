/** The data of the pictures of image samples: the grid, the selected image beside its prediction and neighbour, and its frames. */
import { computed, type ReadonlySignal } from '@preact/signals';
import * as words from '../../../../words/sample';
import { fromBytes, type ImageShape, imageShape } from '../../../canvas/pixels';
import { frameAt, one, type Reel } from '../../../time/reel';
import type { ImageFilmData } from '../imageFilm';
import type { GridData } from '../imageGrid';
import type { SampleLab } from '../lab';
import type { SelectedImageData } from '../selectedImage';
import type { StageContent } from './stageContent';

export interface ImagePictures {
  readonly grid: ReadonlySignal<GridData>;
  readonly selectedImage: ReadonlySignal<SelectedImageData>;
  readonly imageFilm: ReadonlySignal<ImageFilmData>;
}

interface Parts extends Pick<SampleLab, 'session' | 'evidence' | 'selected'> {
  readonly reel: ReadonlySignal<Reel | null>;
  readonly stageCount: ReadonlySignal<number>;
  readonly underWay: ReadonlySignal<boolean>;
  readonly content: ReadonlySignal<StageContent>;
  readonly position: ReadonlySignal<number>;
  readonly shape: ReadonlySignal<ImageShape | null>;
}

const NOTHING_SELECTED: SelectedImageData = {
  shape: null,
  now: null,
  prediction: null,
  nearest: null,
  pending: '',
};

export const sampleShape = (session: SampleLab['session']): ReadonlySignal<ImageShape | null> =>
  computed(() => imageShape(session.samples.value?.trajectory.shape ?? []));

/** @returns what the grid shows: predictions while sampling, else states or predictions at the clock's position */
function gridData({ session, reel, stageCount, content, position, shape }: Parts): GridData {
  const { kind } = session.activity.value ?? { kind: 'loading' };
  const note = kind === 'loading' ? words.samplesAppear : words.samplingStarts;
  const base = { count: stageCount.value, shape: shape.value, note };
  const predictions = session.guesses.value;
  if (predictions) return { ...base, values: predictions, scale: 1 };
  const samples = reel.value;
  if (!samples) return { ...base, values: null, scale: 1 };
  const frame = frameAt(samples, position.value);
  return content.value === 'prediction'
    ? { ...base, values: samples.guesses(frame), scale: 1 }
    : { ...base, values: samples.states(frame), scale: samples.scale(position.value) };
}

function pendingText({ session, evidence }: Parts): string {
  if (!evidence.hasTrainingImages.value) return words.notHere;
  return session.samples.value?.preview ? '' : words.searching;
}

function selectedData(parts: Parts): SelectedImageData {
  const { session, evidence, selected, reel, stageCount, position, shape } = parts;
  const samples = reel.value;
  const index = selected.value;
  const predictions = session.guesses.value;
  if (predictions && index < stageCount.value) {
    const prediction = one(predictions, stageCount.value, index);
    return { ...NOTHING_SELECTED, shape: shape.value, prediction };
  }
  if (!samples || index >= samples.trajectory.count || !shape.value) return NOTHING_SELECTED;
  const frame = frameAt(samples, position.value);
  const { count } = samples.trajectory;
  const scale = samples.scale(position.value);
  const found = evidence.nearest.value;
  return {
    shape: shape.value,
    now: one(samples.states(frame), count, index).map((v) => v * scale),
    prediction: one(samples.guesses(frame), count, index),
    nearest: found ? fromBytes(found.image) : null,
    pending: pendingText(parts),
  };
}

export function imagePictures(parts: Parts): ImagePictures {
  const { selected, reel, underWay, position, shape } = parts;
  return {
    grid: computed(() => gridData(parts)),
    selectedImage: computed(() => selectedData(parts)),
    imageFilm: computed(() => ({
      reel: underWay.value ? null : reel.value, // the preview is of other samples than those under way
      selected: Math.min(selected.value, (reel.value?.trajectory.count ?? 1) - 1),
      position: position.value,
      shape: shape.value,
    })),
  };
}
