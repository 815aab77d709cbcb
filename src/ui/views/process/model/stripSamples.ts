/** The samples of the strip in the forward process: a cloud of points, or one image of the data set. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Images } from '../../../../../datasets/images';
import { classNames } from '../../../../config/classNames';
import type { Settings } from '../../../../state/settings';
import { familyView } from '../../../families';
import { realPoints } from '../../../families/points';
import { imagesOf, indexInClass, pickImages } from '../../../families/realImages';
import { dataKey, type RealSample } from '../../../families/realSample';

/** The n-th image of a class. */
interface ImageOfClass {
  readonly label: number;
  readonly n: number;
}

export interface StripSamples {
  /** Points, or one image; null before they are loaded. */
  readonly real: ReadonlySignal<RealSample | null>;
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
  const image = signal<ImageOfClass>({ label: 0, n: 0 });
  const key = computed(() => dataKey(config.value, source.value));
  const dispose = effect(() => {
    const requested = key.value;
    const show = (newPoints: RealSample | null, newImages: Images | null) => {
      if (key.peek() !== requested) return;
      points.value = newPoints;
      images.value = newImages;
    };
    const load = async () => {
      const data = config.peek();
      if (!familyView(data.dataset).planar) return show(null, await imagesOf(data, source.peek()));
      const cloud = await realPoints(data, source.peek(), POINTS);
      show({ ...cloud, world: cloud.world + MARGIN }, null);
    };
    load().catch(() => show(null, null)); // no file or drawing yet: the strip says what is missing
  });
  return {
    real: computed(() => {
      const { label, n } = image.value;
      return images.value ? pickImages(images.value, [indexInClass(images.value, label, n)]) : points.value;
    }),
    image,
    classes: computed(() => (images.value ? classNames(config.value, source.value) : [])),
    dispose,
  };
}
