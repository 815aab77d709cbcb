/** The samples of the strip in the forward process: a cloud of points, or one image of the data set. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Images, isImageDatasetId } from '../../../../../datasets/images';
import { classNames } from '../../../../config/classNames';
import type { Settings } from '../../../../state/settings';
import * as words from '../../../../words/process';
import { familyView } from '../../../families';
import { realPoints } from '../../../families/points';
import { imagesOf, indexInClass, pickImages } from '../../../families/realImages';
import { dataOf, isSameData, type RealSample, type ShownData } from '../../../families/realSample';

/** The n-th image of a class. */
interface ImageOfClass {
  readonly label: number;
  readonly n: number;
}

export interface StripSamples {
  /** Points, or one image; null before they are loaded. */
  readonly real: ReadonlySignal<RealSample | null>;
  /** Why there are none, as a sentence. */
  readonly absent: ReadonlySignal<string>;
  readonly image: Signal<ImageOfClass>;
  /** Names of the classes of images; empty for points, and where there are no classes. */
  readonly classes: ReadonlySignal<readonly string[]>;
  dispose(): void;
}

const POINTS = 600;
/** Room around the points within a tile, in standard deviations. */
const MARGIN = 0.4;

export function followStripSamples({ config, source }: Settings): StripSamples {
  const points = signal<RealSample | null>(null);
  const images = signal<Images | null>(null);
  const absent = signal(words.dataLoading);
  const image = signal<ImageOfClass>({ label: 0, n: 0 });
  let shown: ShownData | null = null;
  const dispose = effect(() => {
    const data = dataOf(config.value, source.value);
    if (isSameData(shown, data)) return;
    shown = data;
    absent.value = words.dataLoading;
    const show = (newPoints: RealSample | null, newImages: Images | null) => {
      if (shown !== data) return;
      points.value = newPoints;
      images.value = newImages;
    };
    const fail = () => {
      if (shown === data)
        absent.value = isImageDatasetId(data.dataset) ? words.dataNotLoaded : words.noDataYet;
      show(null, null);
    };
    const load = async () => {
      if (!familyView(data.dataset).planar) return show(null, await imagesOf(data, data.source));
      const cloud = await realPoints(data, data.source, POINTS);
      show({ ...cloud, world: cloud.world + MARGIN }, null);
    };
    load().catch(fail);
  });
  return {
    real: computed(() => {
      const { label, n } = image.value;
      return images.value ? pickImages(images.value, [indexInClass(images.value, label, n)]) : points.value;
    }),
    absent,
    image,
    classes: computed(() => (images.value ? classNames(config.value, source.value) : [])),
    dispose,
  };
}
