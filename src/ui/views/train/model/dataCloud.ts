/** The data behind the samples: the points of the data set and how much of the plane they need, or some of its images. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { DataSource } from '../../../../types/dataSource';
import { realPoints, worldOfSamples } from '../../../families/points';
import { dataOf, isSameData, type RealSample, type ShownData } from '../../../families/realSample';
import { WORLD } from '../../../islands/place';
import type { Lab } from '../../../shell/lab';
import type { RunDisplay } from './runDisplay';

const POINTS = 2000;
/** As many tiles as a run shows of its samples. */
const IMAGES = 16;

/** Real images are not part of the first view. */
const realImages = () => import('../../../families/realImages');

export interface DataCloud {
  /** The user's own data behind the stage. */
  readonly source: ReadonlySignal<DataSource | undefined>;
  /** [n, 2]; null where there are none yet, and of images. */
  readonly points: ReadonlySignal<Float32Array | null>;
  /** Some images of the data set; null where there are none yet, and of points. */
  readonly images: ReadonlySignal<RealSample | null>;
  /** Half the height of the plane in standard deviations. */
  readonly world: ReadonlySignal<number>;
  dispose(): void;
}

const isPlanar = (data: RealSample | null): data is RealSample => data !== null && data.shape.length === 1;

export function followDataCloud({ settings }: Pick<Lab, 'settings'>, display: RunDisplay): DataCloud {
  const cloud = signal<RealSample | null>(null);
  const dataSource = computed(() => (display.run.value ? display.run.value.source : settings.source.value));
  let shown: ShownData | null = null;
  const dispose = effect(() => {
    const data = dataOf(display.config.value, dataSource.value);
    const { planar } = display.family.value;
    if (isSameData(shown, data)) return;
    shown = data;
    if (planar !== isPlanar(cloud.peek())) cloud.value = null;
    const loading = planar
      ? realPoints(data, data.source, POINTS)
      : realImages().then(({ realSample }) => realSample(data, data.source, { points: 0, images: IMAGES }));
    loading
      .then((real) => {
        if (shown === data) cloud.value = real;
      })
      .catch(() => {
        // There is no file or drawing yet, or no connection: Train says so when it is pressed.
        if (shown !== data) return;
        shown = null;
        cloud.value = null;
      });
  });
  return {
    source: dataSource,
    points: computed(() => (isPlanar(cloud.value) ? cloud.value.samples : null)),
    images: computed(() => (isPlanar(cloud.value) ? null : cloud.value)),
    world: computed(() => {
      if (isPlanar(cloud.value)) return cloud.value.world;
      return display.reel.value ? worldOfSamples(display.reel.value.trajectory) : WORLD;
    }),
    dispose,
  };
}
